"""One's own editor on the file of what is marked, and what is wrong with it afterwards."""

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from tui.background import reason
from tui.keys import Place
from tui.ports import EDIT
from tui.screens.controller import Command, Controller
from tui.screens.marked import shown
from tui.screens.travel import sheet_of

if TYPE_CHECKING:
    from factsheets.problem import Problem
    from tui.ports import Located
    from tui.state import Visit

_KIOSK = "Nothing is edited here"
_NOTHING = "Only a sheet can be edited: select one or open it"
_NO_SCREEN = "An editor needs a terminal of its own"
_HEAD = 2
"""Blocks of the problems page up to its first problem."""
_State = tuple[int, int, int] | None


class Editing(Controller):
    """Links that begin with `edit/` lead to a place in a file instead of a page."""

    def commands(self) -> Mapping[str, Command]:
        return {"edit-sheet": self._edit}

    def absent(self) -> Mapping[str, bool]:
        return {"edit-sheet": self._screen.backend.kiosk or not self._ref()}

    def presents(self, ref: str) -> bool:
        return ref.startswith(EDIT)

    async def present(self, visit: "Visit") -> bool:
        """It is no step: one comes back to where one was."""
        await self._open(visit.ref)
        return False

    def _ref(self) -> str:
        """The marked fact, what is shown, or a problem: the marked one, else the first."""
        screen = self._screen
        if screen.place is Place.PAGE:
            page = screen.document
            links = (page.link_ref, *(span.link for block in page.page.blocks[:_HEAD] for span in block.spans))
            if problem := next((link for link in links if link.startswith(EDIT)), ""):
                return problem
        return screen.travel.fact or (shown(screen) if sheet_of(shown(screen)) else "")

    async def _edit(self) -> None:
        ref = self._ref()
        if ref:
            await self._open(ref)
        else:
            self._screen.say(_NOTHING)

    async def _open(self, ref: str) -> None:
        screen = self._screen
        if screen.backend.kiosk:
            screen.say(_KIOSK)
            return
        from tui import editor  # noqa: PLC0415 - keeps the start fast

        try:
            command = editor.editor(os.environ)
            located = await screen.background.call(lambda: screen.backend.takeaway().located(ref))
        except KeyError:
            screen.say("The library has no file for it any more")
            return
        except Exception as error:
            screen.say(f"Nothing was opened: {reason(error)}")
            return
        before = _state(located.path)
        screen.save_now()
        told = self._run(editor.at_place(command, located.path, located.line, located.column))
        if _state(located.path) != before:
            await self._follow(located, told)
        else:
            screen.say(told or "Nothing was changed")

    def _run(self, command: Sequence[str]) -> str:
        """What went wrong, empty for nothing. The whole program waits: nothing is drawn over the editor."""
        from tui import editor  # noqa: PLC0415 - keeps the start fast

        told = ""
        try:
            with self._screen.app.suspend():
                try:
                    code = editor.run(command)
                    told = f"{Path(command[0]).name} ended with code {code}" if code else ""
                except editor.EditorError as error:
                    told = str(error)
        except SuspendNotSupported:
            return _NO_SCREEN
        return told

    async def _follow(self, located: "Located", told: str) -> None:
        """What was changed shows at once, at the same place, with what is wrong with it."""
        screen = self._screen
        screen.catching_up.decided()
        await screen.catching_up.after_decisions()
        try:
            problems = await screen.background.call(lambda: screen.backend.takeaway().problems_in(located.path))
        except Exception as error:
            screen.say(f"It cannot be checked: {reason(error)}")
            return
        screen.say(self._verdict(problems, told))

    def _verdict(self, problems: "Sequence[Problem]", told: str) -> str:
        if not problems:
            return f"{told}; what was saved has no problem" if told else "Saved, and no problem in it"
        more = len(problems) - 1
        lead = self._screen.keymap.filled(f"{more} more ({{problems}}); ") if more else ""
        return f"{lead}{problems[0]}"


def _state(path: Path) -> _State:
    """What another file, or other bytes in it, change."""
    with suppress(OSError):
        found = path.stat()
        return found.st_mtime_ns, found.st_size, found.st_ino
    return None
