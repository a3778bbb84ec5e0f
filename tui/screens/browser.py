"""The browser's one screen: a list on the left or alone, a page on the right or alone, three lines of text.

No widget has the focus: every key comes here, is read by `KeyReader` in the place that has the keyboard, and runs one
command. While a command waits for the library, later keys wait in order, so that typing ahead means what it says.
"""

import inspect
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Key, Paste
from textual.screen import Screen

from tui import state
from tui.background import Background
from tui.keys import KEYS, KeyReader, Place, spell, status_hints
from tui.screens import lines
from tui.screens.catching_up import CatchingUp
from tui.screens.choosing import Chooser
from tui.screens.panes import REVIEWS, Panes
from tui.screens.reading import Reading
from tui.screens.reviewing import Review
from tui.screens.seeking import Search
from tui.screens.travel import Travel
from tui.screens.typing import Typing
from tui.views.line_view import Part, TextLine

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.timer import Timer

    from tui.app import BrowserApp
    from tui.ports import Backend

WIDE = 110
_TYPING = {Place.SEARCH, Place.FIND, Place.CHOOSER}
_LISTS = {Place.LIST, Place.SEARCH}
_PREVIEW_AFTER = 0.3
_SAVE_AFTER = 0.5
_INVITATION = "search facts, sheets and sources"
_UNFINISHED = "A value was left half typed: Ctrl-o takes it up again"


