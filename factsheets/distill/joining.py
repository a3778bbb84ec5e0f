"""Names that are one and the same: acronyms and what they stand for, short forms, names in brackets, weak aliases."""

from collections.abc import Iterable

from factsheets.distill.acronyms import explained
from factsheets.distill.entity import ENOUGH, Entity
from factsheets.distill.evidence import ACTOR, PLACE, TOOL, Evidence, inside
from factsheets.distill.heads import NONE
from factsheets.distill.names import Name
from factsheets.distill.systems import Systems
from factsheets.distill.tokens import Line, is_acronym
from factsheets.distill.words import Words, phrase_at

Found = dict[tuple[str, ...], Entity]
_LONGEST = 16
"""No name has more tokens than this before the one that is looked at."""


class _Places:
    """Names by where they begin and end, so that neighbours are found at once."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self.begins: dict[tuple[int, int], tuple[Entity, Name]] = {}
        self.ends: dict[tuple[int, int], tuple[Entity, Name]] = {}
        for entity in entities:
            for name in entity.names:
                self.begins[id(name.line), name.begin] = (entity, name)
                self.ends[id(name.line), name.end] = (entity, name)

    def inside(self, line: Line, begin: int, end: int) -> list[tuple[Entity, Name]]:
        near = (self.begins.get((id(line), at)) for at in range(max(begin - _LONGEST, 0), end))
        return [one for one in near if one is not None and one[1].end > begin]


def explain(lines: list[Line], found: Found, words: Words, lang: str, systems: Systems) -> None:
    """An acronym and what it stands for are one; the long form begins where the acronym's letters do."""
    places = _Places(found.values())
    dropped: set[int] = set()
    for line in lines:
        for acronym, begin, end in explained(line):
            key = tuple(line.low[begin:end])
            target = found.setdefault(key, Entity(key))
            for entity, name in places.inside(line, begin, end):
                dropped.add(id(name))
                if name.end == end and entity is not target:
                    target.evidence.extend(entity.evidence[:_LONGEST])
            whole = Name(line, begin, end)
            target.names.append(whole)
            target.evidence.extend(inside(whole, words, lang) if line.cap[begin] else ())
            short = found.get((line.low[acronym],))
            if short is not None and short is not target:
                target.names.extend(short.names)
                target.evidence.extend(short.evidence)
                short.names, short.evidence = [], []
                found[short.key] = target
            _mean(target, line, begin, end, words, systems)
    if dropped:
        for entity in found.values():
            entity.names = [name for name in entity.names if id(name) not in dropped]


def _mean(target: Entity, line: Line, begin: int, end: int, words: Words, systems: Systems) -> None:
    """What an explained name is: in small letters a body's or a system's if its noun says so, else no name at all."""
    tool = systems.kind(line, begin, end)
    if tool:
        target.evidence.append(Evidence(TOOL, tool, 6.0, "explained-system"))
        return
    body = phrase_at(words.descriptors, line.low, begin, end)
    if line.cap[begin]:
        target.evidence += [] if line.first[begin] else [Evidence(ACTOR, "", 3.0, "explained-acronym")]
    elif body is not None and body[1] != "company":
        kind = "public-body" if body[1] == "media" else body[1]
        target.evidence.append(Evidence(ACTOR, kind, 5.0, "explained-acronym"))
    else:
        target.evidence = [Evidence(NONE, "", 20.0, "explained-word")]


def weakly(found: Found, lines: list[Line], weak: dict[str, list[tuple[tuple[str, ...], str]]]) -> None:
    """A weak alias is a mention of what the document named before, and nothing where it did not."""
    known = {entity.key[1]: entity for entity in found.values() if entity.key[0] == "#" and entity.names}
    if not known:
        return
    firsts = {id(entity): min(name.span for name in entity.names) for entity in known.values()}
    places = _Places(found.values())
    dropped: set[int] = set()
    for line in lines:
        for index, word in enumerate(line.low):
            for words, target in weak.get(word, ()):
                end = index + len(words)
                entity = known.get(target)
                if entity is None or tuple(line.low[index:end]) != words or line.span(index, end) < firsts[id(entity)]:
                    continue
                others = places.inside(line, index, end)
                if not any(other is entity for other, _ in others):
                    dropped.update(id(name) for _, name in others)
                    entity.names.append(Name(line, index, end))
    if dropped:
        for entity in found.values():
            entity.names = [name for name in entity.names if id(name) not in dropped]


def conjoined(found: Found, words: Words) -> None:
    """ "Thales et X", "X and Thales": a name without evidence of its own is what its neighbour in a list is."""
    places = _Places(found.values())
    for entity in [one for one in found.values() if _towns(one, places, words)]:
        entity.evidence.append(Evidence(PLACE, "city", 2.0, "conjoined"))
        entity.decide()
    for entity in [one for one in found.values() if not one.sense and one.names]:
        if any(one.sense == NONE for one in entity.evidence):
            continue
        for name in entity.names:
            like = None if name.first else _neighbour(name, places, words)
            if like is not None:
                entity.evidence.append(Evidence(like.sense, like.kind, ENOUGH, "conjoined"))
                entity.decide()
                break


