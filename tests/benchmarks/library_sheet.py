"""One sheet of a generated library and the document it is about."""

import hashlib
import random
import re
from collections.abc import Sequence

from tests.benchmarks.library_figures import Figures, printed_date
from tests.benchmarks.library_shared import LANGUAGES, Named, Shared

TOPIC_WORDS = 60
"""How many words a document keeps coming back to."""
TOPIC_SHARE = 0.25
_PLAIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿœŒ][\w’-]*(?: [\w’-]+)*")
_WORDS_OF_YAML = {"yes", "no", "y", "n", "on", "off", "true", "false", "null"}
Lines = list[str]


class Page:
    """A document as it grows; every fragment of it that proves something is noted with its place."""

    def __init__(self, title: str) -> None:
        self._paragraphs = [title]
        self._open: list[str] = []
        self._offset = len(title) + 2
        self._within = 0

    def add(self, before: str, exact: str, after: str) -> str:
        """A sentence in three parts; returns the evidence for the middle one."""
        start = self._offset + self._within + len(before)
        sentence = f"{before}{exact}{after}"
        self._open.append(sentence)
        self._within += len(sentence) + 1
        place = f"paragraph: {len(self._paragraphs) + 1}, start: {start}, end: {start + len(exact)}"
        return f"  - {{source: s1, exact: {quoted(exact)}, {place}}}"

    def close(self) -> None:
        if self._open:
            self._paragraphs.append(" ".join(self._open))
            self._offset += self._within + 1
            self._open, self._within = [], 0

    def text(self) -> str:
        self.close()
        return "\n\n".join(self._paragraphs) + "\n"


