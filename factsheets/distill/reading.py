"""Documents in: the bytes of a file -> its text as it will be kept, bounded, and clear about what it cannot read.

UTF-8 text with Unix line ends is its own text. Of anything else the text is extracted once and kept beside the file, so
that a newer extractor never moves an offset.
"""

import os
import re
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from factsheets.distill.extracting import LONGEST_TEXT, NEEDS_OCR, html_text, pdf_text
from factsheets.distill.unreadable import UnreadableError
from factsheets.files import reason

__all__ = [
    "LARGEST_BYTES",
    "LARGEST_PDF",
    "NEEDS_OCR",
    "ReadDocument",
    "UnreadableError",
    "bounded_bytes",
    "file_bytes",
    "read",
    "suffix_of",
]

LARGEST_BYTES = 20_000_000
LARGEST_PDF = 200_000_000
LONGEST_LINE = 1_000_000
_PDF = b"%PDF-"
_LETTERS_FOR_DAMAGE = 4
"""Letters beyond ASCII, read well, for each byte that cannot be, from which a text is in UTF-8 nevertheless."""
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_OFFICE = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"7z\xbc\xaf", b"\xd0\xcf\x11\xe0", b"BZh", b"\xfd7zXZ", b"Rar!")
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document's text; `extractor` is empty where the file is its own text, else it names what read it.

    `declared` is what an HTML page says about itself: title, byline, publisher, published (ISO 8601).
    """

    text: str
    extractor: str = ""
    declared: Mapping[str, str] = field(default_factory=dict)


def file_bytes(path: Path) -> bytes:
    """The bytes of a document, at most as many as one may have; raises UnreadableError, and waits for no pipe."""
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise UnreadableError("not a file: a pipe or a device")
            return bounded_bytes(file)
    except OSError as error:
        raise UnreadableError(reason(error)) from None
    except ValueError:
        raise UnreadableError("cannot be read: no file can have this name") from None


def bounded_bytes(file: BinaryIO) -> bytes:
    """What a file holds; refused as soon as it is known to be too much, without being held in memory."""
    raw = file.read(len(_PDF))
    most = LARGEST_PDF if raw == _PDF else LARGEST_BYTES
    raw += file.read(most + 1 - len(raw))
    if len(raw) > most:
        raise _too_large(most)
    return raw


def _too_large(most: int) -> UnreadableError:
    return UnreadableError(f"larger than the {most // 1_000_000} MB a document may have")


def read(raw: bytes, name: str) -> ReadDocument:
    """The text of a document; raises UnreadableError. What it is, its bytes say, not its name."""
    most = LARGEST_PDF if raw.startswith(_PDF) else LARGEST_BYTES
    if len(raw) > most:
        raise _too_large(most)
    if not raw.strip():
        raise UnreadableError("empty")
    if raw.startswith(_PDF):
        return ReadDocument(_bounded(_confined(pdf_text, raw)), "pypdf")
    if raw.startswith(_OFFICE):
        raise UnreadableError("an archive or an office file, not a text, an HTML page or a PDF")
    if _HTML.match(raw[:4096]) or name.lower().endswith((".html", ".htm")):
        text, declared = _confined(html_text, raw)
        return ReadDocument(_bounded(text), "trafilatura", declared)
    return _plain_text(raw)


def _confined(run: Callable[[bytes], Any], raw: bytes) -> Any:
    from factsheets.distill.confined import confined  # noqa: PLC0415 - a text needs no child, and starts faster

    return confined(run, raw)


def suffix_of(raw: bytes) -> str:
    """The ending of a file's name that suits a document which came without a name."""
    if raw.startswith(_PDF):
        return ".pdf"
    return ".html" if _HTML.match(raw[:4096]) else ".txt"


def _plain_text(raw: bytes) -> ReadDocument:
    wide = raw.startswith(_WIDE)
    binary = None if wide else _BINARY.search(raw)
    if binary:
        raise UnreadableError(f"not a text: it holds the byte 0x{raw[binary.start()]:02X}")
    for encoding in ("utf-16",) if wide else ("utf-8", "cp1252"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            if encoding == "utf-8" and (mended := _mended(raw)):
                return ReadDocument(_bounded(_unix(mended)), "utf-8 with damage")
            continue
        if "\0" in text:
            raise UnreadableError("not a text: it holds the character U+0000")
        text = _bounded(_unix(text))
        return ReadDocument(text, "" if encoding == "utf-8" and text.encode() == raw else encoding)
    raise UnreadableError("not a text in UTF-8, UTF-16 or Windows-1252")


def _unix(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _mended(raw: bytes) -> str:
    """A text in UTF-8 but for a few bytes, each shown as U+FFFD; empty for one that rather is in another encoding."""
    text = raw.decode("utf-8", "replace")
    damage = text.count("\ufffd")
    letters = sum(not one.isascii() for one in text) - damage
    return text if letters >= _LETTERS_FOR_DAMAGE * damage else ""


def _bounded(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise UnreadableError(f"its text has more than {LONGEST_TEXT:,} characters")
    if max(map(len, text.split("\n"))) > LONGEST_LINE:
        raise UnreadableError(f"a line of more than {LONGEST_LINE:,} characters is no prose")
    if not text.strip():
        raise UnreadableError("no text in it")
    return text
