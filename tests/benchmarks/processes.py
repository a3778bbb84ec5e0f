"""Other processes: how long they take, and the memory of all that they start, at its highest."""

import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
INTERVAL = 0.1
"""Seconds between two looks at their memory."""
FACTFILE = "import sys; from tui.cli import main; sys.exit(main())"


@dataclass(frozen=True, slots=True)
class Ran:
    """`peak` is the largest sum, over the processes that lived together, of the most that each has held (megabytes).

    Pages that they share are counted in each of them; `private` shares them out (proportional set size).
    """

    seconds: float
    peak: float
    private: float
    output: str


def factfile(*arguments: str) -> list[str]:
    """The command line of the command; as installed where it is."""
    installed = Path(sys.executable).with_name("factfile")
    return [str(installed), *arguments] if installed.exists() else [sys.executable, "-c", FACTFILE, *arguments]


def run(
    command: Sequence[str],
    environment: Mapping[str, str],
    meanwhile: Callable[[], None] | None = None,
) -> Ran:
    """Run to the end, watched; `meanwhile` is called once it has begun."""
    began = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT, env=dict(environment)
    )
    watch = _Watch(process.pid)
    watch.start()
    if meanwhile:
        meanwhile()
    output, _ = process.communicate()
    seconds = time.perf_counter() - began
    watch.stop()
    assert process.returncode == 0, command
    return Ran(seconds, watch.peak, watch.private, output)


def timed(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """Milliseconds, start and end of the process included; what finds nothing ends with 1."""
    return milliseconds(lambda: output_of(command, environment))


def output_of(command: Sequence[str], environment: Mapping[str, str]) -> str:
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT, env=dict(environment))  # noqa: S603
    assert done.returncode in {0, 1}, (command, done.stderr)
    return done.stdout


class Clock:
    """`now` is what everything is timed with, in seconds."""

    now: Callable[[], float] = time.perf_counter


def processor_time() -> float:
    """What this process and those it has seen end have computed: the better clock where others are at work."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def milliseconds(action: Callable[[], object]) -> float:
    began = Clock.now()
    action()
    return (Clock.now() - began) * 1_000


class _Watch(threading.Thread):
    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self._over = threading.Event()
        self.peak = self.private = 0.0

    def run(self) -> None:
        while not self._over.wait(INTERVAL):
            living = _family(self._pid)
            self.peak = max(self.peak, sum(_megabytes(pid, "status", "VmHWM:") for pid in living))
            self.private = max(self.private, sum(_megabytes(pid, "smaps_rollup", "Pss:") for pid in living))

    def stop(self) -> None:
        self._over.set()
        self.join()


def _family(pid: int) -> list[int]:
    found = [pid]
    for one in found:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            found += map(int, _read(task).split())
    return found


def _megabytes(pid: int, file: str, key: str) -> float:
    _, _, rest = _read(Path(f"/proc/{pid}/{file}")).partition(key)
    return int(rest.split()[0]) / 1_024 if rest else 0.0


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:  # it has just ended
        return ""


def folder_megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
