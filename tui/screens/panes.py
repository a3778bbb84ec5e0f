"""The views of the one screen, and which of them stand where: beside each other where it is wide, else one at a time.

A review shows its source above what is said of the finding, side by side where it is wide; the chooser takes the place
of what is said, so that the text stays in sight.
"""

from textual.containers import Container, Vertical

from tui.keys import Place
from tui.views.card_view import CardView, Rule
from tui.views.document_view import DocumentView
from tui.views.line_view import TextLine
from tui.views.list_view import ListView
from tui.views.source_view import SourceView
from tui.views.table_view import TableView

_READS = {Place.PAGE, Place.FIND, Place.HINTS}
_TABLES = {Place.TABLE, Place.FILTER}
_ALONE = {Place.QUEUE, Place.SAMPLE, *_TABLES}
REVIEWS = {Place.REVIEW, Place.SPAN, Place.CUT}


def _list_width(width: int) -> int:
    """Two fifths, and whatever a page of the widest lines leaves, so that answers stand in one line."""
    return min(max(width * 2 // 5, width - 104, 44), 76)


def _card_height(height: int) -> int:
    """A third of the screen, as far as a finding can fill it."""
    return min(max(height // 3, 3), 9)


class Panes:
    def __init__(self) -> None:
        self.list, self.chooser, self.document = ListView("list"), ListView("chooser"), DocumentView("page")
        self.queue, self.source, self.card = ListView("queue"), SourceView("source"), CardView("card")
        self.table = TableView("table")
        self.prompt = TextLine("prompt")
        self._left = Vertical(self.prompt, self.list, id="left")
        self._divider, self._rule = Rule("divider"), Rule("rule")
        self.body = Container(self._left, id="body")
        self._in_order = (
            self.source,
            self._rule,
            self.card,
            self._left,
            self._divider,
            self.document,
            self.table,
            self.queue,
        )

    def arrange(self, place: Place, base: Place, width: int, height: int, *, wide: bool) -> None:
        """`base` is the place that a chooser was opened from, else the place itself."""
        chooses = place is Place.CHOOSER
        reviews, alone = base in REVIEWS, base in _ALONE
        browses = not reviews and not alone
        self.source.display = self._rule.display = reviews
        self.card.display = reviews and not chooses
        self.queue.display = place is Place.QUEUE
        self.table.display = place in _TABLES
        self._left.display = chooses or (browses and (wide or place not in _READS))
        self._divider.display = wide and browses
        self.document.display = place is Place.SAMPLE or (browses and (wide or place in _READS))
        self.chooser.display, self.list.display = chooses, not chooses
        self.list.set_active(place in {Place.LIST, Place.SEARCH})
        self._size(width, height, reviews=reviews, wide=wide, browses=browses)
        self._mount()

    def _mount(self) -> None:
        """A view takes its place when it is first shown: a start pays for those of the first screen only."""
        if not self.body.is_attached:
            return
        for number, view in enumerate(self._in_order):
            if view.display and not view.is_attached:
                after = (one for one in self._in_order[number + 1 :] if one.is_attached)
                self.body.mount(view, before=next(after, None))
        if self.chooser.display and not self.chooser.is_attached:
            self._left.mount(self.chooser)

    def _size(self, width: int, height: int, *, reviews: bool, wide: bool, browses: bool) -> None:
        above = reviews and not wide
        self.body.styles.layout = "vertical" if above else "horizontal"
        self._rule.styles.width, self._rule.styles.height = ("1fr", 1) if above else (1, "1fr")
        for pane in (self.card, self._left):
            pane.styles.width = _list_width(width) if wide and (reviews or browses) else "1fr"
            pane.styles.height = _card_height(height) if above else "1fr"
