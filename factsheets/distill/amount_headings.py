"""Lists and rows under a heading that says what they are: "Estimated value", "Recommandations", "Lo que pedimos"."""

import re

from factsheets.distill.document import Document
from factsheets.distill.number_lexicon import Lexicon, lexicon
from factsheets.distill.number_tokens import tokenize

_LENGTH = 90
_BULLET = re.compile(r"\s*[-–—•*·▪◦]\s")
_LABEL = re.compile(r"[^:]*\d[^:]*:")


def natures(document: Document) -> dict[int, str]:
    """Position of a paragraph -> `planned` or `alleged`, where it is an item under a heading that says so."""
    known = lexicon(document.lang)
    found: dict[int, str] = {}
    current = ""
    for position, one in enumerate(document.paragraphs):
        told = _told(one.text, known)
        if told:
            current = told
        elif current and _is_item(one.text):
            found[position] = current
        else:
            current = ""
    return found


def _told(text: str, known: Lexicon) -> str:
    """What a short line says of the lines below it; one that counts or speaks in sentences says nothing."""
    line = text.strip()
    if len(line) > _LENGTH or line[-1:] in {".", "!", "?", ";", ","}:
        return ""
    tokens = tokenize(line)
    if any(tokens.digits[at] and tokens.starts[at] > 0 for at in range(len(tokens))):
        return ""
    told = (known.nature_headings.at(tokens, at) for at in range(len(tokens)))
    return next((one[1] for one in told if one), "")


def _is_item(text: str) -> bool:
    """A bullet, a row of a table, a label with a number ("Lot 2: ..."); a numbered paragraph is a heading's own."""
    if _BULLET.match(text) or "|" in text or "\t" in text:
        return True
    return len(text) <= _LENGTH and text[:1].isalpha() and bool(_LABEL.match(text))
