"""What the keys that take something act on: the marked fact or passage, its sheet, or what is shown."""

from typing import TYPE_CHECKING

from tui.keys import Place
from tui.page import CITING, Kind, Page
from tui.ports import Row
from tui.screens.travel import sheet_of
from tui.views.document_view import UNMARKED

if TYPE_CHECKING:
    from tui.screens.browser import BrowserScreen

_SOURCE = "source/"
_PARTS = 3
"""Of the reference of a source; a fourth is the number of a paragraph."""
_SHOWN = (_SOURCE, "actor/", "tool/", "place/", "concept/")


def shown(screen: "BrowserScreen") -> str:
    """The reference of the open page, or of the selected row of a list or table."""
    if screen.place is Place.LIST:
        return screen.list.selected.ref
    return screen.document.page.ref if screen.place is Place.PAGE else screen.travel.fact


def sheet_at(screen: "BrowserScreen") -> str:
    """The sheet of what is shown; on a page that gathers facts of many, of the marked link or else the marked fact."""
    if sheet := sheet_of(shown(screen)):
        return sheet
    link = screen.document.link_ref if screen.place is Place.PAGE else ""
    return sheet_of(link) or sheet_of(screen.travel.fact)


def passage_at(screen: "BrowserScreen") -> str:
    """`source/SHEET/SOURCE/N` of the selected row, or of the passage that is marked or stands at the top."""
    ref = shown(screen)
    if screen.place is Place.LIST and ref.startswith(_SOURCE) and ref.count("/") == _PARTS:
        return ref
    if screen.place is not Place.PAGE or not ref.startswith((_SOURCE, CITING)):
        return ""
    if ref.startswith(CITING):
        return _SOURCE + ref.removeprefix(CITING)
    view = screen.document
    at = view.marked if view.marked != UNMARKED else view.spot().block
    blocks = view.page.blocks
    numbers = (block.marker.strip() for block in (*blocks[at::-1], *blocks[at:]) if block.kind is Kind.ITEM)
    number = next((one for one in numbers if one.isdecimal()), "")
    return f"{'/'.join(ref.split('/')[:_PARTS])}/{number}" if number else ""


def reference(ref: str) -> str:
    """What `factfile show` finds the same thing by, empty for what only the browser shows."""
    kind, _, rest = ref.partition("/")
    if kind in {"fact", "evidence"}:
        return "#".join(rest.split("/")[:2])
    if kind == "sheet":
        return rest
    return ref if ref.startswith(_SHOWN) else ""


def sheets_named(page: Page) -> list[Row]:
    """Each sheet that a page links to or shows a fact of, once, in the order of the page."""
    found: dict[str, Row] = {}
    for block in page.blocks:
        spans = (*block.spans, *(span for cell in block.cells for span in cell))
        for ref, words in ((block.fact, ""), *((span.link, span.text) for span in spans)):
            sheet = sheet_of(ref)
            if sheet and (sheet not in found or (ref == f"sheet/{sheet}" and found[sheet].text == sheet)):
                found[sheet] = Row(sheet, words if ref == f"sheet/{sheet}" else sheet)
    return list(found.values())
