"""Sums in tables: bare figures whose currency and scale a caption or the head of their column gives."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from factsheets.amounts import parse_number
from factsheets.distill.currency_context import CurrencyContext
from factsheets.distill.document import Document, Paragraph
from factsheets.distill.number_lexicon import CurrencyName, Lexicon, lexicon
from factsheets.distill.number_tokens import Tokens, tokenize

_CELL = re.compile(r"[^\t|;]+")
_FIGURE = re.compile(r"[-−–+]?\(?(\d[\d.,'’ \u00a0\u202f\u2009]*)\)?")
_CAPTION_LENGTH, _CAPTION_WORDS = 160, 12
_HEAD_LENGTH, _LABEL_LENGTH = 60, 90
_YEARS = (1900, 2199)
_LONGEST_SIGN = 4


@dataclass(frozen=True, slots=True)
class Measure:
    """What a figure of a table is counted in: a currency and the scale that multiplies it."""

    name: CurrencyName
    scale: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class TableSum:
    """A figure of a table, by offsets of the document's text."""

    start: int
    end: int
    value: Decimal
    name: CurrencyName
    nature: str = ""


@dataclass(slots=True)
class _Table:
    """The table being read: what its caption says, what the heads of its columns say, whether its row counts heads."""

    caption: Measure | None = None
    columns: dict[int, Measure] = field(default_factory=dict)
    natures: dict[int, str] = field(default_factory=dict)
    counted: bool = False
    rows: int = 0
    heads: list[str] = field(default_factory=list)
    uncounted: set[int] = field(default_factory=set)
    since: int = 0

    def is_no_sum(self, column: int) -> bool:
        """Whether the head of a figure's column counts something else; -1 where a table was flattened into lines."""
        return (
            (self.since < len(self.heads) - 1 and self.since in self.uncounted)
            if column < 0
            else (column in self.uncounted)
        )

    def nature_of_line(self) -> str:
        """What the head of a flattened table says of a figure, by its place behind the label of its row."""
        return self.heads[self.since] if 0 < self.since < len(self.heads) - 1 else ""


def captions(document: Document) -> dict[int, tuple[int, Measure]]:
    """Position of a paragraph -> (where in it, what) for each that declares how the figures below it are counted."""
    known = lexicon(document.lang)
    found = {}
    for position, one in enumerate(document.paragraphs):
        if len(one.text) <= _CAPTION_LENGTH and (declared := _declared(one.text, known)):
            found[position] = declared
    return found


def table_sums(document: Document, context: CurrencyContext) -> Iterator[TableSum]:
    """The sums of the document's tables; nothing at all in a document that declares no currency for figures."""
    known = lexicon(document.lang)
    declared = captions(document)
    table = _Table()
    for position, one in enumerate(document.paragraphs):
        raw = document.text[one.start : one.start + len(one.text)]
        if position in declared:
            table = _Table(declared[position][1])
            continue
        cells = [match for match in _CELL.finditer(raw) if match[0].strip()]
        if _is_prose(raw, cells):
            if table.rows:
                table = _Table()
            continue
        yield from _row(one, cells, table, known, document.lang, context)


def _is_prose(raw: str, cells: list[re.Match[str]]) -> bool:
    return len(cells) < 2 and (len(raw) > _LABEL_LENGTH or (raw.rstrip()[-1:] in ".!?" and not raw[:1].isdigit()))


def _row(
    paragraph: Paragraph, cells: list[re.Match[str]], table: _Table, known: Lexicon, lang: str, context: CurrencyContext
) -> Iterator[TableSum]:
    """The sums of one line: a row with its cells, or a single cell where a table was flattened into lines."""
    figures, before, column = 0, 0, 0
    for cell in cells:
        column += sum(cell.string.count(mark, before, cell.start()) for mark in "\t|;")
        before = cell.start()
        value = _figure(cell[0], lang)
        if value is None:
            _label(cell[0].strip(), table, known, column if len(cells) > 1 else -1)
            continue
        if len(cells) == 1 and not table.rows and _is_year(cell[0], value):
            table.heads.append("")
            continue
        figures, table.since = figures + 1, table.since + 1
        measure = table.columns.get(column) or table.caption
        place = column if len(cells) > 1 else -1
        if measure is None or table.counted or table.is_no_sum(place) or _is_year(cell[0], value):
            continue
        if not measure.name.code and not context.code_of(measure.name.family):
            continue
        number = _FIGURE.search(cell[0])
        start = cell.start() + (number.start() if number else 0)
        end = cell.start() + len(cell[0].rstrip())
        nature = table.natures.get(column, "") if len(cells) > 1 else table.nature_of_line()
        yield TableSum(paragraph.at(start), paragraph.at(end), value * measure.scale, measure.name, nature)
    table.rows += figures > 0
    if len(cells) > 1:
        table.counted = False


