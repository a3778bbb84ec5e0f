"""The tour that tests take through the browser, in a terminal, as a person does."""

import re
from dataclasses import dataclass

from tests.terminals import BACK, LEAVE, PATIENCE, Terminal
from tui.state import History

MARK = "ma"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the tour: what is typed, what must then be read.

    `link` is marked by Tab before the keys. `ref` begins the reference of where one then is, `query` is the search
    there. `close` leaves what is open for a moment only (a chooser, a line), which the next start does not open again;
    `after` is then what is read.
    """

    name: str
    keys: str
    wanted: tuple[str, ...]
    ref: str
    query: str = ""
    link: str = ""
    close: str = ""
    after: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.name

    @property
    def kept(self) -> tuple[str, ...]:
        """What is read where the next start comes back to."""
        return self.after or self.wanted

    def stands(self, history: History) -> bool:
        """Whether the state says that one is there, with the link marked and the sheet picked where one is."""
        here = history.here
        linked = here.link >= 0 or not any(word.startswith("[") for word in self.wanted)
        picked = bool(history.picked) == ("1 picked" in self.kept)
        kept = self.keys != MARK or "a" in history.marks
        return here.ref.startswith(self.ref) and here.query == self.query and linked and picked and kept


PRINTED = "minneapolis-immigration-tech.md"
_FACT = "fact/minneapolis-immigration-tech/ice-clearview-2025-09"
_PASSAGE = "evidence/minneapolis-immigration-tech/"
TOUR = (
    Step("the list", "", ("Minneapolis: technology",), "list"),
    Step(
        "the answer",
        "/clearview contract",
        ("/ clearview contract", "$3,750,000", "ICE -> Clearview AI"),
        "list",
        "clearview contract",
    ),
    Step("the sheet", "\r", ("Figures", "$3,750,000", "Esc back"), _FACT),
    Step("a marked link", "", ("[ICE]",), _FACT, link="ICE"),
    Step("the payer", "\r", ("ICE", "public body", "immigration police"), "actor/ice", link="ICE"),
    Step("the payer's fact", "\r", ("Figures", "$3,750,000"), _FACT, link="Software and related"),
    Step("the payee", "\r", ("Clearview AI company",), "actor/clearview-ai", link="Clearview AI"),
    Step("back once", BACK, ("[Clearview AI]", "$3,750,000"), _FACT),
    Step("back twice", BACK, ("[Software and related",), "actor/ice"),
    Step("the figures", "$", ("Figures", "> ", "$3,750,000", "millions of dollars"), "figures/"),
    Step("sorting", "s", ("sort by:", "who"), "figures/", close=LEAVE, after=("$3,750,000",)),
    Step("back to the payer", BACK, ("[Software and related",), "actor/ice"),
    Step("the timeline", "t", ("Timeline", "> Sept 2025"), "timeline/"),
    Step("the payer again", BACK, ("[Software and related",), "actor/ice"),
    Step("the passage", "v", ("18 En septembre 2025", "3.75 millions de dollars"), _PASSAGE),
    Step("found in the page", "F3.75\r", ("2 of 2",), _PASSAGE, after=("3.75 millions",)),
    Step("picked", "x", ("1 picked",), _PASSAGE),
    Step("a place marked", MARK, ("Marked: ' a",), _PASSAGE, after=("1 picked",)),
    Step("the marks", "'", ("go to mark:", "> a "), _PASSAGE, close=LEAVE, after=("1 picked",)),
    Step("the outline", "o", ("section:",), _PASSAGE, close=LEAVE, after=("1 picked",)),
    Step("the palette", ":palantir", (": palantir",), _PASSAGE, close=LEAVE, after=("1 picked",)),
    Step("a link's letters", "l", ("letters",), _PASSAGE, close=LEAVE, after=("1 picked",)),
    Step("the file", "p", ("Printed to",), _PASSAGE, after=("3.75 millions",)),
    Step(
        "another search",
        "/turnsignl price",
        ("/ turnsignl price", "$99"),
        "list",
        "turnsignl price",
        "",
        LEAVE,
        ("$99",),
    ),
)


def take(terminal: Terminal, step: Step) -> None:
    """The step as a person takes it: link by link, then the keys, then a look at the screen."""
    if step.link:
        mark(terminal, step.link)
    terminal.type(step.keys)
    terminal.wait(*step.wanted)


def leave(terminal: Terminal, step: Step) -> None:
    """Out of what the step opened for a moment."""
    if step.close:
        terminal.type(step.close)
        terminal.wait(*step.after)


def mark(terminal: Terminal, link: str) -> None:
    """Tab until the link stands in its brackets."""
    while not (marked := _marked(terminal)).startswith(link):
        terminal.type("\t")
        while not terminal.whole or _marked(terminal) == marked:
            assert "There is no further link" not in terminal.words, terminal.text
            assert terminal.read(PATIENCE), terminal.text


def _marked(terminal: Terminal) -> str:
    """The beginning of the link in brackets, empty for none."""
    found = re.search(r"\[([^\]]{3,30})", terminal.words)
    return found[1] if found else ""
