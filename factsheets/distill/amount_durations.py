"""Measures printed in two units are one: "two years and six months", "3 hours 20 minutes", "1 h 30"."""

from dataclasses import replace
from decimal import Decimal

from factsheets.distill.amount_span import Span, What
from factsheets.distill.number_lexicon import Lexicon
from factsheets.distill.number_tokens import Tokens

_PARTS = {
    **{("year", "month"): 12, ("week", "day"): 7, ("day", "hour"): 24, ("hour", "minute"): 60},
    **{("minute", "second"): 60, ("foot", "inch"): 12},
}
_BETWEEN = 2


def joined(tokens: Tokens, low: Span, high: Span, known: Lexicon) -> Span | None:
    """Both as one amount in the smaller unit, or None where they are two."""
    unit = "minute" if _are_minutes(tokens, low, high) else high.unit
    parts = _PARTS.get((low.unit, unit))
    if parts is None or low.what is not What.UNIT or low.value is None or high.value is None or low.min is not None:
        return None
    between = tokens.words[low.end : high.start]
    if len(between) > _BETWEEN or not all(word == "," or known.separators.get(word) for word in between):
        return None
    if not 0 < high.value < parts or low.value != int(low.value):
        return None
    return replace(low, end=high.end, value=low.value * Decimal(parts) + high.value, unit=unit, joined=True)


def _are_minutes(tokens: Tokens, low: Span, high: Span) -> bool:
    """Whether two bare digits right behind an hour's symbol are its minutes."""
    if high.what is not What.BARE or low.unit != "hour" or tokens.word(low.end - 1) != "h" or high.start != low.end:
        return False
    word = tokens.words[high.start]
    return len(word) == 2 and word.isdigit() and not (tokens.glued(high.end) and tokens.word(high.end)[:1].isalnum())
