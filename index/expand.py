"""A sheet -> index documents: each fact with the words it answers to, the sheet, the passages of its sources.

A fact answers to its own words, to every name of whom and what it is about, to its amount in canonical form and to its
date as `d:2025`, `d:2025-09`, `m:09`; to its sheet's title and themes as well, with less weight.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import nextafter

from factsheets import display
from factsheets.amounts import Interval, plain
from factsheets.dates import Edtf
from factsheets.library import Library
from factsheets.model import (
    Actor,
    DatedEvent,
    Fact,
    FactSheet,
    Figure,
    Place,
    Source,
    Statement,
    Status,
    Tool,
    fact_type,
    mentions,
)
from factsheets.vocabulary import terms as vocabulary_terms
from index.analysis import analysed, fold, terms
from index.behind import Indexed, with_gist, with_sheet
from index.days import date_terms, day_number
from index.gist import gists_of
from index.schema import LONGEST_EDGE, RANK_CODES, STATUS_CODES, DocType, Document, Row, codes, place_of

UNBOUNDED = 1e300
OTHER = 255


@dataclass(frozen=True, slots=True)
class Names:
    """Every name of the actors, tools and places of one sheet, the gazetteer's included, and every id judged the same.

    A weak alias finds with less weight, as the words of the sheet's title do. The first id is the one that stands.
    """

    strong: dict[str, tuple[str, ...]]
    weak: dict[str, tuple[str, ...]]
    shown: dict[str, str]
    same: dict[str, tuple[str, ...]]

    def all(self, entity: str) -> tuple[str, ...]:
        return (*self.strong.get(entity, ()), *self.weak.get(entity, ()))


def names_of(library: Library, sheet: FactSheet) -> Names:
    strong, weak, shown, same = {}, {}, {}, {}
    gazetteer = library.gazetteer
    items = {item.id: item for item in sheet.entities()}
    for item in items.values():
        same[item.id] = gazetteer.one_with(item.id)
        here = [item, *(items[one] for one in same[item.id] if one in items and one != item.id)]
        known = gazetteer.get(item.id)
        names = (name for one in here for name in (one.name, *one.aliases))
        strong[item.id] = tuple(dict.fromkeys((*names, *(known.names() if known else ()))))
        weaker = (name for one in here for name in one.weak_aliases)
        weak[item.id] = tuple(dict.fromkeys((*weaker, *(known.weak_names() if known else ()))))
        shown[item.id] = known.name if known else items.get(same[item.id][0], item).name
    return Names(strong, weak, shown, same)


def sheet_documents(library: Library, sheet: FactSheet, path: str) -> Iterator[Document]:
    """The documents of one sheet file, the facts before the sheet; `path` is the file's name in the library."""
    names = names_of(library, sheet)
    gists = gists_of(sheet, names.strong)
    position = 0
    for position, fact in enumerate(sheet.facts(), start=1):
        label, line = _label(fact, names), _line(fact, sheet, names)
        row = Row(fact_type(fact), sheet.id, fact.id, label, line, path=path)
        yield _fact_document(fact, sheet, names) | {
            "status": STATUS_CODES[sheet.status],
            "place": place_of(sheet.id, position),
            "row": with_gist(row.to_json(), gists[fact.id]),
        }
    place = place_of(sheet.id, position + 1)
    yield _sheet_document(sheet, names, path) | {"status": STATUS_CODES[sheet.status], "place": place}


def passage_documents(library: Library, sheet: FactSheet, source: Source, path: str) -> Iterator[Document]:
    """One document for each paragraph of a source, as it is kept in `seeds/`."""
    read = library.source(source)
    if read.text is None or read.verified == "no":
        return
    lang = source.lang or sheet.lang
    refs, sources = [f"sheet:{sheet.id}", f"lang:{lang}"], _source_terms(source, sheet.lang)
    for number, span in enumerate(read.text.paragraphs, start=1):
        found = analysed([(read.text.text[span.start : span.end], lang)])
        row = Row("passage", sheet.id, "", source.title, "", source.id, number, path)
        yield {
            "words": found.words,
            "forms": found.forms,
            "refs": refs,
            "sources": sources,
            "type": DocType.PASSAGE,
            "place": place_of(source.text_file(), number),
            "row": row.to_json(),
        }


def _label(fact: Fact, names: Names) -> str:
    match fact:
        case Figure():
            return fact.label
        case DatedEvent():
            return fact.what
        case Statement():
            return fact.text
        case _:
            return names.shown.get(fact.id, fact.name)


def _line(fact: Fact, sheet: FactSheet, names: Names) -> str:
    def name(entity: str) -> str:
        return names.shown.get(entity, entity)

    return display.fact_line(fact, name, draft=sheet.status is Status.DRAFT, bulk=sheet.in_bulk(fact.id))


def _fact_document(fact: Fact, sheet: FactSheet, names: Names) -> Document:
    lang, ids = sheet.lang, mentions(fact)
    strong = [(name, lang) for entity in ids for name in names.strong[entity]]
    printed = [(fact.printed, _language(fact, sheet))] if isinstance(fact, Figure) else []
    when = fact.date if isinstance(fact, (Figure, DatedEvent)) else None
    words, forms = analysed([*((text, lang) for text in _own_words(fact)), *strong, *printed])
    titles = [_label(fact, names), *(name for entity in ids for name in names.all(entity))]
    document: Document = {
        "words": words,
        "forms": forms,
        "edges": _edges_of(titles, lang),
        "context": _terms_of((name for entity in ids for name in names.weak[entity]), lang),
        "quoted": _quoted(fact, sheet).difference(words),
        "refs": [*(one for entity in ids for one in names.same[entity]), f"sheet:{sheet.id}", f"lang:{lang}"],
        "sources": _named_sources(fact, sheet),
        "type": DocType[fact_type(fact).upper()],
    }
    if isinstance(fact, Actor | Tool | Place):
        document["names"] = _terms_of(names.all(fact.id), lang)
        document["refs"].append(f"is:{fact.id}")
    if isinstance(fact, Figure):
        document |= _figure_columns(fact)
        words += _amount_terms(fact)
    if when is not None:
        document |= _date_columns(when)
        words += date_terms(when)
    return document


