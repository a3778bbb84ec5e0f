"""What comes from the terminal: keys, pastes, and answers to questions, told apart before anything acts on them.

The framework's own reader takes an unknown sequence for the letters it is made of, and the rest of a sequence that a
slow line tore apart for keys. Here a sequence that is not whole waits; one that means nothing is dropped.
"""

import re
from collections.abc import Iterator

from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser
from textual.message import Message

_ESCAPE = "\x1b"
_PASTE, _PASTED = "\x1b[200~", "\x1b[201~"
_LONGEST_PASTE = 1 << 20
_TOKEN = re.compile(
    r"(?P<answer>\x1b\[\d+;\d+R)"
    r"|(?P<control>\x1b\[\[[A-E]|\x1b\[[0-?]*[ -/]*[@-~])"
    r"|(?P<dropped>\x1b[\]P^_][^\x07\x1b]*(?:\x07|\x1b\\))"
    r"|(?P<keypad>\x1bO[A-Za-z])"
    r"|(?P<torn>\x1b(?:|O|\[[0-?]*[ -/]*|[\]P^_][^\x07\x1b]*\x1b?))\Z"
    r"|(?P<escape>\x1b)"
    r"|(?P<letter>[^\x1b])",
    re.DOTALL,
)
_EXTENDED = re.compile(r"\x1b\[[\d:]*(?:;[\d:]*){0,2}[u~ABCDEFHPQRS]")
_LONGEST_TORN = 64
_NO_KEYS = 3
"""Characters from which on the beginning of a sequence cannot have been typed one by one."""
_LOST = 2.0
"""Seconds after which the rest of such a one does not come any more."""


class Answer:
    """The terminal answered a question of ours."""


ANSWER = Answer()


class Keyboard:
    """Fed what was read; `delay` is how long, in seconds, the beginning of a sequence waits for its rest."""

    def __init__(self) -> None:
        self.delay = 0.1
        self._keys = XTermParser()
        self._torn = ""
        self._since = 0.0
        self._pasted: list[str] | None = None

    def feed(self, text: str, now: float) -> Iterator[Message | Answer]:
        text, self._torn = self._torn + text, ""
        at = 0
        while at < len(text):
            if self._pasted is not None:
                at, pasted = self._paste(text, at)
                if pasted is not None:
                    yield events.Paste(pasted[:_LONGEST_PASTE].replace("\x00", ""))
                continue
            token = _TOKEN.match(text, at)
            if token is None:
                return
            at = token.end()
            if token["torn"] is not None and len(token[0]) <= _LONGEST_TORN:
                self._torn, self._since = token[0], now
            elif token[0] == _PASTE:
                self._pasted = []
            else:
                yield from self._meaning(token)

    def _meaning(self, token: re.Match[str]) -> Iterator[Message | Answer]:
        if token["answer"]:
            yield ANSWER
        elif token["escape"]:
            yield _escape_key()
        elif token["letter"]:
            yield from self._keys.feed(token[0])
        elif token["control"] or token["keypad"]:
            known = ANSI_SEQUENCES_KEYS.get(token[0])
            if known is not None or _EXTENDED.fullmatch(token[0]):
                yield from self._keys.feed(token[0])

    def _paste(self, text: str, at: int) -> tuple[int, str | None]:
        """Collects up to the end of the paste, which too may be torn apart; the whole of it where it ends here."""
        collected = self._pasted or []
        end = text.find(_PASTED, at)
        if end >= 0:
            self._pasted = None
            return end + len(_PASTED), "".join([*collected, text[at:end]])
        kept = next((size for size in range(len(_PASTED) - 1, 0, -1) if text.endswith(_PASTED[:size], at)), 0)
        self._pasted = [*collected, text[at : len(text) - kept]]
        self._torn = text[len(text) - kept :] if kept else ""
        return len(text), None

    def wait(self, now: float) -> float | None:
        """Seconds until the beginning of a sequence is taken for keys of its own; None where none waits."""
        if not self._torn or self._pasted is not None:
            return None
        return max(self._since + (self.delay if len(self._torn) < _NO_KEYS else _LOST) - now, 0.0)

    def tick(self, now: float) -> Iterator[Message]:
        """The keys that nothing followed: Esc alone, or Esc and what was pressed after it."""
        if self.wait(now) != 0:
            return
        torn, self._torn = self._torn, ""
        if len(torn) < _NO_KEYS:
            yield _escape_key()
            yield from (message for key in torn[1:] for message in self._keys.feed(key))


def _escape_key() -> events.Key:
    return events.Key("escape", _ESCAPE)
