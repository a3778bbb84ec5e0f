"""A draft under review as data: the marks in its sources, the finding in words, the rows of the queue."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from factsheets import display
from factsheets.model import Cut, Fact, FactSheet, Finding, Status, fact_type
from factsheets.review.queue import Waiting
from tui.keymap import Keymap
from tui.page import Block, Kind, Page, Span, Style
from tui.ports import Row
from tui.review_marks import REVIEW, Mark, Standing
from tui.review_ports import Batch, Desk, Passage

DRAFTS = "draft"
ORDERS = (DRAFTS, "confidence", "kind", "actor")
_SENTENCES = {"label", "what", "text"}
"""Fields that repeat the sentence that stands in the text already: shown last."""
_USUAL = {"nature": "reported", "confidence": "high", "rank": "normal", "per": "total", "modifier": "as-printed"}
"""What goes without saying."""


@dataclass(frozen=True, slots=True)
class UnderReview:
    """What the screen knows of a draft after each decision. `marks` are by source, in the order of the text.

    `names` are what the sheet's actors, tools and places are called, in lower case.
    """

    sheet: str = ""
    title: str = ""
    status: Status = Status.DRAFT
    sources: tuple[str, ...] = ()
    pending: tuple[Finding, ...] = ()
    marks: dict[str, tuple[Mark, ...]] = field(default_factory=dict)
    cut: Cut | None = None
    decided: int = 0
    total: int = 0
    undoable: str = ""
    names: frozenset[str] = frozenset()

    @property
    def progress(self) -> str:
        return f"{self.decided} of {self.total}"

    def finding(self, ident: str) -> Finding | None:
        return next((one for one in self.pending if one.id == ident), None)

    def place(self, ident: str) -> tuple[str, Mark] | None:
        """The source and the first passage of a finding or fact."""
        for source, marks in self.marks.items():
            for mark in marks:
                if mark.ident == ident:
                    return source, mark
        return None

    def beside(self, source: str, offset: int, ident: str, by: int) -> Finding | None:
        """The next or previous undecided finding from a place; round the end where there is none ahead."""
        here = (self._number(source), offset, ident)
        keys = [(self._number(one.source), one.start, one.id) for one in self.pending]
        ordered = sorted(zip(keys, self.pending, strict=True), key=lambda pair: pair[0], reverse=by < 0)
        ahead = [one for key, one in ordered if (key > here if by > 0 else key < here)]
        return ahead[0] if ahead else next((one for _, one in ordered if one.id != ident), None)

    def _number(self, source: str) -> int:
        return self.sources.index(source) if source in self.sources else len(self.sources)


def under_review(desk: Desk) -> UnderReview:
    sheet, pending = desk.sheet, desk.pending
    decided, total = desk.progress
    marks: dict[str, list[Mark]] = {source.id: [] for source in sheet.sources}
    for source, mark in _marks(sheet, pending):
        marks.setdefault(source, []).append(mark)
    return UnderReview(
        sheet=sheet.id,
        title=sheet.title,
        status=sheet.status,
        sources=tuple(source.id for source in sheet.sources),
        pending=pending,
        marks={source: tuple(sorted(each, key=lambda one: (one.start, -one.end))) for source, each in marks.items()},
        cut=sheet.draft.cut if sheet.draft else None,
        decided=decided,
        total=total,
        undoable=desk.undoable,
        names=frozenset(name.casefold() for one in sheet.entities() for name in (one.name, *one.aliases)),
    )


def _marks(sheet: FactSheet, pending: Iterable[Finding]) -> Iterator[tuple[str, Mark]]:
    undecided: set[str] = set()
    for one in pending:
        undecided.add(one.id)
        yield one.source, Mark(one.id, one.kind, one.start, one.end, Standing.UNDECIDED)
    for one in sheet.draft.rejected if sheet.draft else ():
        yield one.source, Mark(one.id, one.kind, one.start, one.end, Standing.REJECTED)
    for fact in sheet.facts():
        if fact.id in undecided:
            continue
        for piece in fact.evidence:
            if piece.start is not None and piece.end is not None:
                yield piece.source, Mark(fact.id, fact_type(fact), piece.start, piece.end, Standing.ACCEPTED)


# The finding in words


def card(desk: Desk, ident: str, *, why: bool = False) -> tuple[Block, ...]:
    """A finding in the few lines below the text, the most telling first: how it reads, its fields, its rule."""
    finding = next((one for one in desk.pending if one.id == ident), None)
    fact = desk.fact(ident)
    if finding is None and fact is None:
        rejected = desk.sheet.draft.rejected if desk.sheet.draft else ()
        gone = next((one for one in rejected if one.id == ident), None)
        return (_line(f"rejected {gone.kind} · {gone.printed}"),) if gone else ()
    kind = finding.kind if finding else fact_type(fact) if fact else ""
    head = (Span(f"{kind} · ", Style.LABEL), Span(_reading(desk, finding, fact), Style.STRONG))
    blocks = [Block(Kind.TEXT, head), *_fields(desk, ident)]
    if why:
        return (blocks[0], *(_line(words) for words in desk.why(ident)))
    if finding:
        rule = f"rule {finding.rule}" + (f" · confidence {finding.confidence}" if finding.confidence else "")
        blocks.insert(1, _line(f"printed {_quoted(finding.printed)} · {rule}"))
    elif desk.sheet.in_bulk(ident):
        blocks.insert(1, _line("accepted in bulk, not looked at one by one"))
    return tuple(blocks)


def _line(words: str) -> Block:
    return Block(Kind.TEXT, (Span(words),))


def _quoted(words: str) -> str:
    return f"“{' '.join(words.split())}”"


def _reading(desk: Desk, finding: Finding | None, fact: Fact | None) -> str:
    names = {entity.id: entity.name for entity in desk.sheet.entities()}
    if fact is None and finding is not None and finding.kind == "relation":
        party = {one.name: names.get(one.value, one.value) or display.UNKNOWN for one in desk.fields(finding.id)}
        if party:
            return f"{party.get('payer', display.UNKNOWN)} -> {party.get('payee', display.UNKNOWN)}"
    if fact is None:
        return finding.reads or " ".join(finding.printed.split()) if finding else ""
    return display.fact_line(fact, lambda ident: names.get(ident, ident), desk.sheet.lang)


def _fields(desk: Desk, ident: str) -> Iterator[Block]:
    filled = [one for one in desk.fields(ident) if one.value and one.value != _USUAL.get(one.name)]
    short = [one for one in filled if one.name not in _SENTENCES | {"printed"}]
    spans: list[Span] = []
    for one in short:
        spans += [Span(display.SEPARATOR if spans else ""), Span(f"{one.name} ", Style.LABEL), Span(one.value)]
    if spans:
        yield Block(Kind.TEXT, tuple(spans))
    for one in filled:
        if one.name in _SENTENCES:
            yield Block(Kind.TEXT, (Span(f"{one.name} ", Style.LABEL), Span(one.value)))


_FINISH = (
    "{finish-review} finishes the review: the sheet is reviewed, by you, today. {undo} takes the last decision back."
)


def ending(review: UnderReview, keymap: Keymap) -> tuple[Block, ...]:
    """What the card says once nothing is undecided."""
    if review.status is Status.REVIEWED:
        words, following = (
            "This sheet is reviewed.",
            "{next-finding} opens the next draft that waits, {queue} shows them all.",
        )
    else:
        words = f"All {review.total} findings are decided."
        following = _FINISH
    return (Block(Kind.TEXT, (Span(words, Style.STRONG),)), _line(keymap.filled(following)))


# The queue, and accepting in bulk


def queue_row(waiting: Waiting) -> Row:
    one = waiting.finding
    reads = f" -> {one.reads}" if one.reads and one.reads != one.printed else ""
    words = f"{one.confidence or '?':<5}{one.printed}{reads}"
    return Row(f"{REVIEW}{waiting.sheet}/{one.id}", words, waiting.title, one.kind)


def draft_rows(waiting: Sequence[Waiting]) -> list[Row]:
    """Each draft once, with how many findings wait in it."""
    counts: dict[str, tuple[str, int]] = {}
    for one in waiting:
        counts[one.sheet] = (one.title, counts.get(one.sheet, ("", 0))[1] + 1)
    return [Row(f"{REVIEW}{sheet}", title, f"{count} undecided", "draft") for sheet, (title, count) in counts.items()]


class QueueRows:
    """The waiting findings as rows, made by the screenful."""

    def __init__(self, waiting: Sequence[Waiting]) -> None:
        self._waiting = waiting

    def __len__(self) -> int:
        return len(self._waiting)

    def rows(self, start: int, stop: int) -> list[Row]:
        return [queue_row(one) for one in self._waiting[start:stop]]


_STEPS = ("0.95", "0.9", "0.8")


def batches(waiting: Iterable[Waiting]) -> list[Batch]:
    """What could be accepted in bulk: each rule alone, and each kind from a confidence on; the largest first.

    A relation is never among it, nor what is no fact yet.
    """
    found: dict[tuple[str, str, str], list[Waiting]] = {}
    for one in waiting:
        kind, confidence = one.finding.kind, _confidence(one.finding)
        if kind != "relation" and one.is_fact:
            found.setdefault((kind, one.finding.rule, ""), []).append(one)
            for step in _STEPS:
                if confidence >= float(step):
                    found.setdefault((kind, "", step), []).append(one)
    groups = [Batch(*selection, tuple(members)) for selection, members in found.items()]
    return sorted(groups, key=lambda batch: (-len(batch.members), batch.kind, batch.rule, batch.at_least))


def _confidence(finding: Finding) -> float:
    try:
        return float(finding.confidence)
    except ValueError:
        return 0.0


def batch_words(batch: Batch) -> str:
    """ "312 money findings by rule money.explicit, confidence 0.97 and more"."""
    what = f"{len(batch.members)} {batch.kind} findings" if len(batch.members) != 1 else f"1 {batch.kind} finding"
    rule = f" by rule {batch.rule}" if batch.rule else ""
    return what + rule + (f", confidence {batch.at_least} and more" if batch.at_least else "")


def sample_page(batch: Batch, sample: Sequence[tuple[Waiting, Passage]]) -> Page:
    """The sample as it stands in its documents; each item is one fact block, so that what was seen can be counted."""
    words = batch_words(batch)
    blocks = [Block(Kind.HEADING, (Span(words, Style.TITLE),), level=1)]
    drafts = len({one.sheet for one in batch.members})
    told = f"In {drafts} draft{'s' if drafts != 1 else ''}. Look at these {len(sample)}; y then accepts all."
    blocks += [_line(told), Block(Kind.BLANK)]
    for one, passage in sample:
        quote = (Span(passage.before), Span(f"[{passage.printed}]", Style.STRONG), Span(passage.after))
        reads = Span(f"  -> {passage.reads}", Style.LABEL)
        blocks.append(Block(Kind.ITEM, (*quote, reads), fact=f"{REVIEW}{one.sheet}/{one.finding.id}"))
    return Page("sample", f"Sample of {words}", tuple(blocks))
