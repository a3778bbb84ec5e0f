"""Slips of the typing hand: a common word is read as the one that was meant; a name only where the rest confirms it."""

from dataclasses import replace
from math import ceil

from index.analysis import fold, stem, tokens
from index.bits import Documents
from index.cues import is_slip, slip_of
from index.question import Group, Question, understand
from index.reader import IndexReader
from index.search import Search

_SHORTEST_NAME = 5
_SHORTEST_KIN = 5
_KIN = 0.6
"""The share of a word's letters, from the first, that another form or the same word of another language has too."""
_KIN_OF_NAME = 0.85
_MOST_READ = 24
"""How many rows are looked at for the spelling of a term."""


def corrected_question(question: Question, search: Search) -> tuple[Question, tuple[str, ...]]:
    """The question with words that nothing answers to read as what was meant, and a hint for each."""
    read, hints, akin = _read(question, search)
    if hints:
        question = replace(understand(read), text=question.text, hints=question.hints)
    wider = (replace(one, terms=one.terms | {akin[one.text]}) if one.text in akin else one for one in question.subject)
    return replace(question, subject=tuple(wider)), tuple(hints)


def as_meant(text: str, search: Search) -> tuple[str, tuple[str, ...]]:
    """A text with its slips mended, and a hint for each; the text itself where there is none."""
    read, hints, _ = _read(understand(text), search)
    return read, tuple(hints)


def _read(question: Question, search: Search) -> tuple[str, list[str], dict[str, str]]:
    """The text as it was meant, what to tell of it, and words of the library akin to common words of the question."""
    hints: list[str] = []
    read, akin = question.text, dict[str, str]()
    for group in question.subject:
        if group.when or group.is_sum or group.ordinary or search.anywhere(group):
            continue
        kin = _kin(group, search)
        typed_small = not group.capitalised or question.text.lstrip(" ¿¡").startswith(group.text)
        common = typed_small and group.text.isascii()  # who types accents means them
        meant = (slip_of(group.text) if common else "") or ("" if kin else _name_meant(group, question, search))
        if meant:
            read = read.replace(group.text, meant, 1)
            hints.append(f"“{group.text}” was read as “{meant}”")
        elif kin and typed_small:
            akin[group.text] = kin
    return read, hints, akin


def nothing_answers(question: Question, search: Search) -> tuple[str, ...]:
    """Why nothing was found, a sentence a word, with the nearest word of the library where one is close."""
    unknown = [group for group in question.groups if not search.anywhere(group)]
    hints = []
    for group in unknown:
        near = _nearest(group.text, search.reader)
        hints.append(f"nothing here answers to “{group.text}”" + (f"; did you mean {near}?" if near else ""))
    if not unknown:
        known = "every word is known here, but no fact answers to all of them"
        hints.append(known if question.groups else "nothing is asked here: name a person, a tool, an amount ...")
    return tuple(hints)


def _nearest(word: str, reader: IndexReader) -> str:
    """The word of the index that a misspelt one is closest to, as a label spells it; "" when none is close."""
    from difflib import get_close_matches  # noqa: PLC0415 - only where nothing was found

    wanted = fold(word)
    known = dict.fromkeys(
        one for length in (3, 2, 1) for one in reader.completions("words", wanted[:length]) if ":" not in one
    )
    near = get_close_matches(wanted, known, n=1, cutoff=0.8)
    return spelt(near[0], reader) if near else ""


def _kin(word: Group, search: Search) -> str:
    """A term of the library that begins as a common word does: "installer" for "installation"."""
    typed = fold(word.text)
    shared = max(_SHORTEST_KIN, ceil(len(typed) * _KIN))
    if not typed.isalpha() or len(typed) < shared:
        return ""
    names = set(search.reader.completions("names", typed[:shared]))
    near = []
    for one in search.reader.completions("words", typed[:shared]):
        alike = _beginning(one, typed) / max(len(one), len(typed))
        if one.isalpha() and alike >= (_KIN_OF_NAME if one in names else _KIN):
            near.append((alike, one))
    return max(near, default=(0.0, ""))[1]


def _beginning(one: str, other: str) -> int:
    """How many letters two words share from the first."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


def _name_meant(slip: Group, question: Question, search: Search) -> str:
    """The one name a letter away that every other name of the question goes with; alone, a name is never corrected."""
    typed = fold(slip.text)
    others = [group for group in (*question.subject, *question.kinds) if group is not slip and search.anywhere(group)]
    if len(typed) < _SHORTEST_NAME or not typed.isalpha():
        return ""
    needed = [group for group in others if search.is_needed(group)]
    joined = Documents.intersection if needed else Documents.union
    together = joined(map(search.anywhere, needed or others))
    known = search.reader.completions("names", typed[:2]) if together else []
    forms = {typed, stem(typed)}
    near = [
        name
        for name in known
        if any(is_slip(form, name) for form in forms) and search.reader.postings("words", name) & together
    ]
    return (spelt(near[0], search.reader) or near[0].capitalize()) if len(near) == 1 else ""


def spelt(term: str, reader: IndexReader) -> str:
    """A term as a label or a line of the library spells it; "" where none does."""
    rows = map(reader.row, reader.postings("words", term).first(_MOST_READ))
    found = (token.text for row in rows for token in tokens(f"{row.label} {row.line}", "en") if token.term == term)
    return next(found, "")
