"""A paragraph as words and signs, with what capitals and sentence beginnings say about each."""

from collections.abc import Sequence
from dataclasses import dataclass

from factsheets.distill.document import Paragraph
from factsheets.distill.words import TOKEN, Words, composed, fold

OPENING = frozenset("«“\"„‘'(—–-•*·[¿¡")
QUOTES = frozenset('«»“”"„')
_ENDING = frozenset(".!?…:")


@dataclass(frozen=True, slots=True)
class Line:
    """The tokens of a paragraph in parallel.

    `low` is folded in case, `cap` marks capitals, `first` where any word would have one.
    """

    paragraph: Paragraph
    text: Sequence[str]
    low: Sequence[str]
    start: Sequence[int]
    end: Sequence[int]
    cap: Sequence[bool]
    first: Sequence[bool]

    def __len__(self) -> int:
        return len(self.text)

    def span(self, begin: int, end: int) -> tuple[int, int]:
        """Offsets in the whole text of the tokens from `begin` to before `end`."""
        return self.paragraph.at(self.start[begin]), self.paragraph.at(self.end[end - 1])

    def words(self, begin: int, end: int) -> str:
        """The text of some tokens, its white space made single."""
        if end <= begin:
            return ""
        return composed(" ".join(self.paragraph.text[self.start[begin] : self.end[end - 1]].split()))

    def touching(self, index: int) -> bool:
        """Whether nothing but white space parts a token from the next; a gap wider than two spaces is a column."""
        return self.start[index + 1] - self.end[index] <= 2


def is_acronym(word: str) -> bool:
    bare = word.replace(".", "")
    return (
        2 <= len(bare) <= 10 and bare[0].isupper() and sum(one.isupper() for one in bare) >= 2 and bare.upper() == bare
    )


def _capital(word: str) -> bool:
    if word[0].isupper():
        return True
    inner = sum(one.isupper() for one in word[1:])
    return (
        word[0].isdigit() and inner >= 1 and not word.endswith(("€", "$")) and len(word) < 12 and word[1:2].isupper()
    ) or (word[0].isalpha() and inner >= 1 and len(word) >= 4)


def line_of(paragraph: Paragraph, words: Words) -> Line:
    """Cut a paragraph into tokens; linear in its length."""
    found = list(TOKEN.finditer(paragraph.text))
    text = [composed(one.group()) for one in found]
    low = [fold(word) for word in text]
    cap = [_capital(word) for word in text]
    return Line(
        paragraph,
        text,
        low,
        [one.start() for one in found],
        [one.end() for one in found],
        cap,
        _firsts(text, low, words),
    )


def _firsts(text: list[str], low: list[str], words: Words) -> list[bool]:
    firsts = []
    fresh = True
    for index, word in enumerate(text):
        if word[0].isalnum():
            firsts.append(fresh)
            fresh = (word[0].isdigit() and fresh) or (
                word[-1] == "." and low[index + 1 : index + 2] != [] and low[index + 1] in words.determiners
            )
        else:
            firsts.append(False)
            if word in _ENDING:
                fresh = not (word == "." and index and _abbreviated(text[index - 1], low[index - 1], words))
            elif word in QUOTES or word in "•—–-":
                fresh = True
    return firsts


def _abbreviated(word: str, low: str, words: Words) -> bool:
    return (len(word) == 1 and word.isupper()) or (low in words.abbreviations)


def sentences(line: Line) -> list[tuple[int, int]]:
    """Token bounds of sentences; a stop inside quotation marks does not part what is quoted from who says it."""
    found = []
    begin = 0
    for index in range(len(line)):
        if line.text[index][-1] in ".!?…" and _ends(line, index):
            end = index + 1
            while end < len(line) and line.text[end] in {'"', "»", "”", ")", "]", "'", "’"} and _closes(line, end):
                end += 1
            if end > begin:
                found.append((begin, end))
            begin = max(end, begin)
    if begin < len(line):
        found.append((begin, len(line)))
    return found


def _ends(line: Line, index: int) -> bool:
    following = index + 1
    while following < len(line) and not line.text[following][0].isalnum():
        following += 1
    return following >= len(line) or (
        line.first[following] and (line.cap[following] or line.text[following][0].isdigit())
    )


def _closes(line: Line, index: int) -> bool:
    return line.start[index] == line.end[index - 1] or line.text[index] in {"»", "”"}
