"""What may reach a terminal or a page. Every way out passes through here: screen, command line, print.

A sheet or a document can hold anything: escape sequences that retitle a window or fill a clipboard, bidirectional
overrides that turn a figure round, invisible characters. Each is shown as a visible mark instead of being sent.
"""

import json
import re
import unicodedata

_PICTURES = 0x2400  # Unicode's control pictures mirror C0 in order: ESC is shown as the picture of ESC
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\ud800-\udfff\U000e0000-\U000e0fff]"
)
_LINE_BREAKS = re.compile(r"[\t\n\r\x0b\x0c\x85\u2028\u2029]+")


def safe_lines(text: str) -> str:
    """Keeps newlines and tabs, marks everything else that a terminal could obey or hide."""
    return text if text.isascii() and text.isprintable() else _UNSAFE.sub(_mark, text)


def safe(text: str) -> str:
    """The same for a text that must stay on one line: breaks and tabs become spaces."""
    return text if text.isascii() and text.isprintable() else _UNSAFE.sub(_mark, _LINE_BREAKS.sub(" ", text))


def _mark(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code < 0x20:
        return chr(_PICTURES + code)
    if code == 0x7F:
        return "\u2421"
    return f"<U+{code:04X}>"


def safe_json(text: str) -> str:
    """JSON text whose strings cannot act on a terminal: the same characters, written as escapes of JSON."""
    return _UNSAFE.sub(lambda found: json.dumps(found.group())[1:-1], text)


def ascii_only(text: str) -> str:
    """For `--plain` on terminals and readers without Unicode: look-alikes for what has one, `?` for the rest."""
    folded = text.translate(_ASCII)
    return folded if folded.isascii() else _fold(folded)


_ASCII = str.maketrans(
    {
        "·": "|",
        "–": "-",
        "—": "--",
        "→": "->",
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "«": '"',
        "»": '"',
        "…": "...",
        "•": "*",
        "€": "EUR",
        "£": "GBP",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "œ": "oe",
        "Œ": "OE",
        "æ": "ae",
        "ß": "ss",
        "¥": "JPY",
        "ł": "l",
        "Ł": "L",
        "ø": "o",
        "Ø": "O",
        "−": "-",
        "‐": "-",
        "⁄": "/",
        "×": "x",
        "„": '"',
        "‹": "'",
        "›": "'",
    }
)


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    kept = "".join(character for character in decomposed if not unicodedata.combining(character))
    return kept.translate(_ASCII).encode("ascii", "replace").decode("ascii")
