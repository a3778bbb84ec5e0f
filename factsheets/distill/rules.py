"""The rules in their order: a later one may look at what the earlier ones found."""

from dataclasses import replace
from datetime import date

from factsheets.distill.actor import actors
from factsheets.distill.calibration import calibrated
from factsheets.distill.date import dates
from factsheets.distill.document import Document
from factsheets.distill.findings import Rule, without_overlaps
from factsheets.distill.marked_up import readable
from factsheets.distill.money import money
from factsheets.distill.page import paragraphs_within, read_document
from factsheets.distill.place import places
from factsheets.distill.quantity import quantity
from factsheets.distill.readable import Readable
from factsheets.distill.relation import relations, with_parties
from factsheets.distill.statement import statements
from factsheets.distill.tool import tools
from factsheets.gazetteer import Gazetteer

RULES: tuple[Rule, ...] = (dates, money, quantity, actors, tools, places, statements, relations)
_LANGUAGE_OF_NONE = "en"
"""What a text is read as that has no word of any language: figures and names alone."""


def distilled(
    text: str,
    *,
    gazetteer: Gazetteer | None = None,
    published: date | None = None,
    within: tuple[int, int] | None = None,
    name: str = "",
) -> Document:
    """A text with everything that the rules find in it, in the order of the text; `within` the bounds a person gave.

    `name` is that of its file, by which Markdown is known.
    """
    document = uncalibrated(text, gazetteer=gazetteer, published=published, within=within, name=name)
    document.found = calibrated(document.found)
    return document


def uncalibrated(
    text: str,
    *,
    gazetteer: Gazetteer | None = None,
    published: date | None = None,
    within: tuple[int, int] | None = None,
    name: str = "",
) -> Document:
    """The same, each finding as sure as its rule is of itself."""
    reading = readable(text, name)
    document = read_document(reading.text, gazetteer=gazetteer, published=published)
    document.lang = document.lang or _LANGUAGE_OF_NONE
    if within is not None and within != document.article:
        whole = reading.text.rfind("\n", 0, within[0]) + 1, within[1]
        document.article, document.paragraphs = within, paragraphs_within(reading.text, whole)
    for rule in RULES:
        document.found += list(rule(document))
    document.found = with_parties(without_overlaps(document.found))
    if reading.text != text:
        _put_back(document, text, reading)
    if within is not None:
        document.article = within
        document.found = [one for one in document.found if within[0] <= one.start and one.end <= within[1]]
    return document


def _put_back(document: Document, text: str, reading: Readable) -> None:
    """Offsets and printed words as those of the text with its markup, which is the one that is kept."""
    document.text, document.readable = text, reading
    document.article = reading.whole_lines(document.article)
    found = []
    for one in document.found:
        start, end = reading.span(one.start, one.end)
        mentions = tuple(reading.span(*span) for span in one.mentions)
        found.append(replace(one, start=start, end=end, mentions=mentions, printed=text[start:end]))
    document.found = found
