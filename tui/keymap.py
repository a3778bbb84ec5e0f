"""The keys as they are here: the registry with the user's own, and what reads, offers, lists and names them.

Whatever shows a key asks this for it, since any of them may have been changed in `config.yaml`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property

from tui.keys import KEYS, Key, Place
from tui.page import Block, Column, Kind, Page, Span, Style

_NAMED = re.compile(r"\{([a-z-]+)\}")
DROPS = "Esc"
"""Drops the first key of a pair, whatever else it does."""


class Keymap:
    """The actions with the keys that they have; `bound` gives some of them other keys, by their ids."""

    def __init__(self, bound: Mapping[str, tuple[str, ...]] | None = None) -> None:
        given = bound or {}
        self.keys = tuple(replace(key, keys=given[key.id]) if key.id in given else key for key in KEYS)

    @cached_property
    def by_id(self) -> dict[str, Key]:
        return {key.id: key for key in self.keys}

    def first(self, ident: str) -> str:
        """The key of an action as a message names it; of one without a key, what finds it in the palette."""
        keys = self.by_id[ident].keys
        return keys[0] if keys else f"{self.first('palette')} {ident}" if ident != "palette" else ident

    def filled(self, words: str) -> str:
        """A sentence of our own with the keys in it: `{next-link} marks a link`."""
        return _NAMED.sub(lambda found: self.first(found[1]), words)

    def working(self, place: Place, works: Iterable[str]) -> list[Key]:
        """Of the actions that work, those that the status line offers first, first."""
        ids = set(works)
        here = (key for key in self.keys if place in key.places and key.id in ids)
        return sorted(here, key=lambda key: (not key.status, key.status))

    def hints(self, place: Place, works: Iterable[str]) -> list[tuple[str, str]]:
        """What the status line offers, most wanted first: (key, word)."""
        return [(key.keys[0], key.hint) for key in self.working(place, works) if key.status and key.keys]

    def following(self, place: Place, held: str, works: Iterable[str]) -> list[tuple[str, str]]:
        """What may follow the first key of a pair: (second key, word)."""
        pairs = ((sequence, key) for key in self.working(place, works) for sequence in key.keys)
        return [
            (sequence.removeprefix(f"{held} "), key.hint or key.id)
            for sequence, key in pairs
            if sequence.startswith(f"{held} ")
        ]

    def page(self) -> Page:
        """Every key by where it works, with the ids by which `config.yaml` changes them, for the guide."""
        blocks = [
            Block(Kind.HEADING, (Span("Keys", Style.TITLE),), level=1),
            Block(Kind.BLANK),
            Block(Kind.TEXT, (Span(self.filled("In the browser, {help} shows only those that work where you are.")),)),
            Block(Kind.TEXT, (Span("What stands in brackets is the id by which config.yaml gives other keys."),)),
        ]
        for place in Place:
            heading = Block(Kind.HEADING, (Span(str(place).capitalize()),), level=2, anchor=place.name)
            blocks += [Block(Kind.BLANK), heading]
            blocks += [_row(key) for key in self.keys if place in key.places]
        return Page("help/keys", "Keys", tuple(blocks))


def _row(key: Key) -> Block:
    keys = Span(", ".join(key.keys), Style.STRONG) if key.keys else Span("(no key)", Style.DIM)
    cells = ((keys,), (Span(f"{key.help} "), Span(f"[{key.id}]", Style.DIM)))
    return Block(Kind.ROW, cells=cells, columns=(Column(20), Column()))


DEFAULT = Keymap()


class KeyReader:
    """Turns keys into actions, one at a time, holding back the first of a pair such as `g g`."""

    def __init__(self, keys: Iterable[Key] = KEYS) -> None:
        self._table: dict[tuple[Place, str], str] = {}
        for key in keys:
            for place in key.places:
                for sequence in key.keys:
                    if (place, sequence) in self._table:
                        raise ValueError(f"{sequence} has two meanings {place}")
                    self._table[place, sequence] = key.id
        self._starts = {(place, sequence.split()[0]) for place, sequence in self._table if " " in sequence}
        self.held = ""

    def read(self, place: Place, pressed: str) -> str:
        """The action's id; empty for a key that means nothing here, or not yet."""
        held, self.held = self.held, ""
        if held and (action := self._table.get((place, f"{held} {pressed}"))):
            return action
        if held and pressed == DROPS:
            return ""
        if (place, pressed) in self._starts:
            self.held = pressed
            return ""
        return self._table.get((place, pressed), "")
