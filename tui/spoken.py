"""Text to be read aloud: signs that a screen reader skips or spells out become words and pauses."""

import re

_SPOKEN = (
    (re.compile(r"\? -> "), "payer not stated, to "),
    (re.compile(r" -> \?"), " to payee not stated"),
    (re.compile(r" -> "), " to "),
    (re.compile(r"(?<=[.!?]) +· +"), " "),
    (re.compile(r" +· +"), "; "),
    (re.compile(r" +·$", re.MULTILINE), ";"),
    (re.compile(r"^( *)· +", re.MULTILINE), r"\1"),
    (re.compile(r"(?<=\d)–(?=[^\s\d]?\d)"), " to "),
    (re.compile(r" — "), ", "),
)


def spoken(text: str) -> str:
    """ "$99 a year · ? -> TurnSignl" reads "$99 a year; payer not stated, to TurnSignl"."""
    for sign, words in _SPOKEN:
        text = sign.sub(words, text)
    return text
