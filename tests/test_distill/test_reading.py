"""Documents in: what is read, what is kept, and one clear sentence for what cannot be read."""

import pytest

from factsheets.distill.reading import LARGEST_BYTES, UnreadableError, read

TEXT = "La mairie a payé 3,5 millions d'euros.\n"


def test_text_in_utf8_with_unix_line_ends_is_its_own_text() -> None:
    found = read(TEXT.encode(), "a.txt")
    assert (found.text, found.extractor) == (TEXT, "")


@pytest.mark.parametrize(
    ("raw", "extractor"),
    [
        (TEXT.encode("cp1252"), "cp1252"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8"),
        (TEXT.replace("\n", "\r\n").encode(), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16"),
    ],
)
def test_other_text_is_kept_as_it_was_read(raw: bytes, extractor: str) -> None:
    found = read(raw, "a.txt")
    assert (found.text, found.extractor) == (TEXT, extractor)


def test_an_html_page_gives_its_article_without_its_menu() -> None:
    prose = "<p>" + "The council paid 3.5 million euros to the builder of the bridge. " * 8 + "</p>"
    page = (
        "<!DOCTYPE html><html><body><nav><ul><li><a href='/a'>Ten best beaches</a></li></ul></nav>"
        f"<article><h1>A bridge</h1>{prose * 3}</article><footer>Copyright</footer></body></html>"
    )
    found = read(page.encode(), "page.html")
    assert found.extractor == "trafilatura"
    assert "3.5 million euros" in found.text
    assert "beaches" not in found.text


def pdf(text: str) -> bytes:
    """A PDF of one page, written by hand."""
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    raw, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(raw))
        raw += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(raw)
    return raw + b"xref\n0 5\n0000000000 65535 f \n" + table + end


def test_a_pdf_gives_its_text_layer() -> None:
    found = read(pdf("The council paid 3.5 million euros."), "a.pdf")
    assert (found.text.strip(), found.extractor) == ("The council paid 3.5 million euros.", "pypdf")


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"PK\x03\x04" + bytes(100), "archive"),
        (b"text\x00more", "0x00"),
        (b"%PDF-1.4\nnothing", "PDF that cannot be read"),
        (pdf(""), "OCR"),
        (b"<html><body></body></html>", "without an article"),
        (b"a" * (LARGEST_BYTES + 1), "larger than"),
        (b"a" * 1_500_000, "no prose"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(raw: bytes, said: str) -> None:
    with pytest.raises(UnreadableError, match=said):
        read(raw, "a.txt")
