"""One writer of an index at a time; the kernel lets go of the lock when its holder dies."""

import fcntl
import os
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from index.stamp import LOCK

_PAUSE = 0.01


class WriterLock:
    """Held between `enter` and the end of a `with`; `number` is the open file, for children to close."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / LOCK
        self.number = -1

    def __enter__(self) -> "WriterLock":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._let_go()

    def take(self) -> bool:
        """Take the lock if nobody has it; one in a folder that was deleted underneath is none, and another is made."""
        while True:
            self.number = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
            try:
                fcntl.flock(self.number, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if self._stands():
                    return True
            except BlockingIOError:
                self._let_go()
                return False
            self._let_go()

    def take_within(self, seconds: float, enough: Callable[[], bool] = lambda: False) -> bool:
        """Try for a while, or until there is enough to go on without the lock."""
        last = time.monotonic() + seconds
        while not self.take():
            if time.monotonic() >= last or enough():
                return False
            time.sleep(_PAUSE)
        return True

    def _stands(self) -> bool:
        """Whether the file that is locked is the one that others would lock."""
        try:
            return os.path.samestat(os.fstat(self.number), self._path.stat())
        except FileNotFoundError:
            return False

    def _let_go(self) -> None:
        if self.number >= 0:
            os.close(self.number)
            self.number = -1
