"""What is taken out of a library on the disk: words, notes, prints, and where an editor opens."""

import os
import signal
import subprocess
import sys
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path

import pytest

from factsheets.files import read_or_none
from factsheets.library import Library
from factsheets.library_folder import LibraryError
from factsheets.located import place_of
from index.answer import Engine
from tests.sample_sheets import FULL, HARBOUR, ORIGINAL
from tui.beside import append_entry, own_folder
from tui.clipboard import MOST_BYTES, copy_sequence, is_too_long
from tui.editor import EditorError, at_place, editor, run
from tui.ports import Printed
from tui.takeaway import LibraryTakeaway

PAID = "fact/harbour-cameras/port-tidewatch-2024"


@pytest.fixture
def takeaway(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LibraryTakeaway]:
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    engine = Engine.open(library, {"XDG_CACHE_HOME": str(tmp_path / "cache")})
    yield LibraryTakeaway(library, engine)
    engine.reader.close()


# Words


def test_a_fact_is_taken_with_the_names_and_the_proof_of_its_library(takeaway: LibraryTakeaway) -> None:
    assert takeaway.value(PAID) == "€1,250,000"
    assert takeaway.value(PAID, "fr") == "1\u202f250\u202f000\u00a0€"
    assert takeaway.quote(PAID).startswith("“1,25 million d'euros” · Le port surveille ses quais, no date, paragraph 2")
    cited = takeaway.citation("evidence/harbour-cameras/port-tidewatch-2024")
    assert cited.startswith("Cameras bought from Tidewatch: €1,250,000 · Harbour authority -> Tidewatch · 2024")
    assert cited.endswith("harbour-cameras#port-tidewatch-2024")


def test_a_source_that_changed_vouches_for_nothing(takeaway: LibraryTakeaway, library_folder: Path) -> None:
    (library_folder / "seeds" / "harbour.md").write_text(HARBOUR + "more\n", encoding="utf-8")
    assert "not verified" in takeaway.citation(PAID)
    assert takeaway.quote(PAID).startswith("1,25 million d'euros · ")


def test_a_restatement_is_quoted_only_where_its_original_is_attached(
    takeaway: LibraryTakeaway, library: Library, tmp_path: Path
) -> None:
    passage = "source/harbour-tolls/s1/4"
    assert takeaway.quote(passage).startswith("Le port ne dit rien du prix mensuel. · harbour.md, no date, paragraph 4")
    assert "restated; original not attached" in takeaway.quote("fact/harbour-tolls/port")
    (tmp_path / "tolls.txt").write_bytes(ORIGINAL)
    assert library.add_original(tmp_path / "tolls.txt", library.sheets())
    assert takeaway.quote(passage).startswith("“Le port se tait du prix mensuel.”")
    assert takeaway.quote("fact/harbour-tolls/port").startswith("“Le port”")
    assert "paragraph 4 · original · sha256" in takeaway.citation(passage)


@pytest.mark.parametrize(
    "ref",
    [
        "fact/harbour-cameras/gone",
        "fact/gone/x",
        "fact",
        "",
        "source/harbour-cameras/s1",
        "source/harbour-cameras/s1/99",
    ],
)
def test_what_is_gone_is_a_key_error(takeaway: LibraryTakeaway, ref: str) -> None:
    with pytest.raises(KeyError):
        takeaway.quote(ref)
    with pytest.raises(KeyError):
        takeaway.citation(ref)


# Notes


def test_notes_are_items_of_markdown_with_their_reference(takeaway: LibraryTakeaway) -> None:
    path = takeaway.note("€1,250,000 [x](y)", "harbour-cameras#port-tidewatch-2024")
    assert takeaway.note("cited · harbour-cameras#cameras", "harbour-cameras#cameras") == path
    assert path == Path.cwd() / "factfile-notes.md"
    assert path.read_text("utf-8") == (
        "- €1,250,000 \\[x\\](y) · **harbour-cameras#port-tidewatch-2024**\n- cited · harbour-cameras#cameras\n"
    )


def test_an_entry_is_added_behind_whatever_stands_there(tmp_path: Path) -> None:
    notes = tmp_path / "notes.md"
    notes.write_text("my own line, left open", encoding="utf-8")
    append_entry(notes, "one")
    append_entry(notes, "two")
    assert notes.read_text("utf-8") == "my own line, left open\none\ntwo\n"


