"""The help: the keys that work where one is, found by key, by word or by id, then the guide."""

from collections.abc import Iterable, Sequence

from tui.help import TOPICS
from tui.keys import Key
from tui.ports import Row

ACTION = "do/"


def rows_of(keys: Iterable[Key], *, narrow: bool = False) -> list[Row]:
    """Where it is `narrow`, the first key of each stands for all, which are still found."""
    if not narrow:
        return [Row(ACTION + key.id, key.help, kind=", ".join(key.keys)) for key in keys]
    return [Row(ACTION + key.id, key.help, ", ".join(key.keys[1:]), "".join(key.keys[:1])) for key in keys]


def guide() -> list[Row]:
    return [Row(f"help/{topic}", title, kind="guide") for topic, title in TOPICS.items()]


def found(rows: Sequence[Row], text: str) -> list[Row]:
    """Those that hold every word: first the key that was typed, then pairs that begin so, then words that do."""
    wanted = text.casefold().split()
    hits = [row for row in rows if all(word in _words(row) for word in wanted)]
    return sorted(hits, key=lambda row: _rank(row, text.strip())) if wanted else hits


def _words(row: Row) -> str:
    return f"{row.kind} {row.text} {row.detail} {row.ref.rpartition('/')[2]}".casefold()


def _rank(row: Row, text: str) -> int:
    """Keys are told apart by case, words are not."""
    keys = [key for key in f"{row.kind}, {row.detail}".split(", ") if key]
    if text in keys:
        return 0
    if any(key.split()[0] == text for key in keys):
        return 1
    words, begun = _words(row), text.casefold()
    if any(key.casefold().split()[0] == begun for key in keys):
        return 2
    if row.text.casefold().startswith(begun) or row.ref.endswith(f"/{begun}"):
        return 3
    return 4 if f" {begun}" in words else 5