def _towns(entity: Entity, places: _Places, words: Words) -> bool:
    """ "in Little Harding and Stoke Farrow": capitals beside a town are one too, if nothing else is known of them."""
    if entity.sense != ACTOR or any(one.rule not in {"capitals", "capital"} for one in entity.evidence):
        return False
    beside = (_neighbour(name, places, words) for name in entity.names)
    return any(one is not None and one.sense == PLACE for one in beside)


def _neighbour(name: Name, places: _Places, words: Words) -> Entity | None:
    line, begin, end = name.line, name.begin, name.end
    joined = begin > 1 and line.low[begin - 1] in words.coordinators
    before = places.ends.get((id(line), begin - 1)) if joined else None
    goes_on = end + 1 < len(line) and line.low[end] in words.coordinators
    after = places.begins.get((id(line), end + 1)) if goes_on else None
    return next((one[0] for one in (before, after) if one is not None and one[0].sense), None)


def join(found: Found, words: Words) -> None:
    """Later short forms join what was named in full: a surname its person, "Nordhaven" its "Nordhaven Systems"."""
    unique = list({id(one): one for one in found.values()}.values())
    _bracketed(unique, words)
    _join_initials(unique)
    by_part: dict[str, list[Entity]] = {}
    for one in unique:
        if one.sense in {ACTOR, TOOL} and len(one.key) > 1 and one.key[0] != "#":
            by_part.setdefault(one.key[-1] if one.kind == "person" else one.key[0], []).append(one)
    for short in unique:
        full = _full_form(short, by_part, words)
        if full is not None:
            full.take(short)


def _bracketed(unique: list[Entity], words: Words) -> None:
    """ "Agence ... (Frontex)": a name alone in brackets is another name of the body in front."""
    places = _Places(one for one in unique if one.sense == ACTOR)
    for short in unique:
        if len(short.key) > 2 or short.sense == PLACE or short.kind == "person" or short.key[0] in words.legal_forms:
            continue
        for name in short.names:
            full = places.ends.get((id(name.line), name.begin - 1)) if _in_brackets(name) else None
            if full is not None and full[0] is not short and full[0].kind not in {"person", "media"}:
                full[0].take(short)
                break


def _in_brackets(name: Name) -> bool:
    line = name.line
    return name.begin > 1 and name.end < len(line) and line.text[name.begin - 1] == "(" and line.text[name.end] == ")"


def _join_initials(unique: list[Entity]) -> None:
    """ "ICE" is "Immigration and Customs Enforcement" if no other body of the document has these initials."""
    bodies: dict[str, list[Entity]] = {}
    for one in unique:
        if one.sense == ACTOR and one.kind != "person" and len(one.key) > 2 and one.names:
            for letters in _initials(one.names[0]):
                bodies.setdefault(letters, []).append(one)
    for short in unique:
        single = len(short.key) == 1 and short.names and len(short.key[0]) >= 3
        fitting = bodies.get(short.key[0], []) if single and is_acronym(short.names[0].text) else []
        if len(fitting) == 1:
            fitting[0].names.extend(short.names)
            short.names, short.sense = [], ""


def _initials(name: Name) -> set[str]:
    """The initials of its capitalised words, with and without the nation in front."""
    letters = "".join(name.line.low[at][0] for at in range(name.begin, name.end) if name.line.cap[at])
    return {letters, letters[1:]}


def _full_form(short: Entity, by_part: dict[str, list[Entity]], words: Words) -> Entity | None:
    if not short.names or short.key[0] in {"#", "government"} or len(short.key) > 3:
        return None
    if short.sense == PLACE and short.weight >= 2.0:
        return None
    if any(one.entry is not None for one in short.names) and short.kind != "city":
        return None
    near = [one for part in {short.key[0], short.key[-1]} for one in by_part.get(part, [])[:20] if one is not short]
    fitting = {id(one): one for one in near if _shortens(short, one, words)}
    return next(iter(fitting.values())) if len(fitting) == 1 else None


def _shortens(short: Entity, full: Entity, words: Words) -> bool:
    size = len(short.key)
    if size >= len(full.key) or not full.names:
        return False
    if full.kind == "person":
        return short.key == full.key[-size:] and short.sense in {ACTOR, ""} and short.kind != "media"
    if short.kind == "person" and short.weight > 3:
        return False
    if full.sense == TOOL and short.sense == ACTOR and short.weight > ENOUGH:
        return False
    return short.key == full.key[:size] and not (size == 1 and short.key[0] in words.closed)