def test_two_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    notes = tmp_path / "notes.md"
    program = (
        "import sys; from pathlib import Path; from tui.beside import append_entry\n"
        "for n in range(200): append_entry(Path(sys.argv[1]), f'{sys.argv[2]}{n} ' + 'x' * 300)"
    )
    writers = [
        subprocess.Popen([sys.executable, "-c", program, str(notes), name])  # noqa: S603 - this very interpreter
        for name in "abc"
    ]
    assert [one.wait() for one in writers] == [0, 0, 0]
    lines = notes.read_text("utf-8").splitlines()
    for name in "abc":
        assert [line.split()[0] for line in lines if line[0] == name] == [f"{name}{n}" for n in range(200)]
    assert len(lines) == 600


def test_what_is_no_file_is_refused_and_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    with pytest.raises(OSError, match=r"pipe\.md is not a file"):
        append_entry(tmp_path / "pipe.md", "one")
    with pytest.raises(OSError):  # noqa: PT011 - whatever the system calls it
        append_entry(tmp_path, "one")


def test_a_folder_that_is_gone_or_read_only_gives_way_to_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    assert own_folder() == gone
    with monkeypatch.context() as patched:
        patched.setattr(os, "access", lambda *_: False)
        assert own_folder() == tmp_path
    gone.rmdir()
    assert own_folder() == tmp_path


# Prints


def test_one_sheet_is_printed_under_its_name_and_several_into_one_file(takeaway: LibraryTakeaway) -> None:
    one = takeaway.print_sheets(["harbour-cameras"])
    assert one.path == Path.cwd() / "harbour-cameras.md"
    both = takeaway.print_sheets(["harbour-cameras", "gone", "minimal", "minimal"])
    assert both == Printed(Path.cwd() / "factfile-picked.md", 2, ("gone",))
    text = both.path.read_text("utf-8")
    assert text.index("# Cameras on the quays") < text.index("# A minimal sheet")
    assert text.startswith("---\nsheets:\n- {id: harbour-cameras, ")
    both.path.write_text("edited", encoding="utf-8")
    again = takeaway.print_sheets(["harbour-cameras", "minimal"])
    assert again.path.name == "factfile-picked-2.md"
    assert both.path.read_text("utf-8") == "edited"
    with pytest.raises(KeyError):
        takeaway.print_sheets(["gone"])


# Where an editor opens


def test_a_fact_is_found_at_its_line(takeaway: LibraryTakeaway, library_folder: Path) -> None:
    file = library_folder / "sheets" / "harbour-cameras.yaml"
    found = takeaway.located(PAID)
    assert found.path == file
    assert FULL.splitlines()[found.line - 1] == "- id: port-tidewatch-2024"
    assert takeaway.located("sheet/harbour-cameras") == (file, 0, 0)
    source = takeaway.located("source/harbour-cameras/s1")
    assert FULL.splitlines()[source.line - 1] == "- id: s1"
    assert takeaway.located("sheet/harbour-tolls").path.name == "tolls.yaml", "a file may be called anything"
    assert takeaway.located("fact/harbour-cameras/gone").line == 0


def test_a_fact_is_found_in_flow_style_and_not_in_what_is_no_sheet() -> None:
    assert place_of(b"format: 1\nactors: [{id: a, name: A},\n  {id: b, name: B}]\n", "b") == (3, 3)
    for raw in (b"", b"\xff\xfe", b"actors: x", b"- a", b"actors: [{id: [b]}]", b"a: {"):
        assert place_of(raw, "b") == (0, 0)


def test_a_problem_leads_to_its_file_and_never_out_of_the_library(
    takeaway: LibraryTakeaway, library_folder: Path
) -> None:
    sheets = library_folder / "sheets"
    assert takeaway.located("edit/7/3/drafts/tolls.yaml") == (sheets / "drafts" / "tolls.yaml", 7, 3)
    assert takeaway.located("edit/1/1/gazetteer.yaml").path == library_folder / "gazetteer.yaml"
    (library_folder / "outside.yaml").write_text("x", encoding="utf-8")
    (sheets / "link.yaml").symlink_to(library_folder / "outside.yaml")
    outside = ("../outside.yaml", "link.yaml", "../gazetteer.yaml", str(library_folder / "outside.yaml"), "gone.yaml")
    for ref in (*(f"edit/1/1/{name}" for name in outside), "edit/", "edit/x/1/minimal.yml", "edit/1/1/"):
        with pytest.raises(KeyError):
            takeaway.located(ref)


