"""A small library for the browser's tests: two sheets, an actor, a tool, and as many more rows as asked for."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from factsheets.problem import Problem
from tui.page import Block, Column, Kind, Page, Span, Style
from tui.ports import Backend, Choice, Found, Listing, Located, Printed, Row, never

COLUMNS = (Column(10), Column(), Column(14, right=True))
CLEARVIEW = "fact/surveillance/ice-clearview"
ANSWER = "$3,750,000 · Sept 2025 · ICE -> Clearview AI · contract · reported"


def heading(text: str, level: int = 2) -> Block:
    return Block(Kind.HEADING, (Span(text, Style.TITLE if level == 1 else Style.HEADING),), level=level, anchor=text)


def text(words: str) -> Block:
    return Block(Kind.TEXT, (Span(words),))


BLANK = Block(Kind.BLANK)


def figure(fact: str, date: str, label: str, amount: str) -> Block:
    cells = (
        (Span(date),),
        (Span(label + " "), Span("ICE", link="actor/ice"), Span(" -> "), Span("Clearview AI", link="tool/clearview")),
        (Span(amount, Style.AMOUNT),),
    )
    return Block(Kind.ROW, cells=cells, columns=COLUMNS, fact=fact)


def surveillance(focus: int = -1) -> Page:
    blocks = (
        heading("Technology in the fight over immigration", 1),
        BLANK,
        text("What the authorities buy to find migrants, and what their supporters build to warn them. " * 3),
        BLANK,
        heading("Figures"),
        figure(CLEARVIEW, "2025-09", "Software and related services", "$3,750,000"),
        figure("fact/surveillance/palantir", "", "All-in-one platform", "$30,000,000"),
        BLANK,
        heading("Actors"),
        Block(Kind.ITEM, (Span("ICE", link="actor/ice"), Span(", a public body, pays for it all"))),
        Block(Kind.ITEM, (Span("Clearview AI", link="tool/clearview"), Span(", facial recognition"))),
        BLANK,
        heading("Text"),
        *(
            text(f"Paragraph {number}. " + "The application records what happens and keeps it on a server. " * 4)
            for number in range(30)
        ),
        heading("Sources"),
        Block(Kind.ITEM, (Span("The report", link="source/surveillance/s1"),)),
    )
    return Page("sheet/surveillance", "Technology in the fight over immigration", blocks, focus)


def passage() -> Page:
    blocks = [heading("The report", 1), BLANK]
    blocks += [text(f"Paragraph {number} of the source, " + "with words " * 20) for number in range(1, 40)]
    blocks[20] = Block(
        Kind.TEXT,
        (Span("The agency spent "), Span("3.75 millions de dollars", Style.MARK), Span(" on software.")),
        fact=CLEARVIEW,
    )
    return Page("evidence/surveillance/ice-clearview", "The report", tuple(blocks), 20)


@dataclass
class FakeLibrary:
    """Pages by reference, and a record of what was asked for."""

    pages: dict[str, Page] = field(default_factory=dict)
    found: dict[str, Found] = field(default_factory=dict)
    langs: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    overtaken: list[str] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)
    words: dict[tuple[str, str], str] = field(default_factory=dict)
    notes: list[tuple[str, str]] = field(default_factory=list)
    places: dict[str, Located] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    names: Sequence[Row] = field(default_factory=lambda: NAMES)
    choices: dict[tuple[str, str], Sequence[Choice]] = field(default_factory=dict)
    saved: dict[str, str] = field(default_factory=dict)
    folder: Path = Path("/tmp/out")
    gate: threading.Event | None = None

    def page(self, ref: str, lang: str = "en") -> Page:
        self.langs.append(lang)
        return self.pages[ref]

    def suggest(self, text: str, limit: int, overtaken: Callable[[], bool] = never) -> Found:
        self.asked.append(text)
        if self.gate is not None:
            self.gate.wait(5)
        if overtaken():
            self.overtaken.append(text)
        found = self.found.get(text.strip(), Found(()))
        return Found(found.rows[:limit], found.hints, found.proposal, found.total)

    def more(self, text: str, start: int, stop: int) -> Sequence[Row]:
        return self.found[text.strip()].rows[start:stop]

    def conditions(self, text: str) -> Sequence[Choice]:
        return self.choices.get((text, "conditions"), ())

    def values(self, text: str, facet: str) -> Sequence[Choice]:
        if self.gate is not None:
            self.gate.wait(5)
        return self.choices.get((text, facet), ())

    def orders(self, text: str) -> Sequence[Choice]:
        return self.choices.get((text, "orders"), ())

    def named(self, text: str, limit: int) -> Sequence[Row]:
        if self.gate is not None:
            self.gate.wait(5)
        known = (*self.names, *(SHEETS if text else ()))
        return [row for row in known if text.casefold() in row.text.casefold()][:limit]

    def save(self, name: str, text: str) -> str:
        self.saved[name] = text
        return f"Saved: @{name}"

    def value(self, ref: str, lang: str = "en") -> str:
        return self.words[ref, "value"]

    def citation(self, ref: str, lang: str = "en") -> str:
        return self.words[ref, "citation"]

    def quote(self, ref: str, lang: str = "en") -> str:
        return self.words[ref, "quote"]

    def note(self, words: str, ref: str) -> Path:
        self.notes.append((words, ref))
        return self.folder / "notes.md"

    def print_sheets(self, sheet_ids: Sequence[str], lang: str = "en") -> Printed:
        self.printed += sheet_ids
        name = f"{sheet_ids[0]}.md" if len(sheet_ids) == 1 else "picked.md"
        return Printed(self.folder / name, len(sheet_ids))

    def located(self, ref: str) -> Located:
        return self.places[ref]

    def problems_in(self, path: Path) -> Sequence[Problem]:
        return self.problems


SHEETS: tuple[Row, ...] = (
    Row("sheet/surveillance", "Technology in the fight over immigration, Minneapolis", "reviewed · 12 figures"),
    Row("sheet/smugglers", "Smugglers' use of artificial intelligence", "draft · no figures"),
)
NAMES: tuple[Row, ...] = (
    Row("actor/ice", "ICE", kind="actor"),
    Row("tool/clearview", "Clearview AI", kind="tool"),
)


def fake_library() -> FakeLibrary:
    actor = Page("actor/ice", "ICE", (heading("ICE", 1), BLANK, figure(CLEARVIEW, "2025-09", "Bought", "$3,750,000")))
    tool = Page("tool/clearview", "Clearview AI", (heading("Clearview AI", 1), text("Made by a company.")))
    smugglers = Page(
        "sheet/smugglers", "Smugglers' use of AI", (heading("Smugglers", 1), text("No amount is printed."))
    )
    results = (
        Row(CLEARVIEW, ANSWER, "Software bought from Clearview AI · Technology in the fight over immigration", "fact"),
        Row("sheet/surveillance", SHEETS[0].text, "reviewed", "sheet"),
        Row("source/surveillance/s1", "… spent 3.75 millions de dollars on …", "The report", "passage"),
    )
    pages = {page.ref: page for page in (surveillance(), passage(), actor, tool, smugglers)}
    pages[CLEARVIEW] = surveillance(5)
    pages["problems"] = Page("problems", "Problems", (text("broken.yaml:3:1: unknown key `rol`"),))
    pages["source/surveillance/s1"] = Page("source/surveillance/s1", "The report", (text("whole text"),))
    pages["help/searching"] = Page("help/searching", "Searching", (heading("Searching", 1),))
    return FakeLibrary(pages, {"clearview contract": Found(results), "c": Found(results[1:])})


def fake_backend(library: FakeLibrary | None = None, sheets: Sequence[Row] = SHEETS, problems: int = 0) -> Backend:
    library = library or fake_library()
    return Backend(
        name="factfile · press",
        identity="/library",
        pages=library,
        searcher=library,
        sheets=Listing(sheets),
        takeaway=lambda: library,
        problem_count=problems,
    )
