"""Selecting a passage that was missed and giving it a kind, and moving where the article begins and ends."""

from bisect import bisect_left, bisect_right
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from factsheets.vocabulary import currencies, terms
from tui import passages
from tui.keymap import Keymap
from tui.keys import Place
from tui.page import Block, Column, Kind, Span, Style
from tui.ports import Row
from tui.review_marks import Standing
from tui.screens.choices import matching
from tui.views.source_view import ALL, Stretch

if TYPE_CHECKING:
    from tui.screens.reviewing import Review

_KINDS = ("money", "quantity", "date", "actor", "tool", "place", "statement")
_KEYS = (
    ("{next-passage}, {previous-passage}", "the next or previous number or name; {next-number} the next number"),
    ("{word-left}, {word-right}", "the word before, the next word"),
    ("{longer}, {shorter}", "a word longer, a word shorter; {letter-more} and {letter-less} by a letter"),
    ("{other-end}", "move the other end from now on"),
    ("{sentence}", "the whole sentence"),
    (
        "{as-money} {as-quantity} {as-date} {as-actor} {as-tool} {as-place} {as-statement}",
        "keep it as money, quantity, date, actor, tool, place, statement",
    ),
)
_ASKED: dict[str, Callable[[], Iterable[str]]] = {
    "value": tuple,
    "currency": currencies,
    "unit": lambda: terms("units"),
    "date": tuple,
}
"""What a passage may leave open, and the words that it may have."""
_AN_END = (
    "The article {} here: {{edge-down}} {{edge-up}} move it, {{other-edge}} the other end, "
    "{{keep-cut}} keeps, {{leave-mode}} leaves"
)
_NO_MORE = "There is no further number or name that is not marked already"


class Selecting:
    """The passage lies from `_start` to before `_end`; `_moves_start` says which end longer and shorter move."""

    def __init__(self, review: "Review") -> None:
        self._review = review
        self._start = self._end = 0
        self._moves_start = False

    def commands(self) -> dict[str, Callable[[], Awaitable[None] | None]]:
        kinds: dict[str, Callable[[], Awaitable[None] | None]] = {f"as-{kind}": self._keeping(kind) for kind in _KINDS}
        return {
            **kinds,
            "select": self._begin,
            "next-passage": self._next,
            "previous-passage": self._previous,
            "next-number": lambda: self._next(number=True),
            "word-right": lambda: self._take(passages.next_word(self._text, self._start + 1), after_word=True),
            "word-left": lambda: self._take(passages.word_before(self._text, self._start)),
            "longer": lambda: self._stretch(1),
            "shorter": lambda: self._stretch(-1),
            "letter-more": lambda: self._nudge(1),
            "letter-less": lambda: self._nudge(-1),
            "other-end": self._other_end,
            "sentence": lambda: self._take(passages.sentence_at(self._text, self._start, self._end)),
            "leave-mode": self._leave,
        }

    @property
    def _text(self) -> str:
        return self._review.screen.panes.source.text

    @property
    def _bounds(self) -> tuple[int, int]:
        article = self._review.screen.panes.source.article
        return max(article.start, 0), min(article.end, len(self._text))

    def _taken(self, start: int, end: int) -> bool:
        """Whether a passage is marked, or names what is known, already; what was rejected may be selected anew."""
        if self._text[start:end].casefold() in self._review.shown.names:
            return True
        marks = self._review.screen.panes.source.marks_within(start, end)
        return any(mark.standing is not Standing.REJECTED and mark.kind != "statement" for mark in marks)

    def _begin(self) -> None:
        """From the finding that keys act on, or from the top of the screen where that one is out of sight."""
        view, mark = self._review.screen.panes.source, self._review.mark
        sight = view.in_view
        seen = mark is not None and sight.start <= mark.start < sight.end
        start = mark.start if mark is not None and seen else sight.start
        first, last = self._bounds
        ahead = next(passages.candidates(self._text, max(start, first), last, self._taken), None)
        found = ahead or passages.last_candidate(self._text, first, min(start, last), self._taken)
        if found is None:
            found = passages.word_at(self._text, start)
        self._moves_start = False
        self._review.screen.enter(Place.SPAN)
        self._review.screen.panes.card.show(_card(self._review.screen.keymap))
        self._take(found)

    def _next(self, *, number: bool = False) -> None:
        last = self._bounds[1]
        for found in passages.candidates(self._text, self._end, last, self._taken):
            if not number or any(letter.isdigit() for letter in self._text[found[0] : found[1]]):
                self._take(found)
                return
        self._review.screen.say(_NO_MORE)

    def _previous(self) -> None:
        found = passages.last_candidate(self._text, self._bounds[0], self._start, self._taken)
        if found:
            self._take(found)
        else:
            self._review.screen.say(_NO_MORE)

    def _take(self, place: passages.Place | None, *, after_word: bool = False) -> None:
        if place is None:
            return
        if after_word and place[0] < self._end:
            place = passages.next_word(self._text, max(passages.word_at(self._text, self._start)[1], self._start + 1))
            if place is None:
                return
        self._start, self._end = place
        self._review.screen.panes.source.point(self._start, self._end)

    def _stretch(self, by: int) -> None:
        """One word more, or less, at the end that moves."""
        start, end, text = self._start, self._end, self._text
        if self._moves_start:
            word = passages.word_before(text, start) if by > 0 else passages.next_word(text, start + 1)
            place = (word[0], end) if word and word[0] < end else None
        elif by > 0:
            word = passages.next_word(text, end)
            place = (start, word[1]) if word else None
        else:
            word = passages.word_before(text, passages.word_at(text, end - 1)[0])
            place = (start, word[1]) if word and word[1] > start else None
        self._take(place)

    def _nudge(self, by: int) -> None:
        start = self._start - by if self._moves_start else self._start
        end = self._end if self._moves_start else self._end + by
        if 0 <= start < end <= len(self._text):
            self._take((start, end))

    def _other_end(self) -> None:
        self._moves_start = not self._moves_start
        self._review.screen.say("The beginning moves now" if self._moves_start else "The end moves now")

    def _keeping(self, kind: str) -> Callable[[], Awaitable[None]]:
        return lambda: self._keep(kind, {})

    async def _keep(self, kind: str, changes: Mapping[str, str]) -> None:
        """What the passage does not say is asked for, one thing after the other."""
        source, start, end = self._review.source, self._start, self._end
        if await self._review.decide(lambda desk: desk.add(source, start, end, kind, changes)):
            self._review.screen.enter(Place.REVIEW)
            return
        self._review.screen.panes.source.point(start, end)
        self._review.screen.panes.card.show(_card(self._review.screen.keymap))
        said = self._review.screen.message
        lacking = next((name for name in _ASKED if f"{name}=" in said and name not in changes), "")
        if lacking:
            self._review.screen.say(said.partition("; say")[0])
            self._ask(kind, lacking, changes)

    def _ask(self, kind: str, name: str, changes: Mapping[str, str]) -> None:
        words = [Row(word, word) for word in _ASKED[name]()]

        async def taken(typed: str, row: Row) -> None:
            value = row.ref if row.ref and typed not in _ASKED[name]() else typed
            await self._keep(kind, {**changes, name: value})

        self._review.screen.choosing.ask(f"{name}:", lambda text: matching(words, text), taken, free=True)

    async def _leave(self) -> None:
        """Out of this and of moving the cut, with nothing changed."""
        self._review.cutting.forget()
        self._review.screen.enter(Place.REVIEW)
        await self._review.show(self._review.ident)


