"""Ages: printed with their unit ("35-year-old"), or as a bare number ("Name Surname, 35, ..." and "aged 35")."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from factsheets.distill.amount_span import Span, What
from factsheets.distill.number_lexicon import Lexicon
from factsheets.distill.number_tokens import Tokens

_YOUNGEST, _OLDEST = 5, 112
_ENDS = frozenset(",.;)")
_LIVED = frozenset({"year", "month", "week", "day"})


def bare_ages(tokens: Tokens, spans: Sequence[Span], known: Lexicon) -> Iterator[Span]:
    """Bare numbers that are somebody's age; their unit is the year."""
    last = -1
    for number, (span, following) in enumerate(zip_longest(spans, spans[1:])):
        value = span.value if span.value is not None else span.min
        if span.what is not What.BARE or value is None or value != int(value):
            continue
        listed = span.start == last + 1 and known.separators.get(tokens.word(last), False)
        told = listed or known.phrases["ages"].before(tokens, span.start) or _is_apposition(tokens, span)
        told = told or _is_closed(tokens, span, known) or _is_persons(tokens, span, known)
        if _YOUNGEST <= value <= _OLDEST and (told or _is_listed(tokens, span, following, known)):
            if not listed and following is not None and following.unit == "year":
                yield from (_aged(one) for one in _before(tokens, spans, number) if _is_age(one))
            last = span.end
            yield _aged(span)


def with_age(tokens: Tokens, span: Span, known: Lexicon, ages: Container[int]) -> Span:
    """The span, marked where its years are somebody's age; `ages` are the tokens behind those that are bare numbers.

    "52 years old", "âgé de 52 ans", "Ana Ruiz, de 43 años,", the last of "aged 20 and 31 years".
    """
    if span.what is not What.UNIT or span.unit not in _LIVED:
        return span
    before = any(known.phrases[key].before(tokens, span.start) for key in ("ages", "ages-counted"))
    old = known.has("old", tokens.words[span.end - 1]) or known.phrases["ages-behind"].at(tokens, span.end)
    listed = span.start - 1 in ages and known.separators.get(tokens.word(span.start - 1), False)
    told = before or old or listed or _is_closed_unit(tokens, span, known)
    told = told or _is_set_off(tokens, span, span.start - 1) or _stands_behind_person(tokens, span, known)
    return replace(span, age=True) if told else span


def _is_closed_unit(tokens: Tokens, span: Span, known: Lexicon) -> bool:
    """Whether words that often speak of something else stand before years that nothing follows: "tiene 52 años."."""
    told = known.phrases["ages-closed"].before(tokens, span.start) or known.phrases["ages-has"].before(
        tokens, span.start
    )
    if told is None or tokens.word(span.end) not in _ENDS:
        return False
    return tokens.word(told[0]) != "," or _is_set_off(tokens, span, told[0])


def _is_set_off(tokens: Tokens, span: Span, comma: int) -> bool:
    """Whether years stand between commas behind a first and a last name: "Ana Ruiz, 43 ans, ..."."""
    opening, closing = tokens.word(comma), tokens.word(span.end)
    named = tokens.capital(comma - 1) and tokens.capital(comma - 2) and tokens.near(comma - 1)
    paired = (opening == "," and closing in {",", "."}) or (opening == "(" and closing == ")")
    return paired and named and comma >= 2 and span.unit == "year"


def _stands_behind_person(tokens: Tokens, span: Span, known: Lexicon) -> bool:
    """Whether a person is of so many years: "une étudiante de 19 ans", "the suspect, 34 years"."""
    if not known.has("ages-of", tokens.word(span.start - 1)):
        return False
    return known.has("age-persons", tokens.word(span.start - 2))


def _aged(span: Span) -> Span:
    return replace(span, unit="year", age=True)


def _is_apposition(tokens: Tokens, span: Span) -> bool:
    """Whether a number stands between commas (or in brackets) behind a first and a last name."""
    opening, closing = tokens.word(span.start - 1), tokens.word(span.end)
    named = tokens.capital(span.start - 2) and tokens.capital(span.start - 3) and tokens.near(span.start - 2)
    paired = (opening == "," and closing == ",") or (opening == "(" and closing == ")")
    return span.numeral.digits and paired and named and span.start >= 3


def _is_persons(tokens: Tokens, span: Span, known: Lexicon) -> bool:
    """Whether a person without a name stands before the commas: "the suspect, 34, and"."""
    if not (span.numeral.digits and tokens.word(span.start - 1) == tokens.word(span.end) == ","):
        return False
    person = tokens.word(span.start - 2)
    return known.has("age-persons", person)


def _is_age(span: Span) -> bool:
    return span.value is not None and 0 < span.value <= _OLDEST and span.value == int(span.value)


def _is_closed(tokens: Tokens, span: Span, known: Lexicon) -> bool:
    """Whether words that speak of an age only where nothing is counted stand before: "I'm 55.", ", de 78,"."""
    told = known.phrases["ages-closed"].before(tokens, span.start)
    return told is not None and tokens.word(span.end) in _ENDS and not tokens.glued(span.end + 1)


def _is_listed(tokens: Tokens, span: Span, following: Span | None, known: Lexicon) -> bool:
    """Whether an age with its unit comes next: the 25 of "âgés de 25 et 31 ans"."""
    if following is None or following.unit != "year" or following.start != span.end + 1:
        return False
    return known.separators.get(tokens.word(span.end), False)


def _before(tokens: Tokens, spans: Sequence[Span], number: int) -> Iterator[Span]:
    """The ages that commas join to the one at a place of the list: the 5 of "5, 7 et 9 ans"."""
    for at in range(number - 1, -1, -1):
        span, after = spans[at], spans[at + 1]
        if span.what is not What.BARE or tokens.words[span.end : after.start] != [","] or not span.numeral.digits:
            return
        yield span
