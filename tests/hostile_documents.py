"""Documents that attack their reader, and what is said of each; `scale` 1 is their full size, tests take less."""

import io
import random
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

PROSE = b"The council paid 3.5 million euros to Optivue Ltd in March 2025, said the mayor, Paul Merle.\n"
_SHOWN = b"BT /F1 12 Tf 72 720 Td (The council paid 3.5 million euros to Optivue Ltd in March 2025.) Tj ET\n"
MB = 1_000_000


def pdf(
    stream: bytes = _SHOWN, how: bytes = b"", kids: bytes = b"[3 0 R]", count: int = 1, trailer: bytes = b""
) -> bytes:
    """A PDF of one page, written by hand."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids %s /Count %d >>" % (kids, count),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d %s>>\nstream\n%s\nendstream" % (len(stream), how, stream),
    ]
    raw, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(raw))
        raw += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"trailer << /Size 5 /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n" % (trailer, len(raw))
    return raw + b"xref\n0 5\n0000000000 65535 f \n" + table + end


def flate(content: bytes, times: int = 1) -> bytes:
    for _ in range(times):
        content = zlib.compress(content, 9)
    return pdf(content, b"/Filter [%s] " % (b"/FlateDecode " * times))


def _locked() -> bytes:
    """A PDF that asks for a password, as pypdf encrypts one."""
    from pypdf import PdfWriter  # noqa: PLC0415 - an extra, loaded for this alone

    writer = PdfWriter(clone_from=io.BytesIO(pdf()))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    return out.getvalue()


def _laughs() -> bytes:
    entities = b"".join(b'<!ENTITY a%d "%s">' % (number, b"&a%d;" % (number - 1) * 10) for number in range(1, 10))
    head = b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a0 "lol">' + entities + b"]>"
    return head + b"<html><body><p>&a9;</p>" + b"".join(b"<p>%s</p>" % PROSE for _ in range(9)) + b"</body></html>"


@dataclass(frozen=True, slots=True)
class Hostile:
    """A document by the name of its file; `said` stands in the one line that is told of it, empty where it is read."""

    name: str
    make: Callable[[float], bytes]
    said: str


def _times(part: bytes, count: int) -> Callable[[float], bytes]:
    return lambda scale: part * int(count * scale)


def _html(part: bytes, count: int, behind: bytes = b"") -> Callable[[float], bytes]:
    article = b"".join(b"<p>%d. %s</p>" % (number, PROSE) for number in range(9))
    return lambda scale: b"<html><body>" + part * int(count * scale) + article + behind + b"</body></html>"


HOSTILE: tuple[Hostile, ...] = (
    Hostile("large.txt", lambda _: PROSE * (21 * MB // len(PROSE)), "larger than the 20 MB a document may have"),
    Hostile("long.txt", lambda _: PROSE * 22_000, "its text has more than 2,000,000 characters"),
    Hostile("line.txt", lambda _: PROSE.replace(b"\n", b" ") * 11_000, "a line of more than 1,000,000 characters"),
    Hostile("binary.txt", lambda _: bytes(range(1, 256)) * 40, "not a text: it holds the byte 0x01"),
    Hostile("random.bin", lambda _: random.Random(1).randbytes(100_000), "not a text: it holds the byte 0x"),  # noqa: S311
    Hostile("nul.txt", lambda _: PROSE + b"\0", "not a text: it holds the byte 0x00"),
    Hostile("nul16.txt", lambda _: ("\ufeff" + PROSE.decode() + "\0").encode("utf-16-le"), "the character U+0000"),
    Hostile("half16.txt", lambda _: b"\xff\xfe" + b"\x00\xd8a\x00" * 9, "not a text in UTF-8, UTF-16 or Windows-1252"),
    Hostile("empty.txt", lambda _: b"", "empty"),
    Hostile("blank.txt", lambda _: b" \t\r\n" * 99, "empty"),
    Hostile("mark.txt", lambda _: b"\xef\xbb\xbf\n", "no text in it"),
    Hostile("deep.html", _html(b"<div>", 100_000), ""),
    Hostile("tables.html", _html(b"<table><tr><td>", 100_000), ""),
    Hostile("laughs.html", lambda _: _laughs(), ""),
    Hostile("attributes.html", lambda scale: _attributes(int(18 * MB * scale)), ""),
    Hostile("tags.html", _html(b"<p>", 600_000), ""),
    Hostile("nothing.html", lambda _: b"<html><body></body></html>", "an HTML page without an article in it"),
    Hostile(
        "spaces.pdf", lambda scale: flate(_SHOWN + b" " * int(1000 * MB * max(scale, 0.1))), "unfolds to more than"
    ),
    Hostile("twice.pdf", lambda scale: flate(b" " * int(1000 * MB * max(scale, 0.1)), 2), "unfolds to more than"),
    Hostile("operators.pdf", lambda scale: flate(_SHOWN * int(600_000 * scale)), ""),
    Hostile("itself.pdf", lambda _: pdf(kids=b"[2 0 R]"), "a PDF that cannot be read"),
    Hostile("again.pdf", lambda _: pdf(kids=b"[3 0 R 2 0 R]", count=MB), "a PDF that cannot be read"),
    Hostile("million.pdf", lambda _: pdf(kids=b"[" + b"3 0 R " * MB + b"]", count=MB), "a PDF"),
    Hostile("arrays.pdf", lambda _: pdf(kids=b"[" * 100_000 + b"3 0 R" + b"]" * 100_000), "a PDF"),
    Hostile("cut.pdf", lambda _: pdf()[:400], "a PDF that cannot be read"),
    Hostile(
        "noise.pdf", lambda scale: b"%PDF-1.7\n" + bytes(range(256)) * int(40_000 * scale), "a PDF that cannot be read"
    ),
    Hostile("scan.pdf", lambda _: pdf(b"q Q"), "a PDF without a text layer: it needs OCR first"),
    Hostile("locked.pdf", lambda _: _locked(), "a PDF that asks for a password"),
    Hostile("zip.pdf", lambda _: _zip(), "an archive or an office file"),
    Hostile("letter.docx", lambda _: _zip(), "an archive or an office file"),
    Hostile("stars.md", _times(b"*a **b _c `d\n", 100_000), ""),
    Hostile("brackets.md", _times(b"[![a](b [c]\n", 100_000), ""),
    Hostile("fences.md", _times(b"```\n~~~\n", 100_000), ""),
    Hostile("quotes.md", _times(b"> " * 200 + b"\n", 2_000), ""),
)
"""Where `said` is empty a document may be read or refused, within its limits."""


def _attributes(size: int) -> bytes:
    article = b"".join(b"<p>%d. %s</p>" % (number, PROSE) for number in range(9))
    attributes = b" ".join(b'a%d="xxxxxxxxxx"' % number for number in range(size // 21 + 1))
    return b"<html><body><div " + attributes + b">" + article + b"</div></body></html>"
