"""The title line, the prompt and the status line, composed to a width."""

from collections.abc import Sequence

from factsheets.safe_text import safe
from tui.cells import cell_width, clusters, shorten
from tui.views.edit_line import EditLine
from tui.views.line_view import BOLD, CURSOR, FAINT, PLAIN, Part

_BETWEEN = "  "
_ROOMY = 70


def title(words: str, right: Sequence[str], width: int) -> list[Part]:
    """The title on the left, cut only where what stands on the right needs the room."""
    end = _BETWEEN.join(filter(None, right))
    room = max(width - (cell_width(end) + 2 if end else 0), 1)
    shown = shorten(safe(words), room)
    return [(shown, BOLD), (" " * (width - cell_width(shown) - cell_width(end)), PLAIN), (end, PLAIN)]


def behind(missing: int, total: int, width: int) -> str:
    """What a list does not show yet, empty where that is nothing."""
    if not missing:
        return ""
    return f"{missing:,} of {total:,} sheets are not indexed yet" if width >= _ROOMY else f"{missing:,} not indexed"


def prompt(mark: str, line: EditLine, width: int, ghost: str = "") -> list[Part]:
    """A line being typed, with the terminal's own cursor; `ghost` is what might stand behind it, as far as it fits."""
    room = max(width - cell_width(mark) - 1, 1)
    before, under, after = line.window(room)
    parts = [(f"{mark} ", BOLD), (safe(before), PLAIN), (safe(under), CURSOR), (safe(after), PLAIN)]
    left = room - cell_width(safe(before + under + after))
    if not ghost or after or left < 1:
        return parts
    letter, length = next(clusters(safe(ghost)))
    if length != 1:
        return parts
    return [*parts[:2], (letter, FAINT + CURSOR), (shorten(safe(ghost)[len(letter) :], left), FAINT)]


def resting(mark: str, text: str, invitation: str, width: int) -> list[Part]:
    """The same line without the keyboard: its text, or what it is for."""
    room = width - cell_width(mark) - 1
    return [(f"{mark} ", BOLD if text else FAINT), (shorten(safe(text) or invitation, room), PLAIN if text else FAINT)]


def status(hints: Sequence[tuple[str, str]], width: int) -> list[Part]:
    """As many keys as fit, each with its word, if it has one; the first are the ones that must be seen."""
    parts: list[Part] = []
    used = 0
    for key, hint in hints:
        word = f" {hint}" if hint else ""
        needed = cell_width(key) + cell_width(word) + (len(_BETWEEN) if parts else 0)
        if used + needed > width:
            break
        parts += [(_BETWEEN if parts else "", PLAIN), (key, BOLD), (word, PLAIN)]
        used += needed
    return parts


def sentence(words: str, width: int) -> list[Part]:
    return [(shorten(safe(words), width), PLAIN)]
