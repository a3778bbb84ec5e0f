"""What waits for a decision in all drafts of a library, read from the tail of each file, where `draft:` stands.

Two thousand drafts are read in a breath because nothing else of them is: a sheet that is no draft is left at its head.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from factsheets import yaml_text
from factsheets.files import LARGEST_BYTES, leads_inside, read_bounded
from factsheets.library import Library
from factsheets.model import Finding, Status
from factsheets.problem import DataError
from factsheets.review.tails import findings_in, top_level
from factsheets.safe_text import safe
from factsheets.vocabulary import terms
from factsheets.yaml_text import MappingNode, Scalar

Progress = Callable[[int, int], None]
ORDERS = ("sheet", "confidence", "kind", "actor")
_WORDS = re.compile(rb"[a-z]+: ([A-Za-z0-9][A-Za-z0-9 \x80-\xff-]*)\n")
_FACT = re.compile(rb"^(?:- |  )\{?id: *['\"]?([a-z0-9-]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A finding that nobody has decided on. `is_fact` says whether a fact of its id stands in the sheet."""

    path: Path
    sheet: str
    title: str
    finding: Finding
    is_fact: bool = True
    actor: str = ""


@dataclass(frozen=True, slots=True)
class _Read:
    mark: tuple[int, int]
    waiting: tuple[Waiting, ...]


class Queue:
    """Reads a library's drafts, and of those read before only the ones that changed, by time and size."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._read: dict[Path, _Read] = {}

    def waiting(self, progress: Progress | None = None) -> Iterator[Waiting]:
        """Draft by draft in the order of the library, in each in the order of the text; a broken file has none."""
        files = self._library.sheet_files()
        for number, path in enumerate(files, start=1):
            yield from self._of(path)
            if progress:
                progress(number, len(files))
        self._read = {path: self._read[path] for path in files if path in self._read}

    def _of(self, path: Path) -> tuple[Waiting, ...]:
        try:
            status = path.stat()
            mark = (status.st_mtime_ns, status.st_size)
            known = self._read.get(path)
            if known is None or known.mark != mark:
                inside = leads_inside(path, self._library.sheets_dir)
                known = _Read(mark, read_waiting(path, read_bounded(path) if inside else b""))
                self._read[path] = known
        except OSError:
            return ()
        return known.waiting


def waiting(library: Library, progress: Progress | None = None) -> Iterator[Waiting]:
    """What waits in a library, read once; keep a `Queue` to read it again."""
    yield from Queue(library).waiting(progress)


def read_waiting(path: Path, raw: bytes) -> tuple[Waiting, ...]:
    """What waits in one file; nothing in one that is no draft, or that cannot be read."""
    if len(raw) >= LARGEST_BYTES:
        return ()
    parts = top_level(raw)
    try:
        if not parts or _scalar(parts, "status") != Status.DRAFT.value or "draft" not in parts:
            return ()
        found = sorted(findings_in(parts["draft"]), key=lambda one: (one.source, one.start, one.end, one.id))
        sheet, title = _scalar(parts, "id"), _scalar(parts, "title")
    except (DataError, ValueError):
        return ()
    facts = {name.decode() for part in _FACTS for name in _FACT.findall(parts.get(part, b""))}
    names = _actors(found)
    return tuple(Waiting(path, sheet, title, one, one.id in facts, names.get(one.id, "")) for one in found)


_FACTS = ("figures", "dates", "statements", "actors", "tools", "places")


def _scalar(parts: dict[str, bytes], key: str) -> str:
    """A single value at the top of a file, read as YAML where it is more than plain words."""
    words = _WORDS.fullmatch(parts.get(key, b""))
    if words:
        return words[1].decode("utf-8", "replace").strip()
    node, _ = yaml_text.parse(yaml_text.decode(parts.get(key, b""), key), key)
    entry = node.entries.get(key) if isinstance(node, MappingNode) else None
    return entry.value.value if entry and isinstance(entry.value, Scalar) else ""


def _actors(found: list[Finding]) -> dict[str, str]:
    """Whom a finding is about, as far as the tail of a file says: its own name, or the first one inside its span."""
    names = [one for one in found if one.kind in {"actor", "tool", "place"}]
    about = {one.id: one.reads or one.printed for one in names}
    for one in found:
        inside = (
            name for name in names if name.source == one.source and one.start <= name.start and name.end <= one.end
        )
        first = next(inside, None)
        if one.id not in about and first:
            about[one.id] = about[first.id]
    return about


def ordered(waitings: Iterable[Waiting], by: str) -> list[Waiting]:
    """By "confidence" the surest first, by "kind", by "actor" those of one name together, or by "sheet"."""
    keys: dict[str, Callable[[Waiting], tuple[object, ...]]] = {
        "sheet": lambda _: (),
        "confidence": lambda one: (-_sure(one.finding),),
        "kind": lambda one: (_kind_order(one.finding.kind), one.finding.rule),
        "actor": lambda one: (not one.actor, safe(one.actor).casefold()),
    }
    return sorted(waitings, key=keys[by])


def _sure(finding: Finding) -> float:
    try:
        return float(finding.confidence)
    except ValueError:
        return 0.0


def _kind_order(kind: str) -> int:
    known = list(terms("finding_kinds"))
    return known.index(kind) if kind in known else len(known)
