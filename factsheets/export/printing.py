"""One sheet on its way to paper: how its ids are named, how its facts are cited, what its sources are worth."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from factsheets.display import Namer, standing, word
from factsheets.export.escape import emphasis, escape, strong
from factsheets.export.gfm import Footnotes, table
from factsheets.model import Actor, Evidence, Fact, FactSheet, Place, Source, Tool
from factsheets.vocabulary import label

SHORT_HASH = 12
Attached = Callable[[Source, Evidence | None], str]
"""What vouches for a piece of evidence, or without one for the source's text: "text", "original" or "no"."""


@dataclass(frozen=True, slots=True)
class Printing:
    """A sheet with all that a section needs to print its share of it; the footnotes gather as sections are printed."""

    sheet: FactSheet
    name: Namer
    attached: Attached
    lang: str
    footnotes: Footnotes = field(default_factory=Footnotes)

    def label(self, key: str) -> str:
        return label("labels", key, self.lang)

    def shown(self, entity: str) -> str:
        """The register's name, else the sheet's own, else the id."""
        known = self.name(entity)
        if known and known != entity:
            return known
        own = next((one.name for one in self._entities() if one.id == entity), "")
        return own or entity

    def _entities(self) -> Iterator[Actor | Tool | Place]:
        yield from self.sheet.actors
        yield from self.sheet.tools
        yield from self.sheet.places

    def names(self, entities: Iterable[str]) -> str:
        return ", ".join(map(self.shown, entities))

    def table(self, title: str, columns: Iterable[str], rows: Iterable[tuple[str, ...]], right: int = -1) -> str:
        """A headed table; the last cell of a row is its evidence, Markdown already, the others are text."""
        headers = [*(self.label(column) for column in columns), word("evidence", self.lang)]
        grid = table([escape(header) for header in headers], ([*map(escape, row[:-1]), row[-1]] for row in rows), right)
        return grid and f"## {self.label(title)}\n\n{grid}"

    def bullets(self, title: str, items: Iterable[str]) -> str:
        lines = "\n".join(f"- {item}" for item in items if item)
        return lines and f"## {escape(title)}\n\n{lines}"

    def cited(self, fact: Fact) -> str:
        """How a fact is cited, `sheet#fact`, and how it is found again."""
        return strong(f"{self.sheet.id}#{fact.id}")

    def standing(self, fact: Fact) -> tuple[str, ...]:
        """How far a fact can be relied on, and whether anybody looked at it by itself."""
        return standing(fact, self.lang, bulk=self.sheet.in_bulk(fact.id))

    def references(self, fact: Fact) -> str:
        """A footnote for each piece of evidence; a fact without any keeps one, for its id."""
        notes = [_footnote(self, evidence) for evidence in fact.evidence] or [escape(word("no-passage", self.lang))]
        return " ".join(self.footnotes.add(f"{self.cited(fact)} · {note}") for note in notes)


def _footnote(printing: Printing, evidence: Evidence) -> str:
    source = printing.sheet.source(evidence.source)
    origin = f"{evidence.source}, {source.title or source.file}" if source else evidence.source
    about_source: tuple[str, ...] = ()
    if source:
        verified = printing.attached(source, evidence)
        about_source = (text_at_hand(source, verified, printing.lang), short_hash(source, verified))
    parts = (emphasis(evidence.exact), *map(escape, (place_words([evidence], printing.lang), origin, *about_source)))
    return " · ".join(part for part in parts if part)


def place_words(pieces: Iterable[Evidence], lang: str) -> str:
    """ "paragraph 18, page 3"; of several pieces "paragraph 18, 21"."""
    pieces = tuple(pieces)
    numbers = (("paragraph", {one.paragraph for one in pieces}), ("page", {one.page for one in pieces}))
    told = ((key, ", ".join(str(one) for one in sorted(filter(None, found)))) for key, found in numbers)
    return ", ".join(f"{label('labels', key, lang)} {found}" for key, found in told if found)


def text_at_hand(source: Source, verified: str, lang: str) -> str:
    """Whether what stands here as the source's words are those of the document itself."""
    words = label("labels", "restated" if is_restated(source, verified) else "original", lang)
    return words if verified != "no" else f"{words}; {word('not-verified', lang)}"


def is_restated(source: Source, verified: str) -> bool:
    """Whether the words at hand are another's than the document's."""
    return (source.restated or source.original is not None) and verified != "original"


def short_hash(source: Source, verified: str) -> str:
    """Of the document whose words are shown: the original where it is attached."""
    whole = source.original.sha256 if source.original and verified == "original" else source.sha256
    return f"sha256 {whole[:SHORT_HASH]}"
