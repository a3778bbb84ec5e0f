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
from tui.config import Config
from tui.keymap import KeyReader
from tui.keys import Place, spell
from tui.screens import lines
from tui.screens.catching_up import CatchingUp
from tui.screens.choosing import Chooser
from tui.screens.drafting import Drafting
from tui.screens.editing import Editing
from tui.screens.finding import Finding
from tui.screens.guiding import Guiding
from tui.screens.hinting import Hinting
from tui.screens.narrowing import Narrowing
from tui.screens.panes import Panes
from tui.screens.picking import Picking
from tui.screens.proving import Proving
from tui.screens.reading import Reading
from tui.screens.remembering import Remembering
from tui.screens.seeking import Search
from tui.screens.tabling import Tabling
from tui.screens.taking import Taking
from tui.screens.travel import Travel
from tui.screens.typing import Typing
from tui.views.line_view import Part, TextLine

if TYPE_CHECKING:
    from textual.timer import Timer

    from tui.app import BrowserApp
    from tui.ports import Backend
    from tui.screens.controller import Command, Commanding, Controller

WIDE = 110
_TYPING = {Place.SEARCH, Place.FIND, Place.CHOOSER, Place.FILTER}
_LISTS = {Place.LIST, Place.SEARCH}
_AT_ONCE = {"down", "up", "page-down", "page-up", "half-down", "half-up", "top", "search", "redraw", "quit"}
"""Actions that the first screen answers before the library is open."""
_SAVE_AFTER = 0.5
_INVITATION = "search facts, sheets and sources"
_UNFINISHED = "A value was left half typed: {older} takes it up again"


