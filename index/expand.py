"""A sheet -> index documents: each fact with the words it answers to, the sheet, the passages of its sources.

A fact answers to its own words, to every name of whom and what it is about, to its amount in canonical form and to its
date as `d:2025`, `d:2025-09`, `m:09`; to its sheet's title and themes as well, with less weight.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

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
from index.analysis import fold, terms
from index.schema import LONGEST_PREFIX, RANK_CODES, STATUS_CODES, DocType, Row, codes, place_of

UNBOUNDED = 1e300
OTHER = 255

Document = dict[str, Any]


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
    context = _context(sheet)
    position = 0
    for position, fact in enumerate(sheet.facts(), start=1):
        document = _fact_document(fact, sheet, names)
        weak = (name for entity in mentions(fact) for name in names.weak[entity])
        document |= {
            "unit": sheet_unit(path),
            "context": [*context, *(term for name in weak for term in _name_terms(name, sheet.lang))],
            "status": STATUS_CODES[sheet.status],
            "place": place_of(sheet.id, position),
        }
        row = Row(fact_type(fact), sheet.id, fact.id, _label(fact, names), _line(fact, sheet, names), path=path)
        yield document | {"key": f"{sheet.id}#{fact.id}", "row": row.to_json()}
    place = place_of(sheet.id, position + 1)
    yield _sheet_document(sheet, names, path) | {"status": STATUS_CODES[sheet.status], "place": place}


def passage_documents(library: Library, sheet: FactSheet, source: Source, path: str) -> Iterator[Document]:
    """One document for each paragraph of a source, as it is kept in `seeds/`."""
    read = library.source(source)
    if read.text is None or read.verified == "no":
        return
    lang = source.lang or sheet.lang
    for number, span in enumerate(read.text.paragraphs, start=1):
        words = terms(read.text.text[span.start : span.end], lang)
        row = Row("passage", sheet.id, "", source.title, "", source.id, number, path)
        yield {
            "unit": source_unit(source.text_file()),
            "words": words,
            "type": DocType.PASSAGE,
            "place": place_of(source.text_file(), number),
            "refs": [f"sheet:{sheet.id}", f"lang:{lang}"],
            "row": row.to_json(),
        }


def sheet_unit(path: str) -> str:
    return f"sheet {path}"


def source_unit(file: str) -> str:
    return f"source {file}"


def _context(sheet: FactSheet) -> list[str]:
    themes = vocabulary_terms("concepts")
    words = [sheet.title, *(word for theme in sheet.themes if theme in themes for word in themes[theme].words)]
    return list(dict.fromkeys(term for word in words for term in terms(word, sheet.lang)))


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
    ids = mentions(fact)
    found = [term for text in _own_words(fact) for term in terms(text, sheet.lang)]
    found += [term for entity in ids for name in names.strong[entity] for term in _name_terms(name, sheet.lang)]
    titles = [_label(fact, names), *(name for entity in ids for name in names.all(entity))]
    same = dict.fromkeys(one for entity in ids for one in names.same[entity])
    document: Document = {
        "words": found,
        "names": prefixes(titles, sheet.lang),
        "refs": [*same, f"sheet:{sheet.id}", f"lang:{sheet.lang}"],
        "type": DocType[fact_type(fact).upper()],
    }
    if isinstance(fact, Figure):
        document |= _figure_columns(fact)
        document["words"] = [*found, *_amount_terms(fact), *terms(fact.printed, _language(fact, sheet))]
    when = fact.date if isinstance(fact, (Figure, DatedEvent)) else None
    if when is not None:
        document |= _date_columns(when)
        document["words"] = [*document["words"], *date_terms(when)]
    return document


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
            return fact.purpose, fact.note
        case Place():
            return ()


def _amount_terms(figure: Figure) -> list[str]:
    amount = figure.amount
    return [plain(number) for number in (amount.value, amount.min, amount.max) if number is not None]


def _figure_columns(figure: Figure) -> Document:
    interval: Interval = figure.amount.interval()
    return {
        "kind": codes("figure_kinds")[figure.kind],
        "currency": codes("currencies").get(figure.currency, 0),
        "measure": codes("units").get(figure.unit, OTHER if figure.unit else 0),
        "rank": RANK_CODES[figure.rank],
        "low": -UNBOUNDED if interval.low is None else float(interval.low),
        "high": UNBOUNDED if interval.high is None else float(interval.high),
    }


def _date_columns(when: Edtf) -> Document:
    return {"first": day_number(when.earliest), "last": day_number(when.latest)}


def day_number(day: date | None) -> int:
    """yyyymmdd, 0 where the day is open or unknown."""
    return day.year * 10_000 + day.month * 100 + day.day if day else 0


def date_terms(when: Edtf) -> list[str]:
    """The terms that a date answers to: its years, and the month or day where it has one."""
    found = []
    if when.recurring:
        found.append(f"m:{when.recurring[0]:02}")
    for part in when.text.replace("~", "").replace("?", "").replace("%", "").split("/"):
        pieces = part.split("-")
        if len(pieces[0]) == 4 and pieces[0].isdigit():
            found += ["d:" + "-".join(pieces[: count + 1]) for count in range(len(pieces))]
            found += [f"m:{pieces[1]}"] if len(pieces) > 1 else []
            found.append(pieces[0])
    return list(dict.fromkeys(found))


def prefixes(texts: Iterable[str], lang: str) -> list[str]:
    """Every beginning of every word of names and labels, up to eight letters: what completes as one types."""
    return sorted(frozenset().union(*(_prefixes(text, lang) for text in texts)))


@lru_cache(maxsize=16_384)
def _prefixes(text: str, lang: str) -> frozenset[str]:
    words = {fold(token) for token in [*terms(text, lang), *text.split()]}
    return frozenset(word[:length] for word in words for length in range(1, min(len(word), LONGEST_PREFIX) + 1))


@lru_cache(maxsize=16_384)
def _name_terms(name: str, lang: str) -> tuple[str, ...]:
    """The terms of a name, which every fact about its bearer repeats."""
    return tuple(terms(name, lang))


def _sheet_document(sheet: FactSheet, names: Names, path: str) -> Document:
    entities = [entity for item in sheet.entities() for entity in names.all(item.id)]
    words = [sheet.title, sheet.summary, sheet.note, *entities]
    draft = sheet.status is Status.DRAFT
    row = Row("sheet", sheet.id, "", sheet.title, " ".join(sheet.summary.split()), path=path, draft=draft)
    return {
        "unit": sheet_unit(path),
        "key": sheet.id,
        "words": [term for word in words for term in terms(word, sheet.lang)],
        "context": _context(sheet),
        "names": prefixes([sheet.title], sheet.lang),
        "refs": [
            f"sheet:{sheet.id}",
            f"lang:{sheet.lang}",
            *dict.fromkeys(one for item in sheet.entities() for one in names.same[item.id]),
            *(f"link:{link.to}" for link in sheet.links),
        ],
        "type": DocType.SHEET,
        "row": row.to_json(),
    }
