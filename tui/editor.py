"""A person's own editor on a file, at a line: which one, how it is told the line, and waiting for its end."""

import os
import shlex
import shutil
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType

_FALLBACKS = ("vi", "nano")
_BEFORE: dict[str, Callable[[int, int], list[str]]] = {
    **dict.fromkeys(("vi", "vim", "nvim", "view", "elvis", "nvi", "vile", "ex"), lambda line, _: [f"+{line}"]),
    **dict.fromkeys(("joe", "jmacs", "jstar", "jpico", "mcedit", "mg", "jed"), lambda line, _: [f"+{line}"]),
    **dict.fromkeys(("nano", "pico", "ne"), lambda line, column: [f"+{line},{column}"]),
    **dict.fromkeys(("emacs", "emacsclient", "micro", "kak", "zile"), lambda line, column: [f"+{line}:{column}"]),
}
_WAITING = {"code": "--wait", "codium": "--wait", "code-insiders": "--wait", "subl": "--wait", "zed": "--wait"}
"""Programs that return at once unless they are told to wait, and take the place behind the file's name."""
_GO_TO = {"code", "codium", "code-insiders"}


class EditorError(Exception):
    """No editor can be started; the message is one sentence for a person."""


def editor(env: Mapping[str, str]) -> list[str]:
    """The command of $VISUAL, else $EDITOR, else of the first editor that is there: words, never read by a shell."""
    for variable in ("VISUAL", "EDITOR"):
        given = env.get(variable, "")
        if not given.strip():
            continue
        try:
            command = shlex.split(given)
        except ValueError:
            raise EditorError(f"${variable} cannot be read: a quotation mark is open in it") from None
        if not command or not shutil.which(command[0], path=env.get("PATH")):
            raise EditorError(f"${variable} names {command[0] if command else 'nothing'}, which is not installed")
        return command
    for name in _FALLBACKS:
        if shutil.which(name, path=env.get("PATH")):
            return [name]
    raise EditorError("No editor is installed: set $EDITOR to one")


def at_place(command: Sequence[str], path: Path, line: int, column: int) -> list[str]:
    """The command on a file at a line, for editors that are known; others are given the file alone."""
    name, file = Path(command[0]).name, str(path.absolute())
    waiting = [_WAITING[name]] if name in _WAITING and not {"-w", "--wait"} & set(command[1:]) else []
    column = max(column, 1)
    if not line:
        return [*command, *waiting, file]
    if name in _WAITING or name in {"hx", "helix"}:
        return [*command, *waiting, *(["-g"] if name in _GO_TO else []), f"{file}:{line}:{column}"]
    return [*command, *(_BEFORE[name](line, column) if name in _BEFORE else []), file]


def run(command: Sequence[str]) -> int:
    """Waits for the editor's end; the exit code, negative for a signal. Raises EditorError where it does not start."""
    with _Signals() as signals:
        try:
            process = subprocess.Popen(command)  # noqa: S603 - the person's own editor
        except (OSError, ValueError) as error:
            told = getattr(error, "strerror", "") or "it cannot be started"
            raise EditorError(f"{command[0]} was not started: {told.lower()}") from None
        signals.go_to(process.pid)
        while not os.WIFEXITED(status := _wait(process.pid)) and not os.WIFSIGNALED(status):
            _stop_with(process.pid)
        signals.go_to(0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode


def _wait(pid: int) -> int:
    return os.waitpid(pid, os.WUNTRACED)[1]


def _stop_with(pid: int) -> None:
    """Ctrl-Z in the editor: the shell gets the terminal only if the whole job stops; what fetches it back, both."""
    before = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
    os.kill(os.getpid(), signal.SIGTSTP)
    signal.signal(signal.SIGTSTP, before)
    _tell(pid, signal.SIGCONT)


def _tell(pid: int, number: int) -> None:
    with suppress(OSError):
        os.kill(pid, number)


class _Signals:
    """Ctrl-C and Ctrl-Z are the editor's affair; what ends this program ends the editor first.

    The event loop stands still meanwhile: it is told afterwards, and only what was meant for it.
    """

    def __init__(self) -> None:
        self._pid = 0
        self._heard: list[int] = []

    def __enter__(self) -> "_Signals":
        left = dict.fromkeys((signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP), self._leave)
        ends = dict.fromkeys((signal.SIGTERM, signal.SIGHUP), self._pass_on)
        self._loop = signal.set_wakeup_fd(-1)
        self._before = {number: signal.signal(number, act) for number, act in (left | ends).items()}
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)
        signal.set_wakeup_fd(self._loop)
        for heard in self._heard[:1]:
            signal.raise_signal(heard)

    def go_to(self, pid: int) -> None:
        """From now on to this process, what came before it too; to 0 no more."""
        self._pid = pid
        for number in self._heard if pid else ():
            _tell(pid, number)

    def _pass_on(self, number: int, _frame: FrameType | None) -> None:
        self._heard.append(number)
        if self._pid:
            _tell(self._pid, number)

    @staticmethod
    def _leave(_number: int, _frame: FrameType | None) -> None:
        """A function, since a signal that is ignored would be ignored by the editor too."""
