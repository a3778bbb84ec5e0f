"""The file `gazetteer.yaml`: read, changed in place, proven and written, without losing what anybody else wrote."""

from collections.abc import Callable
from dataclasses import dataclass, field

from factsheets.files import read_bounded, reason
from factsheets.gazetteer import GROUPS, Gazetteer, joined, read_gazetteer
from factsheets.gazetteer_file import gazetteer_data
from factsheets.library import ConflictError, Library, Stamp
from factsheets.problem import DataError
from factsheets.yaml_edit import in_place
from factsheets.yaml_lines import EditError
from factsheets.yaml_text import Data, decode, dump

_NEW_REGISTER = b"# Known actors, tools and places: one name each across all sheets.\nformat: 1\n"
_BOM = b"\xef\xbb\xbf"
_ATTEMPTS = 3
_ORDER = ("format", *GROUPS, "same_as", "not_same_as")

Root = dict[str, Data]
Change = Callable[[Root, Gazetteer], None]
"""Changes the data of a register by replacing what stands at its keys, never what these hold."""


class RegisterError(Exception):
    """The register was not changed; the message is one sentence that says why."""


@dataclass(frozen=True, slots=True)
class Written:
    """For `take_back`: what stood in the register before (None: there was none), and the stamp of what stands now."""

    before: bytes | None = field(repr=False)
    after: Stamp


def rewrite(library: Library, change: Change) -> Written | None:
    """Read, change and write under the rule of `save`; an edit made meanwhile is read and the change made again."""
    name = library.gazetteer_file.name
    for attempt in range(_ATTEMPTS):
        try:
            before = _bytes(library)
            raw = _changed(_NEW_REGISTER if before is None else before, name, change)
            if raw is None:
                return None
            stamp = None if before is None else Stamp.of(before)
            return Written(before, library.save_text(library.gazetteer_file, raw, stamp))
        except ConflictError:
            if attempt + 1 == _ATTEMPTS:
                raise
        except DataError as error:
            raise RegisterError(f"the register cannot be read, {error.problems[0]}") from None
        except OSError as error:
            told = (error.strerror or "unknown error").lower()
            raise RegisterError(f"the register {name} cannot be written: {told}") from None
    raise AssertionError


def _bytes(library: Library) -> bytes | None:
    try:
        return read_bounded(library.gazetteer_file)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise RegisterError(f"the register {library.gazetteer_file.name} {reason(error)}") from None


def _changed(raw: bytes, name: str, change: Change) -> bytes | None:
    """The register's bytes after a change, None where it changes nothing."""
    old = gazetteer_data(raw, name)
    new = dict(old)
    change(new, read_gazetteer(raw, name)[0])
    if new == old:
        return None
    new = {key: new[key] for key in sorted(new, key=_rank)}
    text = decode(raw, name)
    mark = _BOM if raw.startswith(_BOM) else b""
    try:
        told = in_place(text, old, new) if old else text + "\n" * _lacks_an_end(text) + dump(new)
        written = mark + told.encode("utf-8")
        if gazetteer_data(written, name) == new:
            return written
    except (EditError, DataError):
        pass
    return dump(new).encode("utf-8")


def _lacks_an_end(text: str) -> bool:
    return bool(text) and not text.endswith("\n")


def _rank(key: str) -> int:
    return _ORDER.index(key) if key in _ORDER else len(_ORDER)


def items(root: Root, key: str) -> list[Data]:
    """The list at a key, which may be absent or empty in any way YAML has."""
    found = root.get(key)
    if isinstance(found, list):
        return found
    if found:
        raise RegisterError(f"`{key}` of the register is not a list")
    return []


def append(root: Root, key: str, item: Data) -> None:
    root[key] = [*items(root, key), item]


def drop(root: Root, key: str, one: str, other: str) -> bool:
    """Take out the judgements about exactly these two; whether there were any."""
    found = items(root, key)
    kept = [pair for pair in found if _ids(pair) != {one, other}]
    if len(kept) == len(found):
        return False
    if kept:
        root[key] = kept
    else:
        del root[key]
    return True


def _ids(pair: Data) -> set[str]:
    return set(map(str, pair)) if isinstance(pair, list) and len(pair) == 2 else set()


def judged(root: Root, register: Gazetteer, entity: str = "") -> Gazetteer:
    """The register with the judgements of `root`, and with the entry that `root` now has for one id."""
    entries = dict(register.entries)
    for group in GROUPS if entity else ():
        entry = next((one for one in items(root, group) if isinstance(one, dict) and one.get("id") == entity), None)
        if entry is not None:
            entries.update(read_gazetteer(dump({group: [entry]}).encode("utf-8"), "")[0].entries)
    pairs = [
        (str(pair[0]), str(pair[1])) for pair in items(root, "same_as") if isinstance(pair, list) and len(pair) == 2
    ]
    return Gazetteer(entries, joined(pairs, entries), register.not_same_as)
