"""What is kept of a crash: the traceback, in a file of bounded size that its owner alone may read."""

import os
import sys
import time
import traceback
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from factsheets.safe_text import safe_lines
from tui.state import state_file

_MOST = 64_000
_MOST_OF_ONE = 16_000


def crash_log(env: Mapping[str, str]) -> Path:
    return state_file("", env).parent / "crash.log"


def keep_crash(error: BaseException, path: Path, env: Mapping[str, str]) -> bool:
    """Adds the traceback, the last of them staying; False where the file cannot be written."""
    when = time.strftime("%Y-%m-%d %H:%M:%S")
    where = f"Python {sys.version.split()[0]}, TERM={env.get('TERM', '')}"
    told = "".join(traceback.format_exception(error, chain=True))
    entry = safe_lines(f"{when} {where}\n{told[-_MOST_OF_ONE:]}\n")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, 0o600)
        with os.fdopen(handle, "r+", encoding="utf-8", errors="replace") as file:
            os.fchmod(file.fileno(), 0o600)
            kept = (file.read() + entry)[-_MOST:]
            file.seek(0)
            file.truncate()
            file.write(kept)
        return True
    return False


def told(error: BaseException, path: Path, *, kept: bool) -> str:
    """The one line that is said of a crash."""
    where = f"the details are in {path}" if kept else "the details could not be written"
    return safe_lines(f"factfile: the browser stopped by an error of its own ({type(error).__name__}); {where}")
