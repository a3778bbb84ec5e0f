"""Sheet, actor, source, evidence -> page. What each reference shows; the screen and the command share these pages."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from factsheets import display
from factsheets.library import Library
from factsheets.model import FactSheet, Status
from factsheets.problem import Problem
from factsheets.vocabulary import label
from tui.markdown import markdown_blocks
from tui.page import Block, Kind, Page, Span, Style
from tui.sheet_page import SheetPage
from tui.source_page import SourcePage

HELP = Path(__file__).parent / "help"
_ENTITIES = ("actor", "tool", "place")


class Mention(Protocol):
    """A fact of some sheet that names an actor, a tool or a place."""

    @property
    def type(self) -> str: ...
    @property
    def sheet(self) -> str: ...
    @property
    def fact(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def line(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Finders:
    """How pages look across sheets: through the index in the browser, through the files in the command."""

    sheet: Callable[[str], FactSheet | None]
    mentions: Callable[[str], Iterable[Mention]]
    linking_to: Callable[[str], Iterable[Mention]]
    problems: Callable[[], Iterable[Problem]]


class Pages:
    """Makes the page of a reference; raises KeyError when it leads nowhere."""

    def __init__(self, library: Library, finders: Finders) -> None:
        self._library = library
        self._finders = finders

    def page(self, ref: str, lang: str = "en") -> Page:
        kind, _, rest = ref.partition("/")
        if kind in _ENTITIES:
            return self._entity(ref, rest, lang)
        if kind == "help":
            return _help(ref, rest)
        if kind == "problems":
            return self._problems(ref)
        sheet_id, _, item = rest.partition("/")
        sheet = self._finders.sheet(sheet_id)
        if sheet is None:
            raise KeyError(ref)
        if kind in {"source", "evidence"}:
            pages = SourcePage(self._library, sheet, lang)
            return pages.source(ref, item) if kind == "source" else pages.evidence(ref, item)
        if kind in {"sheet", "fact"}:
            linking = [(one.sheet, one.label) for one in self._finders.linking_to(sheet_id)]
            return SheetPage(self._library, sheet, linking, lang).page(ref, focus=item)
        raise KeyError(ref)

    def _problems(self, ref: str) -> Page:
        problems = sorted(self._finders.problems())
        blocks = [Block(Kind.HEADING, (Span(f"{len(problems)} problems in this library", Style.TITLE),), level=1)]
        blocks += [Block(Kind.ITEM, (Span(str(problem)),), marker="-") for problem in problems]
        return Page(ref, "Problems", tuple(blocks))

    def _entity(self, ref: str, entity: str, lang: str) -> Page:
        mentions = list(self._finders.mentions(entity))
        known = self._library.gazetteer.get(entity)
        if not mentions and known is None:
            raise KeyError(ref)
        facts = [one for one in mentions if one.fact]
        same = self._library.gazetteer.one_with(entity)
        own = min((one for one in facts if one.fact in same), key=lambda one: same.index(one.fact), default=None)
        name = known.name if known else own.label if own else entity
        kind = ref.partition("/")[0]
        blocks = [Block(Kind.HEADING, (Span(name, Style.TITLE),), level=1)]
        kind_word = label(f"{kind}_kinds", known.kind, lang) if known and known.kind else kind
        blocks.append(Block(Kind.TEXT, (Span(kind_word, Style.DIM),)))
        if known:
            inside = ", ".join(dict.fromkeys(word for words in known.aliases.values() for word in words))
            outside = ", ".join(dict.fromkeys(word for words in known.outside.values() for word in words))
            also = label("labels", "also-known-as", lang)
            blocks += _labelled(also, inside, lang)
            blocks += _labelled(f"{also} ({label('labels', 'outside', lang)})", outside, lang)
            blocks += _labelled(label("labels", "note", lang), known.note, lang)
        for sheet_id in dict.fromkeys(one.sheet for one in mentions):
            blocks += self._mentions_of(sheet_id, [one for one in facts if one.sheet == sheet_id])
        return Page(ref, name, tuple(blocks))

    def _mentions_of(self, sheet_id: str, facts: list[Mention]) -> Iterator[Block]:
        sheet = self._finders.sheet(sheet_id)
        title = sheet.title if sheet else sheet_id
        yield Block(Kind.BLANK)
        heading = (Span(title, Style.HEADING, link=f"sheet/{sheet_id}"),)
        yield Block(Kind.HEADING, heading, level=2, anchor=title)
        if sheet is not None and sheet.status is Status.DRAFT:
            yield Block(Kind.TEXT, (Span(label("labels", "draft"), Style.WARNING),))
        for one in facts:
            spans = (Span(one.line, link=f"fact/{sheet_id}/{one.fact}"),)
            yield Block(Kind.ITEM, spans, marker="-", fact=f"fact/{sheet_id}/{one.fact}")


def _labelled(title: str, text: str, lang: str) -> Iterator[Block]:
    if text:
        yield Block(Kind.TEXT, (Span(f"{title}{display.word('colon', lang)} ", Style.LABEL), Span(text)))


def _help(ref: str, topic: str) -> Page:
    file = HELP / f"{topic}.md"
    if not topic.replace("-", "").isalnum() or not file.is_file():
        raise KeyError(ref)
    blocks = markdown_blocks(file.read_text("utf-8"))
    return Page(ref, f"Help: {topic}", blocks)
