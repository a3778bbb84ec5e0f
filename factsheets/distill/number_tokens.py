"""A paragraph as tokens for the rules of numbers: one pass, so that time grows with length and with nothing else."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

_TOKEN = re.compile(
    r"[0-9]{1,3}(?:[ '][0-9]{3})+(?![0-9])(?:[.,][0-9]+)?|[0-9]+(?:[.,'][0-9]+)*|[^\W\d_]+|\S",
)
_LOOKS = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u202f\u2007\u2009\u200a\t\n\r", " "),
        **dict.fromkeys("’ʼ", "'"),
        **dict.fromkeys("‑‐−", "-"),
    }
)
_CHAIN = 3
"""Numbers in a row, each behind a single separator: a telephone number, a date in digits, the row of a table."""

Value = TypeVar("Value")


@dataclass(slots=True)
class Tokens:
    """Words in lower case, digits and single signs. `text` is composed; `place` leads back to the text as kept."""

    text: str
    words: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    digits: list[bool] = field(default_factory=list)
    chained: set[int] = field(default_factory=set)
    offsets: list[int] | None = None
    commas_group: bool = False

    def __len__(self) -> int:
        return len(self.words)

    def word(self, index: int) -> str:
        """The token in lower case; nothing where there is none."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def raw(self, start: int, end: int) -> str:
        """What is written from one token up to another, typographic spaces as spaces."""
        return self.text[self.starts[start] : self.ends[end - 1]]

    def glued(self, index: int) -> bool:
        """Whether a token follows the one before it without a space."""
        return 0 < index < len(self.words) and self.ends[index - 1] == self.starts[index]

    def near(self, index: int) -> bool:
        """Whether at most one space stands before a token."""
        return 0 < index < len(self.words) and self.starts[index] - self.ends[index - 1] <= 1

    def capital(self, index: int) -> bool:
        """Whether a token begins with a capital and goes on in small letters."""
        return 0 <= index < len(self.words) and self.raw(index, index + 1).istitle()

    def place(self, offset: int) -> int:
        """The offset in the text as kept, of an offset in the composed one."""
        return offset if self.offsets is None else self.offsets[offset]


def tokenize(text: str) -> Tokens:
    """Read a text into tokens; it is composed (NFC) where it was not, with a way back for the offsets."""
    composed, offsets = (text, None) if unicodedata.is_normalized("NFC", text) else _compose(text)
    tokens = Tokens(composed.translate(_LOOKS), offsets=offsets)
    folded = _lower(tokens.text)
    for match in _TOKEN.finditer(folded):
        word = match[0]
        tokens.words.append(word)
        tokens.starts.append(match.start())
        tokens.ends.append(match.end())
        tokens.digits.append("0" <= word[0] <= "9")
    _mark_chains(tokens)
    return tokens


def _lower(text: str) -> str:
    """Lower case of the same length: a few capitals have small letters of two code points."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(one if len(one) == 1 else letter for letter in text for one in [letter.lower()])


def _compose(text: str) -> tuple[str, list[int]]:
    """Compose letter by letter with its marks, so that every code point of the result has a place in the text."""
    parts: list[str] = []
    offsets: list[int] = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        part = unicodedata.normalize("NFC", text[start:end])
        parts.append(part)
        offsets.extend(min(start + step, end - 1) for step in range(len(part)))
        start = end
    return "".join(parts), [*offsets, len(text)]


def _mark_chains(tokens: Tokens) -> None:
    run: list[int] = []
    for index, is_number in enumerate(tokens.digits):
        if not is_number:
            continue
        if not (run and _follows(tokens, run[-1], index)):
            _keep_chain(tokens, run)
            run = []
        run.append(index)
    _keep_chain(tokens, run)


def _keep_chain(tokens: Tokens, run: list[int]) -> None:
    if len(run) >= _CHAIN:
        tokens.chained.update(run)


def _follows(tokens: Tokens, first: int, second: int) -> bool:
    between = tokens.text[tokens.ends[first] : tokens.starts[second]]
    return between in {" ", ".", "-", "/", "–"}


class Phrases(Generic[Value]):
    """Phrases that are looked up at a token, forwards or backwards; the longest is found."""

    def __init__(self, entries: Mapping[str, Value] | Iterable[tuple[str, Value]]) -> None:
        self._first: dict[str, list[tuple[tuple[str, ...], Value]]] = {}
        self._last: dict[str, list[tuple[tuple[str, ...], Value]]] = {}
        pairs = entries.items() if isinstance(entries, Mapping) else entries
        for phrase, value in pairs:
            words = tuple(tokenize(phrase).words)
            if words:
                self._first.setdefault(words[0], []).append((words, value))
                self._last.setdefault(words[-1], []).append((words, value))
        for table in (self._first, self._last):
            for known in table.values():
                known.sort(key=lambda entry: -len(entry[0]))

    def at(self, tokens: Tokens, start: int) -> tuple[int, Value] | None:
        """(the token behind the phrase, its value) where one begins at a token."""
        for words, value in self._first.get(tokens.word(start), ()):
            end = start + len(words)
            if tuple(tokens.words[start:end]) == words:
                return end, value
        return None

    def before(self, tokens: Tokens, end: int) -> tuple[int, Value] | None:
        """(its first token, its value) where a phrase ends just before a token."""
        for words, value in self._last.get(tokens.word(end - 1), ()) if end > 0 else ():
            start = end - len(words)
            if start >= 0 and tuple(tokens.words[start:end]) == words:
                return start, value
        return None
