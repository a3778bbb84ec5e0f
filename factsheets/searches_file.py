"""The file of saved searches: read with every problem located, changed in place."""

from collections.abc import Callable

from factsheets.checks import IDENT
from factsheets.library import ConflictError, Library, Stamp
from factsheets.problem import MOST_PROBLEMS, DataError, Problem, did_you_mean
from factsheets.saved_searches import FILE, SavedSearchError, SavedSearches, bytes_of, file_of
from factsheets.yaml_edit import in_place
from factsheets.yaml_lines import EditError
from factsheets.yaml_text import Data, MappingNode, Node, Scalar, decode, dump, parse, plain_data

LONGEST_QUERY = 256
MOST_SEARCHES = 500
_NEW_FILE = b"# Saved searches: `factfile find @NAME` runs one.\nformat: 1\n"
_NAME = "a name is small letters, digits and hyphens"
_KEYS = ("format", "searches")
_ATTEMPTS = 3


def read_searches(raw: bytes) -> SavedSearches:
    try:
        root, problems = parse(decode(raw, FILE), FILE)
    except DataError as error:
        return SavedSearches(problems=error.problems)
    queries: dict[str, str] = {}
    if root is not None:
        problems += _read(root, queries)
    return SavedSearches(queries, tuple(problems[:MOST_PROBLEMS]))


def _read(root: Node, queries: dict[str, str]) -> list[Problem]:
    if not isinstance(root, MappingNode):
        return [_problem(root, "expected `format: 1` and `searches:`")]
    problems = []
    for key, entry in root.entries.items():
        if key not in _KEYS:
            problems.append(_problem(entry.key, f"unknown key `{key}`", did_you_mean(key, _KEYS)))
    listed = root.entries.get("searches")
    if listed is None or (isinstance(listed.value, Scalar) and listed.value.value in {"", "null", "~"}):
        return problems
    if not isinstance(listed.value, MappingNode):
        return [*problems, _problem(listed.value, "`searches` is a mapping of names to queries")]
    for name, entry in listed.value.entries.items():
        wrong = _wrong(name, entry.value)
        if wrong:
            problems.append(_problem(entry.key if wrong == _NAME else entry.value, wrong, key=f"searches.{name}"))
        elif len(queries) < MOST_SEARCHES and isinstance(entry.value, Scalar):
            queries[name] = " ".join(entry.value.value.split())
    return problems


def _wrong(name: str, value: Node) -> str:
    if not IDENT.fullmatch(name):
        return _NAME
    if not isinstance(value, Scalar) or not value.value.strip():
        return "a query is a text, in quotes where it holds a colon"
    return "" if len(value.value) <= LONGEST_QUERY else f"a query has at most {LONGEST_QUERY} characters"


def _problem(node: Node, message: str, hint: str = "", key: str = "") -> Problem:
    return Problem(FILE, node.line, node.column, message, key=key, hint=hint)


def refused(name: str, query: str) -> str:
    """Why a search cannot have this name or this query, in words; "" where it can."""
    wrong = _wrong(name, Scalar(query, 0, 0))
    return f"cannot save `{name}`: {wrong}" if wrong else ""


def save_search(library: Library, name: str, query: str) -> None:
    """Add a search or replace the one of that name; raises SavedSearchError with the reason it cannot."""
    query = " ".join(query.split())
    wrong = refused(name, query)
    if wrong:
        raise SavedSearchError(wrong)

    def add(searches: dict[str, Data]) -> dict[str, Data]:
        if len(searches) >= MOST_SEARCHES and name not in searches:
            raise SavedSearchError(f"there are {MOST_SEARCHES} saved searches, as many as there may be")
        return {**searches, name: query}

    _rewrite(library, add)


def remove_search(library: Library, name: str) -> bool:
    """Take a search away; whether there was one of that name."""
    found = False

    def drop(searches: dict[str, Data]) -> dict[str, Data]:
        nonlocal found
        found = name in searches
        return {one: query for one, query in searches.items() if one != name}

    _rewrite(library, drop)
    return found


def _rewrite(library: Library, change: Callable[[dict[str, Data]], dict[str, Data]]) -> None:
    """Read, change and write; an edit made meanwhile by someone else is read and the change made again."""
    for attempt in range(_ATTEMPTS):
        before = bytes_of(library)
        raw = _changed(_NEW_FILE if before is None else before, change)
        try:
            if raw != (before or _NEW_FILE):
                library.save_text(file_of(library), raw, None if before is None else Stamp.of(before))
        except ConflictError:
            if attempt + 1 == _ATTEMPTS:
                raise SavedSearchError(f"{FILE} is being changed by someone else; nothing was saved") from None
        except OSError as error:
            raise SavedSearchError(f"{FILE} cannot be written: {(error.strerror or 'unknown error').lower()}") from None
        else:
            return


def _changed(raw: bytes, change: Callable[[dict[str, Data]], dict[str, Data]]) -> bytes:
    """The file's bytes after a change, its comments kept; one that cannot be read is never written over."""
    try:
        old = _data(raw)
    except DataError as error:
        raise SavedSearchError(f"nothing was saved: {error.problems[0]}") from None
    listed = old.get("searches")
    searches = change(dict(listed) if isinstance(listed, dict) else {})
    new = {**old, "searches": searches} if searches else {key: old[key] for key in old if key != "searches"}
    if new == old:
        return raw
    text = decode(raw, FILE)
    try:
        written = in_place(text, old, new).encode("utf-8")
        if _data(written) == new:
            return written
    except (EditError, DataError):
        pass
    return dump(new).encode("utf-8")


def _data(raw: bytes) -> dict[str, Data]:
    root, problems = parse(decode(raw, FILE), FILE)
    if problems:
        raise DataError(problems)
    if root is None:
        return {}
    listed = root.entries.get("searches") if isinstance(root, MappingNode) else None
    if not isinstance(root, MappingNode) or (listed and not isinstance(listed.value, MappingNode | Scalar)):
        raise DataError([_problem(root, "expected `format: 1` and `searches:`")])
    return {key: plain_data(entry.value) for key, entry in root.entries.items()}
