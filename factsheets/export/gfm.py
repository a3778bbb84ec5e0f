"""The two Markdown extensions a print uses: tables and footnotes. What they are given is Markdown already."""

from collections.abc import Iterable, Sequence


def table(headers: Sequence[str], rows: Iterable[Sequence[str]], right: int = -1) -> str:
    """A GFM table whose column `right` is aligned to the right; nothing at all without rows."""
    body = [_row(cells) for cells in rows]
    if not body:
        return ""
    rule = _row(["---:" if column == right else "---" for column in range(len(headers))])
    return "\n".join([_row(headers), rule, *body])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


class Footnotes:
    """Numbers footnotes in the order in which the page refers to them, from 1 or after those of a page before it."""

    def __init__(self, before: int = 0) -> None:
        self.number = before
        self._lines: list[str] = []

    def add(self, text: str) -> str:
        """Takes a footnote's text and gives the reference to it."""
        self.number += 1
        self._lines.append(f"[^{self.number}]: {text}")
        return f"[^{self.number}]"

    def __str__(self) -> str:
        return "\n".join(self._lines)
