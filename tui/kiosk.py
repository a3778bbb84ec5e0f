"""A browser for an account that is shared, or that a key in `authorized_keys` is confined to: one library, one folder.

The process confines itself before anything of the browser is loaded, and cannot undo it: an audit hook (PEP 578)
refuses every write outside the folder and every other program, whichever part of the browser would ask for it. It binds
what the browser can do, not foreign code, of which none runs in it. What an environment variable says of folders and
programs is forgotten; the folder stands for home, and is the current one.
"""

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from errno import EACCES, EPERM
from pathlib import Path
from typing import Any, NoReturn

from factsheets.library_folder import LibraryFolder, open_folder, shipped_folder
from tui.output import CommandError, Exit

KEPT = (
    *("TERM", "COLORTERM", "COLORFGBG", "NO_COLOR", "TERM_PROGRAM", "TMUX", "STY", "LINES", "COLUMNS"),
    *("LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "LC_MESSAGES", "TZ", "FACTFILE_REVIEWER"),
)
"""What is known of the terminal, of the language and of the person; none of it names a folder or a program."""
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_NOWHERE = (os.devnull, "/dev/tty")
"""What is written there is not kept, and nobody else reads it."""
_HERE = -1
_PROGRAMS = (
    "subprocess.Popen",
    "os.exec",
    "os.fork",
    "os.forkpty",
    "os.posix_spawn",
    "os.spawn",
    "os.system",
    "pty.spawn",
)


def enter(library: str | None, folder: str) -> LibraryFolder:
    """The library that the command line names, else the shipped one: nothing else has a say in it."""
    chosen = open_folder(Path(library).absolute()) if library is not None else shipped_folder()
    confine(Path(folder))
    return chosen


def confine(folder: Path) -> Path:
    """From here on nothing is written outside of the folder, and no program is started. Returns the folder as it is."""
    try:
        root = folder.resolve(strict=True)
        os.chdir(root)
    except (OSError, RuntimeError, ValueError) as error:
        told = (getattr(error, "strerror", "") or "it is no folder").lower()
        raise CommandError(f"--kiosk {folder} cannot be used: {told}", Exit.USAGE) from None
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    os.environ.clear()
    os.environ.update(kept, HOME=str(root), TMPDIR=str(root))
    sys.dont_write_bytecode = True
    for each in (signal.SIGTSTP, signal.SIGQUIT):
        signal.signal(each, signal.SIG_IGN)
    checks = Checks(root).by_event()

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        check = checks.get(event)
        if check is not None:
            check(*arguments)

    sys.addaudithook(watch)
    return root


class Checks:
    """What audit events stand for, and whether that may be in `root`."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def by_event(self) -> dict[str, Callable[..., None]]:
        checks: dict[str, Callable[..., None]] = dict.fromkeys(_PROGRAMS, _no_program)
        named = ("os.remove", "os.rmdir", "os.mkdir", "os.symlink", "os.rename", "os.link")
        followed = ("os.truncate", "os.chmod", "os.chown", "os.utime", "os.setxattr", "os.removexattr", "os.chflags")
        checks |= {event: getattr(self, event.replace("os.", "_")) for event in named}
        checks |= dict.fromkeys(followed, self._changes)
        checks["open"] = self._open
        return checks

    def _open(self, path: Any, _mode: Any, flags: Any) -> None:
        if isinstance(flags, int) and flags & _WRITES and path not in _NOWHERE:
            self._allow(path)

    def _changes(self, path: Any, *_more: Any) -> None:
        self._allow(path)

    def _remove(self, path: Any, dir_fd: int = _HERE) -> None:
        self._allow(path, dir_fd, follow=False)

    _rmdir = _remove

    def _mkdir(self, path: Any, _mode: int, dir_fd: int = _HERE) -> None:
        self._allow(path, dir_fd, follow=False)

    def _symlink(self, _target: Any, path: Any, dir_fd: int = _HERE) -> None:
        self._allow(path, dir_fd, follow=False)

    def _rename(self, source: Any, target: Any, source_fd: int = _HERE, target_fd: int = _HERE) -> None:
        self._allow(source, source_fd, follow=False)
        self._allow(target, target_fd, follow=False)

    _link = _rename

    def _allow(self, path: Any, dir_fd: int = _HERE, *, follow: bool = True) -> None:
        """Raises PermissionError for a place outside; a number is a file that was opened before."""
        if isinstance(path, int):
            return
        named = Path(os.fsdecode(path))
        if dir_fd != _HERE:
            named = _folder_of(dir_fd) / named
        try:
            place = named.resolve() if follow else named.parent.resolve() / named.name
        except (OSError, RuntimeError, ValueError):  # a loop of links leads nowhere
            place = Path(os.devnull)
        if not place.is_relative_to(self._root):
            raise PermissionError(EACCES, "outside of the only folder that may be written to", str(named))


def _no_program(*_arguments: Any) -> NoReturn:
    raise PermissionError(EPERM, "no other program is started here")


def _folder_of(number: int) -> Path:
    """Where an open folder lies; nowhere, where that cannot be told."""
    with suppress(OSError):
        return Path(f"/proc/self/fd/{number}").readlink()
    return Path("/nowhere")
