"""The screen as it should be: cells, read from what the application writes for a terminal."""

import re

from tui.cells import clusters
from tui.wire.pen import PLAIN, Pen, after
from tui.wire.spelling import ascii_cells

Cell = tuple[str, Pen]
"""A character with what joins it, and its pen; the second cell of a wide character holds no text."""
Row = list[Cell]
BLANK: Cell = (" ", PLAIN)

_TOKEN = re.compile(
    r"\x1b\[(?P<row>\d*);(?P<column>\d*)H"
    r"|\x1b\[(?P<sgr>[\d;:]*)m"
    r"|(?P<line>\r?\n)"
    r"|(?P<text>[^\x00-\x1f\x7f-\x9f]+)"
    r"|\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[ -/]*[0-~]|."
)


def blank_rows(width: int, height: int) -> list[Row]:
    return [[BLANK] * width for _ in range(height)]


class Canvas:
    """Cells of a screen of `width` and `height`; `ascii` for a terminal that shows nothing else."""

    def __init__(self, width: int, height: int, *, ascii: bool = False) -> None:
        self._ascii = ascii
        self.resize(width, height)

    def resize(self, width: int, height: int) -> None:
        """Begins anew with a blank screen: the application then paints everything."""
        self.width, self.height = width, height
        self.rows = blank_rows(width, height)
        self._cursor = (0, 0)
        self._pen = PLAIN

    @property
    def is_blank(self) -> bool:
        return all(cell == BLANK for row in self.rows for cell in row)

    def feed(self, data: str) -> None:
        """Paints what `data` draws. Whatever else it holds ends here: no mode, no query, no link, no control."""
        for token in _TOKEN.finditer(data):
            if token["text"]:
                self._write(token["text"])
            elif token["sgr"] is not None:
                self._pen = after(self._pen, token["sgr"])
            elif token["row"] is not None:
                self._cursor = int(token["row"] or 1) - 1, int(token["column"] or 1) - 1
            elif token["line"]:
                self._cursor = self._cursor[0] + 1, 0

    def _write(self, text: str) -> None:
        """Beyond the right edge nothing is drawn, as with a terminal's line wrap off."""
        row_number, column = self._cursor
        if not 0 <= row_number < self.height:
            return
        row, pen, blank = self.rows[row_number], self._pen, (" ", self._pen.blank)
        for cluster, cells in ((one, 1) for one in text) if text.isascii() else clusters(text):
            if column + cells > self.width:
                break
            if not cells:
                continue
            self._free(row, column, cells)
            if self._ascii and not cluster.isascii():
                for letter in ascii_cells(cluster, cells):
                    row[column] = blank if letter == " " else (letter, pen)
                    column += 1
                continue
            row[column] = blank if cluster == " " else (cluster, pen)
            if cells > 1:
                row[column + 1] = ("", pen)
            column += cells
        self._cursor = row_number, column

    def _free(self, row: Row, column: int, cells: int) -> None:
        """What is left of a wide character that is written over by half is blank."""
        if row[column][0] == "" and column:
            row[column - 1] = (" ", row[column - 1][1].blank)
        end = column + cells
        if end < self.width and row[end][0] == "":
            row[end] = (" ", row[end][1].blank)
