"""The words of saying of a language, and where they stand in a line."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from factsheets.distill.tokens import Line
from factsheets.distill.words import Phrases, folded, items, mapping, own, phrase_at, phrases, strings


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of saying: its tokens, and the pronoun that stands in it ("assure-t-il")."""

    begin: int
    end: int
    pronoun: str = ""


@dataclass(frozen=True, slots=True)
class Speech:
    """How one language tells who says what."""

    forms: Phrases
    participles: frozenset[str]
    auxiliaries: frozenset[str]
    that: frozenset[str]
    infinitives: frozenset[str]
    according: Phrases
    persons: frozenset[str]
    others: frozenset[str]
    outlet: frozenset[str]
    indefinite: frozenset[str]
    speakers: frozenset[str]
    bare_not: frozenset[str]
    ends: frozenset[str]
    adverb_endings: tuple[str, ...]
    bare_verbs: frozenset[str]
    between: frozenset[str]

    def verb(self, line: Line, index: int) -> Verb | None:
        """The verb of saying that begins at a token."""
        low = line.low[index]
        if line.cap[index] and not line.first[index]:
            return None
        if "-" in low:
            return self._inverted(line, index)
        found = phrase_at(self.forms, line.low, index, len(line))
        if found:
            return Verb(index, found[0])
        return self._compound(line, index) if low in self.auxiliaries else None

    def _compound(self, line: Line, index: int, pronoun: str = "") -> Verb | None:
        for at in range(index + 1, min(index + 4, len(line))):
            if line.low[at] in self.participles:
                return Verb(index, at + 1, pronoun)
            if not line.low[at].isalpha() and not line.low[at].endswith("'"):
                return None
        return None

    def _inverted(self, line: Line, index: int) -> Verb | None:
        """ "assure-t-il", "a-t-elle ajouté"."""
        parts = line.low[index].split("-")
        pronoun = parts[-1]
        if pronoun not in self.persons and pronoun not in self.others:
            return None
        if parts[0] in self.forms:
            return Verb(index, index + 1, pronoun)
        return self._compound(line, index, pronoun) if parts[0] in self.auxiliaries else None

    def pronoun(self, word: str) -> bool:
        return word in self.persons or word in self.others


@cache
def speech_of(lang: str) -> Speech:
    data = own(lang, "speech")
    pronouns = mapping(data.get("pronouns"))
    weak = {_joined(one) for one in items(data.get("according_weak"))}
    forms = [*strings(data.get("forms")), *(_joined(one) for one in items(data.get("two_words")))]
    return Speech(
        forms=phrases((word, "") for word in forms),
        participles=folded(data.get("participles")),
        auxiliaries=folded(data.get("auxiliaries")),
        that=folded(data.get("that")),
        infinitives=folded(data.get("infinitives")),
        according=phrases(
            (_joined(one), "weak" if _joined(one) in weak else "") for one in items(data.get("according"))
        ),
        persons=folded(pronouns.get("person")),
        others=folded(pronouns.get("any")),
        outlet=folded(data.get("outlet")),
        indefinite=folded(data.get("indefinite")),
        speakers=folded(data.get("speakers")),
        bare_verbs=folded(data.get("bare_verbs")),
        between=folded(data.get("between")),
        adverb_endings=tuple(strings(data.get("adverb_endings"))),
        ends=folded(data.get("ends")),
        bare_not=folded(data.get("bare_not")),
    )


def _joined(words: object) -> str:
    if isinstance(words, Iterable) and not isinstance(words, str):
        return " ".join(str(word) for word in words)
    return str(words)
