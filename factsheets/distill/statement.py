"""Statements: what is quoted and what is reported, by whom, and to which outlet."""

from collections.abc import Iterator

from factsheets.distill.document import Document
from factsheets.distill.entities import read
from factsheets.distill.findings import Finding, Kind
from factsheets.distill.quotes import FEWEST_WORDS, Quote, quotes
from factsheets.distill.reported import Report, reports
from factsheets.distill.speakers import Speakers
from factsheets.distill.speech import Verb, speech_of
from factsheets.distill.tokens import Line
from factsheets.distill.voices import Speaker

_REACH = 22
_FARTHEST = 60
_SKIPPED = frozenset({",", ".", "—", "–", ";", '"', "»", "”", "…"})
_LONG_QUOTE = 7
_OPENED = {"»": "«", "”": "“", '"': '"'}


def statements(document: Document) -> Iterator[Finding]:
    reading = read(document)
    reader = _Reader(Speakers.of(reading, speech_of(document.lang)))
    for line in reading.lines:
        quoted = list(reader.quoted(line))
        found = list(reports(line, reader.speakers, [(quote.begin, quote.end) for quote, _, _ in quoted]))
        if quoted and found:
            quoted = list(reader.quoted(line))
        for quote, speaker, outlet in quoted:
            if any(one.begin < quote.begin < one.end for one in found):
                continue
            yield _finding(document, Report(line, quote.begin, quote.end, speaker, outlet, "quotation"), direct=True)
        for report in found:
            yield _finding(document, report, direct=False)


def _finding(document: Document, report: Report, direct: bool) -> Finding:
    line, end = report.line, report.end
    while end > report.begin + 1 and not line.text[end - 1][0].isalnum() and line.text[end - 1] not in ",?!)%€$…":
        if line.text[end - 1] in _OPENED and _OPENED[line.text[end - 1]] in line.text[report.begin : end - 1]:
            break
        end -= 1
    start, stop = line.span(report.begin, end)
    speaker = report.speaker
    sure = 0.85 if speaker is not None and not speaker.described else 0.7 if speaker is not None else 0.45
    return Finding(
        kind=Kind.STATEMENT,
        start=start,
        end=stop,
        printed=document.text[start:stop],
        rule=report.rule,
        confidence=sure if direct else round(sure - 0.1, 2),
        speaker=speaker.name if speaker else "",
        outlet=report.outlet,
        direct=direct,
    )