class BrowserScreen(Screen[None], inherit_bindings=False):
    BINDINGS: ClassVar[list[BindingType]] = []
    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    BrowserScreen { layout: vertical; overflow: hidden; }
    #body { height: 1fr; }
    #left { width: 1fr; }
    #list, #chooser, #page, #queue, #source, #card { height: 1fr; width: 1fr; }
    """

    def __init__(self, backend: "Backend", state_path: Path) -> None:
        super().__init__()
        self.backend = backend
        self.background = Background()
        self.place = Place.LIST
        self.message = ""
        self._state_path = state_path
        self.history = (state.load(state_path) or state.History()).resumed()
        self.panes = Panes()
        self.list, self.chooser, self.document = self.panes.list, self.panes.chooser, self.panes.document
        self._title, self._prompt, self._status = TextLine("title"), self.panes.prompt, TextLine("status")
        self.search = Search(self)
        self.catching_up = CatchingUp(self)
        self.choosing = Chooser(self)
        self.review = Review(self)
        self.travel = Travel(self)
        self.reading = Reading(self)
        self.typing = Typing(self)
        self._reader = KeyReader()
        self._preview: Timer | None = None
        self._saving: Timer | None = None
        self.commands: dict[str, Callable[[], Awaitable[None] | None]] = {
            **self.travel.commands(),
            **self.reading.commands(),
            **self.typing.commands(),
            **self.review.commands(),
            "suspend": self._suspend,
            "quit": self.quit,
        }

    def compose(self) -> ComposeResult:
        yield self._title
        yield self.panes.body
        yield self._status

    def on_mount(self) -> None:
        self.search.show_all()
        if self.history.typed:
            self.say(_UNFINISHED)
        self.enter(Place.LIST)
        self.catching_up.begin()
        self.app.app_resume_signal.subscribe(self, lambda _app: self.redraw())

    # Keys

    async def on_key(self, event: Key) -> None:
        event.stop()
        event.prevent_default()
        self.message = ""
        action = self._reader.read(self.place, spell(event.key, event.character))
        if action:
            await self.perform(action)
        elif self.place in _TYPING and event.is_printable and event.character:
            self.typing.insert(event.character)
        self.draw_lines()
        self._save_soon()
        self.catching_up.key()

    def on_paste(self, event: Paste) -> None:
        event.stop()
        if self.place in _TYPING:
            self.typing.insert(event.text)
            self.draw_lines()
            self._save_soon()

    async def perform(self, action: str) -> None:
        row = self.list.cursor
        outcome = self.commands[action]()
        if inspect.isawaitable(outcome):
            await outcome
        if self.place is Place.LIST and self.list.cursor != row:
            self.list_changed()

    def working(self) -> list[str]:
        """The ids of the actions that would do something here and now."""
        page = self.document
        absent = {
            "evidence": not self.travel.fact,
            "print": not self.travel.printable,
            "follow": not page.link_ref,
            "next-match": not page.matches,
            "previous-match": not page.matches,
            "next-fact": not page.fact_blocks(),
            "previous-fact": not page.fact_blocks(),
            "older": not self.history.has_older,
            "newer": not self.history.has_newer,
            "problems": not self.backend.problem_count,
            "clear": not self.search.query,
            "take": self.search.proposal is None,
            "open": not self.list.selected.ref,
            "page-pane": not (self.wide and self.list.selected.ref),
            **self.review.absent(),
        }
        return [key.id for key in KEYS if self.place in key.places and not absent.get(key.id)]

    # Places

    @property
    def wide(self) -> bool:
        return self.size.width >= WIDE

    @property
    def base(self) -> Place:
        """The place itself, or the one that a chooser was opened from."""
        return self.choosing.origin if self.place is Place.CHOOSER else self.place

    @property
    def previews(self) -> bool:
        return self.wide and self.place in {Place.LIST, Place.SEARCH}

    def enter(self, place: Place) -> None:
        self.place = place
        self._arrange()
        self.list_changed()
        self.draw_lines()

    def _arrange(self) -> None:
        covers = self.place is Place.CHOOSER and not self.choosing.asks and not self.wide
        base = Place.LIST if covers else self.base
        self.panes.arrange(self.place, base, self.size.width, self.size.height, wide=self.wide)

    def on_resize(self) -> None:
        self._arrange()
        self.draw_lines()

    def on_document_view_placed(self) -> None:
        self.draw_lines()

    def list_changed(self) -> None:
        """A page beside the list follows it, once it has stood still for a moment."""
        if self._preview is not None:
            self._preview.stop()
            self._preview = None
        row = self.list.selected
        if self.previews and row.ref:
            self._preview = self.set_timer(_PREVIEW_AFTER, lambda: self.run_worker(self.travel.preview(row)))

    # The lines

    def say(self, words: str) -> None:
        """A sentence in the status line, until the next key."""
        self.message = words

    def draw_lines(self) -> None:
        width = self.size.width
        problems = self.backend.problem_count
        notice = f"{problems} problem{'s' if problems > 1 else ''} (P)" if problems else ""
        words, where = self._heading()
        behind = lines.behind(self.backend.missing, self.backend.total, width) if self.base in _LISTS else ""
        self._title.show(lines.title(words, [where, behind, notice], width))
        self._prompt.show(self._prompt_line(self._prompt.size.width or width))
        self._status.show(self._status_line(width))

    def _heading(self) -> tuple[str, str]:
        """What the first line says, and where in it one is."""
        if self.base in REVIEWS or self.base is Place.QUEUE:
            return self.review.heading(self.base)
        if self.base in {Place.PAGE, Place.FIND, Place.SAMPLE}:
            words = self.backend.name if self.document.shows_title else self.document.page.title
            return words, self.document.progress()
        size = len(self.list.source)
        count = f"{size} found" if self.search.query else f"{size} sheet{'s' if size != 1 else ''}"
        return self.backend.name, count

    def _prompt_line(self, width: int) -> list[Part]:
        if self.place is Place.CHOOSER:
            return lines.prompt(self.choosing.prompt, self.choosing.line, width)
        if self.place is Place.SEARCH:
            return lines.prompt("/", self.search.line, width, self.search.ghost or self.search.lead)
        return lines.resting("/", self.search.line.text, _INVITATION, width)

    def _status_line(self, width: int) -> list[Part]:
        if self.place is Place.FIND:
            return lines.prompt("find:", self.typing.wanted, width)
        if self.message:
            return lines.sentence(self.message, width)
        return lines.status(status_hints(self.place, self.working()), width)

    def redraw(self) -> None:
        cast("BrowserApp", self.app).repaint()

    # Leaving, and what is kept

    def _save_soon(self) -> None:
        """A value being typed is written at every letter, everything else once the keys have paused."""
        if self.choosing.typed:
            self._save()
        elif self._saving is None:
            self._saving = self.set_timer(_SAVE_AFTER, self._save)

    def _save(self) -> None:
        self._saving = None
        text = self._written()
        self.background.post(lambda: state.save(self._state_path, text))

    def _written(self) -> str:
        self.travel.remember()
        return state.dump(self.history)

    def save_now(self) -> None:
        state.save(self._state_path, self._written())

    def quit(self) -> None:
        self.save_now()
        self.app.exit()

    def on_unmount(self) -> None:
        self.background.close()

    def _suspend(self) -> None:
        self.save_now()
        self.app.action_suspend_process()
