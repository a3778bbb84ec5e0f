"""Finding what only moved: the scroll after which the fewest cells are left to write."""

from tui.wire.canvas import BLANK, Row

_WORTH_SCROLLING = 48
"""Cells that a scroll must save, which itself takes some twenty bytes."""
_PLACES = 3
"""Of lines that say the same, how many are looked at."""


def shift(have: list[Row], want: list[Row]) -> tuple[int, int, int] | None:
    """(top, bottom, lines up) of the scroll that saves most; None where none saves enough."""
    changed = [number for number, row in enumerate(want) if row != have[number] and not _is_blank(row)]
    if len(changed) <= 1:
        return None
    places: dict[str, list[int]] = {}
    for number, row in enumerate(have):
        places.setdefault(_text(row), []).append(number)
    votes: dict[int, list[int]] = {}
    for number in changed:
        for place in places.get(_text(want[number]), ())[:_PLACES]:
            votes.setdefault(place - number, []).append(number)
    best: tuple[int, int, int, int] | None = None
    for by, rows in votes.items():
        top, bottom = (rows[0], rows[-1] + by) if by > 0 else (rows[0] + by, rows[-1])
        saved = _saved(have, want, top, bottom, by)
        if by and saved >= _WORTH_SCROLLING and (best is None or saved > best[0]):
            best = saved, top, bottom, by
    return best[1:] if best else None


def _is_blank(row: Row) -> bool:
    return all(cell == BLANK for cell in row)


def _text(row: Row) -> str:
    return "".join([text for text, _ in row])


def _saved(have: list[Row], want: list[Row], top: int, bottom: int, by: int) -> int:
    """Cells that need not be written when the rows from top to bottom are moved first."""
    blank = [BLANK] * len(want[0])
    saved = 0
    for number in range(top, bottom + 1):
        source = number + by
        moved = have[source] if top <= source <= bottom else blank
        saved += _differing(have[number], want[number]) - _differing(moved, want[number])
    return saved


def _differing(one: Row, other: Row) -> int:
    return 0 if one == other else sum(a != b for a, b in zip(one, other, strict=True))
