"""What a filter says: words and fields of the query language, which the index answers, and columns that only rows have.

`payer:ice nature:alleged contract amount:>1M`: the first two are looked for in the rows, the rest goes to the index.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tui.tables.columns import column_named, folded
from tui.tables.entry import Entry

OWN = ("payer", "payee", "nature", "basis", "per", "unit", "label", "sheet", "printed")
_CONDITION = re.compile(rf'(?<!\S)(-?)({"|".join(OWN)}):("[^"]*"|\S*)(?!\S)')
_BETWEEN = re.compile(r"(?<!\S)OR(?!\S)|[()]")
_ALL_HOLD = "{} narrows all that is found: OR and brackets are for words and other fields"


@dataclass(frozen=True, slots=True)
class Condition:
    """Rows whose column holds a text that begins a word, whatever its case and accents; with `without`, all others.

    ICE is not part of the police.
    """

    column: str
    text: str
    without: bool = False

    def holds(self, entry: Entry, lang: str) -> bool:
        own = str(getattr(entry, self.column))
        column = column_named("figures", self.column)
        shown = column.words(entry, lang) if column else ""
        return _begins_a_word(folded(self.text), folded(f"{own} {shown}")) is not self.without


def _begins_a_word(text: str, within: str) -> bool:
    at = within.find(text)
    while at > 0 and within[at - 1].isalnum() and text[:1].isalnum():
        at = within.find(text, at + 1)
    return at != -1


def conditions_of(text: str) -> tuple[list[Condition], str]:
    """The conditions of a filter on rows, and what is left for the index; a field without its value is being typed."""
    found = [
        Condition(name, value.strip('"'), bool(minus))
        for minus, name, value in _CONDITION.findall(text)
        if value.strip('"')
    ]
    return found, " ".join(_CONDITION.sub(" ", text).split()) + " " * text.endswith(" ")


def between(query: str, conditions: Sequence[Condition]) -> tuple[str, ...]:
    """A hint where what is left of a filter seems to offer its conditions on rows as alternatives."""
    return (_ALL_HOLD.format(f"{conditions[0].column}:"),) if conditions and _BETWEEN.search(query) else ()
