"""Every broken sheet is named at its place, through `validate` and through a library; the good ones are read."""

import re

import pytest
from hypothesis import given

from factsheets.library import Library
from factsheets.model import FactSheet
from factsheets.problem import MOST_PROBLEMS, Severity
from factsheets.serialise import sheet_data, to_yaml
from factsheets.validate import validate
from tests.broken_sheets import BROKEN, PLAIN_TITLES, VALID, Broken
from tests.sample_sheets import FULL, MINIMAL
from tests.test_factsheets.made_sheets import sheets

LINE = re.compile(r"[^:\n]+\.yaml:\d+:\d+: \S[^\n]*")


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.name)
def test_each_broken_sheet_is_named_at_its_place(broken: Broken) -> None:
    read = validate(broken.raw(), "sheet.yaml")
    told = [str(problem) for problem in read.problems]
    expected = f"sheet.yaml:{broken.line}:{broken.column}: "
    assert read.sheet is None
    assert all(LINE.fullmatch(line) for line in told), told
    assert any(line.startswith(expected) and broken.message in line for line in told), told
    assert len(told) == 1 or not broken.alone, told


def test_the_good_sheets_beside_broken_ones_still_load(library: Library) -> None:
    small = [broken for broken in BROKEN if broken.name != "fifty-megabytes"]
    for number, broken in enumerate(small):
        (library.sheets_dir / f"broken-{number}.yaml").write_bytes(broken.raw())
    reads = {read.path: read for read in library.read_all()}
    assert {sheet.id for sheet in library.sheets()} == {"harbour-cameras", "harbour-tolls", "minimal"}
    for number, broken in enumerate(small):
        read = reads[f"broken-{number}.yaml"]
        places = {(problem.line, problem.column) for problem in read.problems}
        assert read.sheet is None
        assert (broken.line, broken.column) in places, (broken.name, read.problems)
    named = {problem.path for problem in library.problems()}
    assert named == {f"broken-{number}.yaml" for number in range(len(small))}


@pytest.mark.parametrize("name", VALID)
def test_odd_but_right_sheets_have_no_problems(name: str) -> None:
    read = validate(VALID[name], "sheet.yaml")
    assert (read.problems, read.sheet is not None) == ((), True)


def test_line_ends_and_byte_order_mark_change_nothing() -> None:
    assert validate(VALID["crlf"], "x").sheet == validate(VALID["full"], "x").sheet
    assert validate(VALID["byte order mark"], "x").sheet == validate(VALID["full"], "x").sheet


def test_decomposed_text_is_kept_as_it_is() -> None:
    sheet = validate(VALID["decomposed accents"], "x").sheet
    assert sheet is not None
    assert sheet.summary == "une e\u0301tude"


@pytest.mark.parametrize("title", PLAIN_TITLES)
def test_yaml_types_nothing(title: str) -> None:
    sheet = validate(MINIMAL.replace("A minimal sheet", title).encode(), "x").sheet
    assert sheet is not None
    assert sheet.title == title
    assert again(sheet).title == title


def test_everything_wrong_is_reported_at_once_in_order() -> None:
    text = (
        FULL.replace("kind: company", "kind: compny").replace("lang: en", "lang: xx").replace("date: 2024", "date: x")
    )
    read = validate(text.encode(), "x")
    assert [problem.key for problem in read.problems] == ["lang", "actors.1.kind", "figures.0.date", "dates.0.date"]
    assert list(read.problems) == sorted(read.problems)


def test_the_key_and_the_hint_are_data_too() -> None:
    problem = validate(FULL.replace("payer: port", "payer: prot").encode(), "x").problems[0]
    assert (problem.key, problem.hint) == ("figures.0.payer", "did you mean `port`?")


def test_a_value_that_holds_a_semicolon_stays_in_the_message() -> None:
    problem = validate(MINIMAL.replace("id: minimal", "id: 'a; b'").encode(), "x").problems[0]
    assert problem.message == "`id`: `a; b` is not an id"
    assert problem.hint.startswith("use small letters")


def test_a_message_is_one_safe_line_of_bounded_length() -> None:
    text = MINIMAL.replace("id: minimal", 'id: "\\e]52;c;x\\a\\n\\u202e' + "x" * 100_000 + '"')
    told = str(validate(text.encode(), "x").problems[0])
    assert told.isprintable()
    assert "␛]52" in told
    assert len(told) < 500


def test_a_sheet_with_a_warning_only_is_still_a_sheet() -> None:
    read = validate((MINIMAL + "links: [{to: minimal, why: itself}]\n").encode(), "x")
    assert read.sheet is not None
    assert [problem.severity for problem in read.problems] == [Severity.WARNING]
    assert "warning: a sheet does not link to itself" in str(read.problems[0])


@pytest.mark.parametrize(
    "body",
    [
        "".join(f"k{number}: x\n" for number in range(20_000)),
        "title: x\n" * 20_000,
        MINIMAL + "figures: [" + "{}," * 20_000 + "]\n",
        MINIMAL + "actors:\n" + "- {id: a, name: x, kind: group, evidence: []}\n" * 5_000,
    ],
    ids=["unknown keys", "one key again and again", "empty figures", "one id again and again"],
)
def test_the_problems_of_one_file_are_bounded(body: str) -> None:
    assert MOST_PROBLEMS <= len(validate(body.encode(), "x").problems) <= MOST_PROBLEMS + 1


def again(sheet: FactSheet) -> FactSheet:
    read = validate(to_yaml(sheet).encode(), "again.yaml")
    assert read.sheet is not None, read.problems
    return read.sheet


def test_a_full_sheet_reads_back_as_itself() -> None:
    sheet = validate(FULL.encode(), "x").sheet
    assert sheet is not None
    assert again(sheet) == sheet
    assert to_yaml(again(sheet)) == to_yaml(sheet)


@given(sheets())
def test_any_sheet_reads_back_as_itself(sheet: FactSheet) -> None:
    written = to_yaml(sheet)
    assert again(sheet) == sheet
    assert to_yaml(again(sheet)) == written


def test_what_is_absent_is_not_written() -> None:
    sheet = validate(MINIMAL.encode(), "x").sheet
    assert sheet is not None
    assert sheet_data(sheet) == {
        "format": "1",
        "id": "minimal",
        "title": "A minimal sheet",
        "lang": "en",
        "status": "draft",
    }


def test_what_is_not_given_has_the_plainest_meaning() -> None:
    sheet = validate(FULL.encode(), "x").sheet
    assert sheet is not None
    figure = sheet.figures[0]
    assert (figure.rank, figure.nature, figure.confidence, figure.per) == ("normal", "reported", "high", "total")
    assert (figure.amount.modifier, figure.payer, figure.relative) == ("as-printed", "port", "")


def test_keys_are_written_in_the_order_of_the_format() -> None:
    sheet = validate(FULL.encode(), "x").sheet
    assert sheet is not None
    keys = [line.split(":")[0] for line in to_yaml(sheet).splitlines() if line[0] not in " -"]
    assert keys == [line.split(":")[0] for line in FULL.splitlines() if line[0] not in " -"]


def test_evidence_is_written_on_one_line() -> None:
    sheet = validate(FULL.encode(), "x").sheet
    assert sheet is not None
    assert "  - {source: s1, exact: Tidewatch, paragraph: 2}\n" in to_yaml(sheet)
