"""What the chooser offers: keys that work here, everything by name, the sections of a page, who is named in it."""

from collections.abc import Iterable, Sequence

from tui.help import TOPICS
from tui.keys import KEYS, Place
from tui.page import Kind, Page
from tui.ports import Found, Listing, Row, Rows

ACTION = "do/"
JUMP = "jump/"
NAMED = ("actor/", "tool/", "place/")
_MOST = 200


def keys_that_work(place: Place, works: Iterable[str]) -> list[Row]:
    """The most wanted first, as in the status line."""
    ids = set(works)
    working = [key for key in KEYS if place in key.places and key.id in ids]
    working.sort(key=lambda key: (not key.hint, key.status))
    return [Row(ACTION + key.id, key.help, kind=", ".join(key.keys)) for key in working]


def guide() -> list[Row]:
    return [Row(f"help/{topic}", title, kind="guide") for topic, title in TOPICS.items()]


def actions(place: Place, works: Iterable[str]) -> list[Row]:
    return [Row(row.ref, row.text, detail=row.kind, kind="do") for row in keys_that_work(place, works)]


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
    """The rows that hold every word; those that begin with the text come first."""
    wanted = text.casefold().split()
    if not wanted:
        return list(rows)
    hits = [row for row in rows if all(word in f"{row.kind} {row.text} {row.detail}".casefold() for word in wanted)]
    start = text.casefold().strip()
    return sorted(hits, key=lambda row: not row.text.casefold().startswith(start))[:_MOST]


def by_name(own: Sequence[Row], names: Rows, found: Found, text: str) -> Rows:
    """The palette: actions, actors and tools by name, and sheets as the search finds them."""
    near = matching(names.rows(0, len(names)), text)
    return Listing([*matching(own, text), *near, *(row for row in found.rows if row.ref.startswith("sheet/"))])


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
