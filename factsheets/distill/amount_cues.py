"""What the words round an amount make of it: about, at least, a year, planned, alleged."""

from factsheets.amounts import Modifier
from factsheets.distill.amount_span import Span, What
from factsheets.distill.number_lexicon import Lexicon
from factsheets.distill.number_tokens import Tokens
from factsheets.distill.numeral import PERIODS

_PER_WINDOW = 7
_BEFORE, _AFTER = 18, 8
_LABEL = 8
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
    after = known.modifiers_after.at(tokens, at)
    found = known.per.at(tokens, at) or (known.per.at(tokens, after[0]) if after else None)
    if found and not _is_by_whom(tokens, found[0], known):
        return found[1]
    if span.what is not What.MONEY:
        return ""
    for before in range(span.start - 1, max(-1, span.start - 1 - _PER_WINDOW), -1):
        if tokens.words[before] in _STOPS or tokens.digits[before]:
            break
        if tokens.words[before] in known.per_before:
            return known.per_before[tokens.words[before]]
    return ""


def _is_by_whom(tokens: Tokens, end: int, known: Lexicon) -> bool:
    """Whether what looks like a rate is none: "a year earlier", "3 M€ par la Ville"."""
    follows = tokens.word(end)
    alone = known.has("per-alone", tokens.word(end - 1))
    named = alone and (known.has("per-alone-not-before", follows) or tokens.capital(end))
    return named or known.has("per-not-before", follows)


def nature(tokens: Tokens, span: Span, known: Lexicon) -> str:
    """`planned` or `alleged` where the sentence says so near the amount; the nearest word decides, before behind."""
    for at in range(span.start - 1, max(-1, span.start - 1 - _BEFORE), -1):
        if _stops(tokens, at):
            labelled = _label(tokens, at, known)
            if labelled:
                return labelled
            break
        found = _nature_at(tokens, at, known)
        if found:
            return found
    if span.what not in {What.MONEY, What.BARE}:
        return ""
    for at in range(span.end, min(len(tokens), span.end + _AFTER)):
        if _stops(tokens, at):
            break
        found = _nature_at(tokens, at, known)
        if found:
            return found
    return ""


def _label(tokens: Tokens, at: int, known: Lexicon) -> str:
    """What a label before a colon says: "Estimated value: KES 415,000,000"."""
    if tokens.words[at] != ":":
        return ""
    for before in range(at - 1, max(-1, at - 1 - _LABEL), -1):
        if _stops(tokens, before):
            break
        found = known.nature_headings.at(tokens, before)
        if found:
            return found[1]
    return ""


def _stops(tokens: Tokens, at: int) -> bool:
    """A full stop ends a sentence where a space follows; "U.S." has none inside."""
    return tokens.words[at] in _STOPS and not tokens.glued(at + 1)


def _nature_at(tokens: Tokens, at: int, known: Lexicon) -> str:
    found = known.natures.at(tokens, at)
    if found and not (known.has("months", tokens.words[at]) and tokens.capital(at)):
        return found[1]
    word = tokens.words[at]
    if len(word) < 5 or known.has("ending-exceptions", word):
        return ""
    return next((key for ending, key in known.endings if word.endswith(ending)), "")
