"""The screen as it should be: cells, read from what the application writes for a terminal."""

import re
from collections.abc import Iterator

from tui.cells import clusters
from tui.wire.pen import PLAIN, Pen, after

Cell = tuple[str, Pen]
"""A character with what joins it, and its pen; the second cell of a wide character holds no text."""
Row = list[Cell]
BLANK: Cell = (" ", PLAIN)

_TOKEN = re.compile(
    r"\x1b\[(?P<row>\d*);(?P<column>\d*)H"
    r"|\x1b\[(?P<sgr>[\d;:]*)m"
    r"|\x1b\]8;[^\x07\x1b]*(?:\x1b\\|\x07)"
    r"|(?P<line>\r?\n)"
    r"|\x1b\[\?2026[hl]"
    r"|(?P<text>[^\x1b\n\r]+)"
    r"|(?P<other>\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[[<=>?]?[\d;]*[ -/]*[@-~]|\x1b.|\r)"
)


def blank_rows(width: int, height: int) -> list[Row]:
    return [[BLANK] * width for _ in range(height)]


class Canvas:
    """Cells of a screen of `width` and `height`, the cursor as the application left it: (row, column) from 0."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.rows = blank_rows(width, height)
        self.cursor = (0, 0)
        self._pen = PLAIN

    def resize(self, width: int, height: int) -> bool:
        """True where the size is another one; the application then paints everything anew."""
        if (width, height) == (self.width, self.height):
            return False
        self.__init__(width, height)  # type: ignore[misc]
        return True

    def feed(self, data: str) -> Iterator[str]:
        """Paints what `data` draws; yields, in order, the sequences that are none of drawing: modes and queries.

        Hyperlinks and the marks of synchronised output are dropped: they are not part of a cell.
        """
        for token in _TOKEN.finditer(data):
            if token["text"]:
                self._write(token["text"])
            elif token["sgr"] is not None:
                self._pen = after(self._pen, token["sgr"])
            elif token["row"] is not None:
                self.cursor = int(token["row"] or 1) - 1, int(token["column"] or 1) - 1
            elif token["line"]:
                self.cursor = self.cursor[0] + 1, 0
            elif token["other"]:
                yield token["other"]

    def _write(self, text: str) -> None:
        """Beyond the right edge nothing is drawn, as with a terminal's line wrap off."""
        row_number, column = self.cursor
        if not 0 <= row_number < self.height:
            return
        row, pen, blank = self.rows[row_number], self._pen, (" ", self._pen.blank)
        for cluster, cells in ((one, 1) for one in text) if text.isascii() else clusters(text):
            if column + cells > self.width:
                break
            if not cells:
                continue
            self._free(row, column, cells)
            row[column] = blank if cluster == " " else (cluster, pen)
            if cells > 1:
                row[column + 1] = ("", pen)
            column += cells
        self.cursor = row_number, column

    def _free(self, row: Row, column: int, cells: int) -> None:
        """What is left of a wide character that is written over by half is blank."""
        if row[column][0] == "" and column:
            row[column - 1] = (" ", row[column - 1][1].blank)
        end = column + cells
        if end < self.width and row[end][0] == "":
            row[end] = (" ", row[end][1].blank)
