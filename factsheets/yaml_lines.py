"""The lines of a YAML text, and the changes that are collected for it: what an edit in place is made of."""

import re
from bisect import bisect_right

from factsheets.yaml_text import Span

_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_BLANKS = " \t"
_WORDS = re.compile(r"\w")


class EditError(Exception):
    """A text that cannot be edited in place; the caller writes it whole."""


class Lines:
    """Places in a text, by line; every place is an offset in code points."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.newline = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
        self._starts = [0, *(found.end() for found in _BREAK.finditer(text))]

    def start(self, at: int) -> int:
        """Where the line of a place begins."""
        return self._starts[bisect_right(self._starts, at) - 1]

    def after(self, at: int) -> int:
        """Where the line after that of a place begins."""
        number = bisect_right(self._starts, at)
        return self._starts[number] if number < len(self._starts) else len(self.text)

    def above(self, at: int) -> int:
        """Where the line before the one that begins at a place begins."""
        number = bisect_right(self._starts, at) - 2
        return self._starts[number] if number >= 0 else -1

    def column(self, at: int) -> int:
        return at - self.start(at)

    def words(self, start: int) -> str:
        """A line without the blanks round it."""
        return self.text[start : self.after(start)].strip()

    def indent(self, start: int) -> int:
        line = self.text[start : self.after(start)]
        return len(line) - len(line.lstrip(_BLANKS))

    def opens(self, at: int) -> bool:
        """Whether nothing but blanks stands before a place on its line."""
        return not self.text[self.start(at) : at].strip(_BLANKS)

    def is_broken(self, start: int, end: int) -> bool:
        return _BREAK.search(self.text, start, end) is not None

    def end(self, node: Span) -> int:
        """Where the last word of a node ends; the blank lines that a block scalar keeps are part of it."""
        last = node
        while last.items and not last.style:
            last = last.items[-1]
        if last.style in {"|", ">"} and "+" not in self.words(last.start):
            return last.start + len(self.text[last.start : last.end].rstrip())
        return last.end

    def below(self, node: Span) -> int:
        """Where the first line after a node begins."""
        end = self.end(node)
        return end if end > node.start and self.start(end) == end else self.after(end)

    def chunk_end(self, node: Span, column: int) -> int:
        """Like `below`, with the comments that stand deeper than the node's key or dash, and so belong to it."""
        found = at = self.below(node)
        while at < len(self.text):
            words = self.words(at)
            if words and (not words.startswith("#") or self.indent(at) <= column):
                break
            at = self.after(at)
            found = at if words else found
        return found

    def comments_above(self, at: int, floor: int) -> int:
        """Where the comment begins that stands directly above a line, as deep as it; a ruled heading is nobody's."""
        top, column = self.start(at), self.column(at)
        while (line := self.above(top)) >= floor:
            words = self.words(line)
            if not words.startswith("#") or self.indent(line) != column:
                break
            if not _WORDS.search(words):
                return self.start(at)
            top = line
        return top


class Changes:
    """Replacements of parts of a text, applied all at once."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._edits: list[tuple[int, int, str]] = []

    def put(self, start: int, end: int, words: str) -> None:
        """Replace a part; `words` break lines with a plain newline."""
        self._edits.append((start, end, words.replace("\n", self._lines.newline)))

    def applied(self, start: int = 0, end: int | None = None) -> str:
        """A part of the text with the changes inside of it; raises EditError where two of them meet."""
        text = self._lines.text
        stop = len(text) if end is None else end
        pieces, at = [], start
        for first, last, words in sorted(self._edits, key=lambda edit: edit[:2]):
            if first < at or last > stop:
                raise EditError("two changes meet")
            pieces += [text[at:first], words]
            at = last
        return "".join((*pieces, text[at:stop]))
