"""What the words round an amount make of it: about, at least, a year, planned, alleged."""

from factsheets.amounts import Modifier
from factsheets.distill.amount_span import Span, What
from factsheets.distill.amount_units import is_signed
from factsheets.distill.number_lexicon import Lexicon
from factsheets.distill.number_tokens import Tokens
from factsheets.distill.numeral import PERIODS
from factsheets.model import Per

_PER_WINDOW, _EACH_WINDOW = 7, 12
_NOUN = 3
_EACH = "each"
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
    if before is None and known.has("range-articles", tokens.word(span.start - 1)):
        before = known.modifiers.before(tokens, span.start - 1)
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
    measured = span.what is What.NOUN or (span.what is What.UNIT and not is_signed(span.unit))
    found = found or (_per_behind_noun(tokens, at, known) if measured else None)
    if found and not _is_by_whom(tokens, found[0], known, span.what):
        return _longer(tokens, *found, known)
    return _per_before(tokens, span, known)


def _longer(tokens: Tokens, end: int, per: str, known: Lexicon) -> str:
    """A year or a month, where it is said as well: "22 dollars per user per month", "par exploitation et par an"."""
    if per != Per.UNIT:
        return per
    later = (known.per.at(tokens, at) for at in range(end, end + _NOUN))
    return next((told[1] for told in later if told and told[1] != Per.UNIT), per)


def _per_behind_noun(tokens: Tokens, at: int, known: Lexicon) -> tuple[int, str] | None:
    """The rate behind what is measured: "2.000 tonnes de concentré par an", "0.09 milligrams of lead per litre"."""
    of = known.phrases["of"].at(tokens, at)
    if of is None:
        return None
    for end in range(of[0] + 1, of[0] + 1 + _NOUN):
        if tokens.word(end - 1) in _STOPS or tokens.word(end - 1) == "," or tokens.word(end - 1)[:1].isdigit():
            break
        told = known.per.at(tokens, end)
        if told:
            return told
    return None


def _per_before(tokens: Tokens, span: Span, known: Lexicon) -> str:
    """The same said before it: "an annual 3 million", "chaque année quelque 9 milliards", "cada vuelta cuesta 200"."""
    near = span.start - 1 - _PER_WINDOW if span.what is What.MONEY else span.start
    for before in range(span.start - 1, max(-1, span.start - 1 - _EACH_WINDOW), -1):
        word = tokens.words[before]
        if _stops(tokens, before) or known.has("or", word):
            break
        if tokens.digits[before]:
            near = span.start
            continue
        each = known.per_each.at(tokens, before)
        is_each = each is not None and each[0] <= span.start and (span.what is What.MONEY or each[1] != _EACH)
        found = each[1] if each and is_each else known.per_before.get(word, "") if before > near else ""
        if found and not _ends_amount(tokens, before, known):
            return Per.UNIT if found == _EACH else found
    return ""


def _ends_amount(tokens: Tokens, at: int, known: Lexicon) -> bool:
    """Whether what stands at a token says the rate of another amount: "8,000 per person, in instalments of $2,000"."""
    word = tokens.word(at - 1)
    return word[:1].isdigit() or word in {"$", "€", "£"} or bool(known.names.before(tokens, at))


def _is_by_whom(tokens: Tokens, end: int, known: Lexicon, what: What) -> bool:
    """Whether what looks like a rate is none: "a year earlier", "3 M€ par la Ville", "200 € por 1.870 anuncios"."""
    follows = tokens.word(end)
    alone = known.has("per-alone", tokens.word(end - 1))
    by = alone and known.has("per-or-by", tokens.word(end - 1))
    if by and what is not What.MONEY and not known.units.at(tokens, end):
        return True
    named = alone and (known.has("per-alone-not-before", follows) or tokens.capital(end) or follows[:1].isdigit())
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
