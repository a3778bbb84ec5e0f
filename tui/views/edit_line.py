"""A line being typed: text and cursor, without a widget."""

from dataclasses import dataclass

from tui.cells import cell_width, clusters, shorten_left, split_at

LONGEST = 256


@dataclass(slots=True)
class EditLine:
    """The cursor counts characters and never stands inside a letter with its accents."""

    text: str = ""
    cursor: int = 0

    def set(self, text: str) -> None:
        self.text = text[:LONGEST]
        self.cursor = len(self.text)

    def insert(self, text: str) -> None:
        """Puts in what is printable, up to the first line break of a paste."""
        first = next(iter(text.splitlines()), "").replace("\t", " ")
        added = "".join(character for character in first if character.isprintable())[: LONGEST - len(self.text)]
        self.text = self.text[: self.cursor] + added + self.text[self.cursor :]
        self.cursor += len(added)

    def left(self) -> None:
        self.cursor -= self._before()

    def right(self) -> None:
        self.cursor += self._after()

    def start(self) -> None:
        self.cursor = 0

    def end(self) -> None:
        self.cursor = len(self.text)

    def erase(self) -> None:
        self._cut(self.cursor - self._before(), self.cursor)

    def erase_next(self) -> None:
        self._cut(self.cursor, self.cursor + self._after())

    def erase_word(self) -> None:
        kept = self.text[: self.cursor].rstrip()
        self._cut(len(kept) - len(kept.rsplit(" ", 1)[-1]), self.cursor)

    def erase_line(self) -> None:
        self._cut(0, self.cursor)

    def erase_end(self) -> None:
        self._cut(self.cursor, len(self.text))

    def window(self, width: int) -> tuple[str, str, str]:
        """What is before, under and after the cursor, cut to `width` cells around it."""
        under = self.text[self.cursor : self.cursor + self._after()] or " "
        room = max(width - cell_width(under), 0)
        before = shorten_left(self.text[: self.cursor], room)
        after = split_at(self.text[self.cursor + self._after() :], room - cell_width(before))[0]
        return before, under, after

    def _cut(self, start: int, stop: int) -> None:
        self.text = self.text[:start] + self.text[stop:]
        self.cursor = start

    def _before(self) -> int:
        letters = list(clusters(self.text[: self.cursor]))
        return len(letters[-1][0]) if letters else 0

    def _after(self) -> int:
        return len(next(iter(clusters(self.text[self.cursor :])), ("", 0))[0])
