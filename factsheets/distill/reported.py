"""Indirect speech: "X says that ...", "according to X, ...", "..., reported X"."""

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from factsheets.distill.speakers import Speakers
from factsheets.distill.tokens import Line, sentences
from factsheets.distill.voices import Speaker
from factsheets.distill.words import phrase_at

_FEWEST = 4
_NEAR = 4
_OPENING = frozenset({":", ";", "—", "–"})
_PICKED = 2
"""So many words of what is said stand before the words of it that are quoted."""
_REACH = 16
_CLAUSE = 13
_LONGEST_SENTENCE = 200


class Report(NamedTuple):
    """What is said, from token `begin` to before `end`, and who says it."""

    line: Line
    begin: int
    end: int
    speaker: Speaker | None
    outlet: str
    rule: str


def reports(line: Line, speakers: Speakers, taken: list[tuple[int, int]]) -> Iterator[Report]:
    """The reported statements of a line; of a sentence that quotes, what holds or follows its quotations."""
    ends = [stop for _, stop in taken]
    for begin, end in sentences(line):
        quoted = bisect_right(ends, begin)
        if quoted < len(taken) and taken[quoted][0] < end:
            inside = [one for one in taken[quoted:] if one[0] < end]
            found = _around(line, begin, end, speakers, inside)
        else:
            found = _according(line, begin, end, speakers) or _said_that(line, begin, end, speakers)
            found = found or _trailing(line, begin, end, speakers)
        for one in (found, _adding(line, begin, end, speakers, found)):
            if one is not None and one.end - one.begin >= _FEWEST:
                if one.speaker is not None:
                    speakers.heard(line.paragraph.at(line.start[one.begin]), one.speaker)
                yield one


def _around(line: Line, begin: int, end: int, speakers: Speakers, quoted: list[tuple[int, int]]) -> Report | None:
    """ "X said it had been sold “fewer than 50 times”": words picked out are part of what is reported."""
    first = quoted[0][0] - 1
    for found in (_according(line, begin, end, speakers), _said_that(line, begin, min(first, end), speakers, end)):
        if found is not None and begin <= found.begin <= first - _PICKED and line.text[first - 1] != ",":
            if line.text[first - 1] == ":":
                return found._replace(end=first - 1)
            return found._replace(end=max(found.end, min(quoted[-1][1] + 1, end)))
    return None


def _adding(line: Line, begin: int, end: int, speakers: Speakers, found: Report | None) -> Report | None:
    """ "..., a-t-elle ajouté, assurant que ...": whoever has just spoken goes on."""
    for at in range(begin + 1, min(end - _FEWEST, begin + _LONGEST_SENTENCE)):
        if line.low[at] in speakers.speech.gerunds and line.low[at + 1] in speakers.speech.that:
            if found is not None and found.begin <= at < found.end:
                return None
            last = speakers.last(line.paragraph.at(line.start[at]))
            speaker = last[1] if last is not None else speakers.he(line.paragraph.at(line.start[at]), at)
            return Report(line, at + 2, _content_end(line, end), speaker, "", "said-that") if speaker else None
    return None


def _according(line: Line, begin: int, end: int, speakers: Speakers) -> Report | None:
    """ "Selon X, ..." at the head of a sentence, "..., according to X." at its end or in its middle."""
    for at in range(begin, min(end - 1, begin + _LONGEST_SENTENCE)):
        cue = phrase_at(speakers.speech.according, line.low, at, end)
        if cue is None or (cue[1] == "weak" and at > begin):
            continue
        verb = speakers.speech.verb(line, cue[0]) if cue[0] < end else None
        speaker = _source(line, cue[0], verb.end if verb else cue[0], speakers)
        if speaker is None or (cue[1] == "weak" and not speaker.person):
            continue
        outlet = _outlet_within(line, cue[0], speaker, speakers)
        stop = _comma(line, max(speaker.end, cue[0]), end)
        if stop and stop + 1 < end and line.low[stop + 1] in speakers.words.relatives:
            stop = _comma(line, stop + 1, end)
        if at > begin + 1 and line.text[at - 1] == "," and stop and end - stop > _FEWEST:
            continue
        opens = at <= begin + 1 or line.text[at - 1] in _OPENING
        if opens and stop:
            return Report(line, stop + 1, _content_end(line, end), speaker, outlet, "according-to")
        if at > begin + _FEWEST:
            last = at - 1 if line.text[at - 1] == "," else at
            return Report(line, begin, last, speaker, outlet, "according-to")
    return None


def _source(line: Line, cue: int, index: int, speakers: Speakers) -> Speaker | None:
    """ "d'après lui", "according to the mayor": whom "according to" names."""
    if line.low[cue] in speakers.speech.tonic:
        return speakers.pronoun(line, cue)
    return _behind(line, index, speakers)


def _outlet_within(line: Line, begin: int, speaker: Speaker, speakers: Speakers) -> str:
    """ "documents consultés par l'AFP": the outlet that a described source names."""
    if not speaker.described:
        return ""
    for at in range(begin, min(speaker.end + 1, len(line))):
        found = speakers.at(line, at)
        if found is not None and found[0].kind == "media":
            return found[0].name
    return ""


def _comma(line: Line, index: int, end: int) -> int:
    return next((at for at in range(index, min(index + _REACH, end)) if line.text[at] == ","), 0)


def _content_end(line: Line, end: int) -> int:
    return end - 1 if line.text[end - 1] in {".", "!", "?", "…"} else end


