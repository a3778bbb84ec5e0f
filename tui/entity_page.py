"""What many sheets say of one actor, tool, place or theme -> page: sheet by sheet, the figures first."""

from collections.abc import Iterable, Iterator

from factsheets import display
from factsheets.gazetteer import Known
from factsheets.library import Library
from factsheets.vocabulary import label, terms
from tui.amount_column import Amounts
from tui.gathered import Gathered, Mention
from tui.page import SEARCH, Block, Column, Kind, Page, Span, Style
from tui.wording import counted, word

_ORDER = ("figure", "actor", "tool", "place", "statement", "date")


def entity_page(library: Library, ref: str, gathered: Gathered, lang: str) -> Page:
    kind, _, entity = ref.partition("/")
    known = library.gazetteer.get(entity)
    if not gathered.facts and known is None:
        raise KeyError(ref)
    same = library.gazetteer.one_with(entity)
    own = min((one for one in gathered.facts if one.fact in same), key=lambda one: same.index(one.fact), default=None)
    name = known.name if known else own.label if own else entity
    kind_word = label(f"{kind}_kinds", known.kind, lang) if known and known.kind else kind
    blocks = [Block(Kind.HEADING, (Span(name, Style.TITLE),), level=1)]
    counts = [counted("facts", gathered.fact_count, lang), counted("sheets", gathered.sheet_count, lang)]
    told = [kind_word, *counts] if gathered.fact_count else [kind_word]
    blocks.append(Block(Kind.TEXT, (Span(" · ".join(told), Style.DIM),)))
    blocks += _known_words(known, lang) if known else ()
    blocks += _more("more-facts", gathered.fact_count - len(gathered.facts), f"{kind}:{entity}", lang)
    blocks += _by_sheet(gathered, sorted(gathered.facts, key=lambda one: one.sheet), lang)
    return Page(ref, name, tuple(blocks))


def concept_page(ref: str, gathered: Gathered, lang: str) -> Page:
    """A theme's name and other words, the sheets under it, and the first facts that speak of it."""
    term = terms("concepts")[ref.partition("/")[2]]
    name = term.label(lang)
    others = ", ".join(dict.fromkeys(one for one in term.words if one != name))
    kind = " · ".join([word("concept", lang), counted("sheets", gathered.sheet_count, lang)])
    blocks = [Block(Kind.HEADING, (Span(name, Style.TITLE),), level=1), Block(Kind.TEXT, (Span(kind, Style.DIM),))]
    blocks += _labelled(word("other-words", lang), others, lang)
    if gathered.under:
        blocks += _heading(label("labels", "sheets", lang))
        blocks += [_sheet_item(one, lang) for one in gathered.under]
        blocks += _more("more-sheets", gathered.sheet_count - len(gathered.under), name, lang)
    if gathered.facts:
        blocks += _heading(word("mentions", lang))
        blocks += _by_sheet(gathered, gathered.facts, lang)
        blocks += [Block(Kind.BLANK), _search(name, lang)]
    return Page(ref, name, tuple(blocks))


def _heading(title: str) -> Iterator[Block]:
    yield Block(Kind.BLANK)
    yield Block(Kind.HEADING, (Span(title, Style.HEADING),), level=2, anchor=title)


def _sheet_item(one: Mention, lang: str) -> Block:
    flag = (Span(f" · {label('labels', 'draft', lang)}", Style.WARNING),) if one.draft else ()
    return Block(Kind.ITEM, (Span(one.label or one.sheet, link=f"sheet/{one.sheet}"), *flag), marker="-")


def _more(key: str, count: int, query: str, lang: str) -> Iterator[Block]:
    if count > 0:
        shown = Span(word(key, lang, count=f"{count:,}") + display.word("colon", lang) + " ", Style.WARNING)
        yield Block(Kind.TEXT, (shown, *_search(query, lang).spans))


def _search(query: str, lang: str) -> Block:
    return Block(Kind.TEXT, (Span(word("search-for", lang, query=query), link=f"{SEARCH}{query}"),))


def _known_words(known: Known, lang: str) -> Iterator[Block]:
    inside = ", ".join(dict.fromkeys(one for words in known.aliases.values() for one in words))
    outside = ", ".join(dict.fromkeys(one for words in known.outside.values() for one in words))
    also = label("labels", "also-known-as", lang)
    yield from _labelled(also, inside, lang)
    yield from _labelled(f"{also} ({label('labels', 'outside', lang)})", outside, lang)
    yield from _labelled(label("labels", "note", lang), known.note, lang)


def _labelled(title: str, text: str, lang: str) -> Iterator[Block]:
    if text:
        yield Block(Kind.TEXT, (Span(f"{title}{display.word('colon', lang)} ", Style.LABEL), Span(text)))


def _by_sheet(gathered: Gathered, facts: Iterable[Mention], lang: str) -> Iterator[Block]:
    by_sheet: dict[str, list[Mention]] = {}
    for one in facts:
        by_sheet.setdefault(one.sheet, []).append(one)
    amounts = Amounts(_amount(one) for one in facts if one.type == "figure")
    for sheet_id, own in by_sheet.items():
        sheet = gathered.sheets.get(sheet_id)
        title = sheet.label if sheet else sheet_id
        yield Block(Kind.BLANK)
        yield Block(Kind.HEADING, (Span(title, Style.HEADING, link=f"sheet/{sheet_id}"),), level=2, anchor=title)
        if sheet and sheet.draft:
            yield Block(Kind.TEXT, (Span(label("labels", "draft", lang), Style.WARNING),))
        for one in sorted(own, key=lambda one: _ORDER.index(one.type)):
            yield _figure(one, amounts) if one.type == "figure" else _item(one)


def _amount(one: Mention) -> str:
    return one.line.partition(display.SEPARATOR)[0]


def _figure(one: Mention, amounts: Amounts) -> Block:
    """The amount in its column; then what it was for, who paid whom and when."""
    ref = f"fact/{one.sheet}/{one.fact}"
    amount, _, rest = one.line.partition(display.SEPARATOR)
    what = (Span(one.label, link=ref), Span(f" · {rest}" if rest else "", Style.DIM))
    columns = (amounts.column(amount), Column())
    return Block(Kind.ROW, cells=((Span(amount, Style.AMOUNT),), what), columns=columns, fact=ref)


def _item(one: Mention) -> Block:
    ref = f"fact/{one.sheet}/{one.fact}"
    return Block(Kind.ITEM, (Span(one.line, link=ref),), marker="-", fact=ref)
