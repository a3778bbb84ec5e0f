"""What may reach a terminal: every control and invisible code point is shown instead of being sent."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factsheets.safe_text import ascii_only, safe, safe_lines

C0 = [code for code in range(0x20) if code not in {0x09, 0x0A}]
C1 = list(range(0x7F, 0xA0))
BIDI = [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
ZERO_WIDTH = [0x00AD, 0x034F, 0x180E, *range(0x180B, 0x1810), *range(0x200B, 0x200E), *range(0x2060, 0x2066), 0xFEFF]
FILLERS = [0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0, *range(0xFE00, 0xFE10), *range(0x206A, 0x2070)]
SPECIAL = [*range(0xFFF0, 0xFFFC), *range(0x1BCA0, 0x1BCA4), *range(0x1D173, 0x1D17B), 0x2028, 0x2029]
TAGS = [0xE0001, *range(0xE0020, 0xE0080), *range(0xE0100, 0xE01F0), 0xD800, 0xDCFF, 0xDFFF]
UNSAFE = sorted({*C0, *C1, *BIDI, *ZERO_WIDTH, *FILLERS, *SPECIAL, *TAGS})
VISIBLE_FORMATS = {"ARABIC", "SYRIAC", "KAITHI", "EGYPTIAN"}  # signs that are drawn, though Unicode files them under Cf


def test_no_unsafe_code_point_gets_through() -> None:
    for code in UNSAFE:
        for made in (safe(f"a{chr(code)}b"), safe_lines(f"a{chr(code)}b")):
            assert chr(code) not in made, hex(code)
            assert made[0] + made[-1] == "ab"
            assert len(made) >= 3 or code == 0


def test_unicode_itself_names_no_other() -> None:
    for code in range(0x110000):
        character = chr(code)
        if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and character not in "\t\n":
            name = unicodedata.name(character, "").split(" ")[0]
            assert name in VISIBLE_FORMATS or character not in safe_lines(character), hex(code)
            assert name in VISIBLE_FORMATS or character not in safe(character), hex(code)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "␛[31mred"),
        ("\x1b]52;c;aGk=\x07", "␛]52;c;aGk=␇"),
        ("\x9b31m", "<U+009B>31m"),
        ("\x7f", "␡"),
        ("\x00", "␀"),
        ("1\u202e2", "1<U+202E>2"),
        ("[@click=app.quit] [/foo]", "[@click=app.quit] [/foo]"),
        ("l’IA à 3\u202f750\u00a0€", "l’IA à 3\u202f750\u00a0€"),
    ],
)
def test_marks(text: str, shown: str) -> None:
    assert safe(text) == shown
    assert safe_lines(text) == shown


def test_lines() -> None:
    assert safe("a\r\nb\tc\n\nd\u2028e\x0bf") == "a b c d e f"
    assert safe_lines("a\nb\tc") == "a\nb\tc"
    assert safe_lines("a\rb") == "a␍b"


@given(st.text())
def test_idempotent(text: str) -> None:
    assert safe(safe(text)) == safe(text)
    assert safe_lines(safe_lines(text)) == safe_lines(text)


@given(st.text())
def test_one_line_stays_one_line(text: str) -> None:
    assert len(safe(text).splitlines()) <= 1
    assert "\t" not in safe(text)


@given(st.text())
def test_printable_ascii_is_left_alone(text: str) -> None:
    plain = "".join(character for character in text if " " <= character <= "~")
    assert safe(plain) == safe_lines(plain) == ascii_only(plain) == plain


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("3,75 M€ · « déjà » – l’Élève…", '3,75 MEUR | " deja " - l\'Eleve...'),
        ("ICE → œuvre", "ICE -> oeuvre"),
        ("−5 %, ½", "-5 %, 1/2"),
        ("zł, ¥100, 10\u202f000 £", "zl, JPY100, 10 000 GBP"),
        ("non\u2011breaking", "non-breaking"),
        ("漢", "?"),
    ],
)
def test_look_alikes(text: str, shown: str) -> None:
    assert ascii_only(text) == shown


@given(st.text())
def test_only_ascii(text: str) -> None:
    folded = ascii_only(safe(text))
    assert folded.isascii()
    assert folded == "" or folded.isprintable()
    assert ascii_only(folded) == folded
