"""The library's own thread: what is asked of it, and that it keeps nobody from leaving."""

import asyncio
import errno
import os
import threading

import pytest

from tui import background
from tui.background import Background, reason


async def test_calls_are_answered_in_their_order_by_one_thread() -> None:
    library = Background()
    called: list[int] = []

    def name() -> str:
        called.append(len(called))
        return threading.current_thread().name

    assert await asyncio.gather(*(library.call(name) for _ in range(3))) == ["library_0"] * 3
    library.close()
    assert called == [0, 1, 2]
    assert not library.stuck


async def test_one_leaves_though_a_call_never_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "_LAST", 0.05)
    library, answered = Background(), threading.Event()
    waiting = asyncio.ensure_future(library.call(answered.wait))
    await asyncio.sleep(0.05)
    library.abandon()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    library.close()
    assert library.stuck
    answered.set()


async def test_after_the_end_nothing_is_asked_any_more() -> None:
    library, asked = Background(), []
    library.close()
    library.post(lambda: asked.append(1))
    with pytest.raises(asyncio.CancelledError):
        await library.call(lambda: asked.append(2))
    assert asked == []


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError("The disk is gone"), "The disk is gone"),
        (FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), "/proc/1/.x.tmp"), "no such file or directory"),
        (KeyError("harbour"), "harbour"),
        (ValueError(), "ValueError"),
    ],
)
def test_an_error_is_told_in_plain_words(error: Exception, told: str) -> None:
    assert reason(error) == told
