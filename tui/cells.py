"""How many terminal cells a text takes, from Unicode's own tables: screen and plain text agree without a framework."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

ELLIPSIS = "…"
_REMEMBERED = 200
"""Widths of longer texts are not kept: they would keep the texts."""
_EMOJI_PRESENTATION = "\ufe0f"
_JAMO_THAT_JOIN = ((0x1160, 0x11FF), (0xD7B0, 0xD7FF))
_WIDE_SINCE_UNICODE_16 = ((0x2630, 0x2637), (0x268A, 0x268F), (0x4DC0, 0x4DFF), (0x1D300, 0x1D376))
_SKIN_TONES = (0x1F3FB, 0x1F3FF)
_FORMATTING = ((0x13430, 0x1345F), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A))


def _within(code: int, *ranges: tuple[int, int]) -> bool:
    return any(first <= code <= last for first, last in ranges)


@lru_cache(maxsize=4096)
def character_width(character: str) -> int:
    """0 for what joins the character before it, 2 for East Asian wide and emoji, else 1."""
    code = ord(character)
    if _within(code, *_JAMO_THAT_JOIN, _SKIN_TONES, *_FORMATTING) or unicodedata.category(character) in {
        "Mn",
        "Mc",
        "Me",
        "Cc",
    }:
        return 0
    if unicodedata.east_asian_width(character) in "WF" or _within(code, *_WIDE_SINCE_UNICODE_16):
        return 2
    return 1


def clusters(text: str) -> Iterator[tuple[str, int]]:
    """Each character with what joins it, and the cells it takes; a split between two clusters never breaks a letter."""
    cluster, width = "", 0
    for character in text:
        own = character_width(character)
        if own and cluster:
            yield cluster, width
            cluster, width = "", 0
        cluster += character
        width += own
        if character == _EMOJI_PRESENTATION and width == 1:
            width = 2
    if cluster:
        yield cluster, width


def cell_width(text: str) -> int:
    """Cells that the text takes; it must hold no control characters."""
    if text.isascii():
        return len(text)
    return _measured(text) if len(text) < _REMEMBERED else _sum_of_widths(text)


def _sum_of_widths(text: str) -> int:
    return sum(width for _, width in clusters(text))


_measured = lru_cache(maxsize=8192)(_sum_of_widths)


def split_at(text: str, width: int) -> tuple[str, str]:
    """The longest beginning of at most `width` cells, and the rest."""
    if text.isascii():
        return text[:width], text[width:]
    used = length = 0
    for cluster, own in clusters(text):
        if used + own > width:
            break
        used += own
        length += len(cluster)
    return text[:length], text[length:]


def shorten(text: str, width: int) -> str:
    """The text, cut with an ellipsis only where it does not fit."""
    if cell_width(text) <= width:
        return text
    return split_at(text, width - 1)[0].rstrip() + ELLIPSIS if width > 0 else ""


def shorten_left(text: str, width: int) -> str:
    """The same, losing the beginning: of a path, the end is what one looks for."""
    if cell_width(text) <= width:
        return text
    kept = list(clusters(text))
    room = width - 1
    start = len(kept)
    while start and kept[start - 1][1] <= room:
        start -= 1
        room -= kept[start][1]
    return ELLIPSIS + "".join(cluster for cluster, _ in kept[start:]) if width > 0 else ""
