"""Searches with a name, kept in the library's `searches.yaml`; read here, changed by `searches_file`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from factsheets.files import read_bounded, reason
from factsheets.library import Library
from factsheets.problem import Problem

FILE = "searches.yaml"
MARK = "@"
"""Before the name of a saved search where a query is typed."""


class SavedSearchError(Exception):
    """Nothing was saved; the message is one sentence that says why."""


@dataclass(frozen=True, slots=True)
class SavedSearches:
    """The queries by name, in the order of the file. What is wrong with an entry is a problem, the others stand."""

    queries: dict[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def file_of(library: Library) -> Path:
    return library.root / FILE


def saved_searches(library: Library) -> SavedSearches:
    """What is saved in a library; a file that is not there is no problem."""
    try:
        raw = bytes_of(library)
    except SavedSearchError as error:
        return SavedSearches(problems=(Problem(FILE, 0, 0, str(error)),))
    if raw is None:
        return SavedSearches()
    from factsheets.searches_file import read_searches  # noqa: PLC0415 - it brings YAML, and most libraries save none

    return read_searches(raw)


def bytes_of(library: Library) -> bytes | None:
    """The file as it is, None where there is none; raises SavedSearchError."""
    try:
        return read_bounded(file_of(library))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SavedSearchError(f"{FILE} {reason(error)}") from None


def expanded(text: str, queries: Mapping[str, str]) -> str | None:
    """A query with the saved search that it begins with put in its place, `@NAME more words`; None for no such name."""
    if not text.startswith(MARK):
        return text
    name, _, rest = text.removeprefix(MARK).partition(" ")
    query = queries.get(name)
    return f"({query}) {rest}" if query and rest.strip() else query
