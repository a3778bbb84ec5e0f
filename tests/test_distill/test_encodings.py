"""The same document in other encodings, with other spaces, line ends and widths: the same findings, at their place."""

import re
import textwrap
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from factsheets.distill.document import Document
from factsheets.distill.findings import Finding
from factsheets.distill.reading import read
from factsheets.distill.rules import distilled
from tests.benchmarks.distill_corpus import CORPUS

DOCUMENTS = sorted(CORPUS.glob("*.txt"))
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_NAME = re.compile(r"(?<=[a-z] )([A-Z][a-z]+ [A-Z][a-z]+)(?=[ ,.])")
_INSIDE = re.compile(r"(?<=[a-z]{3})(?=[a-z]{3})")


def wrapped(text: str, width: int = 60) -> str:
    lines = (
        textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False) if "\t" not in line else [line]
        for line in text.split("\n")
    )
    return "\n".join("\n".join(line) for line in lines)


AS_BYTES: dict[str, Callable[[str], bytes]] = {
    "UTF-8 with a mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "Windows-1252": lambda text: text.encode("cp1252"),
    "UTF-16": lambda text: text.encode("utf-16"),
    "UTF-16 the other way round": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "letters in two parts": lambda text: unicodedata.normalize("NFD", text).encode(),
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "CR": lambda text: text.replace("\n", "\r").encode(),
    "spaces at the end of lines": lambda text: text.replace("\n", "  \n").encode(),
    "spaces that bind in numbers": lambda text: _THOUSANDS.sub("\xa0", text).replace(" €", "\xa0€").encode(),
    "narrow spaces in numbers": lambda text: _THOUSANDS.sub("\u202f", text).replace(" %", "\u202f%").encode(),
    "nothing but spaces that bind": lambda text: text.replace(" ", "\xa0").encode(),
    "curled apostrophes": lambda text: text.replace("'", "’").encode(),
    "straight apostrophes": lambda text: text.replace("’", "'").encode(),
    "soft hyphens": lambda text: _INSIDE.sub("\xad", text).encode(),
    "marks without width": lambda text: text.replace(" ", "\u200b ").encode(),
}
AS_MARKDOWN: dict[str, Callable[[str], bytes]] = {
    "plain": str.encode,
    "bold names": lambda text: _NAME.sub(r"**\1**", text).encode(),
    "linked names": lambda text: _NAME.sub(r"[\1](https://example.org/2024/500-euros)", text).encode(),
}


def values(document: Document) -> Counter[tuple[object, ...]]:
    return Counter(value(one) for one in document.found)


def value(one: Finding) -> tuple[object, ...]:
    """What a finding says, whichever spaces and apostrophes its document has."""
    said = (plainly(text) for text in (one.name, one.speaker, one.edtf, one.unit))
    return one.kind, one.value, one.min, one.max, one.magnitude, one.currency, *said


def plainly(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", re.sub("[\xad\u200b]", "", text)).replace("’", "'").split())


@pytest.fixture(scope="module")
def as_it_is() -> dict[Path, Counter[tuple[object, ...]]]:
    return {path: values(distilled(path.read_text("utf-8"))) for path in DOCUMENTS}


def distilled_again(raw: bytes, name: str) -> Document:
    """The document with every finding proven to stand at its offsets in the text as kept."""
    kept = read(raw, name).text
    document = distilled(kept, name=name)
    assert document.text == kept
    assert [one for one in document.found if kept[one.start : one.end] != one.printed or not one.printed] == []
    assert all(0 <= start < end <= len(kept) for one in document.found for start, end in one.mentions)
    return document


@pytest.mark.parametrize("form", AS_BYTES)
def test_another_form_of_a_text_gives_the_same_findings(
    form: str, as_it_is: dict[Path, Counter[tuple[object, ...]]]
) -> None:
    for path, expected in as_it_is.items():
        text = path.read_text("utf-8")
        if form == "Windows-1252" and not fits(text):
            continue
        document = distilled_again(AS_BYTES[form](text), "a.txt")
        assert values(document) == expected, path.stem
        printed = Counter(plainly(one.printed) for one in distilled(text).found)
        assert Counter(plainly(one.printed) for one in document.found) == printed, path.stem


@pytest.mark.parametrize("form", AS_MARKDOWN)
def test_markup_gives_the_same_findings(form: str, as_it_is: dict[Path, Counter[tuple[object, ...]]]) -> None:
    for path, expected in as_it_is.items():
        document = distilled_again(AS_MARKDOWN[form](path.read_text("utf-8")), "a.md")
        assert values(document) == expected, path.stem


@pytest.mark.parametrize(("width", "name"), [(60, "a.txt"), (72, "a.txt"), (72, "a.md")])
def test_lines_broken_at_a_width_read_as_if_they_were_not(
    width: int, name: str, as_it_is: dict[Path, Counter[tuple[object, ...]]]
) -> None:
    """A heading or a headline of a menu that is broken too may go another way: one value in a hundred."""
    differing = 0
    for path, expected in as_it_is.items():
        found = values(distilled_again(wrapped(path.read_text("utf-8"), width).encode(), name))
        differing += (expected - found).total() + (found - expected).total()
    assert differing <= 0.01 * sum(expected.total() for expected in as_it_is.values())


def fits(text: str) -> bool:
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True
