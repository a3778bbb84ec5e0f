"""The parts of a printed sheet, each a function to one block of Markdown, empty when the sheet has nothing for it."""

from collections.abc import Iterable, Iterator

from factsheets.dates import format_date
from factsheets.display import amount_words, bulk_words, labelled, parties, when, word
from factsheets.export.escape import emphasis, escape, strong
from factsheets.export.printing import SHORT_HASH, Printing, text_at_hand
from factsheets.model import (
    Actor,
    CurrencyFrom,
    DatedEvent,
    Fact,
    Figure,
    NotStated,
    Place,
    Rank,
    Source,
    Statement,
    Tool,
)
from factsheets.vocabulary import label


def figures(printing: Printing) -> str:
    rows = ((*_figure_cells(printing, figure), printing.references(figure)) for figure in printing.sheet.figures)
    return printing.table("figures", ("what", "amount", "who", "when", "kind", "nature"), rows, right=1)


def _figure_cells(printing: Printing, figure: Figure) -> tuple[str, ...]:
    lang = printing.lang
    kind = label("figure_kinds", figure.kind, lang)
    return (
        figure.label,
        amount_words(figure, lang),
        parties(figure, printing.shown),
        when(figure, lang),
        f"{kind}, {word(figure.basis, lang)}" if figure.basis else kind,
        ", ".join(printing.standing(figure)),
    )


def timeline(printing: Printing) -> str:
    rows = ((*_event_cells(printing, event), printing.references(event)) for event in _in_order(printing.sheet.dates))
    return printing.table("timeline", ("when", "what", "who", "nature"), rows)


def _in_order(events: Iterable[DatedEvent]) -> list[DatedEvent]:
    """Dated events by date, then the rest as the sheet has them."""
    events = tuple(events)
    dated = [(event.date.sort_key(), place) for place, event in enumerate(events) if event.date]
    return [events[place] for _, place in sorted(dated)] + [event for event in events if event.date is None]


def _event_cells(printing: Printing, event: DatedEvent) -> tuple[str, ...]:
    moment = when(event, printing.lang) or printing.label("undated")
    return moment, event.what, printing.names(event.actors), ", ".join(printing.standing(event))


def actors(printing: Printing) -> str:
    rows = ((*_actor_cells(printing, actor), printing.references(actor)) for actor in printing.sheet.actors)
    return printing.table("actors", ("name", "kind", "role", "also-known-as"), rows)


def _actor_cells(printing: Printing, actor: Actor) -> tuple[str, ...]:
    kind = label("actor_kinds", actor.kind, printing.lang)
    return printing.shown(actor.id), kind, actor.role, _other_names(printing, actor)


def _other_names(printing: Printing, entity: Actor | Tool | Place) -> str:
    """What else the documents call it, the sheet's own name included where the register shows another."""
    shown = printing.shown(entity.id)
    return ", ".join(other for other in dict.fromkeys((entity.name, *entity.aliases)) if other != shown)


def tools(printing: Printing) -> str:
    rows = ((*_tool_cells(printing, tool), printing.references(tool)) for tool in printing.sheet.tools)
    return printing.table("tools", ("name", "kind", "maker", "operators", "purpose", "also-known-as"), rows)


def _tool_cells(printing: Printing, tool: Tool) -> tuple[str, ...]:
    return (
        printing.shown(tool.id),
        label("tool_kinds", tool.kind, printing.lang),
        printing.shown(tool.maker) if tool.maker else "",
        printing.names(tool.operators),
        tool.purpose,
        _other_names(printing, tool),
    )


def places(printing: Printing) -> str:
    rows = ((*_place_cells(printing, place), printing.references(place)) for place in printing.sheet.places)
    return printing.table("places", ("name", "kind", "also-known-as"), rows)


def _place_cells(printing: Printing, place: Place) -> tuple[str, ...]:
    kind = label("place_kinds", place.kind, printing.lang)
    return printing.shown(place.id), kind, _other_names(printing, place)


def statements(printing: Printing) -> str:
    return printing.bullets(
        printing.label("statements"), (_statement(printing, one) for one in printing.sheet.statements)
    )


def _statement(printing: Printing, statement: Statement) -> str:
    """Indirect speech, so without quotation marks; speaker and channel are set apart by type."""
    lang = printing.lang
    speaker = strong(printing.shown(statement.speaker)) if statement.speaker else ""
    via = f"{word('via', lang)} {emphasis(printing.shown(statement.via))}" if statement.via else ""
    who = ", ".join(part for part in (speaker, via) if part)
    opening = f"{who}{word('colon', lang)} " if who else ""
    marks = emphasis(", ".join(printing.standing(statement)))
    return f"{opening}{escape(statement.text)} {marks} {printing.references(statement)}"