def _label(text: str, table: _Table, known: Lexicon, column: int) -> None:
    """A cell of words: the label of a row, or the head of a column (-1 where there are none) with its currency."""
    short = text[:_LABEL_LENGTH]
    tokens = tokenize(short)
    table.counted = any(known.has("table-counts", word) for word in tokens.words)
    measure = _measure(tokens, known) if column >= 0 and len(text) <= _HEAD_LENGTH else None
    if measure:
        table.columns[column] = measure
    table.since = 0
    told = [found for at in range(len(tokens)) if (found := known.natures.at(tokens, at))] if not table.rows else []
    if table.counted and not table.rows:
        table.uncounted.add(len(table.heads) if column < 0 else column)
    if column < 0 and not table.rows:
        table.heads.append(told[0][1] if told else "")
    if column > 0 and told:
        table.natures[column] = told[0][1]


def _figure(text: str, lang: str) -> Decimal | None:
    """The value of a cell that is a number and nothing else; brackets and a minus make it negative."""
    match = _FIGURE.fullmatch(text.strip())
    value = parse_number(match[1].strip(), lang) if match else None
    negative = text.strip()[:1] in "-−–("
    return -value if value is not None and negative else value


def _is_year(text: str, value: Decimal) -> bool:
    return text.strip().isdigit() and len(text.strip()) == 4 and _YEARS[0] <= value <= _YEARS[1]


def _declared(text: str, known: Lexicon) -> tuple[int, Measure] | None:
    """(where it ends, what is counted) in "Figures in thousands of euros", "(en millones de pesos)", "USD million"."""
    tokens = tokenize(text)
    if any(tokens.digits[at] and not _is_calendar(tokens.words[at]) for at in range(len(tokens))):
        return None
    for at in range(min(len(tokens), _CAPTION_WORDS)):
        cue = known.phrases["table-in"].at(tokens, at)
        bracket = tokens.words[at] in {"(", "["}
        found = _measure_at(tokens, cue[0] if cue else at + 1, known) if cue or bracket else None
        if found and bracket and not cue and tokens.word(found[0]) not in {")", "]"}:
            continue
        if found and (at == 0 or _has_subject(tokens, at, known)):
            return found
    return None


def _has_subject(tokens: Tokens, at: int, known: Lexicon) -> bool:
    """Whether figures are what the words before a caption's "in" speak of, or a bracket opens it."""
    if tokens.word(at - 1) in {"(", "[", ",", "-", "–", "—", ":"}:
        return True
    return any(known.has("table-subjects", tokens.words[before]) for before in range(at))


def _is_calendar(word: str) -> bool:
    """A year, or the number of a table."""
    return word.isdigit() and len(word) in {1, 2, 4}


def _measure(tokens: Tokens, known: Lexicon) -> Measure | None:
    """The currency in a column's head: "Amount (€)", "Budget, US$ million", "(K)"."""
    for at in range(len(tokens)):
        opens = at > 0 and tokens.words[at - 1] in {"(", "[", ",", "/"}
        cue = known.phrases["table-in"].at(tokens, at)
        if opens or cue or at == 0:
            found = _measure_at(tokens, cue[0] if cue else at, known)
            if found and (found[0] == len(tokens) or tokens.words[found[0]] in {")", "]"}):
                return found[1]
    return None


def _measure_at(tokens: Tokens, at: int, known: Lexicon) -> tuple[int, Measure] | None:
    """A scale and a currency, in either order: "millions of dollars", "€ thousand", "kwacha (ZMW), thousands"."""
    scale, at = _scale(tokens, at, known)
    if tokens.word(at) in known.compact and tokens.glued(at + 1):
        scale, at = scale * known.compact[tokens.words[at]], at + 1
    of = known.phrases["of"].at(tokens, at)
    at = of[0] if of else at
    scaled = known.scaled_names.get(tokens.word(at))
    if scaled:
        return at + 1, Measure(scaled[1], scale * scaled[0])
    found = _currency(tokens, at, known)
    if found is None:
        return None
    end, name = found
    if tokens.word(end) == "(" and (code := _currency(tokens, end + 1, known)) and tokens.word(code[0]) == ")":
        end, name = code[0] + 1, code[1] if code[1].code else name
    if tokens.glued(end) and (tokens.word(end) in known.compact or tokens.word(end) == "000"):
        return end + 1, Measure(name, scale * known.compact.get(tokens.words[end], Decimal(1000)))
    after = end + (tokens.word(end) in {",", "("})
    later, behind = _scale(tokens, after, known)
    return (behind, Measure(name, scale * later)) if behind > after else (end, Measure(name, scale))


def _currency(tokens: Tokens, at: int, known: Lexicon) -> tuple[int, CurrencyName] | None:
    name = known.names.at(tokens, at)
    for end in range(min(len(tokens), at + _LONGEST_SIGN), at, -1):
        sign = known.symbols.get(tokens.raw(at, end))
        if sign and not (name and name[0] >= end):
            return end, sign
    return name if name and name[1].factor == 1 else None


def _scale(tokens: Tokens, at: int, known: Lexicon) -> tuple[Decimal, int]:
    """(what multiplies, the token behind it): thousands, "millions", "miles de millones", "'000"."""
    scale, first = Decimal(1), at
    if tokens.word(at) == "'" and tokens.word(at + 1) == "000":
        return Decimal(1000), at + 2
    while at - first < 4:
        of = known.phrases["of"].at(tokens, at) if at > first else None
        start = of[0] if of else at
        size = known.scales.get(tokens.word(start)) or known.collectives.get(tokens.word(start))
        if size is None or size < 1000:
            break
        scale, at = scale * size, start + 1
    return scale, at
