"""Sheets that hold whatever a hostile document could put into them."""

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from factsheets.amounts import Amount, Modifier
from factsheets.dates import parse_edtf
from factsheets.model import (
    Actor,
    Basis,
    Confidence,
    CurrencyFrom,
    DatedEvent,
    Evidence,
    FactSheet,
    Figure,
    Link,
    Nature,
    NotStated,
    Original,
    Per,
    Place,
    Rank,
    Review,
    Source,
    Statement,
    Status,
    Tool,
)

Strategy = st.SearchStrategy[Any]
LIVE = (
    "http://", "https://a.b/c", "ftp://x.org", "//localhost", "www.", "WWW.a.b", "example.com", "a@b.com",
    "mailto:a@b.c", "xmpp:a@b.c", "javascript:alert(1)", "[a](javascript:x)", "<javascript:x>",
    "<http://x.org>", "![", "](x)", "[x]", "[^1]", "[^1]: ", "^[n]", "[ ] ", "[!NOTE]", "<b>", "</b>", "<!--",
    "-->", "<script>", "&lt;", "&#60;", "&#x3c;", "&amp", "`", "```", "~~~", "~", "~~", "*", "**", "_", "__",
    "***", "#", " ##", "# ", "- ", "-", "+ ", "+", "1. ", "12) ", "1.", "---", "===", "> ", ">", ": ", "|",
    "||", "\\", "\\\\", "    ", "\t", "\n", "\r\n", "\n\n", "\n---\n", "\n...\n", "$", "$$", "$x$", "{", "{.c}",
    "{{ x }}", "{% x %}", "\x1b[31m", "\x1b]52;c;eA==\x07", "\x9b", "\x00", "\x7f", "\u202e", "\u200b",
    "\u2028", "\u00a0", "\u202f", "\ufeff", "é", "€", "名", "1", "2020", "x", "A", ".", "!", " ", "  ", "=cmd",
    "@", ":", "/",
)  # fmt: skip

hostile = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(LIVE), max_size=12).map("".join))
said = hostile.filter(lambda text: bool(text.strip()))
"""A field that a sheet cannot leave blank."""
ident = st.from_regex(r"[a-z0-9](?:[a-z0-9-]{0,12}[a-z0-9])?", fullmatch=True)

decimals = st.decimals(min_value=Decimal(-9999999), max_value=Decimal(10) ** 12, places=2)


@st.composite
def amounts(draw: st.DrawFn) -> Amount:
    shape = draw(st.integers(0, 3))
    if shape == 0:
        return Amount(value=draw(decimals), modifier=draw(st.sampled_from(Modifier)))
    if shape == 1:
        return Amount(min=draw(decimals), max=draw(decimals), modifier=Modifier.RANGE)
    if shape == 2:
        return Amount(magnitude=Decimal(10) ** draw(st.integers(1, 15)), modifier=Modifier.MAGNITUDE)
    return Amount()


places_in_text = st.none() | st.integers(1, 999)
pieces = st.builds(
    Evidence, source=st.sampled_from(["s1", "s2"]), exact=said, paragraph=places_in_text, page=places_in_text
)
DATES = ("2025", "2025-09", "2025-09-12", "199X", "XXXX-01", "2025-01/..", "2025-33")
dates = st.none() | st.sampled_from(DATES).map(parse_edtf)
ENTITIES = ("one", "two", "three")
entity = st.sampled_from(ENTITIES)
maybe = st.just("") | entity
some = st.lists(entity, max_size=2, unique=True).map(tuple)
words = st.lists(hostile, max_size=2).map(tuple)
hashes = st.from_regex(r"[0-9a-f]{64}", fullmatch=True)

proven: dict[str, Strategy] = {"id": ident, "evidence": st.lists(pieces, max_size=2).map(tuple)}
standing: dict[str, Strategy] = {
    "nature": st.sampled_from(Nature),
    "confidence": st.sampled_from(Confidence),
    "note": hostile,
    **proven,
}
named: dict[str, Strategy] = {"name": said, "aliases": words}
timed: dict[str, Strategy] = {"date": dates, "relative": hostile, "about": some}


def few(facts: Strategy) -> Strategy:
    return st.lists(facts, max_size=2).map(tuple)


actors = st.builds(
    Actor, kind=st.just("person") | hostile, role=hostile, part_of=maybe, **named, **standing | {"id": entity}
)
tools = st.builds(Tool, kind=st.just("app"), maker=maybe, operators=some, purpose=hostile, **named, **standing)
places = st.builds(Place, kind=st.just("city"), **named, **proven)
figures = st.builds(
    Figure,
    label=said,
    kind=st.sampled_from(["contract", "price"]),
    amount=amounts(),
    currency=st.sampled_from(["USD", "EUR", "CHF", "", "XYZ"]),
    currency_from=st.none() | st.sampled_from(CurrencyFrom),
    unit=st.sampled_from(["users", "percent", ""]) | hostile,
    basis=st.none() | st.sampled_from(Basis),
    per=st.sampled_from(Per),
    payer=maybe,
    payee=maybe,
    printed=said,
    rank=st.sampled_from(Rank),
    reason=hostile,
    **timed,
    **standing,
)
events = st.builds(DatedEvent, what=said, actors=some, **timed, **standing)
statements = st.builds(Statement, text=said, speaker=maybe, via=maybe, about=some, **standing)
originals = st.none() | st.builds(Original, sha256=hashes, size=st.just(9), name=said, title=hostile, byline=hostile)


def source(source_id: str) -> st.SearchStrategy[Source]:
    return st.builds(
        Source,
        id=st.just(source_id),
        file=said,
        sha256=hashes,
        restated=st.booleans(),
        original=originals,
        title=hostile,
        publisher=hostile,
        authors=words,
        published=dates,
        lang=st.sampled_from(["fr", ""]),
        url=hostile,
        note=hostile,
        syndicated_from=hostile,
    )


sheets = st.builds(
    FactSheet,
    format=st.just(1),
    id=ident,
    title=hostile,
    lang=st.just("en"),
    status=st.sampled_from(Status),
    summary=hostile,
    note=hostile,
    themes=words,
    sources=st.tuples(source("s1"), source("s2")),
    actors=few(actors),
    tools=few(tools),
    places=few(places),
    figures=few(figures),
    dates=few(events),
    statements=few(statements),
    not_stated=few(st.builds(NotStated, about=some, what=st.just("date") | hostile, note=hostile)),
    links=few(st.builds(Link, to=said, why=hostile)),
    review=st.none() | st.builds(Review, by=hostile, notes=hostile),
)
namers = st.fixed_dictionaries({}, optional=dict.fromkeys(ENTITIES, said)).map(
    lambda known: lambda one: known.get(one, one)
)
