"""What a list shows as one types: the words before the last one whole, the last one as a beginning."""

from functools import cache

from factsheets import vocabulary
from index.analysis import fold, terms, tokens
from index.question import MOST_CHARACTERS, Question, understand
from index.schema import LONGEST_PREFIX, codes
from index.search import Search

_SHORTEST_CUE = 3
"""Letters from which a beginning stands for a kind of figure: "contr" for contracts."""


def suggested(text: str, search: Search) -> tuple[Question, frozenset[int]]:
    """The question in the finished words, and every document that may be meant."""
    text = text[:MOST_CHARACTERS]
    words = list(tokens(text, "en"))
    if not words:
        return Question(text), frozenset()
    if text[-1:].isspace():
        question = understand(text)
        found = search.reader.documents if question.groups else frozenset()
    else:
        question = understand(text[: words[-1].start])
        found = _beginning(words[-1].text, search) | _whole(text, question, search)
    for group in sorted(question.groups, key=lambda group: len(search.anywhere(group))):
        found &= search.anywhere(group)
    return question, found


def _whole(text: str, question: Question, search: Search) -> frozenset[int]:
    """What the last word answers to when it is complete: a kind, an amount of several words, a synonym."""
    found: frozenset[int] = frozenset()
    for group in understand(text).groups:
        if group not in question.groups:
            found |= search.direct(group)
    return found


def _beginning(word: str, search: Search) -> frozenset[int]:
    reader, prefix = search.reader, fold(word)
    if len(prefix) > LONGEST_PREFIX:
        found = reader.union("words", reader.completions("words", prefix))
    else:
        found = reader.postings("names", prefix)
    found |= reader.union("words", terms(word, "en"))
    return found | reader.having("kind", _kinds(prefix)) if len(prefix) >= _SHORTEST_CUE else found


@cache
def _kinds(prefix: str) -> frozenset[int]:
    kinds = vocabulary.terms("figure_kinds").items()
    return frozenset(
        codes("figure_kinds")[key] for key, term in kinds if any(fold(word).startswith(prefix) for word in term.words)
    )
