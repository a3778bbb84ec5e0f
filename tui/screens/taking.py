"""Copying what is marked to the terminal's clipboard, or writing it to one's notes."""

import os
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, cast

from tui.background import reason
from tui.cells import shorten_left
from tui.clipboard import copy_sequence, is_too_long
from tui.keys import Place
from tui.screens.controller import Command, Controller
from tui.screens.marked import passage_at, reference, shown

if TYPE_CHECKING:
    from tui.app import BrowserApp

_VALUE, _CITATION, _QUOTE, _LINK = "value", "citation", "quote", "link"
_WHAT = (_VALUE, _CITATION, _QUOTE, _LINK)
_NO_FACT = {
    Place.LIST: "Only a fact has a {}: open the sheet, or search for its facts",
    Place.PAGE: "No fact is marked that has a {}: {next-fact} marks one",
    Place.TABLE: "No row is selected that has a {}",
}
_TOO_LONG = "Too long for a terminal's clipboard"
_NO_CLIPBOARD = "This terminal has no clipboard"
_NO_LINK = "Only the browser shows this page: it has no reference"


class Taking(Controller):
    def commands(self) -> Mapping[str, Command]:
        return {
            **{f"copy-{what}": partial(self._copy, what) for what in _WHAT},
            **{f"note-{what}": partial(self._note, what) for what in _WHAT},
        }

    def absent(self) -> Mapping[str, bool]:
        gone = {what: not self._ref(what) for what in _WHAT}
        return {f"{act}-{what}": gone[what] for act in ("copy", "note") for what in _WHAT}

    def _ref(self, what: str) -> str:
        """What a key acts on: a passage has words and a place, but only a fact has a value."""
        fact, passage = self._screen.travel.fact, passage_at(self._screen)
        if what == _LINK:
            return reference(passage or fact or shown(self._screen))
        if what == _QUOTE:
            return passage or fact
        return fact or (passage if what == _CITATION else "")

    async def _words(self, what: str) -> tuple[str, str]:
        """The words and the reference of what they are taken from; no words where there are none, which is said."""
        screen, ref = self._screen, self._ref(what)
        if not ref:
            lacking = _NO_LINK if what == _LINK else _NO_FACT.get(screen.place, _NO_LINK)
            screen.advise(lacking.replace("{}", what))
            return "", ""
        if what == _LINK:
            return ref, ref
        lang = screen.backend.lang
        try:
            words = await screen.background.call(lambda: getattr(screen.backend.takeaway(), what)(ref, lang))
        except KeyError:
            screen.say(f"The library has nothing under {reference(ref)} any more")
            return "", ""
        except Exception as error:
            screen.say(f"That cannot be taken: {reason(error)}")
            return "", ""
        if not words:
            screen.say("No passage is cited for it")
        return words, reference(ref)

    async def _copy(self, what: str) -> None:
        words, _ = await self._words(what)
        if not words:
            return
        app = cast("BrowserApp", self._screen.app)
        too_long = is_too_long(words)
        if not too_long and app.send(copy_sequence(words, os.environ)):
            self._screen.say(f"Copied: {words}")
            return
        key = self._screen.keymap.first(f"note-{what}")
        self._screen.say(f"{_TOO_LONG if too_long else _NO_CLIPBOARD}; {key} writes it: {words}")

    async def _note(self, what: str) -> None:
        screen = self._screen
        words, ref = await self._words(what)
        if not words:
            return
        try:
            path = await screen.background.call(lambda: screen.backend.takeaway().note(words, ref))
        except Exception as error:
            screen.say(f"Nothing was written: {reason(error)}")
        else:
            screen.say("Written to " + shorten_left(str(path), screen.size.width - len("Written to ")))
