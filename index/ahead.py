"""Answering while the library is still being looked over: of many sheets the look takes as long as the answer.

A child process looks whether any file changed since the index was published; meanwhile this one answers from what is
published. Where something did change, the answer is thrown away and asked for anew.
"""

import os
import signal
from collections.abc import Mapping
from contextlib import suppress

from factsheets.library import Library
from index.built import Built, Changes
from index.location import index_folder
from index.published import published
from index.scan import scan
from index.stamp import Stamp
from index.workers import may_fork, processors

_DIGEST = 256
_MANY = 1_500
"""Sheets from which the look takes longer than a child process does to begin."""


class Lookout:
    """A child process that looks over a library; its parent has no other threads, so that a fork is safe."""

    def __init__(self, library: Library, stamp: Stamp) -> None:
        self._expected = stamp.scan.encode()
        self._read, write = os.pipe()
        self._child = os.fork()
        if not self._child:
            with suppress(BaseException):
                os.write(write, scan(library, stamp.watched).digest().encode())
            os._exit(0)
        os.close(write)

    def saw_no_change(self) -> bool:
        """Wait for the child; one that died without a word saw who knows what."""
        digest = b""
        while part := os.read(self._read, _DIGEST):
            digest += part
        return digest == self._expected

    def close(self) -> None:
        """Let the child go, whether it has ended or not."""
        os.close(self._read)
        with suppress(ProcessLookupError):
            os.kill(self._child, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(self._child, 0)


def begun(library: Library, environment: Mapping[str, str]) -> tuple[Built, Lookout] | None:
    """What is published, and who looks whether it is current; None where looking first is as quick."""
    if not may_fork() or processors() < 2:
        return None
    with suppress(Exception):  # whatever is wrong with what is published, the usual way knows what to do
        folder = index_folder(library, environment)
        stamp = published(library, folder) if folder else None
        if folder and stamp and stamp.scan and stamp.counts.sheets >= _MANY:
            return Built(stamp, Changes(), folder, stamp.counts.sheets), Lookout(library, stamp)
    return None
