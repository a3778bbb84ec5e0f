"""What a draft calls a figure or a date: the heads of its table cell, else the part of its sentence that holds it."""

import re

from factsheets.distill.document import Document
from factsheets.distill.sentences import Sentences, on_one_line
from factsheets.distill.tables import Cell, Tables

LONGEST_LABEL = 160
_BULLET = re.compile(r"(?:[-–—•·*▪●◦#>]+\s+|\(?(?:\d{1,2}|[A-Za-z])[.)]\s+)+")
_PART = re.compile(r"(?:;|(?<=.{40}):)\s+|\s[–—]\s+|\s\|\s+")
"""A colon behind a few words announces what they name, and parts nothing."""
_WORD = re.compile(r"\w+")
_READABLE, _FEWEST_WORDS = 90, 5
"""Characters up to which a sentence is left whole; words that a part of it needs to stand by itself."""


class Labels:
    def __init__(self, document: Document, sentences: Sentences) -> None:
        self._sentences = sentences
        self._tables = Tables(document)

    def cell(self, offset: int) -> Cell | None:
        return self._tables.cell(offset)

    def label(self, offset: int, printed: str) -> str:
        """On one line, at most `LONGEST_LABEL` characters and the marks of what was cut."""
        cell = self._tables.cell(offset)
        if cell is not None and str(cell):
            return str(cell)
        text = self._sentences.text(offset) or on_one_line(printed)
        return shortened(part_with(text, on_one_line(printed)), on_one_line(printed))


def part_with(text: str, printed: str) -> str:
    """Of a long sentence the part between its strong stops that holds what was printed, if that says enough."""
    text = _BULLET.sub("", text, count=1) if _BULLET.match(text) else text
    at = text.find(printed)
    if len(text) <= _READABLE or at < 0:
        return text
    stops = [0, *(one.end() for one in _PART.finditer(text)), len(text)]
    start = max(one for one in stops if one <= at)
    end = min(one for one in stops if one >= at + len(printed))
    part = text[start:end].rstrip(" ;:–—|")
    return part if len(_WORD.findall(part.replace(printed, ""))) >= _FEWEST_WORDS else text


def shortened(text: str, printed: str) -> str:
    """A text cut at words around what was printed where it is long."""
    if len(text) <= LONGEST_LABEL:
        return text
    start = max(0, min(max(text.find(printed), 0) - LONGEST_LABEL // 2, len(text) - LONGEST_LABEL))
    cut_behind = start + LONGEST_LABEL < len(text)
    words = text[start : start + LONGEST_LABEL].split(" ")[1 if start else 0 : -1 if cut_behind else None]
    return ("… " if start else "") + " ".join(words) + (" …" if cut_behind else "")
