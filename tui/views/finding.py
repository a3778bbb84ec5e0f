"""Finding words in laid-out lines, also across a line's end, whatever their case and accents."""

import unicodedata
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from tui.layout import Line

MOST = 2000


class Stretch(NamedTuple):
    """Characters `start` to before `stop` of one line."""

    line: int
    start: int
    stop: int


Match = tuple[Stretch, ...]


def fold(character: str) -> str:
    """One letter or none: an accent that stands alone folds to nothing."""
    if character.isascii():
        return character.lower()
    base = unicodedata.normalize("NFKD", character)[:1]
    return "" if unicodedata.combining(base) else base.casefold()[:1]


def find_all(lines: Sequence[Line], wanted: str) -> list[Match]:
    """Every place, in order, at most `MOST`; spaces in what is wanted match any space and a line's end."""
    needle = " ".join("".join(map(fold, wanted)).split())
    matches: list[Match] = []
    if not needle:
        return matches
    for _, group in groupby(enumerate(lines), key=lambda entry: entry[1].block):
        text, places = _flattened(list(group))
        at = text.find(needle)
        while at >= 0 and len(matches) < MOST:
            matches.append(_stretches(places[at : at + len(needle)]))
            at = text.find(needle, at + len(needle))
    return matches


def _flattened(group: list[tuple[int, Line]]) -> tuple[str, list[tuple[int, int]]]:
    """The block's folded text with single spaces, and the line and character that each letter came from."""
    letters: list[str] = []
    places: list[tuple[int, int]] = []
    for number, line in group:
        for index, character in enumerate(line.text + " "):
            letter = " " if character.isspace() else fold(character)
            if letter and not (letter == " " and (not letters or letters[-1] == " ")):
                letters.append(letter)
                places.append((number, index))
    return "".join(letters), places


def _stretches(places: list[tuple[int, int]]) -> Match:
    stretches: list[Stretch] = []
    for number, entries in groupby(places, key=lambda place: place[0]):
        indexes = [index for _, index in entries]
        stretches.append(Stretch(number, indexes[0], indexes[-1] + 1))
    return tuple(stretches)
