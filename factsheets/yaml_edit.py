"""Editing YAML in place: only the lines of what changed are touched, so that a person's file stays that person's.

Comments, order, quoting, blank lines, brackets, indentation and line ends of everything else stay as they are. The
result is proven by reading it back; a text that cannot be edited so is refused, and its caller writes it whole.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from factsheets.problem import DataError
from factsheets.yaml_flow import edit_in_brackets
from factsheets.yaml_lines import Changes, EditError, Lines
from factsheets.yaml_match import in_order, matched, merged
from factsheets.yaml_scalar import in_block, in_brackets
from factsheets.yaml_text import Data, Span, dump, dump_inline, load_data, spans

_WIDTH = 120
_NARROWEST = 40
_BOM = "\ufeff"
_COLON = re.compile(r"\s*:")


def edited(text: str, old: Data, new: Data) -> str:
    """The text of `old` as the text of `new`, proven; raises EditError where it cannot be edited in place."""
    try:
        found = load_data(text.encode("utf-8", "surrogatepass"), "")
        result = in_place(text, old, new)
        if load_data(result.encode("utf-8", "surrogatepass"), "") != merged(found, old, new):
            raise EditError("the edited text does not read as it should")
    except DataError as error:
        raise EditError(str(error)) from None
    return result


def in_place(text: str, old: Data, new: Data) -> str:
    """Like `edited`, for a caller who proves the result.

    `old` may leave out what stands in the text (a key with its default value): what neither names is not touched.
    """
    if old == new:
        return text
    if text.startswith(_BOM):
        return _BOM + in_place(text[1:], old, new)
    lines = Lines(text if text.endswith("\n") else text + "\n")
    root = spans(lines.text)
    if root is None or not root.is_mapping or not isinstance(old, dict) or not isinstance(new, dict):
        raise EditError("not a mapping")
    if not set(new) & _names(root):
        raise EditError("nothing of the text stays")
    editor = _Editor(lines)
    editor.mapping(root, old, new)
    result = editor.changes.applied()
    return result if text.endswith("\n") else result.removesuffix("\n").removesuffix("\r")


@dataclass(frozen=True, slots=True)
class _Slot:
    """Where a value stands: behind the colon or dash that ends at `lead`, which is indented by `column`."""

    lead: int
    column: int
    is_item: bool
    in_brackets: bool


class _Editor:
    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.changes = Changes(lines)

    def value(self, node: Span, old: Data, new: Data, slot: _Slot) -> None:
        if old == new:
            return
        if isinstance(old, dict) and isinstance(new, dict) and node.is_mapping and set(new) & _names(node):
            self.mapping(node, old, new)
        elif isinstance(old, list) and isinstance(new, list) and new and node.is_list and node.items:
            self.sequence(node, old, new)
        elif isinstance(new, str) and not (node.is_mapping or node.is_list):
            self._scalar(node, new, slot)
        else:
            self._replace(node, new, slot)

    def mapping(self, node: Span, old: dict[str, Data], new: dict[str, Data]) -> None:
        for number, (key, item) in enumerate(zip(node.keys, node.items, strict=True)):
            if key.value in new and new[key.value] != old.get(key.value):
                before = old.get(key.value, "")
                self.value(item, before, new[key.value], self._key_slot(node, number))
        gone = [number for number, key in enumerate(node.keys) if key.value in old and key.value not in new]
        come = [key for key in new if key not in _names(node) and key not in old]
        if any(key not in _names(node) for key in old if old[key] != new.get(key)):
            raise EditError("the text holds other data than it was read as")
        if node.style:
            places = [(key.start, max(key.end, item.end)) for key, item in zip(node.keys, node.items, strict=True)]
            inserts = [(self._before(node, new, key, gone), dump_inline({key: new[key]})[1:-1]) for key in come]
            edit_in_brackets(self.lines, self.changes, node, places, gone, inserts)
            return
        self._remove_keys(node, gone)
        for name in come:
            self._insert_key(node, new, name, gone)

    def _key_slot(self, node: Span, number: int) -> _Slot:
        key = node.keys[number]
        colon = _COLON.match(self.lines.text, key.end)
        if colon is None:
            raise EditError("a key without a colon")
        return _Slot(colon.end(), self.lines.column(key.start), False, bool(node.style))

    def _before(self, node: Span, new: dict[str, Data], wanted: str, gone: Sequence[int]) -> int:
        """The entry that a new key follows: the nearest that stands before it in the order of the new data, or -1."""
        names = list(new)
        places = {key.value: number for number, key in enumerate(node.keys) if number not in gone}
        earlier = (places[name] for name in reversed(names[: names.index(wanted)]) if name in places)
        return next(earlier, -1)

    def _remove_keys(self, node: Span, gone: Sequence[int]) -> None:
        lines = self.lines
        first = next(number for number in range(len(node.keys) + 1) if number not in gone)
        shares = not lines.opens(node.keys[0].start)
        if first and shares:
            self.changes.put(node.keys[0].start, node.keys[first].start, "")
        for number in gone:
            if number >= first or not shares:
                self._remove(node.keys[number].start, node.items[number], number)

    def _remove(self, start: int, item: Span, number: int) -> None:
        """Take out whole lines: the item's, and a comment directly above that can belong to nothing else."""
        lines = self.lines
        top = lines.comments_above(start, 0) if number else lines.start(start)
        self.changes.put(top, lines.chunk_end(item, lines.column(start)), "")

    def _insert_key(self, node: Span, new: dict[str, Data], key: str, gone: Sequence[int]) -> None:
        lines, follows = self.lines, self._before(node, new, key, gone)
        column = lines.column(node.start)
        told = _indented(dump({key: new[key]}, max(_NARROWEST, _WIDTH - column)), column)
        if follows < 0:
            first = next(number for number in range(len(node.keys)) if number not in gone)
            self.changes.put(node.keys[first].start, node.keys[first].start, told.lstrip(" ") + " " * column)
            return
        is_last = follows + 1 == len(node.keys)
        at = lines.chunk_end(node.items[follows], max(column - 1, 0) if is_last else column)
        is_block = "\n" in told.rstrip("\n") and not isinstance(new[key], str)
        gap = lines.above(lines.start(node.keys[follows].start)) if is_last else at
        self.changes.put(at, at, "\n" * (is_block and _is_blank_at(lines, gap)) + told)

    def sequence(self, node: Span, old: list[Data], new: list[Data]) -> None:
        if len(node.items) != len(old):
            raise EditError("the text holds other items than it was read as")
        places = matched(old, new)
        kept = in_order(places)
        gone = [number for number in range(len(old)) if number not in kept]
        dashes = [] if node.style else self._dashes(node)
        for place, item in zip(places, new, strict=True):
            if place is not None and place in kept:
                self.value(node.items[place], old[place], item, self._item_slot(node, dashes, place))
        follows, inserts = -1, []
        for place, item in zip(places, new, strict=True):
            if place is not None and place in kept:
                follows = place
            else:
                inserts.append((follows, self._told(node, dashes, place, old, item)))
        if node.style:
            bounds = [(item.start, item.end) for item in node.items]
            edit_in_brackets(self.lines, self.changes, node, bounds, gone, inserts)
        elif kept or lines_own(self.lines, dashes):
            self._rearrange(node, dashes, gone, inserts)
        else:
            raise EditError("a list that begins on the line of another")

    def _item_slot(self, node: Span, dashes: list[int], number: int) -> _Slot:
        if node.style:
            return _Slot(node.items[number].start, 0, True, True)
        return _Slot(dashes[number] + 1, self.lines.column(dashes[number]), True, False)

    def _dashes(self, node: Span) -> list[int]:
        lines, column, found = self.lines, self.lines.column(node.start), [node.start]
        for item in node.items[:-1]:
            at = lines.below(item)
            while not lines.words(at) or lines.words(at).startswith("#"):
                at = lines.after(at)
            found.append(at + column)
        if any(lines.text[dash : dash + 1] != "-" for dash in found):
            raise EditError("a list without dashes")
        return found

    def _told(self, node: Span, dashes: list[int], place: int | None, old: list[Data], item: Data) -> str:
        """An item as it is put in: as `to_yaml` writes it, or, where it was moved, with its own words and comments."""
        if place is None:
            if node.style:
                return dump_inline(item)
            column = self.lines.column(node.start)
            told = dump({"x": [item]}, max(_NARROWEST, _WIDTH - column)).partition("\n")[2]
            return _indented(told, column)
        moved = _Editor(self.lines)
        moved.value(node.items[place], old[place], item, self._item_slot(node, dashes, place))
        if node.style:
            return moved.changes.applied(node.items[place].start, node.items[place].end)
        dash = dashes[place]
        top = self.lines.comments_above(dash, 0) if place else self.lines.start(dash)
        end = self.lines.chunk_end(node.items[place], self.lines.column(dash))
        if not self.lines.opens(dash):
            raise EditError("a list that begins on the line of another")
        return moved.changes.applied(top, end).replace("\r\n", "\n")

    def _rearrange(self, node: Span, dashes: list[int], gone: list[int], inserts: list[tuple[int, str]]) -> None:
        lines, column = self.lines, self.lines.column(node.start)
        survivor = next((number for number in range(len(dashes)) if number not in gone), None)
        shares = not lines.opens(dashes[0])
        if survivor and shares:
            self.changes.put(dashes[0], dashes[survivor], "")
        for number in gone:
            if not shares or survivor is None or number > survivor:
                self._remove(dashes[number], node.items[number], number)
        ends = [lines.chunk_end(item, column) for item in node.items]
        spaced = len(dashes) > 1 and all(_is_blank_at(lines, end) for end in ends[:-1])
        for follows, told in inserts:
            if follows >= 0:
                self.changes.put(ends[follows], ends[follows], "\n" * spaced + told)
            elif survivor is None:
                self.changes.put(ends[-1], ends[-1], told)
            elif shares:
                self.changes.put(dashes[survivor], dashes[survivor], told.lstrip(" ") + " " * column)
            else:
                top = lines.comments_above(dashes[survivor], 0)
                self.changes.put(top, top, told + "\n" * spaced)

    def _scalar(self, node: Span, new: str, slot: _Slot) -> None:
        space = " " * (node.start == slot.lead and not (slot.in_brackets and slot.is_item))
        told = in_brackets(node, new) if slot.in_brackets else in_block(self.lines, node, new, slot.column)
        self.changes.put(node.start, self.lines.end(node), space + told)

    def _replace(self, node: Span, new: Data, slot: _Slot) -> None:
        lines, end = self.lines, self.lines.end(node)
        if slot.in_brackets:
            self.changes.put(node.start, end, " " * (node.start == slot.lead and not slot.is_item) + dump_inline(new))
            return
        width = max(_NARROWEST, _WIDTH - slot.column)
        told = dump({"x": [new]}, width).partition("\n-")[2] if slot.is_item else dump({"x": new}, width)[2:]
        first, line_end, more = told.rstrip("\n").partition("\n")
        told = (f" {first.strip()}" if first.strip() else "") + line_end + _indented(more, slot.column)
        after = lines.after(end)
        if told.startswith("\n") and "#" in lines.text[end:after] and not lines.is_broken(slot.lead, end):
            self.changes.put(slot.lead, end, "")
            self.changes.put(after, after, told[1:] + "\n")
        else:
            self.changes.put(slot.lead, end, told)


def lines_own(lines: Lines, places: list[int]) -> bool:
    return all(lines.opens(place) for place in places)


def _names(node: Span) -> set[str]:
    return {key.value for key in node.keys}


def _indented(told: str, column: int) -> str:
    pad = " " * column
    return "\n".join(pad + line if line else line for line in told.split("\n"))


def _is_blank_at(lines: Lines, at: int) -> bool:
    return 0 <= at < len(lines.text) and not lines.words(at)
