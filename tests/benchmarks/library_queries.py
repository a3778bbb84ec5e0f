"""What is asked of a generated library: questions to which it has answers, as they are typed, and queries."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from factsheets.yaml_text import load_data
from tests.benchmarks.library_generator import Generator

KINDS = {
    "en": ("contract", "payment", "price", "budget", "fine", "grant"),
    "fr": ("contrat", "paiement", "prix", "budget", "amende", "subvention"),
    "es": ("contrato", "pago", "precio", "presupuesto", "multa", "subvención"),
}
TYPED = {
    "en": (
        "how much did {payer} pay {payee}",
        "{kind} {tool} {place}",
        "{payee} {word}",
        "when did {payer} {word} {word}",
    ),
    "fr": (
        "combien {payer} a payé à {payee}",
        "{kind} {tool} {place}",
        "{payee} {word}",
        "quand {payer} {word} {word}",
    ),
    "es": ("cuánto pagó {payer} a {payee}", "{kind} {tool} {place}", "{payee} {word}", "cuándo {payer} {word} {word}"),
}
COMMON_WORDS = 60


@dataclass(frozen=True, slots=True)
class Query:
    """`text` is the engine's, `full_text` the same for FTS5, `words` what ripgrep looks for, one after the other."""

    text: str
    full_text: str
    words: tuple[str, ...]


class Queries:
    """Endless queries by what they measure, the same for the same seed."""

    def __init__(self, generator: Generator, seed: int = 5) -> None:
        self._generator = generator
        self._chance = random.Random(seed)  # noqa: S311 - made-up questions, no secret
        self._data = generator.shared.data

    def _sheet(self) -> dict[str, Any]:
        text, _ = self._generator.sheet(self._chance.randrange(self._generator.sheets))
        data: Any = load_data(text.encode(), "sheet")
        assert isinstance(data, dict)
        return data

    def _words(self, lang: str, count: int) -> list[str]:
        """Words of middling frequency."""
        return self._chance.sample(self._generator.shared.vocabularies[lang].common, count)

    def typed(self) -> Iterator[str]:
        """Whole questions of several words."""
        while True:
            sheet = self._sheet()
            lang = sheet["lang"]
            word, kind = self._words(lang, 1)[0], self._chance.choice(KINDS[lang])
            payer, payee = sheet["actors"][0]["name"], sheet["actors"][1]["name"]
            tool, place = sheet["tools"][0]["name"], sheet["places"][0]["name"]
            form = self._chance.choice(TYPED[lang])
            yield form.format(payer=payer, payee=payee, tool=tool, place=place, kind=kind, word=word)

    def keystrokes(self) -> Iterator[Query]:
        """Every beginning of every question, as it is typed, from the second word on."""
        for question in self.typed():
            for end in range(question.index(" ") + 2, len(question) + 1):
                yield beginning(question[:end])

    def first_letters(self) -> Iterator[Query]:
        """Every beginning of one word, up to five letters: of actors, tools, places and common words."""
        while True:
            sheet = self._sheet()
            names = [sheet[group][0]["name"] for group in ("actors", "tools", "places")]
            for word in (*names, *self._words(sheet["lang"], 2)):
                first = word.split()[0]
                yield from (beginning(first[:end]) for end in range(1, min(len(first), 5) + 1))

    def three_words(self) -> Iterator[Query]:
        """A kind of figure, a tool and a place that stand in one sheet."""
        while True:
            sheet = self._sheet()
            tool, place = sheet["tools"][0]["name"].split()[0], sheet["places"][0]["name"].split()[-1]
            yield words((self._chance.choice(KINDS[sheet["lang"]]), tool, place))

    def common_words(self) -> Iterator[Query]:
        while True:
            lang = self._chance.choice(list(KINDS))
            yield words(self._chance.sample(self._generator.shared.vocabularies[lang].common[:COMMON_WORDS], 3))

    def booleans(self) -> Iterator[Query]:
        """Either of two words with a third and not a fourth, or a phrase."""
        while True:
            lang = self._chance.choice(list(KINDS))
            a, b, c, d = self._words(lang, 4)
            if self._chance.random() < 0.25:
                name = self._sheet()["actors"][0]["name"]
                yield Query(f'"{name}" OR {a} {b}', f'"{name}" OR ("{a}" AND "{b}")', (a, b))
            else:
                yield Query(f"({a} OR {b}) {c} -{d}", f'(("{a}" OR "{b}") AND "{c}") NOT "{d}"', (f"{a}|{b}", c))

    def fields(self) -> Iterator[str]:
        """Words with fields, in the engine's query language."""
        while True:
            sheet = self._sheet()
            actor, word = sheet["actors"][0]["name"], self._words(sheet["lang"], 1)[0]
            yield self._chance.choice(
                [
                    f'actor:"{actor}" kind:contract',
                    f"{word} lang:{sheet['lang']} date:2019..2021",
                    f"{word} amount:>1M EUR",
                ]
            )

    def amounts(self) -> Iterator[tuple[int, int]]:
        while True:
            low = int(10 ** self._chance.uniform(3, 9))
            yield low, int(low * self._chance.choice([1.1, 2, 10]))

    def days(self) -> Iterator[tuple[str, str]]:
        while True:
            year, month = self._chance.randint(2010, 2025), self._chance.randint(1, 12)
            yield self._chance.choice(
                [(f"{year}", f"{year}"), (f"{year}-{month:02}", f"{year}-{month:02}"), (f"{year}", f"{year + 1}")]
            )


def words(some: Sequence[str]) -> Query:
    return Query(" ".join(some), " OR ".join(f'"{word}"' for word in some), tuple(some))


def beginning(text: str) -> Query:
    """Words of which the last is a beginning; a space at the end ends it."""
    parts = text.split()
    whole, last = (parts, "") if text.endswith(" ") else (parts[:-1], parts[-1])
    terms = [f'"{word}"' for word in whole] + ([f'"{last}"*'] if last else [])
    patterns = [rf"\b{word}\b" for word in whole] + ([rf"\b{last}"] if last else [])
    return Query(text, " AND ".join(terms), tuple(patterns))
