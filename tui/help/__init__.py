"""The guide: one Markdown file a topic, shown by the browser and printed by the command."""

from pathlib import Path

KEYS_TOPIC = "keys"
TOPICS = {
    "index": "A short tour",
    "searching": "Searching",
    "sheets": "Reading a sheet",
    "evidence": "Evidence",
    "figures": "Figures and timelines",
    "taking": "Taking it away",
    "printing": "Printing",
    "commands": "The command",
    "distilling": "Distilling",
    "reviewing": "Reviewing",
    "ssh": "Over SSH",
    "config": "Your settings",
    "screens": "What it looks like",
    KEYS_TOPIC: "All keys",
}


def read(topic: str) -> str:
    """The Markdown of a topic; KeyError for one that does not exist, and for `keys`, which is generated."""
    if topic not in TOPICS or topic == KEYS_TOPIC:
        raise KeyError(topic)
    return (Path(__file__).parent / f"{topic}.md").read_text(encoding="utf-8")
