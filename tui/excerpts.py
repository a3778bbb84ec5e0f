"""The part of a long text that answers to a search, where there is no room for all of it."""

from index.matching import Stretch, Wanted

CUT = "…"
_BEFORE = 3
"""Words that stand before the first one shown for what was searched."""
_LONGEST = 60
_APART = 2
"""Words before a cut without a digit: what follows may be the scale or the currency of a figure."""


def excerpt(text: str, wanted: Wanted, room: int, lang: str = "en") -> str:
    """About `room` characters, where most of the words that are wanted stand, with a few words before them."""
    text = " ".join(text.split())
    if len(text) <= room:
        return text
    at = _densest(list(wanted.found(text, lang)), room)
    start = _start(text, at, room)
    stop = _stop(text, start, room, max(at, start + room // 2))
    return f"{CUT} " * bool(start) + text[start:stop] + f" {CUT}" * (stop < len(text))


def _densest(found: list[tuple[Stretch, str]], room: int) -> int:
    """Where so many characters have the most different words; the first of such places."""
    best = most = 0
    for (start, _), _term in found:
        here = len({term for (_, stop), term in found if start < stop <= start + room * 3 // 4})
        if here > most:
            best, most = start, here
    return best


def _start(text: str, at: int, room: int) -> int:
    """A few words before a place, more where they are of a figure, as far as what is wanted keeps its room."""
    start = text.rfind(" ", 0, at + 1) + 1
    words = 0
    while start and (words < _BEFORE or _in_figure(text, start)):
        before = text.rfind(" ", 0, start - 1) + 1
        if at - before > room // 2:
            return _behind_figure(text, start, at)
        start, words = before, words + 1
    return start


def _behind_figure(text: str, start: int, at: int) -> int:
    while start < at and _in_figure(text, start):
        start = text.find(" ", start) + 1
    return min(start, at)


def _stop(text: str, start: int, room: int, least: int) -> int:
    """Between two words, before a figure that might go on behind them; a table of figures is cut all the same."""
    if start + room >= len(text):
        return len(text)
    last = stop = text.rfind(" ", least, start + room + 1)
    while stop >= 0 and _in_figure(text, stop):
        stop = text.rfind(" ", least, stop)
    return stop if stop >= 0 else last if last >= 0 else start + room


def _in_figure(text: str, cut: int) -> bool:
    before, behind = text[max(cut - _LONGEST, 0) : cut].split()[-_APART:], text[cut : cut + _LONGEST].split()[:1]
    return any(letter.isdigit() for word in (*before, *behind) for letter in word)