def _said_that(line: Line, begin: int, end: int, speakers: Speakers, until: int = 0) -> Report | None:
    """ "X indique que ...", "X affirme avoir ...", "X said ..."; `until` is where the sentence ends."""
    elided = _elided(line, begin, end, speakers)
    if elided is not None:
        return elided
    for at in range(begin + 1, min((until or end) - _FEWEST, end, begin + _LONGEST_SENTENCE)):
        verb = speakers.speech.verb(line, at)
        if verb is None:
            continue
        start = _said(line, verb.end, until or end, speakers)
        if not start:
            continue
        speaker = _subject(line, at, begin, speakers)
        if speaker is not None:
            outlet = _listener(line, verb.begin, start, speakers)
            return Report(line, start, _content_end(line, until or end), speaker, outlet, "said-that")
    return None


def _elided(line: Line, begin: int, end: int, speakers: Speakers) -> Report | None:
    """ "Añadió que ...": a verb at the head of its sentence goes on with who spoke last."""
    verb = speakers.speech.verb(line, begin) if speakers.speech.elided else None
    start = _content(line, verb.end, end, speakers) if verb is not None else 0
    if verb is None or not start or start > verb.end + 4:
        return None
    place = line.paragraph.at(line.start[begin])
    last, named = speakers.last(place), speakers.mentions.person(place)
    newer = named is not None and named[0] >= line.paragraph.start and (last is None or last[0] < named[0])
    speaker = last[1] if last is not None and not newer else speakers.he(place, verb.end)
    return Report(line, start, _content_end(line, end), speaker, "", "said-that") if speaker is not None else None


def _subject(line: Line, verb: int, begin: int, speakers: Speakers) -> Speaker | None:
    """ "X will say that", "elle lui indique que": an auxiliary or a pronoun may stand between."""
    found = speakers.before(line, verb, begin)
    if found is None and verb > begin + 1 and line.low[verb - 1] in speakers.speech.between:
        return speakers.before(line, verb - 1, begin)
    return found


def _listener(line: Line, begin: int, end: int, speakers: Speakers) -> str:
    for at in range(begin, end):
        found = speakers.at(line, at)
        if found is not None and found[0].kind == "media":
            return found[0].name
    return ""


def _content(line: Line, index: int, end: int, speakers: Speakers) -> int:
    """The token at which the content begins, 0 if what follows the verb is no content."""
    speech = speakers.speech
    for at in range(index, min(index + 12, end)):
        if line.low[at] in speech.that:
            return at + 1
        if line.text[at] in {".", ";", ":"} or speech.verb(line, at):
            return 0
        pronoun = line.low[at] in speakers.words.determiners and at + 1 < end
        if line.low[at] in speech.infinitives or (pronoun and line.low[at + 1] in speech.infinitives and at == index):
            return at if at <= index + 1 else 0
    return 0


def _said(line: Line, index: int, end: int, speakers: Speakers) -> int:
    """Where the content begins: at "that" close behind the verb, at once, or behind a longer phrase and "that"."""
    near = _content(line, index, min(end, index + _NEAR), speakers)
    return near or _bare(line, index, speakers) or _content(line, index, end, speakers)


def _bare(line: Line, index: int, speakers: Speakers) -> int:
    """ "X said it would ...": content without a word that opens it, told from "said on Tuesday"."""
    speech = speakers.speech
    if index >= len(line) or line.low[index - 1] not in speech.bare_verbs:
        return 0
    addressed = line.low[index - 1] in speech.outlet and speakers.at(line, index) is not None
    return index if line.text[index][0].isalnum() and line.low[index] not in speech.bare_not and not addressed else 0


def _trailing(line: Line, begin: int, end: int, speakers: Speakers) -> Report | None:
    """ "..., a rapporté X en citant Y.", "..., the mayor said."."""
    commas = [at for at in range(begin + _FEWEST, end - 1) if line.text[at] == ","]
    for comma in reversed(commas[-3:]):
        verb = speakers.speech.verb(line, comma + 1)
        if verb is not None and (
            speakers.ends.get((id(line), comma)) or _subject_behind(line, verb.end, end, speakers)
        ):
            continue
        speaker = _behind(line, verb.end, speakers) if verb is not None else _closing(line, comma + 1, end, speakers)
        if verb is not None and verb.pronoun:
            speaker = speakers.he(line.paragraph.at(line.start[verb.begin]), verb.end)
        if speaker is not None:
            return Report(line, begin, comma, speaker, "", "reported")
    return None


def _subject_behind(line: Line, index: int, end: int, speakers: Speakers) -> bool:
    """ "X, the maker of Y, said it had ...": the pronoun begins what is said, it does not say it."""
    return index + 1 < end and speakers.speech.pronoun(line.low[index]) and line.text[index + 1][0].isalnum()


def _behind(line: Line, index: int, speakers: Speakers) -> Speaker | None:
    """ "a annoncé jeudi la préfecture": the day may come before the speaker."""
    timed = index + 1 < len(line) and line.low[index] in speakers.speech.ends and not line.cap[index]
    return speakers.forward(line, index + 1 if timed else index)


def _ends_there(line: Line, index: int, end: int, speakers: Speakers) -> bool:
    """Behind the verb of a clause that only names who speaks stands a sign, or when it was said."""
    if index >= end or line.text[index] in {".", ",", ";"}:
        return True
    return line.low[index] in speakers.speech.ends or line.low[index] in speakers.words.within


def _closing(line: Line, index: int, end: int, speakers: Speakers) -> Speaker | None:
    """The subject and its verb of saying at the very end: "..., Hampton said."."""
    for at in range(index + 1, min(index + _CLAUSE, end)):
        verb = speakers.speech.verb(line, at)
        apart = line.text[at - 1] == "," and not speakers.person_ends(line, at - 1)
        if verb is not None and not apart and _ends_there(line, verb.end, end, speakers):
            return speakers.before(line, at, index)
    return None
