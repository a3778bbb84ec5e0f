"""Many findings at once: chosen by kind, rule and confidence, after a look at a sample, and recorded as just that."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypedDict, Unpack

from factsheets.library import Library
from factsheets.model import BulkAccept, Finding
from factsheets.review.desk import Desk
from factsheets.review.errors import DecisionError
from factsheets.review.history import History
from factsheets.review.queue import Progress, Queue, Waiting

SAMPLE = 10


@dataclass(frozen=True, slots=True)
class Selection:
    """Findings of a kind, of a rule, at least so sure (0 to 1, as typed); an empty one of these means any."""

    kind: str = ""
    rule: str = ""
    at_least: str = ""

    def fits(self, finding: Finding) -> bool:
        """Whether a finding is meant, be it a fact or not."""
        named = self.kind in {"", finding.kind} and self.rule in {"", finding.rule}
        return named and (not self.at_least or _share(finding.confidence) >= _share(self.at_least))

    def told(self) -> str:
        """ "money by money.explicit, at least 0.95 sure"."""
        rule = f" by {self.rule}" if self.rule else ""
        return f"{self.kind or 'findings'}{rule}" + (f", at least {self.at_least} sure" if self.at_least else "")


@dataclass(frozen=True, slots=True)
class Accepted:
    """What came of it: (sheet, fact) pairs accepted, and those left because they were changed meanwhile."""

    accepted: tuple[tuple[str, str], ...]
    left: tuple[tuple[str, str], ...]
    problems: tuple[str, ...] = ()


class _More(TypedDict, total=False):
    today: Callable[[], date]
    history: Callable[[Path], History]
    progress: Progress


def matching(waitings: Iterable[Waiting], selection: Selection) -> tuple[Waiting, ...]:
    """What a selection means, of what waits: facts, and no suggestion such as who paid whom, which is looked at."""
    if selection.at_least:
        _share(selection.at_least)
    return tuple(one for one in waitings if one.is_fact and selection.fits(one.finding))


def sample(found: Iterable[Waiting], number: int = SAMPLE) -> tuple[Waiting, ...]:
    """Some of them to look at, spread by chance over all, and the same every time."""
    drawn = sorted(found, key=_draw)[: max(number, 0)]
    return tuple(sorted(drawn, key=lambda one: (one.sheet, one.finding.start, one.finding.id)))


def ids_of(found: Iterable[Waiting]) -> frozenset[tuple[str, str]]:
    """(sheet, finding) of each: what `accept_in_bulk` is to be told was meant."""
    return frozenset((one.sheet, one.finding.id) for one in found)


def accept_in_bulk(
    library: Library,
    selection: Selection,
    by: str,
    looked_at: int,
    expected_ids: Iterable[tuple[str, str]],
    **more: Unpack[_More],
) -> Accepted:
    """Accept what was meant and still waits, a write a sheet; raises DecisionError for a selection of everything.

    The register learns nothing from what nobody looked at. `more` may be `today`, `progress`, and `history`: the
    history of a sheet's file, with which a desk can take back what was accepted there.
    """
    if selection == Selection():
        raise DecisionError("a kind, a rule or a confidence is needed: everything at once is not a selection")
    expected, sheets = frozenset(expected_ids), defaultdict[Path, list[str]](list)
    for one in matching(Queue(library).waiting(), selection):
        if (one.sheet, one.finding.id) in expected:
            sheets[one.path].append(one.finding.id)
    today, progress, history = more.get("today", date.today), more.get("progress"), more.get("history")
    chosen = (selection.kind, selection.rule, selection.at_least)
    record = BulkAccept(
        facts=(), kind=chosen[0], rule=chosen[1], at_least=chosen[2], looked_at=looked_at, by=by, at=str(today())
    )
    done: set[tuple[str, str]] = set()
    problems: list[str] = []
    for number, (path, idents) in enumerate(sheets.items(), start=1):
        try:
            desk = Desk(library, path, by, today, history(path) if history else None)
            taken = desk.accept_in_bulk(idents, selection.fits, record, selection.told())
            done |= {(desk.sheet.id, ident) for ident in taken}
        except DecisionError as error:
            problems.append(str(error))
        if progress:
            progress(number, len(sheets))
    return Accepted(tuple(sorted(done)), tuple(sorted(expected - done)), tuple(problems))


def _share(text: str) -> float:
    try:
        share = float(text or "0")
    except ValueError:
        raise DecisionError(f"`{text}` is no confidence: it is a number from 0 to 1") from None
    if not 0 <= share <= 1:
        raise DecisionError(f"`{text}` is no confidence: it is a number from 0 to 1")
    return share


def _draw(one: Waiting) -> bytes:
    return hashlib.sha256(f"{one.sheet}#{one.finding.id}".encode()).digest()