class Sheet:
    """One sheet while it is written: its actors, tools and places, then what is said of them."""

    def __init__(self, library: Shared, number: int, chance: random.Random) -> None:
        self._library, self._number, self._chance = library, number, chance
        lang = chance.choice(LANGUAGES)
        self._lang = lang
        self._source = lang if chance.random() < 0.85 else chance.choice(LANGUAGES)
        self._words = library.vocabularies[self._source]
        self._own = library.data[lang]
        topics = self._words.topics.draw(chance, TOPIC_WORDS)
        stream = self._words.words.draw(chance, 520)
        again = chance.choices(topics, k=520)
        self._stream = [b if chance.random() < TOPIC_SHARE else a for a, b in zip(stream, again, strict=True)]
        self._at = 0
        topics_here = topics if self._source == lang else library.vocabularies[lang].topics.draw(chance, TOPIC_WORDS)
        self._topics = [word for word in topics_here if len(word) > 3]
        self._actors: list[Named] = sorted(library.actors.different(chance, 4), key=_part)
        self._tools: list[Named] = library.tools.different(chance, 2)
        self._places: list[Named] = library.places.different(chance, 2)
        self._year = chance.randint(2010, 2026)
        self._tool, self._place = self._tools[0], self._places[0]
        self._figures = Figures(self._own, library.data[self._source], self._source, chance)

    def prose(self, count: int) -> str:
        """The next words of the document, with commas where a long run would be breathless."""
        words = self._stream[self._at : self._at + count]
        self._at += count
        if count > 9:
            words[count // 2] += ","
        return " ".join(words).replace("' ", "’")

    def sentence(self, count: int) -> str:
        words = self.prose(count)
        return words[:1].upper() + words[1:]

    def topic(self, count: int) -> str:
        return " ".join(self._chance.choices(self._topics, k=count))

    def filled(self, templates: Sequence[str], **more: str) -> str:
        """A label, title or saying with the sheet's names in its slots."""
        payer, payee, person, other = self._actors
        return self._chance.choice(templates).format(
            **{"payer": payer.name, "payee": payee.name, "person": person.name, "actor": payer.name},
            **{"other": other.name, "speaker": person.name, "tool": self._tool.name},
            **{"place": self._place.name, "year": self._year, "words": self.topic(3)},
            **more,
        )

    def write(self) -> tuple[str, str]:
        chance, own = self._chance, self._own
        title = self.filled(own["titles"])
        page = Page(self.filled(self._library.data[self._source]["titles"]))
        entities = self._entities(page)
        figures = [line for position in range(8) for line in self._figure(position, page)]
        dates = [line for position in range(2) for line in self._event(position, page)]
        statements = [line for position in range(2) for line in self._statement(position, page)]
        text = page.text()
        status = "draft" if chance.random() < 0.12 else "reviewed"
        lines = ["format: 1", f"id: {self._library.id_of(self._number)}", f"title: {quoted(title)}"]
        lines += [f"lang: {self._lang}", f"status: {status}", f"summary: {quoted(self.topic(12) + '.')}", "themes:"]
        lines += [f"- {theme}" for theme in sorted(set(chance.choices(self._library.data["themes"].split(), k=3)))]
        lines += self._source_lines(text, title)
        lines += [*entities, "figures:", *figures, "dates:", *dates, "statements:", *statements]
        lines += self._endings(status)
        return "\n".join(lines) + "\n", text

    def _source_lines(self, text: str, title: str) -> Lines:
        chance = self._chance
        digest = hashlib.sha256(text.encode()).hexdigest()
        publisher = self.filled(
            self._library.data[self._source]["media"], brand=chance.choice(self._library.data["brands"].split())
        )
        day = f"{self._year}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        name = self._library.id_of(self._number)
        return [
            *("sources:", "- id: s1", f"  file: {name}.txt", f"  sha256: {digest}", f"  title: {quoted(title)}"),
            *(f"  publisher: {quoted(publisher)}", f"  authors: [{quoted(self._actors[3].name)}]"),
            *(f"  published: {day}", f"  lang: {self._source}", f"  url: https://example.org/{name}"),
        ]

    def _entities(self, page: Page) -> Lines:
        lines = []
        for group, items in (("actors", self._actors), ("tools", self._tools), ("places", self._places)):
            lines.append(f"{group}:")
            for one in items:
                before = f"{self.sentence(4)} " if self._chance.random() < 0.7 else ""
                evidence = page.add(before, one.name, f" {self.prose(12)}.")
                lines += [f"- id: {one.id}", f"  name: {quoted(one.name)}", f"  kind: {one.kind}"]
                lines += self._more_of(group, one)
                lines += ["  evidence:", evidence]
                if self._chance.random() < 0.5:
                    page.close()
        page.close()
        return lines

    def _more_of(self, group: str, one: Named) -> Lines:
        if group == "tools":
            return [f"  maker: {self._actors[1].id}", f"  purpose: {quoted(self.topic(4))}"]
        if group == "actors":
            aliases = [f"  aliases: [{', '.join(map(quoted, one.aliases))}]"] if one.aliases else []
            role = f"{self._chance.choice(self._own['roles'])}, {self.topic(2)}"
            return [*aliases, f"  role: {quoted(role)}"]
        return []

    def _figure(self, position: int, page: Page) -> Lines:
        chance = self._chance
        figure = self._figures.draw()
        self._tool, self._place = chance.choice(self._tools), chance.choice(self._places)
        label = self.filled(self._own["labels"][figure.kind], unit=figure.unit_word)
        evidence = page.add(
            f"{self.sentence(chance.randint(6, 12))} {figure.cue}", figure.printed, f" {self.prose(9)}."
        )
        if position % 2:
            page.close()
        payer, payee, person, _ = (one.id for one in self._actors)
        lines = [f"- id: f-{position}", f"  label: {quoted(label)}", *figure.lines]
        if figure.of_money:
            lines += [f"  payer: {payer}", f"  payee: {payee}", f"  about: [{self._tool.id}]"]
        else:
            about = person if figure.kind == "age" else chance.choice([self._tool.id, self._place.id])
            lines.append(f"  about: [{about}]")
        if chance.random() < 0.6:
            lines.append(f"  date: {self._day()[0]}")
        lines += [f"  printed: {quoted(figure.printed)}", *self._shade(), "  evidence:", evidence]
        return lines

    def _shade(self) -> Lines:
        """How sure a fact is and how it ranks; most say nothing of it."""
        draw = self._chance.random()
        if draw < 0.05:
            return ["  rank: preferred"]
        if draw < 0.08:
            return ["  rank: deprecated", f"  reason: {quoted(self.topic(3))}"]
        if draw < 0.2:
            return [f"  nature: {self._chance.choice(['alleged', 'planned', 'denied', 'confirmed'])}"]
        return [f"  confidence: {self._chance.choice(['low', 'medium'])}"] if draw < 0.3 else []

    def _day(self) -> tuple[str, str]:
        return printed_date(self._library.data[self._source]["months"], self._source, self._year, self._chance)

    def _event(self, position: int, page: Page) -> Lines:
        day, printed = self._day()
        what = self.filled(self._own["events"])
        evidence = page.add(f"{self.sentence(8)} ", printed, f" {self.prose(12)}.")
        actors = ", ".join(one.id for one in self._actors[position : position + 2])
        return [
            *(f"- id: d-{position}", f"  what: {quoted(what)}", f"  date: {day}", f"  actors: [{actors}]"),
            *(f"  about: [{self._place.id}]", "  evidence:", evidence),
        ]

    def _statement(self, position: int, page: Page) -> Lines:
        speaker = self._actors[2 + position]
        page.close()
        evidence = page.add(
            f"{speaker.name} {self._library.data[self._source]['says']} ", self.prose(6), f" {self.prose(9)}."
        )
        return [
            *(
                f"- id: t-{position}",
                f"  text: {quoted(self.filled(self._own['sayings']))}",
                f"  speaker: {speaker.id}",
            ),
            *(f"  about: [{self._tool.id}]", "  evidence:", evidence),
        ]

    def _endings(self, status: str) -> Lines:
        chance, lines = self._chance, []
        if chance.random() < 0.3:
            what = chance.choice(["date", "amount", "where", "who"])
            lines += [
                "not_stated:",
                f"- about: [{self._tools[1].id}]",
                f"  what: {what}",
                f"  note: {quoted(self.topic(4))}",
            ]
        if self._number and chance.random() < 0.1:
            other = self._library.id_of(chance.randrange(self._number))
            lines += ["links:", f"- to: {other}", f"  why: {quoted(self.topic(3))}"]
        if status == "reviewed":
            lines += ["review:", "  by: A Generator", f"  at: '{self._year}-12-31'"]
        return lines


def _part(actor: Named) -> int:
    """Who pays, who is paid, and who speaks, as far as a sheet's actors go round."""
    return {"public-body": 0, "company": 1}.get(actor.kind, 2)


def quoted(text: str) -> str:
    """A YAML scalar, plain where that reads as the same words."""
    if _PLAIN.fullmatch(text) and text.casefold() not in _WORDS_OF_YAML:
        return text
    return "'" + text.replace("'", "''") + "'"
