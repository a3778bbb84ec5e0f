"""How much a line is given at once, over a line of a known rate and round trip, in a time of its own."""

import heapq
import math

import pytest

from tui.wire.flow import Flow

SCREEN, ROW = 1800, 80
STEP = 0.005


class SlowLine:
    """Carries pieces in order at a rate, half a round trip away; answers come back after the other half."""

    def __init__(self, rate: float, round_trip: float) -> None:
        self.flow = Flow()
        self.now = 0.0
        self.pieces: list[tuple[float, int]] = []
        self.drawn_at = 0.0
        self._rate, self._round_trip = rate, round_trip
        self._free_at = 0.0
        self._answers: list[float] = []
        self._left = 0
        self._begun = False

    def start(self) -> None:
        """The question that comes before the first screen."""
        self._send(4)
        self._pass(0.15)

    def draw(self, size: int) -> None:
        """So much is to be sent for the screen as it is now; what was left of an earlier one is overtaken."""
        self._left, self._begun = size, self._begun and self._left > 0
        self._fill()

    def press(self, size: int, apart: float = 0.0) -> float:
        """A key whose screen takes so many bytes; returns when it was pressed."""
        self._pass(apart)
        pressed = self.now
        self._pass(self._round_trip / 2)
        self.draw(size)
        return pressed

    def settle(self) -> float:
        """When the last byte arrived."""
        while self._left or self._answers:
            self._pass(STEP)
        return self.drawn_at

    def _pass(self, seconds: float) -> None:
        end = self.now + seconds
        while self._answers and self._answers[0] <= end:
            self.now = heapq.heappop(self._answers)
            self.flow.answered(self.now)
            self._fill()
        self.now = end

    def _fill(self) -> None:
        while self._left:
            room = self.flow.room(goes_on=self._begun)
            if room == 0:
                return
            piece = self._left if room is None else min(self._left, math.ceil(room / ROW) * ROW)
            self._left -= piece
            self._begun = self._left > 0
            self._send(piece)

    def _send(self, size: int) -> None:
        self.flow.sent(self.now, size)
        self.pieces.append((self.now, size))
        self._free_at = max(self._free_at, self.now) + size / self._rate
        self.drawn_at = self._free_at + self._round_trip / 2
        heapq.heappush(self._answers, self._free_at + self._round_trip)


def warm(rate: float, round_trip: float) -> SlowLine:
    line = SlowLine(rate, round_trip)
    line.start()
    line.draw(1600)
    line.settle()
    for _ in range(3):
        line.press(ROW)
        line.settle()
    line.pieces.clear()
    return line


def test_the_newest_of_three_pages_is_there_almost_as_soon_as_if_it_were_the_only_one() -> None:
    line = warm(2000, 0.3)
    alone = -line.press(SCREEN) + line.settle()
    for _ in range(3):
        pressed = line.press(SCREEN, apart=0.15)
    assert line.settle() - pressed < 1.4 * alone


def test_a_slow_line_is_never_idle_while_there_is_something_to_send() -> None:
    line = warm(2000, 0.3)
    pressed = line.press(SCREEN)
    assert line.settle() - pressed < 0.3 + 1.15 * SCREEN / 2000


@pytest.mark.parametrize(("rate", "round_trip"), [(1e6, 0.001), (1e5, 0.05), (1e5, 0.3), (30_000, 0.1)])
def test_a_fast_line_gets_a_screen_in_one_piece_and_at_once(rate: float, round_trip: float) -> None:
    line = warm(rate, round_trip)
    pressed = line.press(SCREEN)
    line.settle()
    assert [size for _, size in line.pieces] == [SCREEN]
    assert line.pieces[0][0] == pytest.approx(pressed + round_trip / 2)


def test_small_frames_over_a_slow_line_wait_for_answers_and_merge() -> None:
    line = warm(2000, 0.3)
    for _ in range(60):
        line.press(ROW)
    assert len(line.pieces) < 60
    pressed = line.now - 0.15
    assert line.settle() - pressed < 0.7


def test_a_line_that_became_slow_is_noticed() -> None:
    line = warm(100_000, 0.3)
    line._rate = 2000
    for _ in range(4):
        line.press(SCREEN)
        line.settle()
    line.pieces.clear()
    line.press(SCREEN)
    line.settle()
    assert len(line.pieces) > 3


def test_who_never_answers_is_not_waited_for_and_not_asked_again() -> None:
    flow = Flow()
    flow.sent(0.0, 4)
    flow.sent(0.1, 1600)
    assert flow.room(goes_on=False) == 0
    assert flow.overdue(0.5) > 0 > flow.overdue(1.5)
    flow.give_up()
    assert not flow.asks
    assert flow.room(goes_on=False) is None


def test_a_late_answer_shows_that_it_lives() -> None:
    flow = Flow()
    flow.sent(0.0, 4)
    flow.give_up()
    flow.answered(1.7)
    assert flow.asks


def test_a_lone_escape_waits_longer_where_answers_come_unevenly() -> None:
    steady, uneven = Flow(), Flow()
    for flow, spread in ((steady, 0.0), (uneven, 0.4)):
        for number in range(20):
            flow.sent(number, 70)
            flow.answered(number + 0.2 + spread * (number % 2))
    assert steady.escape_delay == 0.1
    assert 0.2 < uneven.escape_delay <= 0.5


def test_the_first_screen_comes_whole_before_anything_is_known_of_the_line() -> None:
    line = SlowLine(2000, 0.3)
    line.start()
    line.draw(1600)
    line.settle()
    assert [size for _, size in line.pieces] == [4, 1600]
