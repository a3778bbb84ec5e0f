"""Questions with their expected facts, and how an answering machine does on them.

A question names the facts of which any may stand first (`first`), what the first answer has to say is not stated
(`lacks`), or that there is no answer (`nothing`).
"""

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from factsheets.gazetteer import GROUPS
from factsheets.library import Library
from factsheets.yaml_text import Data, dump, load_data
from index.answer import Answer, Engine
from tests.test_index.tables import copy_of_shipped

FOLDER = Path(__file__).with_name("relevance")
FIRST_SET = "questions"
"""The set in three files, one for the sheets of each language, written before the ranking was."""


@dataclass(frozen=True, slots=True)
class Asked:
    """`sheets` is the language of the sheets that the answer stands in, "" where there is none."""

    text: str
    lang: str
    sheets: str
    first: frozenset[str] = frozenset()
    lacks: str = ""

    @property
    def nothing(self) -> bool:
        return not self.first

    def is_right(self, found: "Found") -> bool:
        return found.ref in self.first and (self.lacks in found.lacking if self.lacks else not found.lacking)


@dataclass(frozen=True, slots=True)
class Found:
    """One fact that a machine answers with, and what it says is not stated of it."""

    ref: str
    lacking: tuple[str, ...] = ()


Machine = Callable[[Asked], Sequence[Found]]


@dataclass(slots=True)
class Score:
    """Questions, and how many of them had a right answer first or among the first three; `missed` are not first."""

    asked: int = 0
    first: int = 0
    third: int = 0
    missed: list[tuple[Asked, Sequence[Found]]] = field(default_factory=list)

    def add(self, question: Asked, found: Sequence[Found]) -> None:
        right = [question.is_right(one) for one in found[:3]] if question.first else [not found]
        self.asked += 1
        self.first += right[:1] == [True]
        self.third += any(right)
        if right[:1] != [True]:
            self.missed.append((question, found))

    @property
    def hit_at_1(self) -> float:
        return self.first / self.asked if self.asked else 1.0

    @property
    def hit_at_3(self) -> float:
        return self.third / self.asked if self.asked else 1.0


def assembled(root: Path) -> Library:
    """The library that is asked, in a new folder: the sheets of the set among the shipped ones, one register."""
    library = copy_of_shipped(root)
    for folder, into in (("sheets", library.sheets_dir), ("seeds", library.seeds_dir)):
        shutil.copytree(FOLDER / folder, into, dirs_exist_ok=True)
    registers = [library.gazetteer_file, *sorted(FOLDER.glob("gazetteer*.yaml"))]
    library.gazetteer_file.write_text(dump(joined(registers)), encoding="utf-8")
    return library


def joined(registers: Iterable[Path]) -> dict[str, Data]:
    """Registers as one: an entry that several have is the first's, with the names of all."""
    known: dict[str, dict[str, dict[str, Data]]] = {}
    for path in registers:
        for group in GROUPS:
            entries = known.setdefault(group, {})
            for entry in _mapping(load_data(path.read_bytes(), path.name)).get(group, []):
                own = _mapping(entry)
                first = entries.setdefault(str(own["id"]), own)
                for names in ("aliases", "outside", "weak_aliases"):
                    if first is not own and names in own:
                        first[names] = _united(first.get(names, {}), own[names])
    return {"format": "1", **{group: list(entries.values()) for group, entries in known.items() if entries}}


def _united(some: Data, more: Data) -> Data:
    one, other = _mapping(some), _mapping(more)
    return {lang: list(dict.fromkeys([*one.get(lang, []), *other.get(lang, [])])) for lang in {**one, **other}}


def _mapping(data: Any) -> dict[str, Any]:
    assert isinstance(data, dict)
    return data


def sets(library: Library) -> dict[str, list[Asked]]:
    """Every set of questions by its name, the first written first."""
    found: dict[str, list[Asked]] = {FIRST_SET: []}
    languages = {sheet.id: sheet.lang for sheet in library.sheets()}
    for path in sorted(FOLDER.glob("questions*.yaml")):
        _, _, lang = path.stem.partition(".")
        found.setdefault(FIRST_SET if lang else path.stem, []).extend(_questions(path, languages, lang))
    return found


def _questions(path: Path, languages: Mapping[str, str], lang: str) -> Iterator[Asked]:
    """The questions of a file; `lang` is the language of the sheets that it asks about, "" for all three."""
    data: Any = load_data(path.read_bytes(), path.name)
    for item in data:
        assert ("first" in item) != ("nothing" in item), item
        refs = frozenset(map(str, item.get("first", [])))
        sheets = sorted(languages[ref.partition("#")[0]] for ref in refs)
        yield Asked(item["ask"], item["lang"], lang or next(iter(sheets), ""), refs, item.get("lacks", ""))


def answered_by(engine: Engine) -> Machine:
    def found(answer: Answer) -> Found:
        return Found(answer.ref, tuple(map(str, answer.not_stated)))

    return lambda question: [found(answer) for answer in engine.ask(question.text).answers]


def scored(questions: Iterable[Asked], machine: Machine, by: Callable[[Asked], str] = lambda _: "") -> dict[str, Score]:
    """The scores by whatever tells questions apart; alphabetically."""
    scores: dict[str, Score] = {}
    for question in questions:
        scores.setdefault(by(question), Score()).add(question, machine(question))
    return dict(sorted(scores.items()))


def together(scores: Iterable[Score]) -> Score:
    total = Score()
    for one in scores:
        total = Score(
            total.asked + one.asked, total.first + one.first, total.third + one.third, total.missed + one.missed
        )
    return total
