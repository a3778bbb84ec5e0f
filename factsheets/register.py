"""Teaching `gazetteer.yaml`: what a person confirmed becomes known, what was judged the same or different stays so.

The file is edited in place. A name that belongs to another entry is never taken from it, and what is only weakly a name
is never taught as one that identifies by itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from factsheets.checks import IDENT
from factsheets.files import read_or_none
from factsheets.gazetteer import Gazetteer
from factsheets.library import Library
from factsheets.register_file import Change, RegisterError, Root, Written, append, drop, judged, rewrite
from factsheets.register_lesson import Entity, Lesson, Refused
from factsheets.yaml_text import FlowList

__all__ = [
    "Refused",
    "RegisterError",
    "Taught",
    "Written",
    "judge_different",
    "judge_same",
    "take_back",
    "teach",
    "unjudge",
]


@dataclass(frozen=True, slots=True)
class Taught:
    """The id under which the register knows it, the names it learnt, those it did not take, and what was written."""

    id: str
    added: tuple[str, ...] = ()
    refused: tuple[Refused, ...] = ()
    written: Written | None = None


def teach(library: Library, entity: Entity, lang: str) -> Taught:
    """Add a confirmed actor, tool or place, or the names that its entry lacks; raises RegisterError.

    A group that a document only describes stays in its sheet; what the register says already is left as it is.
    """
    taught = Taught(entity.id)

    def change(root: Root, register: Gazetteer) -> None:
        nonlocal taught
        taught = Taught(*Lesson(register, entity, lang or "en").into(root))

    written = rewrite(library, change)
    return replace(taught, written=written)


def judge_same(
    library: Library, one: str, other: str, *, records: Iterable[Entity] = (), lang: str = ""
) -> Written | None:
    """From now on `one` is `other`, in every sheet; None where that was known. Raises RegisterError.

    Where only `one` is registered, it is the one that stands. The register learns the names of both, so that either
    name finds both: those of `records`, printed in `lang`, and of an id that is not among them as some sheet has it.
    """
    given = {record.id: (record, lang) for record in records}

    def change(root: Root, register: Gazetteer) -> None:
        if register.resolve(one) == register.resolve(other):
            return
        drop(root, "not_same_as", one, other)
        against = _judgement_between(register, one, other)
        if against and against != {one, other}:
            raise RegisterError(f"{_told(against)} are judged different; take that back first")
        stands = one if register.get(one) and not register.get(other) else other
        gives_way = other if stands == one else one
        append(root, "same_as", FlowList([gives_way, stands]))
        known = _declared(library, {one, other} - set(given)) | given
        for record, printed_in in (known[ident] for ident in (stands, gives_way) if ident in known):
            register = judged(root, register, register.resolve(stands))
            Lesson(register, record, printed_in or "en").into(root)

    return _judge(library, one, other, change)


def judge_different(library: Library, one: str, other: str) -> Written | None:
    """From now on the two are never offered as one again; None where that was known. Raises RegisterError."""

    def change(root: Root, register: Gazetteer) -> None:
        if frozenset((one, other)) in register.not_same_as:
            return
        drop(root, "same_as", one, other)
        left = judged(root, register)
        if left.resolve(one) == left.resolve(other):
            raise RegisterError(f"{one} and {other} are one through other judgements; take one of those back first")
        append(root, "not_same_as", FlowList([one, other]))

    return _judge(library, one, other, change)


def unjudge(library: Library, one: str, other: str) -> Written | None:
    """Take back what was judged about two, either way; raises RegisterError where nothing was."""

    def change(root: Root, register: Gazetteer) -> None:
        found = [drop(root, key, one, other) for key in ("same_as", "not_same_as")]
        if not any(found):
            linked = register.resolve(one) == register.resolve(other)
            why = "they are one through other judgements" if linked else "there is none"
            raise RegisterError(f"no judgement about {one} and {other} was taken back: {why}")

    return _judge(library, one, other, change)


def take_back(library: Library, written: Written) -> None:
    """The register as it was before; raises ConflictError where somebody changed it since."""
    if written.before is None:
        library.remove(library.gazetteer_file, written.after)
    else:
        library.save_text(library.gazetteer_file, written.before, written.after)


def _judge(library: Library, one: str, other: str, change: Change) -> Written | None:
    for ident in (one, other):
        if not IDENT.fullmatch(ident):
            raise RegisterError(f"`{ident}` is not an id")
    if one == other:
        raise RegisterError(f"{one} is one already")
    return rewrite(library, change)


def _declared(library: Library, wanted: set[str]) -> dict[str, tuple[Entity, str]]:
    """Actors, tools and places by id, as the first sheet has them that declares one, with its language."""
    found: dict[str, tuple[Entity, str]] = {}
    for path in library.sheet_files():
        missing = wanted - set(found)
        if not missing:
            break
        raw = read_or_none(path) or b""
        sheet = library.read(path).sheet if any(ident.encode() in raw for ident in missing) else None
        for item in sheet.entities() if sheet else ():
            if sheet and item.id in missing:
                found[item.id] = item, sheet.lang
    return found


def _judgement_between(register: Gazetteer, one: str, other: str) -> frozenset[str] | None:
    """The judgement of difference that stands between what two ids are one with."""
    ends = {register.resolve(one), register.resolve(other)}
    return next((pair for pair in register.not_same_as if {register.resolve(ident) for ident in pair} == ends), None)


def _told(pair: frozenset[str]) -> str:
    return " and ".join(sorted(pair))
