"""Acronyms explained in brackets, after Schwartz and Hearst (2003): "Commission nationale de ... (CNIL)"."""

from collections.abc import Iterator
from typing import NamedTuple

from factsheets.distill.tokens import Line, is_acronym


class Explained(NamedTuple):
    """An acronym at a token and the tokens of what it stands for."""

    acronym: int
    begin: int
    end: int


def explained(line: Line) -> Iterator[Explained]:
    """Acronyms alone in brackets behind their long form, or in front of it: "CNIL (Commission ...)"."""
    for index in range(1, len(line) - 1):
        if line.text[index] != "(":
            continue
        closing = next((at for at in range(index + 1, min(index + 16, len(line))) if line.text[at] == ")"), 0)
        if not closing:
            continue
        if _alone(line, index, closing):
            begin = _long_form(line, index, line.text[index + 1])
            if begin is not None:
                yield Explained(index + 1, begin, index)
        elif is_acronym(line.text[index - 1]) and _letters_fit(line, index + 1, closing, line.text[index - 1]):
            yield Explained(index - 1, index + 1, closing)


def _alone(line: Line, index: int, closing: int) -> bool:
    word = line.text[index + 1]
    more = closing - index - 2
    acronym = is_acronym(word.rstrip("s")) or (
        len(word) <= 6 and word[0].isupper() and sum(map(str.isupper, word)) >= 2
    )
    return acronym and (more == 0 or (more <= 6 and line.text[index + 2] in {",", ";"}))


def _long_form(line: Line, end: int, acronym: str) -> int | None:
    """Where the words before the bracket begin that hold the acronym's letters, the first of them at a word's head."""
    letters = [one for one in acronym.casefold() if one.isalpha()]
    farthest = max(end - min(len(letters) + 5, len(letters) * 2) - 3, 0)
    for begin in range(end - 1, farthest - 1, -1):
        if not (
            line.text[begin][0].isalnum() or line.text[begin] in {"'", "’", "-", "&", "/"} or "'" in line.low[begin]
        ):
            break
        opens = _plain(line.low[begin][0]) == _plain(letters[0]) and len(line.low[begin]) > 2
        if opens and _letters_fit(line, begin, end, acronym):
            return begin
    return None


def _letters_fit(line: Line, begin: int, end: int, acronym: str) -> bool:
    """Whether the letters occur in order, each at the head of a word or inside the one just begun."""
    letters = [_plain(one) for one in acronym.casefold() if one.isalpha()]
    position = 0
    heads = 0
    for index in range(begin, end):
        word = line.low[index]
        if position < len(letters) and _plain(word[0]) == letters[position]:
            position += 1
            heads += 1
        elif position < len(letters) and len(word) > 4 and index > begin and letters[position] in map(_plain, word[1:]):
            skipped = any(_plain(line.low[at][0]) == letters[position] for at in range(index + 1, end))
            position += 0 if skipped else 1
    return position == len(letters) and heads * 2 >= len(letters) and end - begin >= 2


_ACCENTS = str.maketrans("éèêëàâäîïôöùûüçñáíóú", "eeeeaaaiioouuucnaiou")


def _plain(letter: str) -> str:
    return letter.translate(_ACCENTS)