def _card(keymap: Keymap) -> list[Block]:
    """The keys, where otherwise the finding stands."""
    columns = (Column(14), Column())
    rows = [((Span(keymap.filled(keys), Style.STRONG),), (Span(keymap.filled(words)),)) for keys, words in _KEYS]
    return [Block(Kind.ROW, cells=cells, columns=columns) for cells in rows]


class Cutting:
    """The two ends of the article, moved by paragraph; nothing is found anew until the cut is kept."""

    def __init__(self, review: "Review") -> None:
        self._review = review
        self._starts: list[int] = []
        self._article = ALL
        self._moves_end = False

    def commands(self) -> dict[str, Callable[[], Awaitable[None] | None]]:
        return {
            "cut": self._begin,
            "edge-down": lambda: self._move(1),
            "edge-up": lambda: self._move(-1),
            "other-edge": self._other,
            "whole-text": self._whole,
            "keep-cut": self._keep,
        }

    def _begin(self) -> None:
        view = self._review.screen.panes.source
        if view.article == ALL:
            self._review.screen.say("This source has no cut")
            return
        self._article, self._moves_end = view.article, False
        self._starts = passages.paragraph_starts(view.text)
        self._review.screen.enter(Place.CUT)
        self._show()

    def _show(self) -> None:
        view = self._review.screen.panes.source
        view.mark(view.marks, self._article)
        if self._moves_end:
            first = max(bisect_left(self._starts, self._article.end) - 1, 0)
            view.point(self._starts[first], self._article.end)
        else:
            following = self._starts[min(bisect_right(self._starts, self._article.start), len(self._starts) - 1)]
            view.point(self._article.start, len(view.text[:following].rstrip()))
        self._review.screen.advise(_AN_END.format("ends" if self._moves_end else "begins"))

    def _move(self, by: int) -> None:
        """An end of the article stands at the last letter of its paragraph."""
        text, article = self._review.screen.panes.source.text, self._article
        if self._moves_end:
            number = bisect_left(self._starts, article.end) + by
            if 1 <= number < len(self._starts):
                end = len(text[: self._starts[number]].rstrip())
                self._article = Stretch(article.start, end) if end > article.start else article
        else:
            number = bisect_right(self._starts, article.start) - 1 + by
            if 0 <= number < len(self._starts) - 1 and self._starts[number] < article.end:
                self._article = Stretch(self._starts[number], article.end)
        self._show()

    def _other(self) -> None:
        self._moves_end = not self._moves_end
        self._show()

    def _whole(self) -> None:
        text = self._review.screen.panes.source.text
        self._article = Stretch(0, len(text.rstrip()))
        self._show()

    async def _keep(self) -> None:
        article = self._article
        before = self._review.shown.total
        self._review.screen.enter(Place.REVIEW)
        if await self._review.decide(lambda desk: desk.move_cut(article.start, article.end), go_on=False):
            more = self._review.shown.total - before
            self._review.screen.say(f"The cut was moved: {abs(more)} findings {'more' if more >= 0 else 'fewer'}")

    def forget(self) -> None:
        """The cut as it stands in the sheet."""
        cut, view = self._review.shown.cut, self._review.screen.panes.source
        if cut is not None and cut.source == self._review.source:
            view.mark(view.marks, Stretch(cut.start, cut.end))
