"""`distill`: a document becomes a draft that is valid, says that it is one, and answers with its proof."""

from pathlib import Path

import pytest

from tests.test_command.running import Run

ARTICLE = """Le conseil de Valmorin achète des caméras

Le 12 mars 2025, la ville de Valmorin a signé un contrat de 1,4 million d'euros avec la société Optivue pour 97 caméras.

« Ces caméras protègent nos écoles », a déclaré le maire de Valmorin, Paul Merle.
"""


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
    assert list((library / "sheets").iterdir()) == list((library / "seeds").iterdir()) == []


def test_findings_are_a_line_each_at_their_offsets(library: Path, article: Path, run: Run) -> None:
    found = run("distill", "--findings", str(article), "--library", str(library)).rows
    money = next(one for one in found if one["kind"] == "money")
    assert ARTICLE[money["start"] : money["end"]] == money["printed"] == "1,4 million d'euros"
    assert (money["value"], money["currency"], money["currency_from"]) == ("1400000", "EUR", "explicit")
    assert money["unit"] is None


def test_a_sheet_that_is_there_is_left_alone(library: Path, article: Path, run: Run) -> None:
    run("distill", str(article), "--library", str(library))
    sheet = library / "sheets" / "valmorin-cameras.yaml"
    sheet.write_text(sheet.read_text("utf-8") + "# mine\n", encoding="utf-8")
    again = run("distill", str(article), "--library", str(library))
    assert again.code == 3
    assert "already" in again.err
    assert sheet.read_text("utf-8").endswith("# mine\n")


def test_one_bad_file_does_not_stop_the_others(library: Path, article: Path, tmp_path: Path, run: Run) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"text\x00")
    done = run("distill", str(bad), str(tmp_path / "missing.txt"), str(article), "--library", str(library))
    assert done.code == 3
    assert "bad.txt: not a text" in done.err
    assert "missing.txt: cannot be read" in done.err
    assert "valmorin-cameras.yaml" in done.out


def test_control_characters_in_a_document_stay_data(library: Path, tmp_path: Path, run: Run) -> None:
    path = tmp_path / "esc.txt"
    path.write_text(ARTICLE.replace("Optivue", "Opti\x1b]52;c;x\x07vue"), encoding="utf-8")
    done = run("distill", "--dry-run", str(path), "--library", str(library))
    assert "\x1b" not in done.out + done.err
