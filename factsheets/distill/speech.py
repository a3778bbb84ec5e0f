"""The words of saying of a language, and where they stand in a line."""

from collections.abc import Iterable, Mapping
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
    with_that: frozenset[str]
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
    anaphors: Mapping[str, frozenset[str]]
    papers: frozenset[str]
    elided: bool
    tonic: frozenset[str]
    plural: frozenset[str]
    gendered: bool
    negations: frozenset[str]
    agents: tuple[str, ...]
    gerunds: frozenset[str]
    seen: frozenset[str]
    demonstratives: frozenset[str]
    agreement: tuple[str, ...]

    def verb(self, line: Line, index: int) -> Verb | None:
        """The verb of saying that begins at a token."""
        low = line.low[index]
        if (line.cap[index] and not line.first[index]) or (index and line.low[index - 1] in self.negations):
            return None
        if "-" in low:
            return self._inverted(line, index)
        found = phrase_at(self.forms, line.low, index, len(line))
        if found:
            return Verb(index, found[0])
        if low in self.with_that and index + 1 < len(line) and line.low[index + 1] in self.that:
            return Verb(index, index + 1)
        return self._compound(line, index) if low in self.auxiliaries else None

    def _compound(self, line: Line, index: int, pronoun: str = "") -> Verb | None:
        for at in range(index + 1, min(index + 4, len(line))):
            if self.participle(line.low[at]):
                return Verb(index, at + 1, pronoun)
            if not line.low[at].isalpha() and not line.low[at].endswith("'"):
                return None
        return None

    def participle(self, low: str) -> bool:
        if low in self.participles:
            return True
        return any(low.endswith(one) and low[: -len(one)] in self.participles for one in self.agreement)

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
        with_that=folded(data.get("with_that")),
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
        anaphors={kind: folded(nouns) for kind, nouns in mapping(data.get("anaphors")).items()},
        papers=folded(data.get("papers")),
        tonic=folded(data.get("tonic")),
        plural=folded(data.get("plural")),
        gendered=data.get("gendered") == "yes",
        negations=folded(data.get("negations")),
        gerunds=folded(data.get("gerunds")),
        seen=folded(data.get("seen")),
        demonstratives=folded(data.get("demonstratives")),
        agents=tuple(strings(data.get("agents"))),
        elided=data.get("elided") == "yes",
        agreement=tuple(strings(data.get("agreement"))),
    )


def _joined(words: object) -> str:
    if isinstance(words, Iterable) and not isinstance(words, str):
        return " ".join(str(word) for word in words).replace("' ", "'")
    return str(words)
