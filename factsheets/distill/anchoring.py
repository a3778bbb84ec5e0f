"""Where the fragments of a text stand in a changed version of it: the same words, at the one place that can be meant.

A paragraph that stands unchanged in both carries what is in it along. Elsewhere a fragment is looked for between the
unchanged paragraphs around it, then in the whole text, then by the words beside it; what is found twice is not found.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from factsheets.evidence import SourceText, Span, Standing, anchor, occurrences, stand
from factsheets.model import Evidence

_BESIDE = ((60, 60), (24, 24), (60, 0), (0, 60), (24, 0), (0, 24))
"""How many characters before and behind a fragment tell its places apart, the surest first."""

_MOST_PLACES = 50
"""A fragment that stands more often is not looked for by the words beside it: that is a table's, or a trap."""


class Moved:
    """The way from one version of a text to another; from a text to itself every fragment stays where it is."""

    def __init__(self, before: SourceText, after: SourceText) -> None:
        self.before, self.after = before, after
        self._same = before.text == after.text
        self._paragraphs = {} if self._same else dict(_unchanged(before, after))
        self._numbers = sorted(self._paragraphs)
        self._known: dict[str, tuple[list[Span], list[Span]]] = {}

    def span(self, start: int, end: int) -> Span | None:
        """The offsets of a fragment in the newer text; None where it is gone or may stand at two places."""
        if self._same:
            return Span(start, end)
        exact = self.before.text[start:end]
        if not exact.strip():
            return None
        number = self.before.paragraph_at(start)
        old = self.before.paragraph(number)
        if old is not None and number in self._paragraphs and end <= old.end:
            new = self.after.paragraphs[self._paragraphs[number] - 1]
            return Span(new.start + start - old.start, new.start + end - old.start)
        return self._between(number, Span(start, end), exact) or self._anywhere(Span(start, end), exact)

    def _between(self, number: int, at: Span, exact: str) -> Span | None:
        """Where a fragment stands once between the same unchanged paragraphs, in both versions."""
        above, below = bisect_left(self._numbers, number), bisect_right(self._numbers, number)
        first = self._numbers[above - 1] if above else 0
        last = self._numbers[below] if below < len(self._numbers) else 0
        old = _gap(self.before, first, last)
        new = _gap(self.after, self._paragraphs.get(first, 0), self._paragraphs.get(last, 0))
        if _only(occurrences(exact, self.before.text, old)) != at:
            return None
        return _only(places(exact, self.after.text, new))

    def _anywhere(self, at: Span, exact: str) -> Span | None:
        found, earlier = self._everywhere(exact)
        if len(found) == 1 and len(earlier) <= 1:
            return found[0]
        if max(len(found), len(earlier)) > _MOST_PLACES:
            return None
        for before, behind in _BESIDE:
            context = _beside(self.before.text, at, before, behind)
            like = [one for one in found if _beside(self.after.text, one, before, behind) == context]
            alike = [one for one in earlier if _beside(self.before.text, one, before, behind) == context]
            if len(like) == 1 and len(alike) <= 1:
                return like[0]
        return None

    def _everywhere(self, exact: str) -> tuple[list[Span], list[Span]]:
        """The places of a fragment in the newer and in the older text, as many as are looked at."""
        if exact not in self._known:
            newer, older = self.after.text, self.before.text
            found = islice(places(exact, newer, Span(0, len(newer))), _MOST_PLACES + 1)
            earlier = islice(occurrences(exact, older, Span(0, len(older))), _MOST_PLACES + 1)
            self._known[exact] = list(found), list(earlier)
        return self._known[exact]

    def evidence(self, piece: Evidence, source: str) -> Evidence | None:
        """A piece of evidence as it stands in the newer text, under that text's source; None where it does not."""
        if self._same:
            return replace(piece, source=source)
        at = self._stood(piece)
        place = self.span(at.start, at.end) if at else None
        return self._selected(piece, source, place) if place else None

    def _stood(self, piece: Evidence) -> Span | None:
        """Where a piece stood; by offsets, which most have, without a look at every other place of its words."""
        start, end = piece.start, piece.end
        if start is not None and end is not None:
            scope = self.before.paragraph(piece.paragraph) if piece.paragraph is not None else Span(start, end)
            inside = scope is not None and scope.start <= start and end <= scope.end
            return Span(start, end) if inside and self.before.text[start:end] == piece.exact else None
        return anchor(piece, self.before)

    def _selected(self, piece: Evidence, source: str, place: Span) -> Evidence | None:
        """With the selectors that a person gave, and offsets where those alone no longer tell the place."""
        text = self.after.text
        given = piece.start is not None
        moved = replace(
            located(self.after, source, place.start, place.end),
            prefix=piece.prefix if text.endswith(piece.prefix, 0, place.start) else "",
            suffix=piece.suffix if text.startswith(piece.suffix, place.end) else "",
        )
        plain = replace(
            moved,
            paragraph=moved.paragraph if piece.paragraph is not None else None,
            page=moved.page if piece.page is not None else None,
            start=moved.start if given else None,
            end=moved.end if given else None,
        )
        if given:
            return plain
        for one in (plain, moved):
            found = stand(one, self.after)
            if found.standing is Standing.EXACT and found.span == place:
                return one
        return None


