"""What a list shows of a text that is being typed: mere words are a question, anything else is a query.

Conditions and an order only narrow and order what the words beside them find by themselves.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from index.bits import NONE, Documents
from index.find import find
from index.query import parse
from index.question import understand
from index.ranking import prior
from index.refine import apart
from index.search import Search
from index.slips import as_meant, nothing_answers
from index.sorting import Sorting
from index.suggest import meant, suggestions


@dataclass(frozen=True, slots=True)
class Listed:
    """All that is found, of which `possible` may or may not match; `best` gives the first of it, in its order."""

    documents: Documents
    possible: Documents
    hints: tuple[str, ...]
    best: Callable[[int], list[int]]


def listed(text: str, search: Search) -> Listed:
    """Whatever the text holds, it ends and raises nothing."""
    words, rest = apart(text) or ("", text)
    query, hints = parse(rest, typing=True), parse(text, typing=True).hints
    if words.strip() and query.node is None and not query.sort:
        return _of_words(words, search, None, NONE, hints)
    found = find(query, search)
    if not words.strip():
        return Listed(found.matched, found.possible, found.hints, lambda most: [one for one, _ in found.best(most)])
    if query.sort in {"", "relevance"}:
        return _of_words(words, search, found.matched, found.possible, found.hints)
    within = meant(words, search) & found.matched
    ordered = replace(found, matched=within, scored=understand(words).groups)
    hint = Sorting(search.reader, within, ()).hint(query.sort)
    hints = (*hints, *([hint] if hint else ()))
    return Listed(within, found.possible, hints, lambda most: [one for one, _ in ordered.best(most)])


def _of_words(
    words: str, search: Search, within: Documents | None, possible: Documents, hints: tuple[str, ...]
) -> Listed:
    documents = meant(words, search)
    if not documents:
        read, told = as_meant(words, search)
        if told and meant(read, search):
            return _of_words(read, search, within, possible, (*hints, *told))
        hints = (*hints, *nothing_answers(understand(words), search))
    documents = documents if within is None else documents & within

    def best(most: int) -> list[int]:
        return suggestions(words, search, most, lambda question: prior(question, search), documents)[0]

    return Listed(documents, possible, hints, best)
