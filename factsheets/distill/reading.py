"""Documents in: the bytes of a file -> its text as it will be kept, bounded, and clear about what it cannot read.

UTF-8 text with Unix line ends is its own text. Of anything else the text is extracted once and kept beside the file, so
that a newer extractor never moves an offset.
"""

import re
from dataclasses import dataclass
from io import BytesIO

LARGEST_BYTES = 20_000_000
LARGEST_TEXT = 10_000_000
MOST_PAGES = 2_000
LONGEST_LINE = 1_000_000
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)


class UnreadableError(Exception):
    """A document that cannot be read; the message is one sentence for its user."""


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document's text; `extractor` is empty where the file is its own text, else it names what read it."""

    text: str
    extractor: str = ""


def read(raw: bytes, name: str) -> ReadDocument:
    """The text of a document; raises UnreadableError. What it is, its bytes say, not its name."""
    if len(raw) > LARGEST_BYTES:
        raise UnreadableError(f"larger than the {LARGEST_BYTES // 1_000_000} MB a document may have")
    if not raw.strip():
        raise UnreadableError("empty")
    if raw.startswith(b"%PDF-"):
        return ReadDocument(_bounded(_pdf_text(raw)), "pypdf")
    if raw.startswith((b"PK\x03\x04", b"\x1f\x8b", b"7z\xbc\xaf", b"\xd0\xcf\x11\xe0")):
        raise UnreadableError("an archive or an office file, not a text, an HTML page or a PDF")
    if _HTML.match(raw[:4096]) or name.lower().endswith((".html", ".htm")):
        return ReadDocument(_bounded(_html_text(raw)), "trafilatura")
    return _plain_text(raw)


def _plain_text(raw: bytes) -> ReadDocument:
    binary = _BINARY.search(raw)
    if binary and raw[:2] not in {b"\xff\xfe", b"\xfe\xff"}:
        raise UnreadableError(f"not a text: it holds the byte 0x{raw[binary.start()]:02X}")
    for encoding in ("utf-8", "utf-16", "cp1252"):
        if encoding == "utf-16" and raw[:2] not in {b"\xff\xfe", b"\xfe\xff"}:
            continue
        try:
            decoded = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        text = decoded.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        its_own = encoding == "utf-8" and text.encode() == raw
        return ReadDocument(_bounded(text), "" if its_own else encoding)
    raise UnreadableError("not a text in UTF-8, UTF-16 or Windows-1252")


def _bounded(text: str) -> str:
    if len(text) > LARGEST_TEXT:
        raise UnreadableError("its text is too long")
    if max(map(len, text.split("\n"))) > LONGEST_LINE:
        raise UnreadableError(f"a line of more than {LONGEST_LINE:,} characters is no prose")
    if not text.strip():
        raise UnreadableError("no text in it")
    return text


def _pdf_text(raw: bytes) -> str:
    """The text layer, pages parted by form feeds; a scan has none, and is named as one."""
    try:
        import pypdf  # noqa: PLC0415 - an extra, and slow to load
    except ImportError:
        raise UnreadableError("reading a PDF needs an extra: pip install 'factfile[documents]'") from None
    try:
        reader = pypdf.PdfReader(BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError("a PDF that asks for a password")
        if len(reader.pages) > MOST_PAGES:
            raise UnreadableError(f"a PDF of more than {MOST_PAGES} pages")
        pages = [page.extract_text() for page in reader.pages]
    except UnreadableError:
        raise
    except Exception as error:  # a damaged PDF fails in a hundred ways, each of which means the same
        raise UnreadableError(f"a PDF that cannot be read: {type(error).__name__}") from None
    if not any(page.strip() for page in pages):
        raise UnreadableError("a PDF without a text layer: it needs OCR first")
    return "\f".join(page.replace("\f", "\n") for page in pages)


def _html_text(raw: bytes) -> str:
    """The main text of a page, without navigation; a page with none is refused rather than read whole."""
    try:
        import trafilatura  # noqa: PLC0415 - an extra, and slow to load
    except ImportError:
        raise UnreadableError("reading HTML needs an extra: pip install 'factfile[documents]'") from None
    try:
        text = trafilatura.extract(raw, include_comments=False, include_tables=True, favor_precision=True)
    except Exception as error:  # as for a PDF
        raise UnreadableError(f"an HTML page that cannot be read: {type(error).__name__}") from None
    if not text:
        raise UnreadableError("an HTML page without an article in it")
    return str(text) + "\n"
