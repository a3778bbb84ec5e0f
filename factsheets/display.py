"""A fact in words: one wording for pages, answers and prints, in three languages.

The words come as the sheet has them; what leaves for a terminal or a file still passes through `safe_text`.
"""

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cache

from factsheets.amounts import Modifier, group
from factsheets.dates import format_date
from factsheets.model import (
    Actor,
    BulkAccept,
    Confidence,
    DatedEvent,
    Fact,
    Figure,
    Nature,
    Per,
    Place,
    Rank,
    Statement,
    Tool,
)
from factsheets.vocabulary import currencies, label, months, terms

Namer = Callable[[str], str]
"""An id -> the name shown for it."""

SEPARATOR = " · "
UNKNOWN = "?"
_NO_BREAK = "\u00a0"
_MARKS = {"en": (",", "."), "fr": ("\u202f", ","), "es": (".", ",")}
_HEDGES = {Modifier.ABOUT, Modifier.AT_LEAST, Modifier.MORE_THAN, Modifier.AT_MOST, Modifier.LESS_THAN}
_LARGEST_POWER = 14


def word(key: str, lang: str) -> str:
    """A label of `display.yaml`."""
    return label("display", key, lang)


def _joined(parts: Iterable[str]) -> str:
    return SEPARATOR.join(part for part in parts if part)


def labelled(title: str, content: str, lang: str = "en") -> str:
    """ "Maker: Clearview AI", with the colon as the language spaces it; nothing without content."""
    return f"{title}{word('colon', lang)} {content}" if content else ""


def amount_words(figure: Figure, lang: str = "en") -> str:
    """ "$3,750,000", "99 $ par an", "about 285,000 users", "millions of dollars"; no amount at all stays as printed."""
    if figure.amount.is_empty():
        return figure.printed
    words = _hedged(figure, lang)
    return words if figure.per is Per.TOTAL else f"{words} {label('labels', figure.per, lang)}"


def _hedged(figure: Figure, lang: str) -> str:
    amount, hedge = figure.amount, figure.amount.modifier
    if amount.magnitude is not None:
        words = _magnitude(amount.magnitude, figure, lang)
    elif amount.value is not None:
        words = _counted((amount.value,), figure, lang)
    elif amount.min is not None and amount.max is not None:
        return _counted((amount.min, amount.max), figure, lang)
    else:
        bound, fallback = (amount.max, Modifier.AT_MOST) if amount.min is None else (amount.min, Modifier.AT_LEAST)
        words = _counted((bound or Decimal(0),), figure, lang)
        hedge = hedge if hedge in _HEDGES else fallback
    return f"{label('labels', hedge, lang)} {words}" if hedge in _HEDGES else words


def _counted(numbers: tuple[Decimal, ...], figure: Figure, lang: str) -> str:
    """One number, or the two ends of a range, with currency or unit where the language puts it."""
    if figure.currency and lang == "en":
        return "–".join(_signed(number, _number(abs(number), lang), figure.currency) for number in numbers)
    digits = "–".join(_signed(number, _number(abs(number), lang)) for number in numbers)
    if figure.currency:
        return f"{digits}{_NO_BREAK}{_symbol(figure.currency)}"
    if figure.unit == "percent":
        return f"{digits}%" if lang == "en" else f"{digits}{_NO_BREAK}%"
    unit = _singular(figure.unit, lang) if numbers == (Decimal(1),) else label("units", figure.unit, lang)
    return f"{digits} {unit}" if unit else digits


def _signed(number: Decimal, digits: str, currency: str = "") -> str:
    symbol = _symbol(currency) if currency else ""
    gap = _NO_BREAK if symbol[-1:].isalpha() else ""
    return f"{'-' if number < 0 else ''}{symbol}{gap}{digits}"


def _number(number: Decimal, lang: str) -> str:
    """Spanish leaves four digits together, English and French group them."""
    separator, decimal_mark = _MARKS.get(lang, _MARKS["en"])
    if lang == "es" and number < 10_000:
        separator = ""
    return group(number, separator, decimal_mark)


def _symbol(code: str) -> str:
    currency = currencies().get(code)
    return currency.symbols[0] if currency and currency.symbols else code


@cache
def _singular(unit: str, lang: str) -> str:
    """The vocabulary lists the plural first and marks no singular: it is the word that a plural ending leads from."""
    term = terms("units").get(unit)
    if term is None:
        return unit
    plural, *others = term.by_language.get(lang) or (unit,)
    for one in others:
        if plural in {one + "s", one + "es", one.removesuffix("y") + "ies"}:
            return one
    return next((one for one in others if one[:2] == plural[:2] and not one.endswith("s")), plural)


def _magnitude(magnitude: Decimal, figure: Figure, lang: str) -> str:
    """ "hundreds of millions of dollars"; what is no power of ten stays a number."""
    power = magnitude.adjusted() if magnitude > 0 else 0
    if not 1 <= power <= _LARGEST_POWER or magnitude != Decimal(10) ** power:
        return _counted((magnitude,), figure, lang)
    base = next((known for known in (12, 9, 6, 3) if known <= power), 0)
    parts = [word(f"power-{step}", lang) for step in (power - base, base) if step]
    noun = _currency_noun(figure.currency, lang) if figure.currency else label("units", figure.unit, lang)
    phrase = ""
    for part in reversed([*parts, noun]):
        phrase = f"{part}{_of(phrase, lang)}" if phrase else part
    return phrase


def _of(following: str, lang: str) -> str:
    if lang == "fr" and re.match("[aeiouyhâéèêîœ]", following, re.IGNORECASE):
        return f" d'{following}"
    return f" {word('of', lang)} {following}"


