"""How a cell is drawn, read from and written as SGR (ECMA-48, 8.3.117), always in the fewest bytes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from tui.wire.terminal import Terminal

_PEN_CACHE = 4096
_FEW = 8
_OFF = {
    "22": frozenset("12"),
    "23": frozenset("3"),
    "24": frozenset(("4", "21")),
    "25": frozenset("56"),
    "27": frozenset("7"),
    "28": frozenset("8"),
    "29": frozenset("9"),
    "55": frozenset(("53",)),
}
_SEEN_ON_BLANKS = frozenset(("4", "7", "9", "21", "53"))
"""Underline, reverse, strike-through, double underline, overline: what shows where there is no letter."""
_EXTENDED = {"5": 3, "2": 5}
"""Parameters of an extended colour, by its kind: `38;5;N` and `38;2;R;G;B`."""


@dataclass(frozen=True)
class Pen:
    """Attributes, ink (foreground) and paper (background) as SGR parameters; empty for the terminal's own."""

    attributes: frozenset[str] = frozenset()
    ink: str = ""
    paper: str = ""

    @cached_property
    def blank(self) -> "Pen":
        """The pen of a blank that looks the same: of a space only the paper shows."""
        return self if self.attributes & _SEEN_ON_BLANKS else _paper(self.paper)

    @cached_property
    def parameters(self) -> str:
        return ";".join((*sorted(self.attributes, key=int), *filter(None, (self.ink, self.paper))))


PLAIN = Pen()


@lru_cache(maxsize=_PEN_CACHE)
def _paper(paper: str) -> Pen:
    return Pen(paper=paper) if paper else PLAIN


@lru_cache(maxsize=_PEN_CACHE)
def after(pen: Pen, parameters: str) -> Pen:
    """The pen after `ESC [ parameters m`."""
    for code in _codes(parameters):
        first = code.split(";", 1)[0]
        if first == "0":
            pen = PLAIN
        elif first in _OFF:
            pen = replace(pen, attributes=pen.attributes - _OFF[first])
        elif first in {"38", "39"} or 30 <= int(first) <= 37 or 90 <= int(first) <= 97:
            pen = replace(pen, ink="" if first == "39" else code)
        elif first in {"48", "49"} or 40 <= int(first) <= 47 or 100 <= int(first) <= 107:
            pen = replace(pen, paper="" if first == "49" else code)
        else:
            pen = replace(pen, attributes=pen.attributes | {first})
    return pen


def _codes(parameters: str) -> Iterator[str]:
    """The parameters one by one, those of an extended colour together; an absent one is 0."""
    parts = parameters.replace(":", ";").split(";")
    while parts:
        size = _EXTENDED.get(parts[1], 1) if parts[0] in {"38", "48"} and len(parts) > 1 else 1
        yield ";".join(parts[:size]) or "0"
        del parts[:size]


@lru_cache(maxsize=_PEN_CACHE)
def reduced(pen: Pen, terminal: Terminal) -> Pen:
    """The pen as far as a terminal knows it."""
    attributes = pen.attributes & terminal.attributes
    if not terminal.colours:
        return Pen(attributes)
    if terminal.colours > _FEW:
        return pen if attributes == pen.attributes else replace(pen, attributes=attributes)
    return Pen(attributes, _of_eight(pen.ink, 30), _of_eight(pen.paper, 40))


def _of_eight(colour: str, base: int) -> str:
    """A bright colour as the plain one; what has no plain one (grey, mixed colours) as the terminal's own."""
    parts = colour.split(";")
    number = -1
    if len(parts) == 1 and colour:
        number = int(colour) - base
        number = number - 60 if number >= 60 else number
        number = -1 if int(colour) == base + 60 else number
    elif parts[1:2] == ["5"] and len(parts) == 3 and parts[2].isdigit():
        number = int(parts[2]) if int(parts[2]) < 8 else int(parts[2]) - 8 if 8 < int(parts[2]) < 16 else -1
    return str(base + number) if 0 <= number < 8 else ""


@lru_cache(maxsize=_PEN_CACHE)
def change(old: Pen | None, new: Pen) -> str:
    """The shortest sequence that makes the old pen the new one; None is a pen that nobody knows.

    Attributes are ended by a reset alone: a VT100 knows no other way, and others gained nothing by theirs.
    """
    if old == new:
        return ""
    fresh = f"\x1b[0;{new.parameters}m" if new.parameters else "\x1b[m"
    if old is None or not old.attributes <= new.attributes:
        return fresh
    added = sorted(new.attributes - old.attributes, key=int)
    if old.ink != new.ink:
        added.append(new.ink or "39")
    if old.paper != new.paper:
        added.append(new.paper or "49")
    return min(fresh, f"\x1b[{';'.join(added)}m", key=len)
