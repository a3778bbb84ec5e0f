"""Data written as people write YAML: comments everywhere, quotes of any kind, brackets or lines, any indentation.

Every line knows the path of what it says, so that a test can tell which lines an edit had reason to touch.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from factsheets.yaml_match import in_order, matched
from factsheets.yaml_text import UNFOLDED, Data, dump_inline, dump_scalar

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Line:
    """One line; `path` is what it says, `whole` that all below the path stands on it."""

    text: str
    path: Path
    whole: bool = False


def free_lines(lines: list[Line], touched: list[Path]) -> Iterator[str]:
    """The lines that no change has a reason to touch."""
    for line in lines:
        above = any(line.path[: len(path)] == path for path in touched)
        below = line.whole and any(path[: len(line.path)] == line.path for path in touched)
        if not above and not below:
            yield line.text


def touched(old: Data, new: Data, path: Path = ()) -> Iterator[Path]:
    """The paths of the old data whose lines may change: what differs, is gone, or has to make room."""
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict) and set(old) & set(new):
        yield from _touched_keys(old, new, path)
    elif isinstance(old, list) and isinstance(new, list) and old and new:
        yield from _touched_items(old, new, path)
    else:
        yield path


def _touched_keys(old: dict[str, Data], new: dict[str, Data], path: Path) -> Iterator[Path]:
    for key, value in old.items():
        yield from touched(value, new[key], (*path, key)) if key in new else [(*path, key)]
    names, first = list(new), next(iter(old))
    for number, key in enumerate(names):
        if key not in old:
            yield (*path, key)
            if not set(names[:number]) & set(old):
                yield (*path, first)
    if first not in new:
        yield (*path, next(key for key in old if key in new))


def _touched_items(old: list[Data], new: list[Data], path: Path) -> Iterator[Path]:
    places = matched(old, new)
    kept = in_order(places)
    yield from ((*path, number) for number in range(len(old)) if number not in kept)
    for place, item in zip(places, new, strict=True):
        stays = place is not None and place in kept
        yield from touched(old[place], item, (*path, place)) if stays and place is not None else [(*path, len(old))]


class HandWriter:
    def __init__(self, random: Random, *, calm: bool = False) -> None:
        self._random = random
        self._calm = calm
        self.lines: list[Line] = []
        self._comments = 0

    def write(self, data: dict[str, Data]) -> str:
        if self._often(0.3):
            self._put(self._comment(), ())
            self._put("", ())
        if self._often(0.1):
            self._put("---", ())
        self._mapping(data, 0, (), "")
        if self._often(0.1):
            self._put("...", ())
        return "\n".join(line.text for line in self.lines) + "\n"

    def _often(self, share: float) -> bool:
        return not self._calm and self._random.random() < share

    def _comment(self) -> str:
        self._comments += 1
        return f"# c{self._comments}"

    def _put(self, text: str, path: Path, *, whole: bool = False) -> None:
        self.lines.append(Line(text, path, whole))

    def _above(self, indent: int, path: Path) -> None:
        if self._often(0.15):
            self._put("", path[:-1])
        if self._often(0.1):
            self._put(" " * indent + self._comment(), path[:-1])
            self._put("", path[:-1])
        if self._often(0.15):
            self._put(" " * indent + self._comment(), path)

    def _mapping(self, data: dict[str, Data], indent: int, path: Path, lead: str) -> None:
        """`lead` is the dash line's beginning for the first key."""
        for key, value in data.items():
            at = (*path, key)
            if not lead:
                self._above(indent, at)
            name = dump_inline(key) if not self._often(0.1) else f'"{key}"'
            self._value(lead or " " * indent, f"{name}:", value, indent, at)
            lead = ""

    def _value(self, lead: str, name: str, value: Data, indent: int, path: Path) -> None:
        tail = f"  {self._comment()}" if self._often(0.2) else ""
        if isinstance(value, str):
            self._scalar(f"{lead}{name} ", value, indent, path, tail)
        elif not value or (self._often(0.3) and not _deep(value)):
            for text in self._in_brackets(f"{lead}{name} ", value, indent, tail):
                self._put(text, path, whole=True)
        elif isinstance(value, dict):
            self._put(f"{lead}{name}{tail}", path)
            self._mapping(value, indent + self._random.choice((2, 2, 4, 1)), path, "")
        else:
            self._put(f"{lead}{name}{tail}", path)
            self._list(value, indent + self._random.choice((0, 2, 4)), path)

    def _list(self, items: list[Data], indent: int, path: Path) -> None:
        spaced = self._often(0.3)
        for number, item in enumerate(items):
            at = (*path, number)
            if spaced and number:
                self._put("", path)
            else:
                self._above(indent, at)
            dash = " " * indent + "-" + " " * self._random.choice((1, 1, 1, 3))
            if isinstance(item, dict) and item and not (self._often(0.3) and not _deep(item)):
                self._mapping(item, len(dash), at, dash)
            elif isinstance(item, list) and item and self._often(0.3) and not _deep(item):
                self._put(dash.rstrip(), at)
                self._list(item, len(dash), at)
            elif isinstance(item, str):
                self._scalar(dash, item, indent, at, f"  {self._comment()}" if self._often(0.2) else "")
            else:
                for text in self._in_brackets(dash, item, indent, ""):
                    self._put(text, at, whole=True)

    def _in_brackets(self, lead: str, value: Data, indent: int, tail: str) -> Iterator[str]:
        """On one line, or an item a line, with comments."""
        if not value or not self._often(0.3):
            yield f"{lead}{dump_inline(value)}{tail}"
            return
        opening, closing = "{}" if isinstance(value, dict) else "[]"
        pairs = [{key: item} for key, item in value.items()] if isinstance(value, dict) else value
        told = [dump_inline(item)[1:-1] if isinstance(value, dict) else dump_inline(item) for item in pairs]
        yield f"{lead}{opening}{tail}"
        pad = " " * (indent + 4)
        for number, item in enumerate(told):
            comma = "," if number + 1 < len(told) or self._often(0.5) else ""
            yield f"{pad}{item}{comma}" + (f" {self._comment()}" if self._often(0.2) else "")
        yield " " * (indent + 1) + closing

    def _scalar(self, lead: str, value: str, indent: int, path: Path, tail: str) -> None:
        block = self._often(0.3) and _may_be_block(value)
        if block:
            style = self._random.choice("|>")
            self._put(f"{lead}{style}{'' if value.endswith(chr(10)) else '-'}", path)
            for number, row in enumerate(value.rstrip("\n").split("\n")):
                if style == ">" and number:
                    self._put("", path)
                self._put(" " * (indent + 3) + row, path)
            return
        style = self._random.choice(("", "", "'", '"')) if not self._calm else ""
        width = self._random.choice((40, 80, UNFOLDED)) if "\n" not in value else UNFOLDED
        told = dump_scalar(value, '"' if "\n" in value else style, len(lead), width).split("\n")
        for number, row in enumerate(told):
            last = tail if number + 1 == len(told) else ""
            self._put((lead + row if not number else " " * (indent + 4) + row.lstrip(" ") if row else "") + last, path)


def _deep(value: Data) -> bool:
    return len(dump_inline(value)) > 200


def _may_be_block(value: str) -> bool:
    rows = value.rstrip("\n").split("\n")
    plain = value.isprintable() or value.replace("\n", "").isprintable()
    return bool(value.strip()) and plain and value.isascii() and all(row and row == row.strip() for row in rows)