def test_a_read_only_library_is_not_edited(takeaway: LibraryTakeaway, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(LibraryError, match="read-only"):
        takeaway.located(PAID)


def test_what_is_wrong_with_a_file_is_told_by_its_lines(takeaway: LibraryTakeaway, library_folder: Path) -> None:
    file = library_folder / "sheets" / "harbour-cameras.yaml"
    assert list(takeaway.problems_in(file)) == []
    file.write_text(FULL.replace("basis: paid", "basis: payed"), encoding="utf-8")
    line = FULL[: FULL.index("basis: paid")].count("\n") + 1
    assert [str(one)[:30] for one in takeaway.problems_in(file)] == [f"harbour-cameras.yaml:{line}:10: `ba"[:30]]
    file.write_text(FULL.replace("Plus de 40}", "Plus de 41}"), encoding="utf-8")
    [problem] = takeaway.problems_in(file)
    assert "`Plus de 41` does not stand in the source" in problem.message
    assert "Plus de 40}" in FULL.splitlines()[problem.line - 1]
    file.unlink()
    assert [one.line for one in takeaway.problems_in(file)] == [0]


def test_no_byte_of_a_library_is_touched_by_taking(takeaway: LibraryTakeaway, library_folder: Path) -> None:
    files = [path for path in library_folder.rglob("*") if path.is_file()]
    before = {path: read_or_none(path) for path in files}
    takeaway.citation(PAID)
    takeaway.note("x", "y")
    takeaway.print_sheets(["harbour-cameras"])
    takeaway.located(PAID)
    assert before == {path: read_or_none(path) for path in library_folder.rglob("*") if path.is_file()}


# The terminal's clipboard


def test_a_copy_is_one_sequence_of_base64() -> None:
    sequence = copy_sequence("3\u202f750 €", {"TERM": "xterm"})
    assert sequence.startswith("\x1b]52;c;")
    assert sequence.endswith("\x07")
    assert b64decode(sequence[7:-1]).decode() == "3\u202f750 €"
    assert copy_sequence("a", {"TERM": "screen-256color", "TMUX": "x"}) == copy_sequence("a", {"TERM": "xterm"})


def test_screen_is_given_pieces_that_it_passes_on() -> None:
    text = "words " * 200
    plain = copy_sequence(text, {"TERM": "xterm"})
    wrapped = copy_sequence(text, {"TERM": "screen", "STY": "1.pts"})
    pieces = wrapped.removesuffix("\x1b\\").removeprefix("\x1bP").split("\x1b\\\x1bP")
    assert "".join(pieces) == plain
    assert max(map(len, pieces)) <= 240
    assert copy_sequence(text, {"TERM": "screen"}) == wrapped + plain, "tmux seen from another machine"


def test_a_text_is_measured_in_bytes() -> None:
    assert not is_too_long("a" * MOST_BYTES)
    assert is_too_long("é" * (MOST_BYTES // 2 + 1))


# The editor


@pytest.fixture
def programs(tmp_path: Path) -> dict[str, str]:
    """An environment in which only these editors are installed."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("vi", "nano", "my ed"):
        (folder / name).write_text("#!/bin/sh\n", encoding="utf-8")
        (folder / name).chmod(0o755)
    return {"PATH": str(folder)}


def test_the_editor_is_the_one_that_the_environment_names(programs: dict[str, str]) -> None:
    assert editor({**programs, "VISUAL": "nano -w", "EDITOR": "vi"}) == ["nano", "-w"]
    assert editor({**programs, "VISUAL": " ", "EDITOR": "vi"}) == ["vi"]
    assert editor({**programs, "EDITOR": "'my ed' -x '$(reboot)'"}) == ["my ed", "-x", "$(reboot)"]
    assert editor(programs) == ["vi"]
    with pytest.raises(EditorError, match=r"\$EDITOR names emacs, which is not installed"):
        editor({**programs, "EDITOR": "emacs -nw"})
    with pytest.raises(EditorError, match=r"\$VISUAL cannot be read"):
        editor({**programs, "VISUAL": "vi 'x"})
    with pytest.raises(EditorError, match="No editor is installed"):
        editor({"PATH": "/nowhere"})


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (["vi"], ["vi", "+12", "/x/a.yaml"]),
        (["/usr/bin/nvim", "-R"], ["/usr/bin/nvim", "-R", "+12", "/x/a.yaml"]),
        (["nano"], ["nano", "+12,3", "/x/a.yaml"]),
        (["emacs", "-nw"], ["emacs", "-nw", "+12:3", "/x/a.yaml"]),
        (["micro"], ["micro", "+12:3", "/x/a.yaml"]),
        (["kak"], ["kak", "+12:3", "/x/a.yaml"]),
        (["hx"], ["hx", "/x/a.yaml:12:3"]),
        (["code"], ["code", "--wait", "-g", "/x/a.yaml:12:3"]),
        (["code", "-w"], ["code", "-w", "-g", "/x/a.yaml:12:3"]),
        (["subl"], ["subl", "--wait", "/x/a.yaml:12:3"]),
        (["ed"], ["ed", "/x/a.yaml"]),
        (["something-new"], ["something-new", "/x/a.yaml"]),
    ],
)
def test_an_editor_that_is_known_is_told_the_place(command: list[str], told: list[str]) -> None:
    assert at_place(command, Path("/x/a.yaml"), 12, 3) == told
    assert not any("12" in word for word in at_place(command, Path("/x/a.yaml"), 0, 0))


def test_a_file_is_never_taken_for_an_option(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert at_place(["ed"], Path("-rf"), 0, 0) == ["ed", str(tmp_path / "-rf")]


def test_the_editors_end_is_told() -> None:
    assert run(["true"]) == 0
    assert run(["sh", "-c", "exit 3"]) == 3
    with pytest.raises(EditorError, match="no-such-editor was not started: no such file"):
        run(["no-such-editor"])


def test_ctrl_c_in_the_editor_is_the_editors_affair() -> None:
    """The whole group of the terminal gets the signal: the editor lives by its own rules, the browser goes on."""
    program = "import os, signal; from tui.editor import run; print(run(['sh', '-c', 'kill -INT $PPID; exit 4']))"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)  # noqa: S603
    assert ran.stdout == "4\n"


def test_an_end_of_the_browser_ends_the_editor_and_the_editor_alone_is_interrupted_by_ctrl_c() -> None:
    program = (
        "import signal; from tui.editor import run\n"
        "signal.signal(signal.SIGTERM, lambda *_: print('own'))\n"
        "print(run(['sh', '-c', 'kill -TERM $PPID; exec sleep 60']))\n"
        "print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=30, check=True, text=True)  # noqa: S603
    assert ran.stdout == "own\n-15\nTrue\n"


def test_a_stopped_editor_stops_the_browser_too_and_both_go_on() -> None:
    """The shell that started the job is this test: it sees the stop, and fetches the job back."""
    program = "from tui.editor import run; print(run(['sh', '-c', 'kill -STOP $$; exit 5']))"
    job = subprocess.Popen(  # noqa: S603 - this very interpreter
        [sys.executable, "-c", program], stdout=subprocess.PIPE, process_group=0
    )
    _, status = os.waitpid(job.pid, os.WUNTRACED)
    assert os.WIFSTOPPED(status)
    os.kill(job.pid, signal.SIGCONT)
    told, _ = job.communicate(timeout=30)
    assert told == b"5\n"


def test_the_event_loop_hears_of_an_end_during_the_editor_and_of_nothing_else() -> None:
    """It stands still meanwhile: a Ctrl-Z of the editor's that it came to hear of later would stop the browser."""
    program = (
        "import asyncio, signal; from tui.editor import run\n"
        "async def main():\n"
        "    loop = asyncio.get_running_loop()\n"
        "    for number in (signal.SIGTSTP, signal.SIGINT, signal.SIGTERM):\n"
        "        loop.add_signal_handler(number, print, number.name)\n"
        "    print(run(['sh', '-c', 'kill -TSTP $PPID; kill -INT $PPID; kill -TERM $PPID; exec sleep 60']))\n"
        "    await asyncio.sleep(0.1)\n"
        "asyncio.run(main())"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=30, check=True, text=True)  # noqa: S603
    assert ran.stdout == "-15\nSIGTERM\n"
