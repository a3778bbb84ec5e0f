"""How a decision gets to disk: one write that nobody else's edit is lost to, with the way back remembered."""

from collections.abc import Callable, Iterable
from pathlib import Path

from factsheets.files import read_or_none
from factsheets.library import ConflictError, Library, Stamp
from factsheets.model import Fact, FactSheet, Finding, Status
from factsheets.review import decisions, teaching
from factsheets.review.decisions import Decision
from factsheets.review.errors import ChangedError, DecisionError
from factsheets.review.history import History, Step

Learn = Callable[[FactSheet], None]


class Kept:
    """A sheet as it stands on disk, with the decisions on it that can be undone."""

    def __init__(self, library: Library, path: Path, history: History) -> None:
        self.library = library
        self.path = path
        self.history = history
        self.unseen = 0
        """Findings decided here that stand nowhere in the sheet any more."""
        self.sheet, self.raw = self._read()

    @property
    def name(self) -> str:
        return self.library.name_of(self.path)

    @property
    def undoable(self) -> str:
        step = self.history.last()
        return step.told if step and step.sheet_after == Stamp.of(self.raw).sha256 else ""

    def decide(
        self, told: str, change: Decision, about: Iterable[str] = (), learn: Learn | None = None, *, ended: bool = False
    ) -> None:
        """Change the sheet and write it; the register learns first, and unlearns when the sheet cannot be written.

        `about` are the ids that have to stand as they were seen. A reviewed sheet is left alone, unless `ended`.
        """
        seen = tuple(about)
        self._catch_up(seen)
        before = self.sheet
        if before.status is Status.REVIEWED and not ended:
            raise DecisionError(f"{before.id} is reviewed; reopen its review to change a decision")
        after = change(before)
        decisions.prove(after)
        register = teaching.register_bytes(self.library)
        stamp = self._written(after, register, learn)
        traceless = decisions.progress(before)[1] - decisions.progress(after)[1] if seen else 0
        self._remember(told, register, stamp, max(0, traceless))
        if stamp:
            self._stand(after, stamp)

    def _written(self, after: FactSheet, register: bytes | None, learn: Learn | None) -> Stamp | None:
        """The stamp of what was written, None where the sheet stays as it is."""
        try:
            if learn:
                learn(after)
            return self.library.save(after, self.path, Stamp.of(self.raw)) if after != self.sheet else None
        except BaseException as error:
            now = teaching.register_bytes(self.library)
            if now is not None and now != register:
                teaching.put_back(self.library, register, Stamp.of(now).sha256)
            if isinstance(error, ConflictError):
                raise ChangedError(f"{self.name} was changed meanwhile; nothing was written") from None
            raise

    def _remember(self, told: str, register: bytes | None, stamp: Stamp | None, traceless: int) -> None:
        learnt = teaching.register_bytes(self.library)
        changed = learnt is not None and learnt != register
        self.history.push(
            Step(
                told,
                self.raw if stamp else None,
                (stamp or Stamp.of(self.raw)).sha256,
                register if changed else None,
                Stamp.of(learnt).sha256 if changed and learnt is not None else "",
                traceless,
            )
        )
        self.unseen += traceless

    def _stand(self, after: FactSheet, stamp: Stamp) -> None:
        """What was written stands, which `save` has proven; unless somebody was faster, and then theirs does."""
        raw = read_or_none(self.path)
        if raw is not None and Stamp.of(raw) == stamp:
            self.sheet, self.raw = after, raw
        else:
            self.sheet, self.raw = self._read()

    def undo(self) -> str:
        """Take the last decision back, byte for byte, and say what it was."""
        step = self.history.last()
        if step is None:
            raise DecisionError("there is nothing to undo")
        raw = read_or_none(self.path)
        if raw is None or Stamp.of(raw).sha256 != step.sheet_after:
            self.history.clear()
            raise ChangedError(f"{self.name} was changed since; nothing was undone")
        if step.sheet_before is not None:
            self._write_back(step.sheet_before, Stamp.of(raw))
        left = step.register_after and not teaching.put_back(self.library, step.register_before, step.register_after)
        self.history.drop()
        self.unseen = max(0, self.unseen - step.traceless)
        self.sheet, self.raw = self._read()
        return f"{step.told}; the register was changed since and keeps what it learnt" if left else step.told

    def _write_back(self, raw: bytes, stamp: Stamp) -> None:
        try:
            self.library.save_text(self.path, raw, stamp)
        except ConflictError:
            raise ChangedError(f"{self.name} was changed since; nothing was undone") from None

    def refresh(self) -> bool:
        """Read again what somebody else may have edited; whether there was anything new."""
        if read_or_none(self.path) == self.raw:
            return False
        self.sheet, self.raw = self._read()
        self.history.clear()
        return True

    def _catch_up(self, about: tuple[str, ...]) -> None:
        """Read again where the file changed; what the decision is about has to stand as it was seen."""
        seen = {ident: _standing(self.sheet, ident) for ident in about}
        if self.refresh():
            changed = next((ident for ident in about if _standing(self.sheet, ident) != seen[ident]), "")
            if changed:
                raise ChangedError(f"{self.name} was changed meanwhile, and {changed} with it; look at it again")

    def _read(self) -> tuple[FactSheet, bytes]:
        read, stamp = self.library.read_to_edit(self.path)
        raw = read_or_none(self.path)
        if read.sheet is None or raw is None:
            problem = next(iter(read.problems), None)
            raise DecisionError(str(problem) if problem else f"{read.path} cannot be read")
        if Stamp.of(raw) != stamp:
            raise ChangedError(f"{read.path} is being changed at this moment; try again")
        return read.sheet, raw


def _standing(sheet: FactSheet, ident: str) -> tuple[Finding | None, Fact | None]:
    return decisions.pending_one(sheet, ident), sheet.fact(ident)
