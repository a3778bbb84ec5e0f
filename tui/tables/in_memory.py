"""Rows that are in memory: a few sheets read from their files, without an index."""

from collections.abc import Iterable, Iterator, Sequence

from tui.tables.columns import Key, column_named, folded, shown_text
from tui.tables.entry import Entry
from tui.tables.table import Found


class InMemory:
    def __init__(self, kind: str, entries: Sequence[Entry], lang: str = "en") -> None:
        self._kind, self._lang = kind, lang
        self._entries = entries

    @property
    def kind(self) -> str:
        return self._kind

    @property
    def lang(self) -> str:
        return self._lang

    def __len__(self) -> int:
        return len(self._entries)

    def entries(self, numbers: Sequence[int]) -> list[Entry]:
        return [self._entries[number] for number in numbers]

    def scan(self, numbers: Iterable[int]) -> Iterator[tuple[int, Entry]]:
        return ((number, self._entries[number]) for number in numbers)

    def keys(self, column: str) -> list[Key] | None:
        known = column_named(self._kind, column)
        return [known.key(entry, self._lang) for entry in self._entries] if known else None

    @property
    def unsure(self) -> frozenset[int]:
        return frozenset()

    def found(self, query: str) -> Found:
        """Rows that have all the words somewhere in what they can show."""
        words = folded(query).split()
        texts = (shown_text(self._kind, entry, self._lang) for entry in self._entries)
        return Found([number for number, text in enumerate(texts) if all(word in text for word in words)])
