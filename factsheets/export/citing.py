"""A fact as it goes into a person's own text: its value, everything that proves it in one line, the words as printed.

Each is one line without a control character, however the sheet has it. Quotation marks stand only round words that are
the document's own and were found in it: a restatement's never are.
"""

from collections.abc import Callable, Iterable, Iterator

from factsheets.dates import format_date
from factsheets.display import (
    SEPARATOR,
    Namer,
    amount_words,
    fact_line,
    labelled,
    parties,
    standing,
    when,
    word,
)
from factsheets.export.escape import one_line
from factsheets.export.printing import is_restated, place_words, short_hash, text_at_hand
from factsheets.model import DatedEvent, Evidence, Fact, FactSheet, Figure, Nature, Source, Statement, Status
from factsheets.vocabulary import label

Proven = Callable[[Evidence], str]
"""What vouches for a piece of evidence: "text", "original" or "no"."""
_QUOTED = {"en": "“{}”", "fr": "«\u00a0{}\u00a0»", "es": "«{}»"}


def value(sheet: FactSheet, fact: Fact, name: Namer, lang: str = "en") -> str:
    """An amount or a date in words, a statement's text, a name; in brackets what it must not be used without."""
    match fact:
        case Figure():
            words = amount_words(fact, lang)
        case DatedEvent():
            words = when(fact, lang) or label("labels", "undated", lang)
        case Statement():
            words = fact.text
        case _:
            return one_line(name(fact.id))
    sure = {label("labels", nature, lang) for nature in (Nature.REPORTED, Nature.CONFIRMED)}
    marks = [mark for mark in standing(fact, lang, draft=sheet.status is Status.DRAFT) if mark not in sure]
    return one_line(f"{words} ({', '.join(marks)})" if marks else words)


def citation(sheet: FactSheet, fact: Fact, name: Namer, proven: Proven, lang: str = "en") -> str:
    """ "Cameras: €3,000,000 · Port -> Acme · 2024 · contract, paid · reported · AFP, Harbour, paragraph 2 · ..."."""
    sources = [
        SEPARATOR.join((_origin(source, pieces, lang), *_worth(source, _worst(pieces, proven), lang)))
        for source, pieces in _by_source(sheet, fact)
    ]
    proof = sources or [word("no-passage", lang)]
    return one_line(SEPARATOR.join(filter(None, (*_told(sheet, fact, name, lang), *proof, f"{sheet.id}#{fact.id}"))))


def quote(sheet: FactSheet, fact: Fact, proven: Proven, lang: str = "en") -> str:
    """The fragments as printed, with where they stand; empty where no passage is cited."""
    told = []
    for source, pieces in _by_source(sheet, fact):
        verified = _worst(pieces, proven)
        fragments = dict.fromkeys(piece.exact for piece in pieces)
        words = "; ".join(_as_printed(one, source, verified, lang) for one in fragments)
        told += [words, _origin(source, pieces, lang), text_at_hand(source, verified, lang)]
    return one_line(SEPARATOR.join((*told, f"{sheet.id}#{fact.id}"))) if told else ""


def passage_quote(sheet: FactSheet, source: Source, paragraph: int, text: str, verified: str, lang: str = "en") -> str:
    """A paragraph of a source, with where it stands."""
    words = _as_printed(one_line(text), source, verified, lang)
    place, worth = _paragraph(source, paragraph, lang), text_at_hand(source, verified, lang)
    return one_line(SEPARATOR.join((words, place, worth, _passage_ref(sheet, source, paragraph))))


def passage_citation(sheet: FactSheet, source: Source, paragraph: int, verified: str, lang: str = "en") -> str:
    """Where a paragraph stands, without its words."""
    told = (
        _paragraph(source, paragraph, lang),
        *_worth(source, verified, lang),
        _passage_ref(sheet, source, paragraph),
    )
    return one_line(SEPARATOR.join(told))


def _paragraph(source: Source, paragraph: int, lang: str) -> str:
    return f"{_described(source, lang)}, {label('labels', 'paragraph', lang)} {paragraph}"


def _passage_ref(sheet: FactSheet, source: Source, paragraph: int) -> str:
    return f"source/{sheet.id}/{source.id}/{paragraph}"


def _told(sheet: FactSheet, fact: Fact, name: Namer, lang: str) -> tuple[str, ...]:
    """What the fact says, with all that limits it."""
    draft, bulk = sheet.status is Status.DRAFT, sheet.in_bulk(fact.id)
    if not isinstance(fact, Figure):
        return (fact_line(fact, name, lang, draft=draft, bulk=bulk),)
    kind = label("figure_kinds", fact.kind, lang)
    return (
        labelled(fact.label, amount_words(fact, lang), lang),
        parties(fact, name),
        when(fact, lang),
        f"{kind}, {word(fact.basis, lang)}" if fact.basis else kind,
        *standing(fact, lang, draft=draft, bulk=bulk),
    )


def _by_source(sheet: FactSheet, fact: Fact) -> Iterator[tuple[Source, list[Evidence]]]:
    for source_id in dict.fromkeys(piece.source for piece in fact.evidence):
        source = sheet.source(source_id)
        if source is not None:
            yield source, [piece for piece in fact.evidence if piece.source == source_id]


def _worst(pieces: Iterable[Evidence], proven: Proven) -> str:
    """What vouches for all of them."""
    found = {proven(piece) for piece in pieces}
    return next(one for one in ("no", "text", "original") if one in found)


def _origin(source: Source, pieces: Iterable[Evidence], lang: str) -> str:
    return ", ".join(filter(None, (_described(source, lang), place_words(pieces, lang))))


def _described(source: Source, lang: str) -> str:
    """ "AFP, S. Pimentel, the document's own title, no date"."""
    own = source.original.title if source.original else ""
    makers = dict.fromkeys((source.agency, source.publisher, *source.authors))
    published = format_date(source.published, lang) if source.published else label("labels", "undated", lang)
    return ", ".join(filter(None, (*makers, own or source.title or source.file, published)))


def _worth(source: Source, verified: str, lang: str) -> tuple[str, str]:
    return text_at_hand(source, verified, lang), short_hash(source, verified)


def _as_printed(words: str, source: Source, verified: str, lang: str) -> str:
    if verified == "no" or is_restated(source, verified):
        return words
    return _QUOTED.get(lang, _QUOTED["en"]).format(words)
