"""Sheet, actor, source, evidence -> page. What each reference shows; the screen and the command share these pages."""

from collections.abc import Iterator
from pathlib import Path

from factsheets.library import Library
from factsheets.problem import Problem
from factsheets.vocabulary import terms
from tui.entity_page import concept_page, entity_page
from tui.gathered import Finders
from tui.markdown import markdown_blocks
from tui.page import Block, Kind, Page, Span, Style
from tui.ports import EDIT
from tui.sheet_page import SheetPage
from tui.source_page import SourcePage

HELP = Path(__file__).parent / "help"
_ENTITIES = ("actor", "tool", "place")


class Pages:
    """Makes the page of a reference; raises KeyError when it leads nowhere."""

    def __init__(self, library: Library, finders: Finders) -> None:
        self._library = library
        self._finders = finders

    def page(self, ref: str, lang: str = "en") -> Page:
        kind, _, rest = ref.partition("/")
        if kind in _ENTITIES:
            return entity_page(self._library, ref, self._finders.mentions(rest), lang)
        if kind == "concept":
            return self._concept(ref, rest, lang)
        if kind == "help":
            return _help(ref, rest)
        if kind == "problems":
            return self._problems(ref)
        sheet_id, _, item = rest.partition("/")
        sheet = self._finders.sheet(sheet_id)
        if sheet is None:
            raise KeyError(ref)
        if kind in {"source", "evidence", "citing"}:
            pages = SourcePage(self._library, sheet, lang, self._finders.sharing)
            make = {"source": pages.source, "evidence": pages.evidence, "citing": pages.citing}[kind]
            return make(ref, item)
        if kind in {"sheet", "fact"}:
            linking = [(one.sheet, one.label) for one in self._finders.linking_to(sheet_id)]
            return SheetPage(self._library, sheet, linking, lang).page(ref, focus=item)
        raise KeyError(ref)

    def _concept(self, ref: str, concept: str, lang: str) -> Page:
        if concept not in terms("concepts"):
            raise KeyError(ref)
        return concept_page(ref, self._finders.themed(concept), lang)

    def _problems(self, ref: str) -> Page:
        problems = sorted(self._finders.problems())
        blocks = [
            Block(
                Kind.HEADING,
                (Span("1 problem" if len(problems) == 1 else f"{len(problems)} problems", Style.TITLE),),
                level=1,
            )
        ]
        blocks += [Block(Kind.ITEM, tuple(_problem(problem)), marker="-") for problem in problems]
        return Page(ref, "Problems", tuple(blocks))


def _problem(problem: Problem) -> Iterator[Span]:
    """Its place is a link that leads an editor there."""
    told = str(problem)
    place = told.partition(": ")[0]
    yield Span(place, link=f"{EDIT}{problem.line}/{problem.column}/{problem.path}")
    yield Span(told.removeprefix(place))


def _help(ref: str, topic: str) -> Page:
    file = HELP / f"{topic}.md"
    if not topic.replace("-", "").isalnum() or not file.is_file():
        raise KeyError(ref)
    blocks = markdown_blocks(file.read_text("utf-8"))
    return Page(ref, f"Help: {topic}", blocks)
