"""`distill`: documents become drafts that are valid, say what they are, and answer with their proof."""

import ctypes
import io
import os
import signal
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hostile_documents import HOSTILE, PROSE, pdf
from tests.test_command.running import FACTFILE, REPOSITORY, Run, spawn
from tui.output import Output, progress_bar
from tui.verbs.distilling import uninterrupted

ARTICLE = """Le conseil de Valmorin achète des caméras

Le 12 mars 2025, la ville de Valmorin a signé un contrat de 1,4 million d'euros avec la société Optivue pour 97 caméras.

« Ces caméras protègent nos écoles », a déclaré le maire de Valmorin, Paul Merle.
"""
_OVERRIDES = (1, 2)
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH: what lets root read a file that nobody may."""


@pytest.fixture
def library(tmp_path: Path, run: Run) -> Path:
    folder = tmp_path / "library"
    assert run("init", "--empty", str(folder)).code == 0
    return folder


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "Valmorin caméras.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """A folder of six, enough for children to read them."""
    folder = tmp_path / "documents"
    folder.mkdir()
    for number in range(6):
        text = ARTICLE.replace("Valmorin", f"Valmorin-{'abcdef'[number]}").replace("97", str(number + 2))
        (folder / f"{number}.txt").write_text(text * (number + 1), encoding="utf-8")
    return folder


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def drafts(library: Path) -> list[str]:
    return [name for name in names(library / "sheets") if name.endswith(".yaml")]


def test_a_draft_is_valid_and_answers_with_its_proof(library: Path, article: Path, run: Run) -> None:
    assert run("distill", str(article), "--library", str(library)).code == 0
    assert run("check", "--library", str(library)).code == 0
    assert run("verify", "--library", str(library)).code == 0
    answer = run("ask", "--json", "montant du contrat Optivue", "--library", str(library)).json["answers"][0]
    assert (answer["value"], answer["currency"], answer["status"]) == ("1400000", "EUR", "draft")
    assert answer["payee"]["name"] == "Optivue"
    assert answer["date"] == "2025-03-12"
    assert answer["evidence"][0]["verified"] == "text"
    assert (library / "seeds" / "valmorin-cameras.txt").read_text("utf-8") == ARTICLE


def test_a_draft_says_that_it_is_one(library: Path, article: Path, run: Run) -> None:
    run("distill", str(article), "--library", str(library))
    for command in (("ask", "Optivue"), ("show", "valmorin-cameras"), ("figures",), ("print", "valmorin-cameras")):
        assert "DRAFT" in run(*command, "--library", str(library)).out, command


def test_a_dry_run_writes_nothing(library: Path, article: Path, run: Run) -> None:
    shown = run("distill", "--dry-run", str(article), "--library", str(library))
    assert "status: draft" in shown.out
    assert names(library / "sheets") == names(library / "seeds") == []


def test_a_draft_goes_into_a_file_instead_of_the_library(library: Path, article: Path, run: Run) -> None:
    out = article.parent / "draft.yaml"
    shown = run("distill", str(article), "--dry-run", "--library", str(library)).out
    assert run("distill", str(article), "-o", str(out), "--library", str(library)).code == 0
    assert out.read_text("utf-8") == shown
    assert run("distill", str(article), "-o", "-", "--library", str(library)).out == shown
    assert names(library / "sheets") == names(library / "seeds") == []
    two = run("distill", str(article), str(article), "-o", str(out), "--library", str(library))
    assert (two.code, "the draft of one document" in two.err) == (2, True)


def test_several_drafts_are_shown_parted(library: Path, documents: Path, run: Run) -> None:
    shown = run("distill", "--dry-run", str(documents), "--library", str(library)).out
    drafts = shown.split("---\n")
    assert len(drafts) == 6
    assert all(one.startswith("format: 1\n") for one in drafts)


def test_findings_are_a_line_each_at_their_offsets(library: Path, article: Path, run: Run) -> None:
    found = run("distill", "--findings", str(article), "--library", str(library)).rows
    money = next(one for one in found if one["kind"] == "money")
    assert ARTICLE[money["start"] : money["end"]] == money["printed"] == "1,4 million d'euros"
    assert (money["value"], money["currency"], money["currency_from"]) == ("1400000", "EUR", "explicit")
    assert money["unit"] is None
    assert money["document"] == str(article)


def test_findings_of_many_documents_name_theirs(library: Path, documents: Path, run: Run) -> None:
    found = run("distill", "--findings", str(documents), "--library", str(library)).rows
    told = list(dict.fromkeys(one["document"] for one in found))
    assert told == [str(documents / f"{number}.txt") for number in range(6)]
    for one in found:
        text = Path(one["document"]).read_text("utf-8")
        assert text[one["start"] : one["end"]] == one["printed"]


def test_nothing_found_is_told_by_the_exit_code(library: Path, tmp_path: Path, run: Run) -> None:
    path = tmp_path / "bare.txt"
    path.write_text("so it was and so it is\n")
    assert run("distill", "--findings", str(path), "--library", str(library)).code == 1
    (tmp_path / "bare").mkdir()
    nothing = run("distill", str(tmp_path / "bare"), "--library", str(library))
    assert (nothing.code, "no documents in this folder" in nothing.err) == (1, True)


def test_a_document_that_is_here_is_recognised_under_any_name(library: Path, article: Path, run: Run) -> None:
    run("distill", str(article), "--library", str(library))
    sheet = library / "sheets" / "valmorin-cameras.yaml"
    sheet.write_text(sheet.read_text("utf-8") + "# mine\n", encoding="utf-8")
    other = article.rename(article.with_name("other.txt"))
    again = run("distill", str(other), "--library", str(library))
    assert (again.code, again.out) == (0, "")
    assert "already here, as valmorin-cameras.txt of the sheet valmorin-cameras" in again.err
    assert sheet.read_text("utf-8").endswith("# mine\n")
    assert names(library / "sheets") == ["valmorin-cameras.yaml"]


def test_a_changed_document_says_what_changed(library: Path, article: Path, run: Run) -> None:
    run("distill", str(article), "--library", str(library))
    article.write_text(ARTICLE.replace("97 caméras", "98 caméras"), encoding="utf-8")
    again = run("distill", str(article), "--library", str(library))
    assert again.code == 0
    lines = again.out.splitlines()
    assert lines[0].startswith(str(library / "sheets" / "valmorin-cameras.yaml"))
    assert {line[0] for line in lines[1:]} <= {"+", "~", "-", "="}
    assert any("98 caméras" in line for line in lines[1:])
    assert run("check", "--library", str(library)).code == 0
    assert run("verify", "--library", str(library)).code == 0


def test_again_distils_what_is_known(library: Path, article: Path, run: Run) -> None:
    run("distill", str(article), "--library", str(library))
    again = run("distill", "--again", str(article), "--library", str(library))
    assert (again.code, "already here" in again.err) == (0, False)
    assert again.out.endswith("valmorin-cameras.yaml: no change\n")


def test_a_linked_document_stays_where_it_is(library: Path, tmp_path: Path, run: Run) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf())
    assert run("distill", "--link", str(path), "--library", str(library)).code == 0
    assert names(library / "seeds") == ["report.pdf.txt"]
    assert f"link: {path}" in (library / "sheets" / "report.yaml").read_text("utf-8")
    assert run("check", "--library", str(library)).code == 0
    assert run("verify", "--library", str(library)).code == 0


def test_markdown_evidence_stands_in_the_file_as_it_is(library: Path, tmp_path: Path, run: Run) -> None:
    path = tmp_path / "note.md"
    path.write_text("# Money for new lamps\n\nThe town paid **1,250 euros** to [Lumen Ltd](http://l.com/9-euros).\n")
    assert run("distill", str(path), "--library", str(library)).code == 0
    assert run("verify", "--library", str(library)).code == 0
    sheet = (library / "sheets" / "note.yaml").read_text("utf-8")
    assert "exact: '1,250 euros'" in sheet
    assert "9-euros" not in sheet
    assert "**" not in sheet


def test_standard_input_is_kept_by_what_it_is(library: Path, run: Run) -> None:
    page = "<!doctype html><html><body><article>" + "".join(f"<p>{n}. {PROSE.decode()}</p>" for n in range(9))
    assert run("distill", "-", "--library", str(library), stdin=page).code == 0
    assert names(library / "seeds") == ["document.html", "document.html.txt"]


def test_one_bad_file_does_not_stop_the_others(library: Path, article: Path, tmp_path: Path, run: Run) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"text\x00")
    done = run("distill", str(bad), str(tmp_path / "missing.txt"), str(article), "--library", str(library))
    assert done.code == 3
    assert "bad.txt: not a text" in done.err
    assert "missing.txt: cannot be read" in done.err
    assert "3 documents: 1 new, 2 not read" in done.err
    assert "valmorin-cameras.yaml" in done.out


def test_scans_are_listed_at_the_end(library: Path, documents: Path, run: Run) -> None:
    (documents / "0.pdf").write_bytes(pdf(b"q Q"))
    (documents / "1.pdf").write_bytes(pdf(b"Q q"))
    done = run("distill", str(documents), "--library", str(library))
    assert done.code == 3
    told = [line for line in done.err.splitlines() if "OCR" in line]
    assert told == [
        *(f"{documents / name}: a PDF without a text layer: it needs OCR first" for name in ("0.pdf", "1.pdf")),
        told[-1],
    ]
    assert told[-1].endswith("2 PDFs need OCR")


def test_many_documents_give_the_same_files_as_each_alone(library: Path, documents: Path, run: Run) -> None:
    assert run("distill", str(documents), "--library", str(library)).code == 0
    alone = library.parent / "alone"
    run("init", "--empty", str(alone))
    for path in sorted(documents.iterdir()):
        assert run("distill", str(path), "--library", str(alone)).code == 0
    for folder in ("sheets", "seeds"):
        assert names(library / folder) == names(alone / folder)
        for name in names(library / folder):
            assert (library / folder / name).read_bytes() == (alone / folder / name).read_bytes()


def test_a_library_in_a_folder_is_not_distilled_itself(library: Path, article: Path, run: Run) -> None:
    run("distill", str(article), "--library", str(library))
    before = names(library / "sheets")
    run("distill", str(library), "--library", str(library))
    assert names(library / "sheets") == before


@pytest.mark.parametrize("fragment", ["\x1b[31m", "\x9b31m", "\u202eabc\u202c", "\x1b]8;;http://x\x1b\\"])
def test_control_characters_in_a_document_stay_data(fragment: str, library: Path, tmp_path: Path, run: Run) -> None:
    path = tmp_path / f"esc{fragment.replace('/', '')}\n.txt"
    path.write_text(ARTICLE.replace("Optivue", f"Opti{fragment}vue"), encoding="utf-8")
    bad = tmp_path / f"bad{fragment.replace('/', '')}\n.txt"
    bad.write_bytes(b"\0")
    shown = run("distill", "--dry-run", str(path), str(bad), "--library", str(library))
    written = run("distill", str(path), str(bad), "--library", str(library))
    found = run("distill", "--findings", str(path), "--library", str(library))
    assert (shown.code, written.code, found.code) == (3, 3, 0)
    for text in (shown.out, shown.err, written.out, written.err, found.out):
        assert [one for one in text if unicodedata.category(one) in {"Cc", "Cf"} and one != "\n"] == []
    assert len([line for line in written.err.splitlines() if "bad" in line]) == 1
    assert run("check", "--library", str(library)).code == 0
    assert run("verify", "--library", str(library)).code == 0


def test_a_file_name_may_be_in_any_encoding(library: Path, tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "names"
    folder.mkdir()
    (folder / os.fsdecode(b"caf\xe9.txt")).write_text(ARTICLE, encoding="utf-8")
    (folder / unicodedata.normalize("NFD", "école.txt")).write_text(ARTICLE * 2, encoding="utf-8")
    (folder / "汉字.txt").write_text(ARTICLE * 3, encoding="utf-8")
    assert run("distill", "--link", str(folder), "--library", str(library)).code == 0
    assert len(names(library / "sheets")) == 3
    assert run("check", "--library", str(library)).code == 0


def _without_override() -> None:
    """Root reads what nobody may unless it gives that up; anyone else has nothing to give up."""
    drop = 24
    for capability in _OVERRIDES:
        ctypes.CDLL(None).prctl(drop, capability, 0, 0, 0)


def test_a_folder_of_hostile_documents(library: Path, tmp_path: Path, documents: Path) -> None:
    """The real command: a line for each that cannot be read, the others in the library, nothing half-written."""
    refused = [one for one in HOSTILE if one.said]
    for one in refused:
        (documents / one.name).write_bytes(one.make(0.01))
    (documents / "secret.txt").write_bytes(PROSE)
    (documents / "secret.txt").chmod(0)
    os.mkfifo(documents / "pipe")
    (tmp_path / "outside.txt").write_bytes(PROSE)
    (documents / "out.txt").symlink_to(tmp_path / "outside.txt")
    (documents / "loop").symlink_to("loop")
    ran = spawn("distill", "-q", str(documents), "--library", str(library), preexec_fn=_without_override, timeout=300)
    told = ran.stderr.decode().splitlines()
    said = {**{one.name: one.said for one in refused}, "secret.txt": "permission denied", "pipe": "not a file"}
    for name, words in {**said, "out.txt": "leads out", "loop": "symbolic links"}.items():
        lines = [line for line in told if line.startswith(f"{documents / name}: ")]
        assert len(lines) == 1, (name, lines)
        assert words in lines[0]
    assert ran.returncode == 3
    assert len(told) == len(said) + 2
    assert names(library / "sheets") == [f"{number}.yaml" for number in range(6)]
    assert names(library / "seeds") == [f"{number}.txt" for number in range(6)]
    assert spawn("check", "--library", str(library)).returncode == 0


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_an_end_in_the_middle_leaves_nothing_half_written(
    ending: signal.Signals, library: Path, tmp_path: Path, eventually: Callable[[Callable[[], bool]], None]
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(300):
        (folder / f"{number:03}.txt").write_text(ARTICLE.replace("97", str(number + 2)), encoding="utf-8")
    process = subprocess.Popen(  # noqa: S603 - our own command
        [*FACTFILE, "distill", str(folder), "--library", str(library)],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    eventually(lambda: len(drafts(library)) > 3)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    left = [int(child) for child in children.read_text().split()] if children.exists() else []
    process.send_signal(ending)
    _, err = process.communicate(timeout=60)
    assert process.returncode != 0
    sheets = drafts(library)
    assert 3 < len(sheets) < 300
    assert spawn("check", "--library", str(library)).returncode == 0
    eventually(lambda: not any(Path(f"/proc/{child}").exists() for child in left))
    if ending == signal.SIGINT:
        assert process.returncode == 130
        assert (
            err.decode().splitlines()[-1]
            == f"stopped; {len(sheets)} documents in the library, which the next run skips"
        )
        assert names(library / "seeds") == [name.replace(".yaml", ".txt") for name in sheets]


def test_an_interruption_waits_until_both_files_are_written() -> None:
    done = []

    def keep() -> None:
        with uninterrupted():
            signal.raise_signal(signal.SIGINT)  # to this thread: a test runner has others
            done.extend(["seed", "sheet"])

    with pytest.raises(KeyboardInterrupt):
        keep()
    assert done == ["seed", "sheet"]


@pytest.fixture
def eventually() -> Callable[[Callable[[], bool]], None]:
    def wait(happened: Callable[[], bool]) -> None:
        until = time.monotonic() + 60
        while not happened():
            assert time.monotonic() < until
            time.sleep(0.02)

    return wait


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_bar_makes_room_for_a_line() -> None:
    terminal = Terminal()
    output = Output(stderr=terminal)
    with progress_bar(output, "distilling") as progress:
        progress(1, 2)
        assert terminal.getvalue() == "\rdistilling [##########..........] 1/2"
        progress(0, 0)
        output.complain("a.txt: empty")
        progress(2, 2)
    bar, gap, line, *_ = terminal.getvalue().split("\r")[1:]
    assert (gap.strip(), len(gap) >= len(bar), line.startswith("a.txt: empty\n")) == ("", True, True)
    assert terminal.getvalue().endswith(" \r")


def test_no_socket_is_opened_for_many_documents(library: Path, documents: Path) -> None:
    code = (
        "import socket, sys\n"
        "def refused(*_, **__): raise AssertionError('a socket was opened')\n"
        "socket.socket.__init__ = refused\n"
        "from tui.cli import main\n"
        "sys.exit(main(sys.argv[1:]))"
    )
    ran = spawn("distill", str(documents), "--library", str(library), command=[sys.executable, "-c", code])
    assert ran.returncode == 0, ran.stderr
    assert len(drafts(library)) == 6


def test_a_text_is_distilled_without_what_reads_pages_and_pdfs(article: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from tui.cli import main; main(sys.argv[1:]); "
        "print(*sorted({'trafilatura', 'lxml', 'pypdf', 'markdown_it', 'textual', 'whoosh'} & set(sys.modules)))"
    )
    out = str(tmp_path / "found")
    ran = spawn("distill", "--findings", str(article), "-o", out, "-q", command=[sys.executable, "-c", code])
    assert ran.stdout.decode().split() == []
