"""Which sheets a command line names, and what to say of a name that nobody has."""

from collections.abc import Iterator
from pathlib import PurePath

from factsheets.library import Library
from factsheets.model import FactSheet
from factsheets.problem import did_you_mean
from tui.output import CommandError, Exit

NO_SHEETS = "this library has no sheets yet; `factfile new ID` begins one"


def chosen_sheets(library: Library, ids: list[str]) -> Iterator[FactSheet]:
    """The sheets named, in the order they were named, or all of them; a name nobody has ends the command."""
    if not ids:
        yield from library.sheets()
    for sheet_id in dict.fromkeys(ids):
        found = library.find(sheet_id)
        if found is None:
            raise unknown(library, sheet_id)
        yield found[1]


def unknown(library: Library, ref: str) -> CommandError:
    """A sheet that cannot be read is bad data, one that is not there is nothing found."""
    broken = next((one for one in library.problems() if PurePath(one.path).stem == ref), None)
    if broken:
        return CommandError(f"{ref} cannot be read: {broken}", Exit.BAD_DATA)
    sheet_id, hash_sign, _ = ref.partition("#")
    known = library.find(sheet_id) if hash_sign else None
    if known:
        names = {f"{sheet_id}#{fact.id}" for fact in known[1].facts()}
    else:
        names = {sheet.id for sheet in library.sheets()} | set(library.gazetteer.entries)
    hint = did_you_mean(ref, names) or "`factfile list` names the sheets"
    return CommandError(f"nothing here is called {ref}; {hint}", Exit.NOTHING)
