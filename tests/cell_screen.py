"""A screen to compare terminals by: pyte's, with letters as wide as the browser takes them to be."""

from collections.abc import Iterator

import pyte

from tui.cells import clusters

Look = tuple[str, ...]


class CellScreen(pyte.Screen):
    """Draws as a terminal whose line wrap is off: what is beyond the edge is lost, half a wide character is blank."""

    def draw(self, data: str) -> None:
        for cluster, cells in clusters(data):
            row, x = self.buffer[self.cursor.y], self.cursor.x
            if x + cells > self.columns:
                return
            if not cells:
                continue
            if x and row[x].data == "":
                row[x - 1] = row[x - 1]._replace(data=" ")
            if x + cells < self.columns and row[x + cells].data == "":
                row[x + cells] = row[x + cells]._replace(data=" ")
            row[x] = self.cursor.attrs._replace(data=cluster)
            if cells > 1:
                row[x + 1] = self.cursor.attrs._replace(data="")
            self.cursor.x += cells

    def looks(self) -> list[list[Look]]:
        return [[look(self.buffer[y][x]) for x in range(self.columns)] for y in range(self.lines)]


def look(cell: pyte.screens.Char) -> Look:
    """A cell's text and how it looks; of a blank only what shows."""
    marked = cell.reverse or cell.underscore or cell.strikethrough
    if cell.data == " " and not marked:
        return " ", cell.bg
    return tuple(map(str, cell))


def differences(one: list[list[Look]], other: list[list[Look]]) -> Iterator[str]:
    for y, (left, right) in enumerate(zip(one, other, strict=True)):
        for x, (a, b) in enumerate(zip(left, right, strict=True)):
            if a != b:
                yield f"row {y} column {x}: {a} instead of {b}"