class Unseen(Moved):
    """The way from a text that is lost: evidence by its words alone, where they stand once."""

    def __init__(self, after: SourceText) -> None:
        super().__init__(SourceText(""), after)

    def evidence(self, piece: Evidence, source: str) -> Evidence | None:
        place = _only(places(piece.exact, self.after.text, Span(0, len(self.after.text))))
        return self._selected(piece, source, place) if place else None


def located(text: SourceText, source: str, start: int, end: int) -> Evidence:
    """Evidence for a span: its paragraph and its page only where the whole fragment stands within them."""
    number = text.paragraph_at(start)
    paragraph = text.paragraph(number)
    page = text.page_at(start)
    return Evidence(
        source=source,
        exact=text.text[start:end],
        paragraph=number if paragraph is not None and end <= paragraph.end else None,
        page=page if page == text.page_at(max(end - 1, start)) else None,
        start=start,
        end=end,
    )


def places(exact: str, text: str, scope: Span) -> Iterator[Span]:
    """Every place of a fragment; where it stands nowhere as it is, of the same words with other spaces between them."""
    found = occurrences(exact, text, scope)
    first = next(found, None)
    if first is not None:
        yield first
        yield from found
    words = exact.split()
    if first is not None or not words:
        return
    spaced = re.compile(r"\s+".join(map(re.escape, words)))
    for variant in dict.fromkeys(one.group() for one in spaced.finditer(text, scope.start, scope.end)):
        yield from occurrences(variant, text, scope)


def _unchanged(before: SourceText, after: SourceText) -> Iterator[tuple[int, int]]:
    """Numbers of the paragraphs that stand once in either version, word for word."""
    counts = Counter(before.text[one.start : one.end] for one in before.paragraphs)
    later = Counter(after.text[one.start : one.end] for one in after.paragraphs)
    where = {after.text[one.start : one.end]: number for number, one in enumerate(after.paragraphs, start=1)}
    for number, one in enumerate(before.paragraphs, start=1):
        text = before.text[one.start : one.end]
        if counts[text] == later[text] == 1:
            yield number, where[text]


def _gap(text: SourceText, first: int, last: int) -> Span:
    start = text.paragraphs[first - 1].end if first else 0
    return Span(start, text.paragraphs[last - 1].start if last else len(text.text))


def _only(found: Iterator[Span]) -> Span | None:
    one = next(found, None)
    return one if next(found, None) is None else None


def _beside(text: str, at: Span, before: int, behind: int) -> tuple[str, str]:
    return " ".join(text[max(at.start - before, 0) : at.start].split()), " ".join(
        text[at.end : at.end + behind].split()
    )
