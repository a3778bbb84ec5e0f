"""How a table is looked at: its order, filter, columns; kept as one string in the history and back."""

import json
from dataclasses import asdict, dataclass, replace

DESCENDING = "-"
LONGEST_FILTER = 256
"""As much as the query language reads."""
_LARGEST_FIRST = {"amount"}


@dataclass(frozen=True, slots=True)
class View:
    """`sort` is a column's id, with `-` before it the other way round; empty is the order of the sheets, or of time.

    `first` is how many columns behind the first are passed over to see what lies to the right.
    """

    sort: str = ""
    filter: str = ""
    columns: tuple[str, ...] = ()
    first: int = 0

    @property
    def column(self) -> str:
        return self.sort.removeprefix(DESCENDING)

    @property
    def descending(self) -> bool:
        return self.sort.startswith(DESCENDING)

    def sorted_by(self, column: str) -> "View":
        """Amounts begin with the largest, all else with the least; the same column again turns round."""
        other = DESCENDING if column in _LARGEST_FIRST else ""
        if self.column == column:
            other = "" if self.descending else DESCENDING
        return replace(self, sort=other + column)

    def toggled(self, column: str, usual: tuple[str, ...], known: tuple[str, ...]) -> "View":
        """With a column, or without; the last one stays."""
        shown = set(self.columns or usual) ^ {column}
        return replace(self, columns=tuple(one for one in known if one in shown), first=0) if shown else self

    def __str__(self) -> str:
        kept = replace(self, filter=self.filter[:LONGEST_FILTER])
        return json.dumps({name: value for name, value in asdict(kept).items() if value}, ensure_ascii=False)

    @classmethod
    def read(cls, text: str) -> "View":
        """What the text says as far as it can be read: a state file may hold anything."""
        try:
            data = json.loads(text or "{}")
        except (ValueError, RecursionError):
            return cls()
        if not isinstance(data, dict):
            return cls()
        words = {name: value for name in ("sort", "filter") if isinstance(value := data.get(name), str)}
        columns = data.get("columns")
        named = tuple(one for one in columns if isinstance(one, str)) if isinstance(columns, list) else ()
        first = data.get("first")
        return cls(**words, columns=named, first=first if type(first) is int and first > 0 else 0)
