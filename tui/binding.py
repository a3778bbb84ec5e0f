"""The `keys` of a `config.yaml`: other keys for the actions of the registry, as far as they can be had.

A key is refused where no terminal can be counted on to send it, where one types, and where it means something else
already. An action none of whose new keys can be had keeps those it has by default.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from factsheets.problem import Problem, did_you_mean
from factsheets.yaml_text import MappingNode, Node, Scalar, SequenceNode
from tui.cells import cell_width
from tui.keymap import DROPS, Keymap
from tui.keys import BY_ID, KEYS, TYPING, Key, Place

WAY_OUT = "Ctrl-c"
"""Leads out of every place, whatever else is changed."""
NAMED = (
    *("Enter", "Esc", "Backspace", "Delete", "Tab", "Shift-Tab", "Space"),
    *("Up", "Down", "Left", "Right", "Home", "End", "PgUp", "PgDn"),
)
"""What every terminal sends, beside characters and Ctrl with a letter."""
_SPELLINGS = {name.casefold(): name for name in NAMED} | {
    "escape": "Esc",
    "return": "Enter",
    "del": "Delete",
    "backtab": "Shift-Tab",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "page-up": "PgUp",
    "page-down": "PgDn",
    "spacebar": "Space",
}
_SENT_AS = {"i": "Tab", "j": "Enter", "m": "Enter", "h": "Backspace", "[": "Esc"}
"""What a terminal sends for Control with these (ECMA-48, the C0 set)."""
_CONTROL = re.compile(r"(?:ctrl[-+]|c-|control[-+]|\^)(.)", re.IGNORECASE)
_SHIFTED = re.compile(r"shift[-+]([a-z])", re.IGNORECASE)
_NOWHERE = re.compile(
    r"(?:alt|meta|m|option|opt|cmd|command|super|win)[-+].+|f\d{1,2}|ctrl[-+]shift[-+].+", re.IGNORECASE
)
_KINDS = "a character, Ctrl with a letter, or a key such as Enter, Tab or PgDn"
_MOST = 8
"""Keys of one action."""


class RefusedError(Exception):
    """A key that cannot be had; the first argument says why, the second what else."""

    def __init__(self, words: str, hint: str = "") -> None:
        super().__init__(words)
        self.words, self.hint = words, hint


@dataclass(slots=True)
class Wanted:
    """The keys that the file gives an action, each with its place; none means that it shall have none."""

    id: str
    node: Node
    keys: "list[Given]" = field(default_factory=list)


class Given(NamedTuple):
    sequence: str
    line: int
    column: int


def spelled(text: str) -> str:
    """A key, or two in a row, as the registry writes them; raises RefusedError."""
    if text == " ":
        return "Space"
    parts = text.split()
    if not parts:
        raise RefusedError("no key stands here", "`[]` takes an action's keys away")
    if len(parts) > 2:
        raise RefusedError(f"`{text}` is more than two keys in a row")
    spelt = [_spelled(part) for part in parts]
    if len(spelt) == 2 and WAY_OUT in spelt:
        raise RefusedError(f"{WAY_OUT} always leads out, and is no part of a pair")
    if len(spelt) == 2 and DROPS in spelt:
        raise RefusedError(f"{DROPS} is no part of a pair: it drops the first key of one")
    return " ".join(spelt)


def _spelled(part: str) -> str:
    if len(part) == 1 and part.isprintable() and cell_width(part):
        return part
    if name := _SPELLINGS.get(part.casefold().replace("+", "-")):
        return name
    if _NOWHERE.fullmatch(part):
        raise RefusedError(f"no terminal can be counted on to send {part}", _KINDS)
    if found := _CONTROL.fullmatch(part):
        return _control(found[1].lower(), part)
    if found := _SHIFTED.fullmatch(part):
        raise RefusedError(f"`{part}` is written as the capital letter", f"write `{found[1].upper()}`")
    if len(part) == 2 and part.isalnum() and not _SPELLINGS.get(part.casefold()):
        raise RefusedError(f"`{part}` is no key", f"did you mean `{part[0]} {part[1]}`, one after the other?")
    raise RefusedError(f"`{part}` is no key", did_you_mean(part, NAMED) or _KINDS)


def _control(letter: str, part: str) -> str:
    if letter in _SENT_AS:
        raise RefusedError(f"terminals send {part} as {_SENT_AS[letter]}", f"write `{_SENT_AS[letter]}`")
    if not (letter.isascii() and letter.isalpha()):
        raise RefusedError(f"no terminal can be counted on to send {part}", _KINDS)
    return f"Ctrl-{letter}"


def bindings(node: Node, path: str) -> tuple[list[Wanted], list[Problem]]:
    """What the file asks for, in its order, and what of it is no action or no key."""
    problems: list[Problem] = []

    def complain(where: Node, words: str, key: str = "", hint: str = "") -> None:
        problems.append(Problem(path, where.line, where.column, words, key, hint))

    wanted: list[Wanted] = []
    if not isinstance(node, MappingNode):
        if not (isinstance(node, Scalar) and not node.value):
            complain(node, "keys are given by action", "keys", 'such as `search: ["/", Ctrl-s]`')
        return wanted, problems
    for ident, entry in node.entries.items():
        if ident not in BY_ID:
            hint = did_you_mean(ident, BY_ID) or "`factfile help keys` lists them all"
            complain(entry.key, f"there is no action `{ident}`", f"keys.{ident}", hint)
            continue
        one = Wanted(ident, entry.key)
        faulty = 0
        for item in _items(entry.value):
            try:
                one.keys.append(_given(item, BY_ID[ident]))
            except RefusedError as refused:
                faulty += 1
                complain(item, refused.words, f"keys.{ident}", refused.hint)
        if len(one.keys) > _MOST:
            complain(entry.value, f"`{ident}` has more than {_MOST} keys", f"keys.{ident}")
            del one.keys[_MOST:]
        if one.keys or not faulty:
            wanted.append(one)
    return wanted, problems


def _items(node: Node) -> list[Node]:
    return node.items if isinstance(node, SequenceNode) else [node]


def _given(node: Node, key: Key) -> Given:
    if not isinstance(node, Scalar):
        raise RefusedError("a key is a word, or two with a space between them", f'such as `{key.id}: ["/", Ctrl-s]`')
    sequence = spelled(node.value)
    if sequence == WAY_OUT and WAY_OUT not in key.keys:
        raise RefusedError(f"{WAY_OUT} always leads out, and can mean nothing else")
    first = sequence.split()[0]
    typed = [place for place in Place if place in key.places & TYPING]
    if typed and (len(first) == 1 or first == "Space"):
        raise RefusedError(f"`{first}` is typed {typed[0]}, where `{key.id}` works too", "Ctrl with a letter would do")
    return Given(sequence, node.line, node.column)


class _Holder(NamedTuple):
    """Who has a key: the action, and where the file gives it, None where it is so by default."""

    id: str
    sequence: str
    given: Given | None


def settled(wanted: list[Wanted], path: str) -> tuple[Keymap, list[Problem]]:
    """The keys with what the file asks for, as far as each means one thing in one place."""
    problems: list[Problem] = []
    left = {one.id: one for one in wanted}
    while clash := _first_clash(left):
        faulty, other, place = clash
        problems.append(_problem(path, faulty, other, place))
        one = left[faulty.id]
        one.keys = [given for given in one.keys if given is not faulty.given]
        if not one.keys:
            del left[faulty.id]
    return Keymap({ident: _keys(one) for ident, one in left.items()}), problems


def _keys(one: Wanted) -> tuple[str, ...]:
    sequences = dict.fromkeys(given.sequence for given in one.keys)
    if WAY_OUT in BY_ID[one.id].keys:
        sequences[WAY_OUT] = None
    return tuple(sequences)


def _holders(left: dict[str, Wanted]) -> Iterator[_Holder]:
    """Those by default first, then the file's in its order: of two that clash the later is at fault."""
    for key in KEYS:
        if key.id not in left:
            yield from (_Holder(key.id, sequence, None) for sequence in key.keys)
    given = ((one.id, each) for one in left.values() for each in one.keys)
    for ident, each in sorted(given, key=lambda pair: pair[1][1:]):
        yield _Holder(ident, each.sequence, each)