def _currency_noun(code: str, lang: str) -> str:
    """A currency's plural: the vocabulary puts it first, or right after its singular."""
    term = terms("currencies").get(code)
    words = term.by_language.get(lang, ()) if term else ()
    if not words:
        return code
    return next((one for one in words if one in {words[0] + "s", words[0] + "es"}), words[0])


def parties(figure: Figure, name: Namer) -> str:
    """ "ICE -> Clearview AI"; a side that is not stated is a question mark."""
    if not (figure.payer or figure.payee):
        return ""
    payer = name(figure.payer) if figure.payer else UNKNOWN
    payee = name(figure.payee) if figure.payee else UNKNOWN
    return f"{payer} -> {payee}"


def when(fact: Figure | DatedEvent, lang: str = "en", *, short: bool = False) -> str:
    """The date in words, else the relative time as printed, else nothing; `short` cuts the names of months."""
    if fact.date is None:
        return fact.relative
    words = format_date(fact.date, lang)
    return with_short_months(words, lang) if short else words


def with_short_months(words: str, lang: str) -> str:
    """A date in words, the names of its months cut."""
    cut = dict(zip(months(lang), terms("display")["short-months"].by_language[lang], strict=True))
    names = "|".join(map(re.escape, cut))
    before, after = (r"(?: de )?", r"(?: de )?") if lang == "es" else ("", "")
    found = re.compile(rf"({before})\b({names})\b({after})")
    return found.sub(lambda hit: f"{hit[1] and ' '}{cut[hit[2]]}{hit[3] and ' '}", words)


def flagged(title: str, *flags: str) -> str:
    """A page's title behind what its reader must not overlook, so that it stands on every screenful."""
    return SEPARATOR.join([flag for flag in flags if flag] + [title])


def standing(fact: Fact, lang: str = "en", *, draft: bool = False, bulk: bool = False) -> tuple[str, ...]:
    """How far a fact can be relied on: its nature, then every reason for caution."""
    cautions = [label("labels", "in-bulk", lang)] if bulk else []
    cautions += [label("labels", "draft", lang)] if draft else []
    if isinstance(fact, Place):
        return tuple(cautions)
    marks = [label("labels", fact.nature, lang)]
    if isinstance(fact, Figure) and fact.rank is Rank.DEPRECATED:
        marks.append(label("labels", "deprecated", lang))
    if fact.confidence is not Confidence.HIGH:
        marks.append(label("labels", f"{fact.confidence}-confidence", lang))
    return (*marks, *cautions)


def bulk_words(accept: BulkAccept, lang: str = "en") -> str:
    """ "Facts: 12 · money · money.explicit · at least as sure as 0.95 · looked at: 10 · Ann · 2026-03-01"."""
    return _joined(
        (
            labelled(label("labels", "facts", lang), str(len(accept.facts)), lang),
            label("finding_kinds", accept.kind, lang),
            accept.rule,
            f"{label('labels', 'sure-at-least', lang)} {accept.at_least}" if accept.at_least else "",
            labelled(label("labels", "looked-at", lang), str(accept.looked_at), lang),
            accept.by,
            accept.at,
        )
    )


def answer_line(figure: Figure, name: Namer, lang: str = "en", *, draft: bool = False, bulk: bool = False) -> str:
    """ "$3,750,000 · Sept 2025 · ICE -> Clearview AI · contract · reported", what is absent left out."""
    return _joined(
        (
            amount_words(figure, lang),
            when(figure, lang, short=True),
            parties(figure, name),
            label("figure_kinds", figure.kind, lang),
            *standing(figure, lang, draft=draft, bulk=bulk),
        )
    )


def fact_line(fact: Fact, name: Namer, lang: str = "en", *, draft: bool = False, bulk: bool = False) -> str:
    """A fact of any type on one line; that a document merely reports it goes without saying, except with an amount."""
    if isinstance(fact, Figure):
        return answer_line(fact, name, lang, draft=draft, bulk=bulk)
    marks = standing(fact, lang, draft=draft, bulk=bulk)
    if not isinstance(fact, Place) and fact.nature is Nature.REPORTED:
        marks = marks[1:]
    return _joined((_wording(fact, name, lang), *marks))


def _wording(fact: DatedEvent | Statement | Actor | Tool | Place, name: Namer, lang: str) -> str:
    match fact:
        case DatedEvent():
            return _joined((when(fact, lang, short=True) or label("labels", "undated", lang), fact.what))
        case Statement():
            return statement_words(fact, name, lang)
        case Actor():
            return f"{name(fact.id)} — {fact.role or label('actor_kinds', fact.kind, lang)}"
        case Tool():
            maker = labelled(label("labels", "maker", lang), name(fact.maker) if fact.maker else "", lang)
            users = labelled(label("labels", "operators", lang), ", ".join(map(name, fact.operators)), lang)
            return _joined((name(fact.id), label("tool_kinds", fact.kind, lang), maker, users, fact.purpose))
        case Place():
            return _joined((name(fact.id), label("place_kinds", fact.kind, lang)))


def statement_words(fact: Statement, name: Namer, lang: str = "en") -> str:
    """ "Kash Patel, via AFP: ..."; indirect speech, so without quotation marks."""
    speaker = name(fact.speaker) if fact.speaker else ""
    via = f"{word('via', lang)} {name(fact.via)}" if fact.via else ""
    who = ", ".join(part for part in (speaker, via) if part)
    return labelled(who, fact.text, lang) if who else fact.text
