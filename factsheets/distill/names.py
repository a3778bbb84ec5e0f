"""Where names stand: bodies by their heads, runs of capitals, cut where a role or a nationality is no part of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from factsheets.distill.cues import Cues
from factsheets.distill.heads import Grower
from factsheets.distill.model_numbers import Numbers
from factsheets.distill.register import Entry, Table, known_at, nationalities
from factsheets.distill.runs import Runs
from factsheets.distill.systems import Systems
from factsheets.distill.tokens import QUOTES, Line, is_acronym
from factsheets.distill.words import Words, phrase_at, phrase_before


@dataclass(slots=True)
class Name:
    """Some tokens of a line that may be a name; `role` is what stands capitalised in front ("Mayor")."""

    line: Line
    begin: int
    end: int
    entry: Entry | None = None
    role: str = ""
    honorific: bool = False
    quoted: bool = False
    first: bool = False
    head: str = ""
    numbered: bool = False
    system: str = ""
    tags: set[str] = field(default_factory=set)

    @property
    def text(self) -> str:
        return self.line.words(self.begin, self.end)

    @property
    def low(self) -> tuple[str, ...]:
        return tuple(self.line.low[self.begin : self.end])

    @property
    def span(self) -> tuple[int, int]:
        return self.line.span(self.begin, self.end)

    def __len__(self) -> int:
        return self.end - self.begin


@dataclass(frozen=True, slots=True)
class Finder:
    """What it takes to find names in lines of one document."""

    words: Words
    runs: Runs
    grower: Grower
    lang: str
    tables: tuple[Table, ...]
    cues: Cues
    systems: Systems

    def names(self, line: Line) -> Iterator[Name]:
        index = 0
        while index < len(line):
            entry = known_at(self.tables, line, index)
            if entry is not None and self._usable(line, index, entry):
                end = index + len(entry.words)
                if entry.sure or not (self._goes_on(line, end) or self._heads(line, index, end)) or not line.cap[index]:
                    numbered = entry.type == "tool" and Numbers(self.words, self.cues).belongs(line, index, end)
                    end += numbered and not entry.sure
                    yield self._name(line, index, end, entry)
                    index = end
                    continue
            grown = self._grown(line, index)
            if grown is not None:
                yield grown
                index = grown.end
            elif self._starts(line, index):
                end = self.runs.run(line, index)
                for name in self._ended(line, index, end):
                    yield name
                    end = max(end, name.end)
                index = end
            else:
                index += 1

    def _grown(self, line: Line, index: int) -> Name | None:
        """A body named from its head on, in capitals or in small letters."""
        system = self.systems.grown(line, index) if line.cap[index] else None
        if system is not None:
            name = self._name(line, index, system[0])
            name.system = system[1]
            return name
        found = self.grower.named(line, index) or (None if line.cap[index] else self.grower.collective(line, index))
        if found is None:
            return None
        end, kind = found
        if not line.cap[index] and self._somewhere(line, index, end):
            return None
        name = self._name(line, index, self.runs.to_legal_form(line, end) if kind == "company" else end)
        name.head = kind
        if not line.cap[index]:
            name.tags.add("collective")
        return name

    def _somewhere(self, line: Line, index: int, end: int) -> bool:
        """ "dans la ville de X" is where, not who; so is "le port de X" where it does nothing."""
        if phrase_at(self.cues.place_nouns, line.low, index, len(line)) is None:
            return False
        before = index - 1 if index and line.low[index - 1] in self.words.determiners else index
        if before > 0 and line.low[before - 1] in self.cues.inside:
            return True
        acts = end < len(line) and line.low[end] in self.words.subject_verbs | self.words.auxiliaries
        return not acts and not line.first[before]

    def _ended(self, line: Line, begin: int, end: int) -> Iterator[Name]:
        if Numbers(self.words, self.cues).belongs(line, begin, end):
            name = self._name(line, begin, end + 1)
            name.numbered = True
            yield name
            return
        found = self.grower.collective_behind(line, end)
        longer = self.grower.continued(line, begin, end) if found is None else None
        if longer is not None:
            name = self._name(line, begin, longer[0])
            name.head = longer[1]
            yield name
            return
        if found is None:
            yield from self._cut(line, begin, self.runs.tail(line, begin, self._christened(line, begin, end)))
            return
        name = self._name(line, begin, found[0])
        name.head = found[1]
        name.tags.add("collective")
        yield name

    def _christened(self, line: Line, begin: int, end: int) -> int:
        """ "nommé Faucon des Sables", "baptisé Carnet bleu": behind such a word the name goes on in small letters."""
        before = begin - 1 if begin and line.text[begin - 1] in QUOTES else begin
        if not self.words.heads_lead or end - begin > 2 or not before:
            return end
        if phrase_before(self.cues.called, line.low, before, 0) is None:
            return end
        at = end
        while at < min(end + 2, len(line)) and (line.low[at] in self.words.of or line.low[at] in self.words.definite):
            at += 1
        if end < at < len(line) and line.cap[at]:
            return at + 1
        known = self.words.blockers | self.words.subject_verbs | self.words.closed | self.words.auxiliaries
        closed = end + 1 < len(line) and line.text[end + 1] in {",", ".", ")", "»", ";", '"'}
        small = closed and line.low[end].isalpha() and len(line.low[end]) > 3 and line.low[end] not in known
        return end + 1 if small else end

    def _usable(self, line: Line, index: int, entry: Entry) -> bool:
        """A name that is a word too ("Time", "Nice") counts at the head of a sentence only if it is unmistakable."""
        if index + 1 < len(line) and line.text[index + 1] == "$" and line.end[index] == line.start[index + 1]:
            return False
        if entry.sure or len(entry.words) > 1 or is_acronym(entry.words[0]):
            return True
        return not (line.first[index] and line.low[index] in self.words.closed) and not self._hyphened(line, index)

    def _hyphened(self, line: Line, index: int) -> bool:
        return index + 1 < len(line) and line.text[index + 1] in "-‐‑" and line.end[index] == line.start[index + 1]

    def _goes_on(self, line: Line, end: int) -> bool:
        if end >= len(line) or (is_acronym(line.text[end - 1]) and self._first_name(line.low[end])):
            return False
        return line.touching(end - 1) and self.runs.part(line, end) and not self._is_role(line, end)

    def _first_name(self, low: str) -> bool:
        return low in self.words.first_names or low.partition("-")[0] in self.words.first_names

    def _heads(self, line: Line, begin: int, end: int) -> bool:
        """Whether a body's word makes the known name a part of another: "Minneapolis police"."""
        if self.grower.collective_behind(line, end) is not None:
            return True
        grown = self.grower.named(line, begin)
        return grown is not None and grown[0] > end

    def _is_role(self, line: Line, index: int) -> bool:
        return phrase_at(self.words.roles, line.low, index, len(line)) is not None

    def _name(self, line: Line, begin: int, end: int, entry: Entry | None = None) -> Name:
        quoted = begin > 0 and end < len(line) and line.text[begin - 1] in QUOTES and line.text[end] in QUOTES
        return Name(line, begin, end, entry, quoted=quoted, first=line.first[begin] and not quoted)

    def _starts(self, line: Line, index: int) -> bool:
        more = index + 1 < len(line) and line.cap[index + 1] and line.touching(index)
        if not line.cap[index]:
            return False
        if line.low[index] in self.words.closed:
            meant = (
                more
                and self.words.heads_lead
                and not line.first[index]
                and line.low[index + 1] not in self.words.closed
            )
            return meant and not line.text[index].isupper()
        if line.low[index] in self.words.common and not (more and line.low[index + 1] not in self.words.closed):
            described = phrase_before(self.words.descriptors, line.low, index, 0)
            return described is not None and described[1] == "organisation" and not line.first[index]
        return not (more and line.low[index] in self.words.descriptors and is_acronym(line.text[index]))

    def _cut(self, line: Line, begin: int, end: int) -> Iterator[Name]:
        """The names in a run: what stands before a role, and what stands behind it."""
        begin = self._past_nationality(line, begin, end)
        index = begin
        while index < end:
            found = self._role_at(line, index, end)
            honorific = self._honorific(line, index, end)
            if found or honorific:
                after = found[0] if found else index + 1
                if after < end and line.text[after] == ".":
                    after += 1
                yield from self._before_role(line, begin, index)
                yield from self._behind_role(line, begin, after, end, honorific and not found)
                return
            index += 1
        while end - begin > 2 and line.low[end - 1] in self.words.post_nominals:
            end -= 1
        if end - begin > 2 and is_acronym(line.text[begin]) and self._first_name(line.low[begin + 1]):
            yield self._name(line, begin, begin + 1)
            begin += 1
        person = self._titled_person(line, begin, end)
        if person is not None and begin and line.low[begin - 1] in self.words.of:
            person.role = ""
            yield self._name(line, begin, person.begin)
        yield person or self._name(line, begin, end)

    def _honorific(self, line: Line, index: int, end: int) -> bool:
        """Behind a figure "M" means millions, and before a legal form "Justice" is part of a firm's name."""
        counted = index > 0 and line.text[index - 1][0].isdigit()
        titled = line.low[index].rstrip(".") in self.words.honorifics and end - index > 1
        return titled and not counted and line.low[end - 1] not in self.words.legal_forms

    def _titled_person(self, line: Line, begin: int, end: int) -> Name | None:
        """ "Supervisor Linda Tran": what stands before a first name is a title, whatever it means."""
        low = line.low[begin:end]
        parted = not self.words.heads_lead or (begin > 0 and line.low[begin - 1] in self.words.of)
        if len(low) < 3 or not parted or low[1] not in self.words.first_names:
            return None
        if low[0] in self.words.first_names:
            return None
        closed = (
            low[0] in self.cues.place_prefixes or low[0] in nationalities(self.lang) or is_acronym(line.text[begin])
        )
        if closed or not low[0].replace("-", "").isalpha() or phrase_before(self.words.trailing, line.low, end, begin):
            return None
        name = self._name(line, begin + 1, end)
        name.role = line.words(begin, begin + 1)
        name.tags.add("person")
        return name

    def _role_at(self, line: Line, index: int, end: int) -> tuple[int, str] | None:
        """A role in a run of capitals with a person behind it: "General Motors" has none."""
        found = phrase_at(self.words.roles, line.low, index, end)
        if found is None or (found[0] == end and index and self._first_name(line.low[index - 1])):
            return None
        if found[0] == end:
            return found
        after = found[0]
        if line.low[after] in self.words.first_names:
            return found
        if phrase_before(self.words.trailing, line.low, end, after) or line.low[end - 1] in self.words.legal_forms:
            return None
        return found if end - after >= 2 or " ".join(line.low[index:after]) in self.words.titles else None

    def _past_nationality(self, line: Line, begin: int, end: int) -> int:
        """ "French President X": the nation is no part of it; "Mexican Red Cross" keeps it."""
        if begin + 1 < end and line.low[begin].endswith(self.words.adjectival) and self.words.adjectival:
            return begin + 1
        if line.low[begin] in nationalities(self.lang) and begin + 1 < end and self._is_role(line, begin + 1):
            return begin + 1
        return begin

    def _before_role(self, line: Line, begin: int, index: int) -> Iterator[Name]:
        if index > begin and phrase_at(self.words.portfolio, line.low, begin, index) is None:
            yield self._name(line, begin, index)

    def _behind_role(self, line: Line, begin: int, after: int, end: int, honorific: bool) -> Iterator[Name]:
        if after < end:
            more = list(self._cut(line, after, end)) if not honorific else [self._name(line, after, end)]
            for name in more:
                if name.begin == after and not name.role:
                    name.role = line.words(begin, after) if not honorific else ""
                    name.honorific = honorific
                    name.tags.add("person")
                yield name