def _first_clash(left: dict[str, Wanted]) -> tuple[_Holder, _Holder, Place] | None:
    """The key at fault, what stands in its way, and where; what begins a pair has no meaning of its own."""
    alone: dict[tuple[Place, str], _Holder] = {}
    begins: dict[tuple[Place, str], _Holder] = {}
    for holder in _holders(left):
        first, _, second = holder.sequence.partition(" ")
        for place in (place for place in Place if place in BY_ID[holder.id].places):
            others = [alone.get((place, holder.sequence)), alone.get((place, first))]
            if not second:
                others.append(begins.get((place, first)))
            for other in others:
                if other and other[:2] != holder[:2] and holder.given:
                    return holder, other, place
            alone.setdefault((place, holder.sequence), holder)
            if second:
                begins.setdefault((place, first), holder)
    return None


def _problem(path: str, faulty: _Holder, other: _Holder, place: Place) -> Problem:
    line, column = (faulty.given.line, faulty.given.column) if faulty.given else (0, 0)
    where = f"by line {other.given.line}" if other.given else "by default"
    first = faulty.sequence.split()[0]
    if faulty.sequence == other.sequence:
        words = f"`{faulty.sequence}` is `{other.id}` {place}, {where}"
    elif other.sequence == first:
        words = f"`{faulty.sequence}` begins with `{first}`, which is `{other.id}` {place}, {where}"
    else:
        words = f"`{faulty.sequence}` begins `{other.sequence}`, which is `{other.id}` {place}, {where}"
    return Problem(path, line, column, words, f"keys.{faulty.id}", f"give `{other.id}` another key, or `[]` for none")
