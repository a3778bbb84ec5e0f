"""What is printed about a document, or declared of an HTML page, as a source of a sheet."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date

from factsheets.dates import parse_edtf
from factsheets.distill.document import Document
from factsheets.distill.page_published import DATELINE
from factsheets.model import Source

_HEAD, _START = 10, 150
_OF_THE_FILE = {"id", "file", "sha256", "text", "text_sha256", "extractor", "link", "restated", "original"}


def described(document: Document, declared: Mapping[str, str], source: Source) -> Source:
    """A source with what its document says of itself; a dateline names the agency, which is not the masthead."""
    said = {key: " ".join(value.split()) for key, value in declared.items()}
    heads = (DATELINE.match(one.text[:_START]) for one in document.paragraphs[:_HEAD])
    agency = next((head["agency"] for head in heads if head), "")
    byline = said.get("byline") or document.byline
    publisher = said.get("publisher") or document.publisher
    return replace(
        source,
        title=said.get("title") or document.title,
        publisher=publisher if publisher != agency else "",
        agency=agency,
        authors=(byline,) if byline else (),
        published=parse_edtf(document.published.isoformat()) if document.published else None,
        lang=document.lang,
    )


def declared_day(declared: Mapping[str, str]) -> date | None:
    """The day an HTML page says it was published."""
    try:
        return date.fromisoformat(declared.get("published", "")[:10])
    except ValueError:
        return None


def as_left(before: Source, read_before: Source, now: Source) -> Source:
    """The source of a changed text: what a person wrote over what the earlier text said (`read_before`) stays."""
    kept = {}
    for one in fields(Source):
        own = getattr(before, one.name)
        if one.name not in _OF_THE_FILE and own and own != getattr(read_before, one.name):
            kept[one.name] = own
    return replace(now, **kept)


def completed(before: Source, now: Source) -> Source:
    """The source of an unchanged text: only what it lacked is filled in."""
    lacking = {one.name: getattr(now, one.name) for one in fields(Source) if not getattr(before, one.name)}
    return replace(before, **{name: value for name, value in lacking.items() if name not in _OF_THE_FILE})
