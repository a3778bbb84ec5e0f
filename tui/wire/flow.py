"""How much a line is given at once: no more than it carries in a moment, so that what comes next need not wait.

Each piece that is sent ends with a question. Its answer tells what the line does: the round trip is what an answer
takes on an idle line, the rate what pieces that follow each other take. A fast line is never held back.
"""

from collections import deque
from dataclasses import dataclass

_WINDOW = 2
"""Frames that may stay unanswered; the pieces of one frame are bounded by bytes instead."""
_MOMENT = 0.1
"""Seconds that one piece may take of the line."""
_SLACK = 0.05
"""Seconds of more than fills the line, so that it is not idle while an answer is on its way."""
_LEAST_PIECE = 200
_LEAST_TELLING = 200
"""Bytes from which on the time that an answer takes says something of the rate."""
_QUICKEST = 0.002
_DRIFT = 0.05
"""How fast a round trip is believed to have become longer."""
_FIRST_PATIENCE = 1.0
_PATIENCE, _MOST_PATIENCE = 2.0, 10.0
_FIRST_ESCAPE, _MOST_ESCAPE = 0.1, 0.5


@dataclass(frozen=True, slots=True)
class _Sent:
    """`idle`: the line had nothing else to carry, and this takes it no time."""

    at: float
    size: int
    idle: bool


class Flow:
    """Times are seconds of one monotonic clock, sizes are bytes."""

    def __init__(self) -> None:
        self.answers = False
        self.asks = True
        self.in_flight = 0
        self._sent: deque[_Sent] = deque()
        self._round_trip: float | None = None
        self._rate: float | None = None
        self._jitter = 0.0
        self._last_answer = 0.0

    def room(self, *, goes_on: bool) -> int | None:
        """Bytes that may be sent now, 0 where an answer is to be waited for, None without a bound.

        `goes_on`: what is to be sent is the rest of a frame that was begun.
        """
        if not self.asks:
            return None
        if len(self._sent) >= _WINDOW and not goes_on:
            return 0
        if self._rate is None or self._round_trip is None:
            return 0 if goes_on and self._sent else None
        piece = max(int(self._rate * _MOMENT), _LEAST_PIECE)
        left = int(self._rate * (self._round_trip + _SLACK)) + piece - self.in_flight
        return min(piece, left) if left >= piece // 2 else 0

    def sent(self, now: float, size: int) -> None:
        self._sent.append(_Sent(now, size, idle=not self._sent and size < _LEAST_TELLING))
        self.in_flight += size

    def answered(self, now: float) -> None:
        """Late answers, to a piece that was given up, show that the line lives after all."""
        self.answers = self.asks = True
        if not self._sent:
            return
        sent = self._sent.popleft()
        self.in_flight -= sent.size
        taken, known = now - sent.at, self._round_trip
        if known is None or taken < known:
            self._round_trip = taken
        elif sent.idle:
            self._round_trip = known + (taken - known) * _DRIFT
        if sent.idle and known is not None:
            self._jitter += (abs(taken - known) - self._jitter) / 4
        if sent.size >= _LEAST_TELLING and known is not None:
            rate = sent.size / max(now - max(sent.at + known, self._last_answer), _QUICKEST)
            self._rate = rate if self._rate is None else (self._rate + rate) / 2
        self._last_answer = now

    def overdue(self, now: float) -> float:
        """Seconds until the oldest question is given up, negative where it is; infinite where nothing is awaited."""
        if not self._sent:
            return float("inf")
        if not self.answers:
            return self._sent[0].at + _FIRST_PATIENCE - now
        expected = 4 * (self._round_trip or 0) + (2 * self.in_flight / self._rate if self._rate else 0)
        return self._sent[0].at + min(max(_PATIENCE, expected), _MOST_PATIENCE) - now

    def give_up(self) -> None:
        """Nobody answers: a terminal that never did is not asked again."""
        self.asks = self.answers
        self.forget()

    def forget(self) -> None:
        self._sent.clear()
        self.in_flight = 0

    @property
    def escape_delay(self) -> float:
        """Seconds that a lone escape waits for the rest of a sequence: longer where the line comes and goes."""
        return min(max(_FIRST_ESCAPE, 2 * self._jitter), _MOST_ESCAPE)