class BrowserScreen(Screen[None], inherit_bindings=False):
    BINDINGS: ClassVar[list[BindingType]] = []
    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    BrowserScreen { layout: vertical; overflow: hidden; }
    #body { height: 1fr; }
    #left { width: 1fr; }
    #list, #chooser, #page, #table, #queue, #source, #card { height: 1fr; width: 1fr; }
    """

    def __init__(self, backend: "Backend", state_path: Path, config: Config) -> None:
        super().__init__()
        self.config = config
        self.keymap = config.keymap
        self.catching_up = CatchingUp(self)
        self.backend = self.catching_up.guarded(backend)
        self.background = Background(self.catching_up.damaged)
        self.place = Place.LIST
        self.message = ""
        self._kept = state.Keeping(state_path)
        self.guiding = Guiding(self, first=not state_path.exists())
        self.history = (state.load(state_path) or state.History()).resumed()
        self.panes = Panes()
        self.list, self.chooser, self.document = self.panes.list, self.panes.chooser, self.panes.document
        self._title, self._prompt, self._status = TextLine("title"), self.panes.prompt, TextLine("status")
        self.search = Search(self)
        self.choosing = Chooser(self)
        self.review = Drafting(self)
        self.travel = Travel(self)
        self.typing = Typing(self)
        self.tabling = Tabling(self)
        self.hinting = Hinting(self)
        self.remembering = Remembering(self)
        self.finding = Finding(self)
        self.picking = Picking(self)
        self.controllers: tuple[Controller, ...] = (
            Narrowing(self),
            self.remembering,
            self.hinting,
            self.finding,
            Proving(self),
            self.tabling,
            Taking(self),
            self.picking,
            Editing(self),
            self.guiding,
            self.review,
            Reading(self),
        )
        self._commanding: tuple[Commanding, ...] = (self.travel, self.typing, *self.controllers)
        self._reader = KeyReader(self.keymap.keys)
        self._saving: Timer | None = None
        self.commands: dict[str, Command] = {"quit": self.quit, "redraw": self.redraw}
        for each in self._commanding:
            self.commands.update(each.commands())

    def compose(self) -> ComposeResult:
        yield self._title
        yield self.panes.body
        yield self._status

    def on_mount(self) -> None:
        self.search.show_all()
        if self.history.typed:
            self.advise(_UNFINISHED)
        self.guiding.begin()
        self.enter(Place.LIST)
        self.catching_up.begin()
        self.app.app_resume_signal.subscribe(self, lambda _app: self.redraw())

    # Keys

    async def on_key(self, event: Key) -> None:
        event.stop()
        event.prevent_default()
        self.message = ""
        self.guiding.key()
        action = self._reader.read(self.place, spell(event.key, event.character))
        if action not in _AT_ONCE:
            await self.catching_up.opened()
        if action:
            await self.perform(action)
        elif event.is_printable and event.character:
            await self._type(event.character)
        self.guiding.hold(self._reader.held)
        self.draw_lines()
        self._save_soon()
        self.catching_up.key()

    async def _type(self, character: str) -> None:
        if self.place in _TYPING:
            await self.typing.insert(character)
        else:
            for each in self.controllers:
                await each.typed(character)

    async def on_paste(self, event: Paste) -> None:
        event.stop()
        await self.catching_up.opened()
        if self.place in _TYPING:
            await self.typing.insert(event.text)
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
        here = (key.id for key in self.keymap.keys if self.place in key.places)
        absent = {ident for each in self._commanding for ident, gone in each.absent().items() if gone}
        return [ident for ident in here if ident not in absent]

    @property
    def problem_count(self) -> int:
        """Of the library's files, and of the user's own."""
        return self.backend.problem_count + len(self.config.problems)

    # Places

    @property
    def wide(self) -> bool:
        return self.size.width >= WIDE

    @property
    def base(self) -> Place:
        """The place itself, or the one that a chooser was opened from or a letter is asked in."""
        origins = {Place.CHOOSER: self.choosing.origin, Place.LETTER: self.remembering.origin}
        return origins.get(self.place, self.place)

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
        shown = base if self.place is Place.LETTER else self.place
        self.panes.arrange(shown, base, self.size.width, self.size.height, wide=self.wide)

    def on_resize(self) -> None:
        self._arrange()
        self.draw_lines()

    def on_page_view_placed(self) -> None:
        self.draw_lines()

    def list_changed(self) -> None:
        """Another row is selected, or other rows are there: more of them are read, and the page beside them follows."""
        self.search.moved()
        self.travel.follow_list()

    # The lines

    def say(self, words: str) -> None:
        """A sentence in the status line, until the next key."""
        self.message = words

    def advise(self, words: str) -> None:
        """The same with keys in it, by the ids of what they do: `{next-link} marks a link`."""
        self.say(self.keymap.filled(words))

    def draw_lines(self) -> None:
        width = self.size.width
        problems = self.problem_count
        key = self.keymap.first("problems")
        notice = f"{problems} problem{'s' if problems > 1 else ''} ({key})" if problems else ""
        words, where = self._heading()
        behind = lines.behind(self.backend.missing, self.backend.total, width) if self.base in _LISTS else ""
        self._title.show(lines.title(words, [where, self.picking.told, behind, notice], width))
        self._prompt.show(self._prompt_line(self._prompt.size.width or width))
        self._status.show(self._status_line(width))

    def _heading(self) -> tuple[str, str]:
        """What the first line says, and where in it one is."""
        for each in self.controllers:
            if said := each.heading(self.base):
                return said
        size = self.search.total or len(self.list.source)
        count = f"{size:,} found" if self.search.query else f"{size:,} sheet{'s' if size != 1 else ''}"
        return self.backend.name, count

    def _prompt_line(self, width: int) -> list[Part]:
        if self.place is Place.CHOOSER:
            return lines.prompt(self.choosing.prompt, self.choosing.line, width)
        if self.place is Place.SEARCH:
            return lines.prompt("/", self.search.line, width, self.search.ghost or self.search.lead)
        return lines.resting("/", self.search.line.text, _INVITATION, width)

    def _status_line(self, width: int) -> list[Part]:
        for each in self.controllers:
            if typed := each.line(self.place):
                return lines.prompt(*typed, width)
        if self.message:
            return lines.sentence(self.message, width)
        return lines.status(self.guiding.hints(width), width)

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
        self.background.post(self._kept.saving(text))

    def _written(self) -> str:
        self.travel.remember()
        return state.dump(self.history)

    def save_now(self) -> None:
        self._kept.saving(self._written())()

    def quit(self) -> None:
        self.save_now()
        self.app.exit()

    def on_unmount(self) -> None:
        self.background.close()
