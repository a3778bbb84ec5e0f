"""Following a link by the letters that stand before it."""

from collections.abc import Mapping
from itertools import product

from tui.keys import Place
from tui.screens.controller import Command, Controller

_HOME = "asdfghjkl"
_LETTERS = _HOME + "qwertyuiopzxcvbnm"


def letters_for(count: int) -> list[str]:
    """A letter each, from the home row first; two each where there are more links than letters."""
    if count <= len(_LETTERS):
        return list(_LETTERS[:count])
    row = _HOME if count <= len(_HOME) ** 2 else _LETTERS
    return ["".join(pair) for pair in product(row, repeat=2)][:count]


class Hinting(Controller):
    """Any letter that begins no hint is told and changes nothing, so that a slip costs one key."""

    _typed = ""

    def commands(self) -> Mapping[str, Command]:
        return {"hints": self._begin, "leave-hints": self._leave}

    def heading(self, place: Place) -> tuple[str, str] | None:
        """What was typed of two letters stands where the page's place does."""
        return (self._screen.document.page.title, f"{self._typed}_") if place is Place.HINTS and self._typed else None

    def _begin(self) -> None:
        page = self._screen.document
        links = page.links_in_view()
        if not links:
            self._screen.say("There is no link in view")
            return
        self._typed = ""
        page.set_hints(dict(zip(links, letters_for(len(links)), strict=False)))
        self._screen.enter(Place.HINTS)
        self._screen.advise("Type the letters of a link; {leave-hints} leaves")

    def _leave(self) -> None:
        self._screen.document.set_hints({})
        self._screen.enter(Place.PAGE)

    async def typed(self, character: str) -> None:
        if self._screen.place is not Place.HINTS:
            return
        page, typed = self._screen.document, self._typed + character.lower()
        left = {link: letters for link, letters in page.hints.items() if letters.startswith(typed)}
        if not left:
            self._screen.say(f"No link here has {typed}")
        elif typed in left.values():
            self._leave()
            page.mark_link(next(iter(left)))
            await self._screen.perform("follow")
        else:
            self._typed = typed
            page.set_hints(left)
