"""The thread that reads the terminal: whose keys are whose when it is given back, and how it ends."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from textual import events

from tui.wire.keyboard import ANSWER, Answer, Keyboard
from tui.wire.listening import Listening

if TYPE_CHECKING:
    from textual.message import Message


class Heard:
    def __init__(self) -> None:
        self.handle, self.terminal = os.pipe()
        self.messages: list[Message | Answer] = []
        self.ends: list[Exception | None] = []
        self.listening = Listening(self.handle, "utf-8", self.messages.append, self.ends.append)

    @property
    def keys(self) -> list[str]:
        return [each.key for each in self.messages if isinstance(each, events.Key)]

    def type(self, keys: str) -> None:
        os.write(self.terminal, keys.encode())


@pytest.fixture
def heard() -> Iterator[Heard]:
    heard = Heard()
    yield heard
    heard.listening.stop(lambda: True, 0)
    os.close(heard.handle)


def test_keys_typed_while_answers_are_awaited_at_the_end_are_meant_for_the_next_program(heard: Heard) -> None:
    typed = iter(("j\x1b[1;1R", ""))

    def answered() -> bool:
        heard.type(next(typed, ""))
        return ANSWER in heard.messages

    heard.listening.stop(answered, 30)
    assert heard.messages == [ANSWER]
    os.close(heard.terminal)


def test_the_end_of_the_line_is_told_once(heard: Heard) -> None:
    heard.type("j")
    os.close(heard.terminal)
    heard.listening._thread.join()
    assert heard.keys == ["j"]
    assert heard.ends == [None]


def test_an_error_of_its_own_is_told(heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    error = RuntimeError("on purpose")

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(Keyboard, "feed", fail)
    heard.type("j")
    heard.listening._thread.join()
    assert heard.ends == [error]
    os.close(heard.terminal)
