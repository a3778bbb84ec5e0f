"""What the chooser offers: keys that work here, everything by name, the sections of a page, who is named in it."""

from collections.abc import Iterable, Sequence

from tui.keys import Key
from tui.page import Kind, Page
from tui.ports import Row, Rows
from tui.screens import helping
from tui.views.finding import folded

JUMP = "jump/"
NAMED = ("actor/", "tool/", "place/")
_MOST = 200


def actions(working: Iterable[Key]) -> list[Row]:
    return [Row(row.ref, row.text, detail=row.kind, kind="do") for row in helping.rows_of(working)]


def outline(page: Page) -> list[Row]:
    return [
        Row(f"{JUMP}{number}", "  " * max(block.level - 1, 0) + "".join(span.text for span in block.spans))
        for number, block in enumerate(page.blocks)
        if block.kind is Kind.HEADING
    ]


def named_in(page: Page) -> list[Row]:
    """Each actor, tool and place that the page links to, once, in the order of the page."""
    found: dict[str, Row] = {}
    for block in page.blocks:
        for span in (*block.spans, *(span for cell in block.cells for span in cell)):
            if span.link.startswith(NAMED):
                found.setdefault(span.link, Row(span.link, span.text, kind=span.link.split("/", 1)[0]))
    return list(found.values())


def matching(rows: Iterable[Row], text: str) -> list[Row]:
    """The rows that hold every word, whatever its case and accents; those that begin with the text come first."""
    wanted, start = folded(text).split(), folded(text).strip()
    if not wanted:
        return list(rows)
    hits = [row for row in rows if _holds(folded(f"{row.kind} {row.text} {row.detail}"), wanted)]
    return sorted(hits, key=lambda row: not folded(row.text).startswith(start))[:_MOST]


def _holds(text: str, words: Iterable[str]) -> bool:
    return all(word in text for word in words)


class Joined:
    """Lists one after another, each still read by the screenful."""

    def __init__(self, *lists: Rows) -> None:
        self._lists = lists

    def __len__(self) -> int:
        return sum(map(len, self._lists))

    def rows(self, start: int, stop: int) -> Sequence[Row]:
        taken: list[Row] = []
        for each in self._lists:
            size = len(each)
            if start < size and stop > 0:
                taken.extend(each.rows(max(start, 0), min(stop, size)))
            start, stop = start - size, stop - size
        return taken
