"""Hits as rows and as lines: what `find` answers with, and what `ask` offers beside its answers."""

from factsheets import vocabulary
from factsheets.display import flagged
from index.analysis import terms
from index.answer import JSON_VERSION, Engine, Hit
from tui.cli import Call
from tui.verbs.facts import line_of

HIT_COLUMNS = ("type", "sheet", "fact", "title", "snippet", "score", "source", "paragraph", "possible")
_INDENT = "  "
_KIND_WIDTH = 10
_BEFORE = 4
_CUT = "..."
_MAY_MATCH = " (may match: not exact)"


def hit_payload(hit: Hit) -> dict[str, object]:
    return {
        "version": JSON_VERSION,
        "type": hit.type,
        "sheet": hit.sheet,
        "fact": hit.fact or None,
        "title": hit.title,
        "snippet": hit.snippet,
        "score": hit.score,
        "source": hit.source or None,
        "paragraph": hit.paragraph or None,
        "possible": hit.possible,
    }


def write_hits(call: Call, hits: list[Hit], query: str, engine: Engine | None = None) -> None:
    """Two lines a hit: what it says, cut to the width around the words asked for, and where it stands."""
    room = max(call.output.width - len(_INDENT) - _KIND_WIDTH, 20)
    wanted = _wanted(query)
    for hit in hits:
        shown = excerpt(_said(call, hit, engine), wanted, room)
        call.output.lines([f"{_INDENT}{hit.type:<{_KIND_WIDTH}}{shown}"])
        place = f"{_place(hit, call.lang)}{_MAY_MATCH * hit.possible}"
        call.output.wrap(place, f"{_INDENT}{'':<{_KIND_WIDTH}}")


def _place(hit: Hit, lang: str) -> str:
    """Where a hit stands; a figure's line says how much, so that its label is added to say of what."""
    if hit.type == "passage":
        return f"[source/{hit.sheet}/{hit.source}], {vocabulary.label('labels', 'paragraph', lang)} {hit.paragraph}"
    if hit.type == "figure":
        return f"{hit.title} [{hit.sheet}#{hit.fact}]"
    return f"[{hit.sheet}#{hit.fact}]" if hit.fact else f"[{hit.sheet}]"


def _said(call: Call, hit: Hit, engine: Engine | None) -> str:
    """A hit in the language of labels: the index holds facts in English."""
    if hit.type == "sheet":
        return flagged(hit.title, vocabulary.label("labels", "draft-mark", call.lang) * hit.draft)
    sheet = engine.sheet(hit.sheet) if engine and hit.fact and call.lang != "en" else None
    fact = sheet.fact(hit.fact) if sheet else None
    return line_of(call.library, sheet, fact, call.lang) if sheet and fact else hit.snippet


def _wanted(query: str) -> list[str]:
    """The terms that a passage is shown around, the most telling, which is the longest, first."""
    idle = vocabulary.stop_words()
    found = (term for word in query.split() if word.casefold() not in idle for term in terms(word, "en"))
    return sorted(dict.fromkeys(found), key=lambda term: -len(term))


def excerpt(text: str, wanted: list[str], room: int) -> str:
    """As much of a text as there is room for, from its beginning, or from just before the first word that is wanted."""
    words = text.split()
    if len(text) <= room or not words:
        return " ".join(words)
    start = _start(words, wanted, room)
    shown = _fitted(words[start:], room - (len(_CUT) + 1 if start else 0))
    return f"{_CUT} {shown}" if start else shown


def _start(words: list[str], wanted: list[str], room: int) -> int:
    places = [set(terms(word, "en")) for word in words]
    at = next((position for term in wanted for position, found in enumerate(places) if term in found), 0)
    if len(" ".join(words[: at + 1])) <= room - len(_CUT) - 1:
        return 0
    start = max(at - _BEFORE, 0)
    while start > 1 and len(" ".join(words[start - 1 :])) <= room - len(_CUT) - 1:
        start -= 1
    return start


def _fitted(words: list[str], room: int) -> str:
    shown = ""
    for position, word in enumerate(words):
        longer = f"{shown} {word}" if shown else word
        tail = 0 if position == len(words) - 1 else len(_CUT) + 1
        if len(longer) + tail > room:
            return f"{shown} {_CUT}" if shown else word[: max(room - len(_CUT), 1)] + _CUT
        shown = longer
    return shown
