"""Hypothesis strategies: strings meant to break a writer of YAML, and whole valid sheets full of them."""

from decimal import Decimal

from hypothesis import strategies as st

from factsheets.amounts import Amount, Modifier
from factsheets.dates import parse_edtf
from factsheets.model import (
    Actor,
    Confidence,
    CurrencyFrom,
    DatedEvent,
    Draft,
    Evidence,
    FactSheet,
    Figure,
    Finding,
    Link,
    Nature,
    NotStated,
    Original,
    Place,
    Rank,
    Review,
    Source,
    Statement,
    Status,
    Tool,
)

HOSTILE = (
    "NO", "12:30", "0123", "~", "null", "- a", "a: b", "? x", "# no comment", "a #b", "&a", "*a", "!tag", "%x", "@x",
    "`x`", "{a: b}", "[a]", "a,b", "'", '"', "it's", "\\", "\\n", "a\nb", "a\n\n b", "\n", "\ttab", "trailing ",
    " leading", "a\r\nb", "\r", "\x85", "\u2028", "\ufeff", "\ufffe", "\x00", "\x1b]0;x\x07", "\x7f", "\u202e", "😀",
    "e\u0301",
    "---", "...", "--- a", "<<", "=", "|", ">", "|-", "x" * 300, "long words " * 30, "a  b", "a \n b", ": ", " :",
    "-", "?",
)  # fmt: skip
text = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
words = st.one_of(text).filter(lambda value: bool(value.strip()))
word_lists = st.lists(words, max_size=3).map(tuple)
idents = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?", fullmatch=True)
numbers = st.decimals(min_value=0, max_value=10**12, places=2, allow_nan=False)
dates = st.sampled_from(("2025", "2025-09", "2025-09-12", "199X", "XXXX-01", "2025-24", "2025-01/..", "2024~")).map(
    parse_edtf
)
natures = st.sampled_from(Nature)
confidences = st.sampled_from(Confidence)
_positions = st.integers(1, 10**6)


@st.composite
def evidence(draw: st.DrawFn) -> Evidence:
    exact, start = draw(words), draw(st.none() | _positions)
    return Evidence(
        source="s",
        exact=exact,
        paragraph=draw(_positions),
        page=draw(st.none() | _positions),
        start=start,
        end=None if start is None else start + len(exact),
        prefix=draw(text),
        suffix=draw(text),
    )


proof = st.lists(evidence(), min_size=1, max_size=2).map(tuple)


@st.composite
def amounts(draw: st.DrawFn) -> Amount:
    number = draw(numbers)
    single = st.sampled_from([one for one in Modifier if one not in {Modifier.RANGE, Modifier.MAGNITUDE}])
    return draw(
        st.sampled_from(
            [
                Amount(value=number, modifier=draw(single)),
                Amount(min=number, max=number + 1, modifier=Modifier.RANGE),
                Amount(min=number, modifier=Modifier.RANGE),
                Amount(magnitude=Decimal(10) ** draw(st.integers(1, 12)), modifier=Modifier.MAGNITUDE),
            ]
        )
    )


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    money = draw(st.booleans())
    rank = draw(st.sampled_from(Rank))
    return Figure(
        id="f",
        label=draw(words),
        kind="contract",
        amount=draw(amounts()),
        currency="USD" if money else "",
        currency_from=draw(st.sampled_from(CurrencyFrom)) if money else None,
        unit="" if money else draw(words),
        payer=draw(st.sampled_from(("", "a"))),
        about=draw(st.sampled_from(((), ("a",), ("t", "p")))),
        date=draw(st.none() | dates),
        relative=draw(text),
        printed="as printed: " + draw(text),
        nature=draw(natures),
        confidence=draw(confidences),
        rank=rank,
        reason=draw(words) if rank is Rank.DEPRECATED else draw(text),
        note=draw(text),
        evidence=draw(proof),
    )


@st.composite
def sources(draw: st.DrawFn) -> Source:
    restated = draw(st.booleans())
    original = Original(sha256="0" * 64, size=draw(_positions), name=draw(words), title=draw(text), first_line=3)
    return Source(
        id="s",
        file=draw(idents),
        sha256="f" * 64,
        restated=restated,
        original=original if restated else None,
        title=draw(text),
        authors=draw(word_lists),
        published=draw(st.none() | dates),
        lang=draw(st.sampled_from(("", "fr", "es"))),
        note=draw(text),
    )


@st.composite
def sheets(draw: st.DrawFn) -> FactSheet:
    actor = Actor(
        id="a", name=draw(words), kind="group", aliases=draw(word_lists), role=draw(text), evidence=draw(proof)
    )
    finding = Finding(id="x", kind="money", source="s", start=1, end=2, printed=draw(words), rule=draw(words))
    event = DatedEvent(id="d", what=draw(words), date=draw(dates), nature=draw(natures), evidence=draw(proof))
    statement = Statement(id="w", text=draw(words), speaker="a", about=("t",), note=draw(text), evidence=draw(proof))
    return FactSheet(
        format=1,
        id=draw(idents),
        title=draw(words),
        lang=draw(st.sampled_from(("en", "fr", "es"))),
        status=Status.DRAFT,
        summary=draw(text),
        note=draw(text),
        themes=draw(st.sampled_from(((), ("border", "debt")))),
        sources=(draw(sources()),),
        actors=(actor,),
        tools=(Tool(id="t", name=draw(words), maker="a", operators=("a",), purpose=draw(text), evidence=draw(proof)),),
        places=(Place(id="p", name=draw(words), kind="city", weak_aliases=draw(word_lists), evidence=draw(proof)),),
        figures=(draw(figures()),),
        dates=(event,),
        statements=(statement,),
        not_stated=(NotStated(about=("a", "f"), what="date", note=draw(text)),),
        links=(Link(to=draw(idents).join(("x-", "-x")), why=draw(words)),),
        review=draw(st.sampled_from((None, Review(), Review(by="a reader", at="2025-01-15")))),
        draft=draw(st.sampled_from((None, Draft(), Draft(pending=(finding,))))),
    )
