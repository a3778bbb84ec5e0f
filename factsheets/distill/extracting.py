"""The text of an HTML page and of a PDF. Both readers are extras, slow to load, and run in a confined child process."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from io import BytesIO
from typing import Any

from factsheets.distill.unreadable import UnreadableError

LONGEST_TEXT = 2_000_000
MOST_PAGES = 2_000
NEEDS_OCR = "a PDF without a text layer: it needs OCR first"
_PAGE_BREAK = "\f"
_AS_LETTERS = str.maketrans(
    {"\0": "", "\f": "\n", "\r": "\n", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_TABLE_RULE = re.compile(r"\|(?:\s*-{3,}\s*\|)+")
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2199-12-31"}
"""How trafilatura reads the day of a page: as the page declares it, and the same whatever day it is today."""


def pdf_text(raw: bytes) -> str:
    """The text layer, pages parted by form feeds; a scan has none, and is named as one."""
    try:
        import pypdf  # noqa: PLC0415 - an extra, and slow to load
    except ImportError:
        raise UnreadableError("reading a PDF needs an extra: pip install 'factfile[documents]'") from None
    try:
        reader = pypdf.PdfReader(BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError("a PDF that asks for a password")
        pages = list(_pages(reader))
    except (UnreadableError, MemoryError):
        raise
    except RecursionError:
        raise UnreadableError("a PDF whose parts hold one another without end") from None
    except Exception as error:  # a damaged PDF fails in a hundred ways, each of which means the same
        if type(error).__name__ == "LimitReachedError":
            raise UnreadableError("a PDF that unfolds to more than a document may hold") from None
        raise UnreadableError(f"a PDF that cannot be read: {type(error).__name__}") from None
    if not any(page.strip() for page in pages):
        raise UnreadableError(NEEDS_OCR)
    return _PAGE_BREAK.join(pages)


def _pages(reader: Any) -> Iterator[str]:
    if reader.get_num_pages() > MOST_PAGES:
        raise UnreadableError(f"a PDF of more than {MOST_PAGES:,} pages")
    length = 0
    for page in reader.pages:
        text = str(page.extract_text()).translate(_AS_LETTERS)
        length += len(text)
        if length > LONGEST_TEXT:
            raise UnreadableError(f"its text has more than {LONGEST_TEXT:,} characters")
        yield text


def html_text(raw: bytes) -> tuple[str, dict[str, str]]:
    """The main text of a page without its navigation, and what the page declares: title, byline, publisher, published.

    A page without an article is refused rather than read whole.
    """
    try:
        import trafilatura  # noqa: PLC0415 - an extra, and slow to load
    except ImportError:
        raise UnreadableError("reading HTML needs an extra: pip install 'factfile[documents]'") from None
    try:
        found = trafilatura.bare_extraction(
            raw,
            include_comments=False,
            include_tables=True,
            favor_precision=True,
            with_metadata=True,
            date_extraction_params=_DATES,
        )
    except MemoryError:
        raise
    except Exception as error:  # as for a PDF
        raise UnreadableError(f"an HTML page that cannot be read: {type(error).__name__}") from None
    text = str(getattr(found, "text", "") or "")
    if not text.strip():
        raise UnreadableError("an HTML page without an article in it")
    return "".join(f"{line}\n" for line in _lines(text)), _declared(found)


def _lines(text: str) -> Iterator[str]:
    """Rows of a table as cells with bars between them."""
    for line in text.split("\n"):
        if _TABLE_RULE.fullmatch(line.strip()):
            continue
        row = line.strip()
        yield row[1:-1].strip() if row.startswith("| ") and row.endswith("|") and len(row) > 2 else line


def _declared(found: Any) -> dict[str, str]:
    declared = {
        "title": found.title,
        "byline": found.author,
        "publisher": found.sitename,
        "published": _day(str(found.date or "")),
    }
    return {name: " ".join(str(value).split())[:300] for name, value in declared.items() if value}


def _day(text: str) -> str:
    with suppress(ValueError):
        return date.fromisoformat(text[:10]).isoformat()
    return ""
