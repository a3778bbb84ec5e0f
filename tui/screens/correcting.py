"""Editing a finding's fields, and saying what is the same as what."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from tui.ports import Row
from tui.review_marks import REVIEW
from tui.review_ports import Desk, Field
from tui.screens.choices import matching
from tui.screens.choosing import BETWEEN, completed

if TYPE_CHECKING:
    from tui.screens.reviewing import Review

_MOST = 200
_FIRST = ("value", "currency", "unit", "name", "date", "speaker", "kind", "payer", "payee")
_NO_FIELDS = "Nothing of it can be edited: accept it or reject it"
_NOTHING_ALIKE = "There is nothing that it could be the same as"


class Correcting:
    def __init__(self, review: "Review") -> None:
        self._review = review

    def commands(self) -> dict[str, Callable[[], Awaitable[None] | None]]:
        return {
            "edit-finding": self._edit,
            "same": lambda: self._judge("same as:", lambda desk, one, other: desk.merge(one, other)),
            "different": lambda: self._judge("not the same as:", lambda desk, one, other: desk.differ(one, other)),
        }

    async def resume(self) -> None:
        """Takes up a value that was left half typed in this draft when the session broke off."""
        typed = self._review.screen.history.typed
        if typed is None or not typed.ref.startswith(f"{REVIEW}{self._review.shown.sheet}/"):
            return
        ident = typed.ref.rpartition("/")[2]
        if self._review.shown.place(ident) is None:
            self._review.screen.history.typed = None
            return
        await self._review.show(ident)
        field = next((one for one in await self._fields(ident) if one.name == typed.field), None)
        if field is not None:
            self._ask_value(ident, field, typed.text)

    async def _fields(self, ident: str) -> Sequence[Field]:
        desk = self._review.desk
        return await self._review.call(lambda: desk.fields(ident) if desk else ()) or ()

    async def _edit(self) -> None:
        ident = self._review.ident
        fields = await self._fields(ident) if ident else ()
        if not fields:
            self._review.screen.say(_NO_FIELDS)
            return
        rows = [Row(one.name, one.value or "-", kind=one.name) for one in sorted(fields, key=_likely)]

        async def chosen(_text: str, row: Row) -> None:
            field = next(one for one in fields if one.name == row.ref)
            self._ask_value(ident, field, field.value)

        self._review.screen.choosing.ask("edit:", lambda text: matching(rows, text), chosen)

    def _ask_value(self, ident: str, field: Field, text: str) -> None:
        """A line with what stands there; the words it may have below, those that fit what is typed."""
        words = [Row(word, word) for word in field.words]

        def offered(typed: str) -> list[Row]:
            last = typed.rpartition(BETWEEN)[2] if field.many else typed
            return words[:_MOST] if typed == field.value else matching(words, last)[:_MOST]

        async def taken(typed: str, row: Row) -> None:
            value = _meant(field, typed, row)
            if value == field.value:
                return
            if not await self._review.decide(lambda desk: desk.edit(ident, {field.name: value}), go_on=False):
                self._ask_value(ident, field, typed)

        keep = (f"{REVIEW}{self._review.shown.sheet}/{ident}", field.name)
        prompt = f"{field.name}:"
        self._review.screen.choosing.ask(prompt, offered, taken, text=text, keep=keep, free=True)

    async def _judge(self, prompt: str, judge: Callable[[Desk, str, str], None]) -> None:
        ident, desk = self._review.ident, self._review.desk
        if desk is None or not ident:
            return
        found = await self._review.call(lambda: desk.candidates(ident))
        if not found:
            if found is not None:
                self._review.screen.say(_NOTHING_ALIKE)
            return
        rows = [Row(other, name, other) for other, name in found]

        async def chosen(_text: str, row: Row) -> None:
            await self._review.decide(lambda desk: judge(desk, ident, row.ref))

        self._review.screen.choosing.ask(prompt, lambda text: matching(rows, text), chosen)


def _likely(field: Field) -> tuple[int, bool]:
    """What is corrected most often comes first, then what has a value."""
    first = _FIRST.index(field.name) if field.name in _FIRST else len(_FIRST)
    return first, not field.value


def _meant(field: Field, typed: str, row: Row) -> str:
    """What Enter takes: what is typed where that is a word of the field or the field is free, else the selected row."""
    last = (typed.rpartition(BETWEEN)[2] if field.many else typed).strip()
    if typed == field.value or not last or not field.words or last in field.words or not row.ref:
        return typed.strip()
    return completed(typed, row.ref) if field.many else row.ref