def not_stated(printing: Printing) -> str:
    items = (_missing(printing, one) for one in printing.sheet.not_stated)
    return printing.bullets(printing.label("not-stated"), items)


def _missing(printing: Printing, missing: NotStated) -> str:
    subject = ", ".join(_subject(printing, one) for one in missing.about)
    attribute = label("attributes", missing.what, printing.lang)
    return " · ".join(filter(None, (strong(subject), escape(attribute), escape(missing.note))))


def _subject(printing: Printing, one: str) -> str:
    fact = printing.sheet.fact(one)
    if isinstance(fact, Figure):
        return fact.label
    return fact.what if isinstance(fact, DatedEvent) else printing.shown(one)


def themes(printing: Printing) -> str:
    words = ", ".join(label("concepts", theme, printing.lang) for theme in printing.sheet.themes)
    return f"## {printing.label('themes')}\n\n{escape(words)}" if words else ""


def links(printing: Printing) -> str:
    items = (f"{strong(link.to)} · {escape(link.why)}" for link in printing.sheet.links)
    return printing.bullets(printing.label("links"), items)


def sources(printing: Printing) -> str:
    return printing.bullets(printing.label("sources"), (_source(printing, one) for one in printing.sheet.sources))


def _source(printing: Printing, source: Source) -> str:
    lang = printing.lang
    parts = [
        source.title,
        *(source.publisher, source.agency, ", ".join(source.authors)),
        format_date(source.published, lang) if source.published else printing.label("undated"),
        label("languages", source.lang, lang),
        f"{source.file}, sha256 {source.sha256[:SHORT_HASH]}",
        f"{source.text}, sha256 {source.text_sha256[:SHORT_HASH]}" if source.text else "",
        text_at_hand(source, printing.attached(source, None), lang),
        _original(printing, source),
        source.url,
        labelled(word("syndicated", lang), source.syndicated_from, lang),
        labelled(printing.label("note"), source.note, lang),
    ]
    return " · ".join([strong(source.id), *(escape(part) for part in parts if part)])


def _original(printing: Printing, source: Source) -> str:
    if source.original is None:
        return ""
    known = source.original
    words = (known.title, known.byline, known.name, f"{known.size} B", f"sha256 {known.sha256[:SHORT_HASH]}")
    return labelled(printing.label("original"), ", ".join(filter(None, words)), printing.lang)


def notes(printing: Printing) -> str:
    """What the tables have no column for, the sheet's own remarks first."""
    sheet = printing.sheet
    items = [escape(sheet.note)]
    if sheet.review:
        reviewed = ", ".join(filter(None, (sheet.review.by, sheet.review.at, sheet.review.notes)))
        items.append(escape(labelled(printing.label("reviewed"), reviewed, printing.lang)))
        accepted = (bulk_words(accept, printing.lang) for accept in sheet.review.bulk)
        items += [escape(labelled(printing.label("in-bulk"), words, printing.lang)) for words in accepted]
    for fact in sheet.facts():
        remarks = [escape(remark) for remark in _remarks(printing, fact) if remark]
        if remarks:
            items.append(" · ".join([printing.cited(fact), *remarks]))
    return printing.bullets(word("notes", printing.lang), items)


def _remarks(printing: Printing, fact: Fact) -> Iterator[str]:
    lang = printing.lang
    if isinstance(fact, Figure):
        yield from _figure_remarks(printing, fact)
    if isinstance(fact, Actor | Tool | Place):
        yield ", ".join(printing.standing(fact)) if printing.standing(fact) != (printing.label("reported"),) else ""
    if isinstance(fact, Actor) and fact.part_of:
        yield labelled(word("part-of", lang), printing.shown(fact.part_of), lang)
    if isinstance(fact, Figure | DatedEvent):
        yield labelled(printing.label("when"), fact.relative if fact.date else "", lang)
    if isinstance(fact, Figure | DatedEvent | Statement):
        yield labelled(word("subject", lang), printing.names(fact.about), lang)
    if not isinstance(fact, Place):
        yield labelled(printing.label("note"), fact.note, lang)


def _figure_remarks(printing: Printing, figure: Figure) -> Iterator[str]:
    lang = printing.lang
    if figure.printed not in {evidence.exact for evidence in figure.evidence}:
        yield labelled(printing.label("printed"), figure.printed, lang)
    if figure.currency_from in {CurrencyFrom.CONTEXT, CurrencyFrom.INHERITED}:
        yield word(figure.currency_from, lang)
    if figure.rank is not Rank.NORMAL or figure.reason:
        rank = printing.label("deprecated") if figure.rank is Rank.DEPRECATED else word(figure.rank, lang)
        yield labelled(rank, figure.reason, lang) or rank
