"""One question put to a library: what may answer, what of it is stated, and where else to look when nothing is."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from factsheets.model import Fact
from index.behind import Indexed
from index.bits import Documents
from index.fit import Found, order
from index.question import Group, Question
from index.ranking import askable, lacking_kinds, of_kind, prior, with_kinds
from index.result import Answer
from index.schema import DocType, Row
from index.search import ENTITIES, FACTS, MOST_MISSING, Candidate, Matches, Search
from index.stated import absent, gaps_of

MOST_LOADED = 24
"""How many of the best candidates are looked at closely, by their gists, before the last ordering."""
_MOST_PASSAGES = 5
_MISSING_OF_NAMED = 0.67
"""The share of its weight that a question may miss whose names are all there and that asks for something stated."""
_MISSING_OF_UNNAMED = 0.5
_OF_DEEDS = frozenset({"date", "who", "where"})


class Asking:
    """Looks for the facts that answer one question in one snapshot, in one way after the other until there are some."""

    def __init__(self, search: Search) -> None:
        self._search = search
        self._reader = search.reader

    def found(self, question: Question) -> list[Found]:
        """Best first. Where what is asked is stated nowhere, the subject with what it lacks, or nothing at all."""
        looks = (
            self._complete,
            self._undated,
            self._in_passages,
            self._in_part,
            self._rounded,
            self._subject_alone,
        )
        return next(filter(None, (look(question) for look in looks)), [])

    def _complete(self, question: Question) -> list[Found]:
        """What answers to all words, or to nearly all."""
        found = self._search.matches((*(question.subject or question.kinds), *question.verbs), FACTS)
        ranked = self._of_kinds(found, question)
        if not ranked or not ranked[0].not_stated:
            return _stated(ranked)
        if ranked[0].declared:
            return ranked
        return self._of_described(found, question) or self._nearly(question) or ranked

    def _nearly(self, question: Question) -> list[Found]:
        """Facts that state what is asked, have every name themselves, and miss few words."""
        needed = filter(self._search.is_needed, question.subject)
        named = Documents.intersection(map(self._search.direct, needed))
        return self._in_part(question, MOST_MISSING, named)

    def _undated(self, question: Question) -> list[Found]:
        """Where nothing falls into the time asked about, the figures that have no date: it is not stated there."""
        times = tuple(group for group in question.subject if group.when)
        rest = tuple(group for group in question.subject if not group.when)
        if not times or not rest:
            return []
        figures = self._search.matches((*rest, *question.verbs), {DocType.FIGURE})
        undated = Matches(self._search, figures.documents - self._reader.dated, (*figures.groups, *times))
        asked = tuple(dict.fromkeys((*question.attributes, "date")))
        return self._of_kinds(undated, replace(question, attributes=asked))

    def _in_part(self, question: Question, most: float = 1.0, within: Documents | None = None) -> list[Found]:
        """What has every name, sum and date, misses other words and states what is asked; of a deed, that it is one."""
        search, asks = self._search, bool(question.kinds or question.attributes)
        needed = any(map(search.is_needed, question.subject))
        missing = min(most, _MISSING_OF_NAMED if needed and asks else _MISSING_OF_UNNAMED)
        found = search.partly((*question.subject, *question.verbs), FACTS, missing)
        found = found if within is None else found.within(within)
        if question.verbs and set(question.attributes) & _OF_DEEDS:
            found = found.within(Documents.union(map(search.direct, question.verbs)))
        return _stated(self._of_kinds(found, question)) if asks or needed else []

    def _rounded(self, question: Question) -> list[Found]:
        """Figures of which a sum as typed, "9.3 million", is what they come to in round numbers."""
        rounded = next((group for group in question.subject if group.about), None)
        if rounded is None or rounded.about is None:
            return []
        low, high = rounded.about
        sizes = self._reader.column("size")
        near = Documents.of(document for document, size in enumerate(sizes) if low <= size < high)
        if rounded.currencies:
            near &= self._reader.having("currency", rounded.currencies)
        rest = tuple(group for group in (*question.subject, *question.verbs) if group is not rounded)
        found = self._search.partly(rest, {DocType.FIGURE}, _MISSING_OF_UNNAMED).documents if rest else near
        return self._of_kinds(Matches(self._search, near & found, (*rest, rounded)), question)

    def _subject_alone(self, question: Question) -> list[Found]:
        """The actor, tool or place that is asked about, which has nothing of what is asked."""
        needed = tuple(filter(self._search.is_needed, question.subject))
        named = Documents.intersection(map(self._search.direct, needed))
        found = Matches(self._search, self._search.of_types(named, ENTITIES), question.subject)
        likely = found.best(MOST_LOADED, prior(question, self._search))
        lacking = tuple(group.text for group in (*question.subject, *question.kinds) if group not in needed)
        asked = {term for group in needed for term in group.terms}
        subject = [
            one for one in likely if any(_is_named(name, asked) for name in self._reader.gist(one.document).names)
        ]
        return self._ranked(subject, question, () if question.attributes else lacking)

    def _of_kinds(self, found: Matches, question: Question) -> list[Found]:
        """The best of the kinds asked for, or with the kinds that they lack."""
        search, kinds = self._search, question.kinds if question.subject else ()
        fitting, missing = of_kind(found, kinds, search, counted="count" in question.attributes)
        question = replace(question, attributes=askable(question.attributes, fitting, search))
        likely = fitting.best(MOST_LOADED, prior(question, search))
        if not missing:
            likely = [with_kinds(one, kinds, search) for one in likely]
        return self._ranked(likely, question, lacking_kinds(missing, found, search))

    def _ranked(self, likely: Iterable[Candidate], question: Question, missing: tuple[str, ...] = ()) -> list[Found]:
        found = [self._found(one, question, missing) for one in likely]
        stating = {one.row.sheet for one in found if not one.not_stated}
        # what one sheet says to be stated nowhere in its sources, another may state
        found = [one._replace(declared=one.declared and stating <= {one.row.sheet}) for one in found]
        return sorted(found, key=lambda one: order(one, question, self._search))

    def _found(self, candidate: Candidate, question: Question, missing: tuple[str, ...]) -> Found:
        row, gist = self._reader.row(candidate.document), self._reader.gist(candidate.document)
        lacking = absent(question.attributes, gist.states, gist.gaps)
        declared = bool(lacking) and not missing and set(lacking) <= set(gist.gaps)
        return Found(candidate, row, gist, tuple(dict.fromkeys((*missing, *lacking))), declared)

    def _of_described(self, found: Matches, question: Question) -> list[Found]:
        """What is stated of somebody whom the question describes: the age of "the mayor of X", once X's mayor is known.

        Only where every word stands in what the sheets say of one actor, tool or place, and of no other; one that is
        named has been asked by its name already.
        """
        if all(map(self._search.is_needed, question.subject)):
            return []
        search = self._search
        own = map(search.direct, question.subject)
        entities = search.of_types(found.documents, ENTITIES)
        named = [search.reader.union("names", group.terms) for group in question.subject if search.is_needed(group)]
        likely = Documents.intersection((entities, *own)).first(MOST_LOADED)
        share = {one: sum(one in names for names in named) for one in likely}
        best = max(share.values(), default=0)
        described = {self._reader.row(one).fact for one in likely if share[one] == best}
        if len(described) != 1:
            return []
        return self._stated_in(self._reader.postings("refs", described.pop()), question)

    def _in_passages(self, question: Question) -> list[Found]:
        """Facts proven by a passage that has every word of the question; sums must stand in the fact itself."""
        content = tuple(group for group in question.subject if not group.soft)
        if not content or not (question.kinds or question.attributes) or any(group.is_sum for group in content):
            return []
        passages = Documents.intersection(map(self._search.anywhere, content))
        found = Matches(self._search, self._search.of_types(passages, {DocType.PASSAGE}), content)
        proven = [
            document
            for candidate in found.best(_MOST_PASSAGES)
            for document in self._proven_by(self._reader.row(candidate.document))
        ]
        return self._stated_in(Documents.of(proven), question)

    def _proven_by(self, passage: Row) -> Iterator[int]:
        """The documents of the facts whose evidence stands in a passage."""
        indexed = self._reader.sheet(passage.sheet)
        if indexed is None:
            return
        sheet, place = indexed.sheet, (passage.source, passage.paragraph)
        ids = {fact.id for fact in sheet.facts() if place in {(one.source, one.paragraph) for one in fact.evidence}}
        for document in self._search.of_types(self._reader.postings("refs", f"sheet:{sheet.id}"), FACTS):
            row = self._reader.row(document)
            if row.fact in ids and row.path == passage.path:
                yield document

    def _stated_in(self, documents: Documents, question: Question) -> list[Found]:
        """Of some facts those that are of the kinds asked for and state what is asked; their words stand elsewhere."""
        groups = question.subject
        documents = self._search.of_types(documents, FACTS - ENTITIES if question.kinds else FACTS)
        for kind in question.kinds:
            documents &= self._search.direct(kind)
        weighed = Matches(self._search, documents, question.verbs).best(MOST_LOADED, prior(question, self._search))
        likely = (
            Candidate(one.document, one.score, (*groups, *question.kinds, *one.matched), one.unmatched)
            for one in weighed
        )
        return _stated(self._ranked(likely, question))


def _is_named(name: str, asked: set[str]) -> bool:
    """Whether most of a name's words are asked for: "Sahel" does not name "Sahel Logistique"."""
    words = name.split()
    return sum(word in asked for word in words) * 2 > len(words)


def answer_of(found: Found, indexed: Indexed, fact: Fact) -> Answer:
    """An answer with what is shown of it; its proofs are looked up apart."""
    gaps = gaps_of(fact, indexed.sheet.not_stated)
    return Answer(
        sheet=indexed.sheet,
        fact=fact,
        line=found.row.line,
        label=found.row.label,
        names=indexed.shown,
        ids={entity: same[0] for entity, same in indexed.same.items()},
        matched=_texts(found.candidate.matched),
        unmatched=_texts(group for group in found.candidate.unmatched if not group.soft),
        not_stated=found.not_stated,
        not_stated_note=next((gap.note for gap in gaps if gap.what in found.not_stated and gap.note), ""),
    )


def _stated(found: list[Found]) -> list[Found]:
    return [one for one in found if not one.not_stated]


def _texts(groups: Iterable[Group]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(group.text for group in groups))
