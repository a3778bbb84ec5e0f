"""Keys as a line delivers them: whole, torn apart, mixed with answers and with what no key sends."""

import pytest
from textual import events
from textual.message import Message

from tui.wire.keyboard import Answer, Keyboard


def names(*messages: Message | Answer) -> list[str]:
    return [
        each.key
        if isinstance(each, events.Key)
        else f"paste:{each.text}"
        if isinstance(each, events.Paste)
        else "answer"
        for each in messages
    ]


def read(*pieces: str, apart: float = 0.01, delay: float = 0.1) -> list[str]:
    """What the pieces mean, so many seconds apart, and then nothing more."""
    keyboard, now = Keyboard(), 0.0
    keyboard.delay = delay
    found: list[Message | Answer] = []
    for piece in pieces:
        found += keyboard.tick(now)
        found += keyboard.feed(piece, now)
        now += apart
    return names(*found, *keyboard.tick(now + 1))


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("jk", ["j", "k"]),
        ("\x1b", ["escape"]),
        ("\x1b[B", ["down"]),
        ("\x1bOB", ["down"]),
        ("\x1b[6~", ["pagedown"]),
        ("\x1b[Z", ["shift+tab"]),
        ("\x1b[1;5C", ["ctrl+right"]),
        ("\x1b\x1b", ["escape", "escape"]),
        ("\x1bj", ["escape", "j"]),
        ("\x1bO", ["escape", "O"]),
        ("\x1b[", ["escape", "left_square_bracket"]),
        ("\x1b\x1b[B", ["escape", "down"]),
        ("é漢", ["é", "漢"]),
        ("\x7f\r\t", ["backspace", "enter", "tab"]),
        ("\x1b[24;80R", ["answer"]),
        ("a\x1b[1;2Rb\x1b[3;4Rc", ["a", "answer", "b", "answer", "c"]),
    ],
)
def test_a_key_is_what_was_pressed(typed: str, keys: list[str]) -> None:
    assert read(typed) == keys


@pytest.mark.parametrize("at", [1, 2])
def test_a_sequence_torn_apart_by_the_line_is_still_one_key(at: int) -> None:
    assert read("\x1b[B"[:at], "\x1b[B"[at:], apart=0.09) == ["down"]


def test_a_line_known_to_be_uneven_is_given_longer() -> None:
    assert read("\x1b", "[B", apart=0.4, delay=0.5) == ["down"]
    assert read("\x1b", "[B", apart=0.4, delay=0.1) == ["escape", "left_square_bracket", "B"]


@pytest.mark.parametrize("at", [3, 4, 6])
def test_an_answer_torn_apart_for_longer_than_escape_waits_presses_nothing(at: int) -> None:
    assert read("\x1b[12;5R"[:at], "\x1b[12;5R"[at:], apart=0.8) == ["answer"]


def test_what_never_comes_whole_is_nothing() -> None:
    keyboard = Keyboard()
    assert names(*keyboard.feed("\x1b[12;", 0.0)) == []
    assert names(*keyboard.tick(60.0)) == []
    assert names(*keyboard.feed("j", 61.0)) == ["j"]


def test_escape_alone_does_not_wait_for_ever() -> None:
    keyboard = Keyboard()
    assert names(*keyboard.feed("\x1b", 5.0)) == []
    assert keyboard.wait(5.04) == pytest.approx(0.06)
    assert names(*keyboard.tick(5.1)) == ["escape"]
    assert keyboard.wait(5.1) is None


@pytest.mark.parametrize(
    "unasked",
    [
        "\x1b[?2026;2$y",
        "\x1b[?62;1;6c",
        "\x1b[>41;330;0c",
        "\x1b]11;rgb:0000/0000/0000\x07",
        "\x1b]11;rgb:ffff/ffff/ffff\x1b\\",
        "\x1bP>|xterm(330)\x1b\\",
        "\x1b[<0;10;10M",
        "\x1b[I",
        "\x1b[1;99;3Z",
        "\x1b[?997;1n",
        "\x1b[8;24;80t",
    ],
)
def test_what_no_key_sends_types_nothing(unasked: str) -> None:
    assert read(f"a{unasked}b") == ["a", "b"]
    for at in range(1, len(unasked)):
        assert read("a" + unasked[:at], unasked[at:] + "b") == ["a", "b"]


@pytest.mark.parametrize("at", [3, 8, 20, 24])
def test_a_paste_is_one_thing_however_it_arrives(at: int) -> None:
    sent = "x\x1b[200~q\r\x1b[6~ ok\x1b[201~y"
    assert read(sent[:at], sent[at:]) == ["x", "paste:q\r\x1b[6~ ok", "y"]