class _Reader:
    """Gives each quotation of a line its speaker; one without a speaker of its own goes on with the last."""

    def __init__(self, speakers: Speakers) -> None:
        self.speakers = speakers
        self.speech = speakers.speech

    def quoted(self, line: Line) -> Iterator[tuple[Quote, Speaker | None, str]]:
        previous: Quote | None = None
        for quote in quotes(line):
            if quote.size < FEWEST_WORDS:
                continue
            speaker, outlet, said = self._attributed(quote)
            if not said and (quote.size == FEWEST_WORDS or not self._stands_alone(quote, previous)):
                continue
            place = line.paragraph.at(line.start[quote.begin])
            if speaker is None and not said and previous is not None:
                last = self.speakers.last(place)
                speaker = last[1] if last is not None else None
            if speaker is None and not said and quote.size < _LONG_QUOTE:
                continue
            if speaker is not None:
                self.speakers.heard(place, speaker)
            previous = quote
            yield quote, speaker, outlet

    def _stands_alone(self, quote: Quote, previous: Quote | None) -> bool:
        """A whole sentence in quotation marks; words picked out of somebody's sentence are not said by anybody."""
        line = quote.line
        capital = line.cap[quote.begin] or not line.text[quote.begin][0].isalnum()
        opens = quote.begin <= 1 or line.text[quote.begin - 2] in {".", "!", "?", ":", "…", ","}
        return capital and (opens or previous is not None) and quote.size > FEWEST_WORDS

    def _attributed(self, quote: Quote) -> tuple[Speaker | None, str, bool]:
        """(speaker, outlet, whether a verb of saying stands by it)."""
        after = self._after(quote)
        if after is not None:
            return after
        before = self._before(quote)
        return before if before is not None else (None, "", False)

    def _after(self, quote: Quote) -> tuple[Speaker | None, str, bool] | None:
        line, index = quote.line, quote.after
        ended = quote.end > quote.begin and line.text[quote.end - 1] == "."
        skipped = 0
        while index < len(line) and line.text[index] in _SKIPPED and skipped < 3:
            if line.text[index] == "." and index + 1 < len(line) and line.first[index + 1] and line.cap[index + 1]:
                return None
            index, skipped = index + 1, skipped + 1
        if index >= len(line) or (ended and line.cap[index] and line.first[index] and not self._names(line, index)):
            return None
        verb = self.speech.verb(line, index) or self._adverb_then_verb(line, index)
        if verb is not None:
            return self._behind_verb(line, verb)
        return self._any_word(line, index) or self._subject_first(line, index)

    def _any_word(self, line: Line, index: int) -> tuple[Speaker | None, str, bool] | None:
        """ "…", souffle Yann; "…", chuchote-t-elle: where a verb of saying stands, any word is one."""
        if line.cap[index] or line.text[index - 1] != ",":
            return None
        word, _, pronoun = line.low[index].rpartition("-")
        if word and pronoun in self.speech.persons:
            return self.speakers.he(line.paragraph.at(line.start[index]), index + 1), "", True
        words = self.speakers.words
        listed = (words.of, words.determiners, words.coordinators, words.blockers, words.relatives)
        if any(line.low[index] in one for one in listed) or not line.low[index].isalpha():
            return None
        found = self.speakers.forward(line, index + 1)
        if found is None or not found.person or self.speech.pronoun(line.low[min(index + 1, len(line) - 1)]):
            return None
        return found, self._outlet(line, found.end), True

    def _names(self, line: Line, index: int) -> bool:
        return self.speakers.at(line, index) is not None

    def _adverb_then_verb(self, line: Line, index: int) -> Verb | None:
        return (
            self.speech.verb(line, index + 1)
            if index + 1 < len(line) and line.low[index].endswith(self.speech.adverb_endings)
            else None
        )

    def _behind_verb(self, line: Line, verb: Verb) -> tuple[Speaker | None, str, bool]:
        outlet = ""
        if verb.pronoun:
            place = line.paragraph.at(line.start[verb.begin])
            last = self.speakers.last(place)
            speaker = last[1] if last is not None else None
            if verb.pronoun in self.speech.persons:
                speaker = self.speakers.he(place, verb.end)
            return speaker, self._outlet(line, verb.end), True
        index = verb.end
        while index < min(verb.end + _REACH, len(line)) and not self._stop(line, index):
            media = self._medium(line, index)
            if media is not None:
                outlet, index = media
                continue
            speaker = self.speakers.forward(line, index)
            if speaker is not None and not self._object(line, index):
                return speaker, outlet or self._outlet(line, speaker.end), True
            index += 1
        return self._elided(line, verb), outlet, True

    def _stop(self, line: Line, index: int) -> bool:
        if line.text[index] == "." and index and line.low[index - 1] in self.speakers.words.abbreviations:
            return False
        return line.text[index] in {".", ";", '"', "«", "“"}

    def _object(self, line: Line, index: int) -> bool:
        """ "said to the mayor": behind a preposition stands no speaker."""
        words = self.speakers.words
        before = index - 1
        if before > 0 and line.low[before] in words.determiners - words.of and line.cap[index]:
            before -= 1
        return before >= 0 and line.low[before] in self.speech.outlet | words.of

    def _elided(self, line: Line, verb: Verb) -> Speaker | None:
        """ "«...», dijo.": nobody is named; who spoke or was named last is meant."""
        return self.speakers.he(line.paragraph.at(line.start[verb.begin]), verb.end)

    def _medium(self, line: Line, index: int) -> tuple[str, int] | None:
        """(outlet, token behind) where "à l'AFP", "to Reuters" begins."""
        if line.low[index] not in self.speech.outlet:
            return None
        for at in range(index + 1, min(index + 5, len(line))):
            found = self.speakers.at(line, at)
            if found is not None:
                return (found[0].name, found[1]) if found[0].kind == "media" else None
            if not line.low[at].rstrip("'").isalpha():
                return None
        return None

    def _outlet(self, line: Line, index: int) -> str:
        for at in range(index, min(index + 10, len(line))):
            if line.text[at] in {".", ";", '"', "«", "“"}:
                return ""
            found = self._medium(line, at)
            if found is not None:
                return found[0]
        return ""

    def _subject_first(self, line: Line, index: int) -> tuple[Speaker | None, str, bool] | None:
        """ "…", Hampton said; "…", the mayor of Leeds told Reuters."""
        for at in range(index, min(index + _REACH, len(line))):
            if line.text[at] in {".", ";", '"', "«", "“", ":"}:
                break
            verb = self.speech.verb(line, at)
            if verb is not None and at > index:
                speaker = self.speakers.before(line, at, index) or self.speakers.forward(line, index)
                outlet = self._told(line, verb) or self._outlet(line, verb.end)
                return (speaker, outlet, True) if speaker is not None else None
        return self._according(line, index)

    def _told(self, line: Line, verb: Verb) -> str:
        """ "told Reuters": some verbs take their listener without a preposition."""
        start = (
            verb.end + 1 if verb.end < len(line) and line.low[verb.end] in self.speakers.words.determiners else verb.end
        )
        found = self.speakers.at(line, start) if line.low[verb.begin] in self.speech.outlet else None
        return found[0].name if found is not None and found[0].kind == "media" else ""

    def _according(self, line: Line, index: int) -> tuple[Speaker | None, str, bool] | None:
        for words, _ in self.speech.according.get(line.low[index], ()):
            end = index + len(words)
            if tuple(line.low[index:end]) == words:
                speaker = self.speakers.forward(line, end)
                return (speaker, "", True) if speaker is not None else None
        return None

    def _before(self, quote: Quote) -> tuple[Speaker | None, str, bool] | None:
        """ "Hampton said: “…”", "explicó Ruiz que «…»", "Ruiz: «…»"."""
        line = quote.line
        opening = quote.begin - 1
        floor = self._floor(line, opening)
        named = self.speakers.ends.get((id(line), opening - 1)) if opening and line.text[opening - 1] == ":" else None
        if named is not None and named[1] <= floor + 1:
            return Speaker(named[0].name, opening, named[0].kind == "person"), "", True
        announced = self._announced(line, floor, opening)
        if announced is not None:
            return announced, "", True
        for at in range(opening - 1, floor - 1, -1):
            verb = self.speech.verb(line, at)
            if verb is None or (opening - verb.end > _REACH):
                continue
            speaker = self.speakers.before(line, at, floor)
            if speaker is None and not verb.pronoun:
                speaker = self._between(line, verb, opening)
            if speaker is None and verb.pronoun:
                speaker = self.speakers.he(line.paragraph.at(line.start[at]), verb.end)
            if speaker is None and self.speech.elided and (line.first[at] or line.text[at - 1] == ","):
                speaker = self._elided(line, verb)
            outlet = self._told(line, verb) or self._outlet(line, verb.end)
            near = opening - verb.end <= 3 or line.text[opening - 1] in {":", ","} or speaker is not None
            return (speaker, outlet, True) if near else None
        return self._source_before(line, floor, opening)

    def _announced(self, line: Line, floor: int, opening: int) -> Speaker | None:
        """ "Tran was not convinced: “...”": a colon makes who begins the sentence the speaker, if nothing is said."""
        if line.text[opening - 1] != ":" or any(self.speech.verb(line, at) for at in range(floor, opening - 1)):
            return None
        found = next((one for at in range(floor, min(floor + 4, opening)) if (one := self.speakers.at(line, at))), None)
        return Speaker(found[0].name, opening, True) if found is not None and found[0].kind == "person" else None

    def _source_before(self, line: Line, floor: int, opening: int) -> tuple[Speaker | None, str, bool] | None:
        """ "Selon X, « ... »"."""
        for at in range(floor, min(floor + 3, opening)):
            found = self._according(line, at)
            if found is not None:
                return found
        return None

    def _between(self, line: Line, verb: Verb, opening: int) -> Speaker | None:
        speaker = self.speakers.forward(line, verb.end) if verb.end < opening else None
        return speaker if speaker is not None and speaker.end <= opening else None

    def _floor(self, line: Line, opening: int) -> int:
        for at in range(opening - 1, max(opening - _FARTHEST, 0), -1):
            if line.text[at] in {".", "!", "?"} and line.first[at + 1]:
                return at + 1
            if line.text[at] in {"»", "”"}:
                return at + 1
        return max(opening - _FARTHEST, 0)
