"""The screens of the guide, taken from the real browser over the shipped library: `python -m tests.captures`.

Each is what stands in a terminal of 80 columns and 24 rows after the keys that are told of it. Nothing in them depends
on the day, the machine or the folder.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.terminals import BACK, LEAVE, Setting, Terminal, browser

PAGE = Path(__file__).parents[1] / "tui" / "help" / "screens.md"
_ESCAPE = "\x1b"
_SETTING = Setting("guide", env={"NO_COLOR": "1"})
_HEAD = """# Screens

What the browser shows in a terminal of 80 columns and 24 rows, over the library
that comes with it. At 110 columns and more the page stands beside the list.
"""


@dataclass(frozen=True, slots=True)
class Scene:
    """A screen: what leads there from the scene before, words that then stand there, and a sentence for the reader.

    One without a title only leads on.
    """

    title: str
    keys: str
    wanted: tuple[str, ...]
    sentence: str


SCENES = (
    Scene("The library", "", ("Minneapolis: technology", "q quit"), "`factfile` opens on the list of sheets."),
    Scene(
        "An answer as one types",
        "/clearview contract",
        ("/ clearview contract", "$3,750,000", "ICE -> Clearview AI"),
        "`/` and the words of a question: facts first, then sheets and passages.",
    ),
    Scene("A sheet", "\r", ("Figures", "Esc back"), "`Enter` opens what is selected; the bar marks the fact."),
    Scene(
        "Its proof",
        "v",
        ("3.75 millions de dollars", "Passage 1 of 2"),
        "`v` shows the passage that proves the marked fact.",
    ),
    Scene("Links by letters", BACK + "l", ("letters",), "On a page, `l` puts a letter at each link in view."),
    Scene("An actor", LEAVE + "\t\t\r", ("public body",), "`Tab` walks the links, `Enter` follows the marked one."),
    Scene("The sections of a page", BACK + "o", ("section:", "Timeline"), "`o` lists the sections of a page."),
    Scene("Figures in a table", LEAVE + "$", ("Figures of",), "`$` on a sheet: its figures, bars for their size."),
    Scene("A timeline", BACK + "t", ("Timeline of",), "`t` on a sheet: its dates; uncertain ones are spans."),
    Scene(
        "The keys that work here",
        BACK + "?",
        ("Show the keys that work here",),
        "`?` anywhere lists the keys that work there, and filters them as one types.",
    ),
    Scene(
        "The palette",
        LEAVE + ":palantir",
        (": palantir", "Palantir"),
        "`:` and a part of a name: actions, actors, tools and sheets.",
    ),
    Scene("", LEAVE + BACK, ("/ clearview contract", "Esc all sheets"), ""),
    Scene("", _ESCAPE, ("2 sheets",), ""),
    Scene(
        "Every figure of the library",
        "$",
        ("Figures of the library",),
        "`$` on the whole list: all figures. `s` sorts, `f` filters, `c` chooses columns.",
    ),
    Scene(
        "What the list is narrowed to", BACK + "f", ("narrow to:", "> kind"), "`f` on the list narrows it by a facet."
    ),
    Scene("Sorting", LEAVE + "s", ("sort by:",), "`s` on the list sorts what is listed."),
    Scene("What was read", LEAVE + "h", ("recently read:",), "`h` lists what was read before, the last first."),
    Scene(
        "What waits for review",
        LEAVE + "R",
        ("Review queue", "Nothing waits for review"),
        "`R` lists what is undecided in all drafts.",
    ),
)


def captured(folder: Path) -> str:
    """The whole page of the guide."""
    with browser(folder, setting=_SETTING) as terminal:
        return "\n".join([_HEAD, *_scenes(terminal)])


def _scenes(terminal: Terminal) -> Iterator[str]:
    for scene in SCENES:
        terminal.type(scene.keys)
        terminal.wait(*scene.wanted)
        terminal.settle()
        shown = terminal.text.rstrip("\n")
        if scene.title:
            yield f"## {scene.title}\n\n{scene.sentence}\n\n```\n{shown}\n```\n"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        PAGE.write_text(captured(Path(folder)), encoding="utf-8")


if __name__ == "__main__":
    main()
