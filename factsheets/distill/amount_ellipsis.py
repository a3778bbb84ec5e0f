"""Numbers whose noun is left out, since another number of the sentence or its subject has it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from factsheets.distill.amount_span import Span, What
from factsheets.distill.number_lexicon import Lexicon
from factsheets.distill.number_tokens import Tokens
from factsheets.distill.numeral import PERIODS

_NEAR, _TOLD, _MANY, _LABEL = 12, 25, 100, 8
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_STOPS = frozenset(".!?;")


def elliptic(tokens: Tokens, spans: Sequence[Span], known: Lexicon) -> Iterator[Span]:
    """Bare numbers with the unit that they share: "6.1 million people, of whom five million live abroad"."""
    last: Span | None = None
    large: Span | None = None
    recent: Span | None = None
    for number, span in enumerate(spans):
        if span.what is What.BARE and span.value is not None:
            following = spans[number + 1] if number + 1 < len(spans) else None
            unit = _of_whom(tokens, large, span, known) or _told_by(tokens, last, span, known)
            unit = unit or _labelled(tokens, span, known) or _number_of(tokens, span, known)
            unit = unit or _part_of(tokens, span, following, known) or _beside(tokens, recent, span, known)
            if unit:
                recent = replace(span, unit=unit)
                yield recent
            elif not _is_year(tokens, span):
                recent = None
            continue
        recent = span if span.unit and span.what is not What.FRACTION else None
        if span.what is What.NOUN or (span.what is What.UNIT and span.numeral.factor > 1):
            last = large = span
        elif span.what is What.UNIT and span.unit not in PERIODS:
            last = span


def _part_of(tokens: Tokens, span: Span, following: Span | None, known: Lexicon) -> str:
    """What the next number counts, of which this is a part: "3,500 of the 12,000 officers"."""
    of = known.phrases["part-of"].at(tokens, span.end)
    if of is None or following is None or span.numeral.one or following.start != of[0] or following.value is None:
        return ""
    counts = following.what is What.NOUN or (following.what is What.UNIT and following.unit not in PERIODS)
    smaller = span.value is not None and span.value <= following.value
    return following.unit if counts and smaller and not _is_year(tokens, span) else ""


def _beside(tokens: Tokens, last: Span | None, span: Span, known: Lexicon) -> str:
    """What the number before counts, that this is compared with or a part of: "127 jours, contre 98 un an plus tôt"."""
    if last is None or span.start - last.end > _NEAR or _is_year(tokens, span) or not _is_of_size(last, span):
        return ""
    if any(tokens.words[at] in _STOPS for at in range(last.end, span.start)):
        return ""
    if last.unit in PERIODS and known.phrases["sentence-part"].at(tokens, span.end):
        return last.unit
    if _is_some(tokens, last, span, known):
        return last.unit
    at = _before_modifier(tokens, span, known)
    steps = tokens.word(span.start - 1) in known.separators and span.start - 1 == last.end and last.what is What.BARE
    compared = span.numeral.digits and known.phrases["compared-with"].before(tokens, at)
    return last.unit if (compared or steps) and _is_alone(tokens, span, known) else ""


def _is_some(tokens: Tokens, last: Span, span: Span, known: Lexicon) -> bool:
    """Whether a verb says what became of some of those just counted: "Of 340 complaints, 12 were upheld"."""
    if last.what is not What.NOUN or not span.numeral.digits or last.value is None or span.value is None:
        return False
    near = tokens.words[last.end : span.start] == [","] and span.value < last.value
    return near and bool(known.phrases["part-verbs"].at(tokens, span.end))


def _is_alone(tokens: Tokens, span: Span, known: Lexicon) -> bool:
    """Whether no noun follows."""
    follows = tokens.word(span.end)
    if follows in {"-", "%", "/", "°"}:
        return False
    return not follows[:1].isalpha() or known.has("bare-before", follows) or bool(known.numbers.at(tokens, span.end))


def _is_of_size(last: Span, span: Span) -> bool:
    value, other = span.value, last.value
    return value is not None and other is not None and other <= value * _MANY and value <= other * _MANY


def _is_year(tokens: Tokens, span: Span) -> bool:
    return bool(_YEAR.fullmatch(tokens.words[span.start]))


def _of_whom(tokens: Tokens, last: Span | None, span: Span, known: Lexicon) -> str:
    """The unit of what was counted just before, where a number is said to be some of it."""
    if last is None or span.start - last.end > _NEAR or span.numeral.one:
        return ""
    told = any(known.phrases["of-whom"].at(tokens, at) for at in range(last.end, span.start))
    return last.unit if told and not any(tokens.words[at] in _STOPS for at in range(last.end, span.start)) else ""


def _told_by(tokens: Tokens, last: Span | None, span: Span, known: Lexicon) -> str:
    """The same, by what stands behind: "1,500 according to the organisers", "300 of them women", "11,000 a day"."""
    if last is None or span.start - last.end > _TOLD or not _is_told(tokens, span, known):
        return ""
    stops = (at for at in range(last.end, span.start) if tokens.words[at] in _STOPS - {";"})
    in_sentence = all(tokens.glued(at + 1) for at in stops)
    return last.unit if in_sentence and not _is_year(tokens, span) else ""


def _labelled(tokens: Tokens, span: Span, known: Lexicon) -> str:
    """What a label says is counted: the bids of "Number of bids: 7"."""
    if tokens.word(span.start - 1) != ":" or not span.numeral.digits or tokens.word(span.end)[:1].isalnum():
        return ""
    for at in range(span.start - 2, max(-1, span.start - 2 - _LABEL), -1):
        if tokens.words[at] in _STOPS:
            break
        told = known.phrases["number-of"].at(tokens, at)
        if told and told[0] < span.start - 1:
            return tokens.raw(told[0], told[0] + 1)
    return ""


def _number_of(tokens: Tokens, span: Span, known: Lexicon) -> str:
    """The dead of "puts at 150,000 the number of dead" and of "the number of dead rose to 150,000"."""
    behind = known.phrases["the-number-of"].at(tokens, span.end)
    if behind or not _is_alone(tokens, span, known):
        return _thing(tokens, behind[0], known) if behind else ""
    reaches = known.phrases["number-reaches"].before(tokens, _before_modifier(tokens, span, known))
    if reaches is None or tokens.word(span.end) in {"%", "-"}:
        return ""
    for at in range(reaches[0] - 1, max(-1, reaches[0] - 1 - _NEAR), -1):
        if tokens.words[at] in _STOPS:
            break
        if tokens.words[at] in known.tolls:
            return known.tolls[tokens.words[at]]
        told = known.phrases["number-of"].at(tokens, at)
        if told and told[0] < reaches[0]:
            return _thing(tokens, told[0], known)
    return ""


def _before_modifier(tokens: Tokens, span: Span, known: Lexicon) -> int:
    """Where what is said of the amount itself begins, an article included: "superó los 300"."""
    at = span.start - known.has("range-articles", tokens.word(span.start - 1))
    told = known.modifiers.before(tokens, at)
    return told[0] if told else at


def _thing(tokens: Tokens, at: int, known: Lexicon) -> str:
    """What a phrase such as "number of" is followed by: a unit of the vocabulary, or the word itself."""
    unit, word = known.units.at(tokens, at), tokens.word(at)
    if unit:
        return unit[1]
    return tokens.raw(at, at + 1) if word[:1].isalpha() and not known.has("not-units", word) else ""


def _is_told(tokens: Tokens, span: Span, known: Lexicon) -> bool:
    at = span.end + (tokens.word(span.end) == ",")
    if known.phrases["told-by"].at(tokens, at) or (known.phrases["of-whom"].at(tokens, span.end) and _counts(span)):
        return True
    per = known.per.at(tokens, span.end)
    priced = per and known.has("per-priced", tokens.word(span.end))
    return _counts(span) and span.value is not None and span.value >= _MANY and bool(per) and not priced


def _counts(span: Span) -> bool:
    return span.numeral.digits and not span.numeral.one