def _quoted(fact: Fact, sheet: FactSheet) -> set[str]:
    """The terms of a fact's evidence, in the language of its source: another, as often as not, than the sheet's."""
    found: set[str] = set()
    for piece in fact.evidence:
        source = sheet.source(piece.source)
        found |= _known_terms(piece.exact, source.lang if source and source.lang else sheet.lang)
    return found


def _named_sources(fact: Fact, sheet: FactSheet) -> set[str]:
    found: set[str] = set()
    for name in {piece.source for piece in fact.evidence}:
        source = sheet.source(name)
        found |= _source_terms(source, sheet.lang) if source else frozenset()
    return found


def _source_terms(source: Source, lang: str) -> frozenset[str]:
    """What a source is called: its title, who published it, its file."""
    texts = (source.title, source.publisher, source.agency, source.file, source.id)
    return _terms_of(texts, source.lang or lang)


def _language(fact: Fact, sheet: FactSheet) -> str:
    source = sheet.source(fact.evidence[0].source) if fact.evidence else None
    return source.lang if source and source.lang else sheet.lang


def _own_words(fact: Fact) -> tuple[str, ...]:
    match fact:
        case Figure():
            return fact.label, fact.note
        case DatedEvent():
            return fact.what, fact.relative, fact.note
        case Statement():
            return fact.text, fact.note
        case Actor():
            return fact.role, fact.note
        case Tool():
            return fact.purpose, fact.note, *_kind_words(fact)
        case Place():
            return ()


def _kind_words(tool: Tool) -> tuple[str, ...]:
    """What such tools are called in any language: a sheet may say no more of a tool than its kind."""
    kind = vocabulary_terms("tool_kinds").get(tool.kind)
    return kind.words if kind and tool.kind != "other" else ()


def _amount_terms(figure: Figure) -> list[str]:
    amount = figure.amount
    return [plain(number) for number in (amount.value, amount.min, amount.max) if number is not None]


def _figure_columns(figure: Figure) -> Document:
    """The codes and bounds of a figure; an open bound, as of "more than 3M", is the next number within."""
    interval: Interval = figure.amount.interval()
    low = -UNBOUNDED if interval.low is None else float(interval.low)
    high = UNBOUNDED if interval.high is None else float(interval.high)
    return {
        "kind": codes("figure_kinds")[figure.kind],
        "currency": codes("currencies").get(figure.currency, 0),
        "measure": codes("units").get(figure.unit, OTHER if figure.unit else 0),
        "rank": RANK_CODES[figure.rank],
        "low": nextafter(low, UNBOUNDED) if interval.low_open else low,
        "high": nextafter(high, -UNBOUNDED) if interval.high_open else high,
        "size": float(figure.amount.size()),
    }


def _date_columns(when: Edtf) -> Document:
    return {"first": day_number(when.earliest), "last": day_number(when.latest)}


def _edges_of(texts: Iterable[str], lang: str) -> frozenset[str]:
    """The first letters of every word of names and labels: what completes as one begins to type."""
    return frozenset().union(*(_edges(text, lang) for text in texts))


@lru_cache(maxsize=16_384)
def _edges(text: str, lang: str) -> frozenset[str]:
    words = set(map(fold, text.split()))
    if not text.replace(" ", "").isalnum():
        words.update(terms(text, lang))
    return frozenset(word[:length] for word in words if word for length in range(1, LONGEST_EDGE + 1))


def _terms_of(texts: Iterable[str], lang: str) -> frozenset[str]:
    return frozenset().union(*(_known_terms(text, lang) for text in texts))


@lru_cache(maxsize=16_384)
def _known_terms(text: str, lang: str) -> frozenset[str]:
    """The terms of a name or a quotation, which every fact about its bearer repeats."""
    return frozenset(terms(text, lang))


def _sheet_document(sheet: FactSheet, names: Names, path: str) -> Document:
    entities = [item.id for item in sheet.entities()]
    texts = [sheet.title, sheet.summary, sheet.note, *(name for entity in entities for name in names.all(entity))]
    words, forms = analysed([(text, sheet.lang) for text in texts])
    draft = sheet.status is Status.DRAFT
    row = Row("sheet", sheet.id, "", sheet.title, " ".join(sheet.summary.split()), path=path, draft=draft)
    return {
        "key": [sheet.id],
        "words": words,
        "forms": forms,
        "context": _context(sheet),
        "edges": _edges_of([sheet.title], sheet.lang),
        "refs": [
            f"sheet:{sheet.id}",
            f"lang:{sheet.lang}",
            *(one for entity in entities for one in names.same[entity]),
            *(f"link:{link.to}" for link in sheet.links),
        ],
        "sources": frozenset().union(*(_source_terms(source, sheet.lang) for source in sheet.sources)),
        "type": DocType.SHEET,
        "row": with_sheet(row.to_json(), Indexed(sheet, names.shown, names.same)),
    }


def _context(sheet: FactSheet) -> frozenset[str]:
    themes = vocabulary_terms("concepts")
    words = (word for theme in sheet.themes if theme in themes for word in themes[theme].words)
    return _terms_of([sheet.title, *words], sheet.lang)
