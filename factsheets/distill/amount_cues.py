"""What the words round an amount make of it: about, at least, a year, planned, alleged."""

from factsheets.amounts import Modifier
from factsheets.distill.amount_spans import Span, What
from factsheets.distill.number_lexicon import Lexicon
from factsheets.distill.number_tokens import Tokens
from factsheets.distill.numeral import PERIODS

_PER_WINDOW = 7
_BEFORE, _AFTER = 18, 8
"""Tokens on each side of an amount, in its sentence, whose words say whether it is planned or alleged."""
_LONGEST_TAX = 3
_STOPS = frozenset(".!?;:")


def modifier(tokens: Tokens, span: Span, known: Lexicon) -> str:
    """The modifier of an amount: its own shape first, then the words before it, then those behind."""
    if span.magnitude is not None:
        return Modifier.MAGNITUDE
    if span.min is not None:
        return Modifier.RANGE
    before = known.modifiers.before(tokens, span.start)
    if before and not (known.has("during", tokens.raw(before[0], span.start).lower()) and span.unit in PERIODS):
        return before[1]
    after = known.modifiers_after.at(tokens, span.end) or known.modifiers_after.at(tokens, span.numeral.end)
    if after:
        return after[1]
    return span.numeral.modifier or Modifier.AS_PRINTED


def per(tokens: Tokens, span: Span, known: Lexicon) -> str:
    """Whether an amount is a year's, a month's or each unit's, as said behind it or by an adjective before it."""
    at = span.end
    for _ in range(_LONGEST_TAX):
        tax = known.phrases["tax"].at(tokens, at)
        if tax is None:
            break
        at = tax[0]
    at += tokens.word(at) == "-" and tokens.glued(at)
    found = known.per.at(tokens, at)
    if found:
        return found[1]
    if span.what is not What.MONEY:
        return ""
    for before in range(span.start - 1, max(-1, span.start - 1 - _PER_WINDOW), -1):
        if tokens.words[before] in _STOPS or tokens.digits[before]:
            break
        if tokens.words[before] in known.per_before:
            return known.per_before[tokens.words[before]]
    return ""


def nature(tokens: Tokens, span: Span, known: Lexicon) -> str:
    """`planned` or `alleged` where the sentence says so near the amount; the nearest word decides, before behind."""
    for at in range(span.start - 1, max(-1, span.start - 1 - _BEFORE), -1):
        if _stops(tokens, at):
            break
        found = _nature_at(tokens, at, known)
        if found:
            return found
    for at in range(span.end, min(len(tokens), span.end + _AFTER)):
        if _stops(tokens, at):
            break
        found = _nature_at(tokens, at, known)
        if found:
            return found
    return ""


def _stops(tokens: Tokens, at: int) -> bool:
    """A full stop ends a sentence where a space follows; "U.S." has none inside."""
    return tokens.words[at] in _STOPS and not tokens.glued(at + 1)


def _nature_at(tokens: Tokens, at: int, known: Lexicon) -> str:
    found = known.natures.at(tokens, at)
    if found:
        return found[1]
    word = tokens.words[at]
    if len(word) < 5 or known.has("ending-exceptions", word):
        return ""
    return next((key for ending, key in known.endings if word.endswith(ending)), "")
