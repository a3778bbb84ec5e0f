"""One sheet under review: every decision is on disk when the call returns, and can be undone."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from factsheets.evidence import SourceText
from factsheets.library import Library
from factsheets.model import Actor, BulkAccept, Fact, FactSheet, Finding, Place, Tool
from factsheets.proof import evidence_complaints
from factsheets.review import adding, decisions, editing, likeness, merging, placing, reasons, reopening, teaching
from factsheets.review.editing import Field
from factsheets.review.errors import ChangedError, DecisionError, UnknownError
from factsheets.review.history import History
from factsheets.review.keeping import Kept

__all__ = ["ChangedError", "DecisionError", "Desk", "Field", "History", "UnknownError"]


class Desk:
    """A sheet file with a person before it. `by` signs the review; `history` is what can be undone.

    Raises DecisionError, with one sentence, for whatever cannot be done; then nothing was written. A file that somebody
    else changed meanwhile is read again, and the decision made on it where what it is about still stands as it was.
    """

    def __init__(
        self,
        library: Library,
        path: Path,
        by: str = "",
        today: Callable[[], date] = date.today,
        history: History | None = None,
    ) -> None:
        self.library = library
        self.by = by
        self._today = today
        self._texts: dict[str, SourceText | None] = {}
        self._kept = Kept(library, path, history if history is not None else History())

    @property
    def path(self) -> Path:
        return self._kept.path

    @property
    def sheet(self) -> FactSheet:
        return self._kept.sheet

    @property
    def pending(self) -> tuple[Finding, ...]:
        """What is undecided, in the order of the text."""
        return decisions.pending(self.sheet)

    @property
    def rejected(self) -> tuple[Finding, ...]:
        return self.sheet.draft.rejected if self.sheet.draft else ()

    @property
    def progress(self) -> tuple[int, int]:
        """(decided, all); what left no trace in the sheet, a relation or one of two merged, counts at this desk."""
        decided, total = decisions.progress(self.sheet)
        return decided + self._kept.unseen, total + self._kept.unseen

    @property
    def undoable(self) -> str:
        """Words for what undo would take back, empty for nothing."""
        return self._kept.undoable

    def source_text(self, source_id: str) -> SourceText | None:
        """The text that evidence points into; None where the file is missing."""
        if source_id not in self._texts:
            source = self.sheet.source(source_id)
            self._texts[source_id] = self.library.source(source).text if source else None
        return self._texts[source_id]

    def fact(self, ident: str) -> Fact | None:
        return self.sheet.fact(ident)

    def checked(self, ident: str) -> str | None:
        """Who vouches for a fact: "person", "bulk", None while nobody has decided."""
        return self.sheet.checked(ident)

    def fields(self, ident: str) -> list[Field]:
        """What can be edited; of a suggestion what it suggests, of what is no fact yet nothing."""
        finding, fact = decisions.found(self.sheet, ident)
        if fact is not None:
            return editing.fields_of(self.sheet, fact)
        if finding is not None and finding.kind == decisions.SYNDICATION:
            return [Field("syndicated_from", finding.reads)]
        figure = decisions.related(self.sheet, finding) if finding else None
        if figure is None or finding is None or finding.kind != decisions.RELATION:
            return []
        return [one for one in editing.fields_of(self.sheet, figure) if one.name in {"payer", "payee"}]

    def why(self, ident: str) -> list[str]:
        """Why it is here: the rule in words, how sure it is, what it read, what was decided."""
        return reasons.why(self.sheet, ident)

    def accept(self, *idents: str) -> None:
        self.decide(accept=idents)

    def reject(self, *idents: str) -> None:
        self.decide(reject=idents)

    def decide(self, accept: Iterable[str] = (), reject: Iterable[str] = ()) -> None:
        """Accept some findings and reject others, in one write."""
        accepted, rejected = tuple(accept), tuple(reject)

        def change(sheet: FactSheet) -> FactSheet:
            for ident in accepted:
                sheet = self._made_fact(sheet, ident, {})
            return decisions.reject(decisions.accept(sheet, accepted), rejected)

        told = _told("accepted", accepted), _told("rejected", rejected)
        self._kept.decide(", ".join(filter(None, told)), change, (*accepted, *rejected), self._teaches(*accepted))

    def accept_in_bulk(
        self, idents: Iterable[str], fits: Callable[[Finding], bool], record: BulkAccept, told: str
    ) -> tuple[str, ...]:
        """Accept those that still wait and fit, unseen, as the record says; returns which these were."""
        wanted = set(idents)
        taken = tuple(one.id for one in self.pending if one.id in wanted and self.fact(one.id) and fits(one))
        if taken:
            words = f"accepted {len(taken)} in bulk ({told})"
            self._kept.decide(words, lambda sheet: decisions.accept(sheet, taken, record), taken)
        return taken

    def edit(self, ident: str, changes: Mapping[str, str]) -> None:
        """Accept a finding with changes, each value as a person types it; see `fields`."""

        def change(sheet: FactSheet) -> FactSheet:
            made = self._made_fact(sheet, ident, changes)
            return decisions.accept(made, [ident]) if made is not sheet else decisions.edit(sheet, ident, changes)

        self._kept.decide(f"edited {ident}", change, (ident,), self._teaches(ident))

    def add(self, source_id: str, start: int, end: int, kind: str, changes: Mapping[str, str] | None = None) -> str:
        """Give a span of a source, in code points, a kind; the id of the new fact, or of the one it belongs to."""
        where, wanted = self._spot(self.sheet, source_id, start, end), adding.kind_of(kind)
        fact = adding.read_span(self.sheet, where, wanted, dict(changes or {}), self.library.gazetteer)
        ident = placing.known_as(self.sheet, fact, wanted) or fact.id
        self._kept.decide(
            f"added {ident}",
            lambda sheet: placing.added(sheet, replace(fact, id=ident), wanted),
            learn=self._teaches(ident),
        )
        return ident

    def merge(self, ident: str, into: str) -> None:
        """Two actors, tools or places become one, which keeps the second's id and name."""
        register = self.library.gazetteer
        known = {ident, into} <= set(register.entries)
        teach = self._teaches(into)

        def learn(sheet: FactSheet) -> None:
            teach(sheet)
            if known:
                teaching.judge(teaching.SAME, self.library, ident, into)

        about = tuple(one for one in (ident, into) if self.fact(one))
        told = f"merged {ident} into {into}"
        self._kept.decide(told, lambda sheet: merging.merge(sheet, ident, into, register), about, learn)

    def differ(self, ident: str, other: str) -> None:
        """Two are not the same, and are not offered as such again."""
        merging.comparable(self.sheet, ident, other, self.library.gazetteer)
        self._judge(teaching.DIFFERENT, ident, other, f"{ident} and {other} are different")

    def unjudge(self, ident: str, other: str) -> None:
        """Two may be the same or not, as if nobody had judged them."""
        self._judge(teaching.BACK, ident, other, f"took back what was judged of {ident} and {other}")

    def candidates(self, ident: str) -> list[tuple[str, str]]:
        """(id, name) of what an actor, tool or place may be the same as, in this sheet and in the register."""
        return likeness.candidates(self.sheet, ident, self.library.gazetteer)

    def move_cut(self, start: int, end: int) -> None:
        """The article reaches from here to there: findings outside go, findings inside come, decisions stay."""
        cut = self.sheet.draft.cut if self.sheet.draft else None
        source = cut.source if cut else (self.sheet.sources[0].id if self.sheet.sources else "")
        where = self._spot(self.sheet, source, start, end)
        self._kept.decide(
            "moved the cut", lambda sheet: reopening.recut(self.library, sheet, source, where.start, where.end)
        )

    def reopen(self, ident: str = "") -> None:
        """A decision is open again: what was rejected or accepted waits as at first; without an id, the review."""
        if ident:
            self._kept.decide(f"reopened {ident}", lambda sheet: reopening.reopened(self.library, sheet, ident))
        else:
            self._kept.decide("reopened the review", reopening.review_reopened, ended=True)

    def finish(self, notes: str = "") -> None:
        """Reviewed, by whom and when; DecisionError while something is pending or evidence does not stand."""
        complaint = next(evidence_complaints(self.sheet, self.library.source), None)
        if complaint:
            raise DecisionError(f"{complaint.message}; {complaint.hint}" if complaint.hint else complaint.message)
        at = self._today().isoformat()
        self._kept.decide("finished the review", lambda sheet: decisions.finish(sheet, self.by, at, notes))

    def undo(self) -> str:
        """Take the last decision back, byte for byte; what that was. DecisionError when the file changed since."""
        return self._kept.undo()

    def refresh(self) -> bool:
        """Read again what somebody else may have edited; whether there was anything new."""
        changed = self._kept.refresh()
        if changed:
            self._texts.clear()
        return changed

    def _teaches(self, *idents: str) -> Callable[[FactSheet], None]:
        """What the register learns of a sheet: those of its actors, tools and places that are decided."""

        def teach(sheet: FactSheet) -> None:
            for ident in dict.fromkeys(idents):
                fact = sheet.fact(ident)
                if isinstance(fact, Actor | Tool | Place) and decisions.pending_one(sheet, ident) is None:
                    source = sheet.source(fact.evidence[0].source)
                    teaching.teach(self.library, fact, (source.lang if source else "") or sheet.lang)

        return teach

    def _judge(self, judgement: teaching.Judge, one: str, other: str, told: str) -> None:
        def learn(_sheet: FactSheet) -> None:
            if not teaching.judge(judgement, self.library, one, other):
                raise DecisionError(f"that is on record already of {one} and {other}")

        self._kept.decide(told, lambda sheet: sheet, learn=learn, ended=True)

    def _spot(self, sheet: FactSheet, source_id: str, start: int, end: int) -> adding.Spot:
        source, text = sheet.source(source_id), self.source_text(source_id)
        if source is None:
            raise DecisionError(f"there is no source {source_id} in {sheet.id}")
        if text is None:
            raise DecisionError(f"the text of {source_id} is not in the library")
        return adding.spot(source, text, start, end)

    def _made_fact(self, sheet: FactSheet, ident: str, changes: Mapping[str, str]) -> FactSheet:
        """The sheet with a fact for a finding that has none; the same sheet for every other one."""
        finding, fact = decisions.found(sheet, ident)
        if fact is not None or finding is None or finding.kind not in adding.KINDS:
            return sheet
        where = self._spot(sheet, finding.source, finding.start, finding.end)
        kind = adding.kind_of(finding.kind)
        made = adding.read_span(sheet, where, kind, changes, self.library.gazetteer, ident)
        return decisions.add(sheet, made)


def _told(what: str, idents: tuple[str, ...]) -> str:
    shown = ", ".join(idents) if len(idents) <= 3 else f"{', '.join(idents[:3])} and {len(idents) - 3} more"
    return f"{what} {shown}" if idents else ""
