"""What may happen to an index, on purpose and many times: kills, damage, full disks, writers and readers at once.

    python tests/benchmarks/index_faults.py [HOW MANY PERCENT]

Each trial ends with an index that was opened as a user would open it, and that holds exactly the rows of one built
anew; no process may write to its stderr. The tests run a sample of these.
"""

import json
import os
import pickle
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from factsheets.library import Library  # noqa: E402 - the path first
from index.answer import Engine  # noqa: E402
from index.stamp import LOCK  # noqa: E402
from tests.test_index.tables import add_decoys, empty_library  # noqa: E402

QUESTIONS = {"Clearwater contract amount": "leak-contract", "FloodBell users": "floodbell-users"}
COPIES = 4
TRIALS = {
    "killed builds": 100,
    "killed refreshes": 100,
    "damaged files": 200,
    "hostile pickles": 40,
    "full disks": 20,
    "pairs of writers": 50,
    "reads during writes": 1_000,
}
READER = """
import json, sys
from pathlib import Path
from factsheets.library import Library
from index.answer import Engine
from index.build import Options
root, home, wait, questions = Path(sys.argv[1]), sys.argv[2], sys.argv[3] == "wait", json.loads(sys.argv[4])
library = Library(root, root / "sheets", root / "seeds", root / "gazetteer.yaml")
print("begun", flush=True)
from index.build import opened
engine = Engine(library, opened(library, {"HOME": home}, None, Options(wait=wait)))
told = {asked: [answer.fact.id for answer in engine.ask(asked).answers[:1]] for asked in questions}
print(json.dumps([engine.built.missing, told, str(engine.built.folder)]))
"""


class WrongError(AssertionError):
    """Something was answered wrongly, lost, or not recovered."""


@dataclass(slots=True)
class Tally:
    """What became of the trials of one kind."""

    name: str
    trials: int = 0
    notes: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0

    def note(self, what: str) -> None:
        self.notes[what] = self.notes.get(what, 0) + 1

    def line(self) -> str:
        told = ", ".join(f"{count} {what}" for what, count in sorted(self.notes.items()))
        return f"{self.name:<22}{self.trials:>6}  0 wrong  {self.seconds:>6.0f} s  {told}"


class Arena:
    """A library in one of two states, with the rows that an index of each has."""

    def __init__(self, folder: Path, seed: int = 1) -> None:
        self.random = random.Random(seed)  # noqa: S311 - faults, not secrets
        self.folder = folder
        self.library = self._library(folder / "library")
        self.home = folder / "home"
        self.home.mkdir()
        self.environment = {"HOME": str(self.home)}
        self._edited = [path for path in self.library.sheet_files() if path.stem.endswith("-0")]
        self._texts = [path.read_text(encoding="utf-8") for path in self._edited]
        self.state = 0
        self.expected = [self._rows_anew(state) for state in (1, 0)][::-1]
        engine = Engine.open(self.library, self.environment)
        engine.reader.close()
        self.index_folder = engine.built.folder

    @staticmethod
    def _library(root: Path) -> Library:
        library = add_decoys(empty_library(root))
        for path in list(library.sheets_dir.glob("*.yaml")):
            for number in range(COPIES):
                copy = path.read_text(encoding="utf-8").replace(f"id: {path.stem}\n", f"id: {path.stem}-{number}\n")
                (library.sheets_dir / f"{path.stem}-{number}.yaml").write_text(copy, encoding="utf-8")
        return library

    def _rows_anew(self, state: int) -> list[str]:
        self.turn(state)
        with tempfile.TemporaryDirectory(dir=self.folder) as home:
            return rows_of(Engine.open(self.library, {"HOME": home}))

    def turn(self, state: int | None = None) -> None:
        """Edit a quarter of the sheets, or undo that: one is gone, one has another's id, the rest have other titles."""
        self.state = 1 - self.state if state is None else state
        for number, (path, text) in enumerate(zip(self._edited, self._texts, strict=True)):
            if not self.state:
                path.write_text(text, encoding="utf-8")
            elif number == 0:
                path.unlink(missing_ok=True)
            elif number == 1:
                path.write_text(text.replace(f"id: {path.stem}\n", f"id: {self._edited[2].stem}\n"), encoding="utf-8")
            else:
                path.write_text(text.replace("title: ", "title: Lately, ", 1), encoding="utf-8")

    def start(self, *, wait: bool = False, home: Path | None = None, group: bool = False) -> "subprocess.Popen[str]":
        questions = json.dumps(list(QUESTIONS))
        command = [sys.executable, "-c", READER, str(self.library.root), str(home or self.home)]
        command += ["wait" if wait else "no", questions]
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        environment.pop("XDG_CACHE_HOME", None)
        pipe = subprocess.PIPE
        return subprocess.Popen(  # noqa: S603 - our own interpreter and text
            command, stdout=pipe, stderr=pipe, text=True, env=environment, start_new_session=group
        )

    def check(self) -> str:
        """Open the index as a user does; what it took to have it."""
        engine = Engine.open(self.library, self.environment)
        built = engine.built
        answers = {asked: [answer.fact.id for answer in engine.ask(asked).answers[:1]] for asked in QUESTIONS}
        found = rows_of(engine)
        if built.missing or found != self.expected[self.state]:
            raise WrongError(f"{built.missing} missing, {len(found)} rows for {len(self.expected[self.state])}")
        assert_right(answers)
        again = Engine.open(self.library, self.environment)
        again.reader.close()
        if again.built.changes:
            raise WrongError(f"not at rest: {again.built.changes}")
        if built.changes.rebuilt:
            return "built anew"
        return "resumed" if built.resumed else "refreshed" if built.changes else "unharmed"

    def forget(self) -> None:
        for path in self.index_folder.iterdir():
            path.unlink()


def rows_of(engine: Engine) -> list[str]:
    """Every row that counts, with its place and type, sorted; the engine is closed."""
    found = []
    for leaf in engine.built.index:
        places, types = leaf.column("place"), leaf.column("type")
        living = (number for number in range(leaf.count) if not leaf.deleted >> number & 1)
        found += [f"{types[number]} {places[number]} {leaf.row(number)}" for number in living]
        leaf.close()
    engine.reader.close()
    return sorted(found)


def assert_right(answers: dict[str, list[str]], *, partial: bool = False) -> None:
    for asked, fact in QUESTIONS.items():
        if answers[asked] != [fact] and not (partial and not answers[asked]):
            raise WrongError(f"{asked}: {answers[asked]}")


def ended(process: "subprocess.Popen[str]") -> tuple[int, dict[str, list[str]], str]:
    """(missing, answers, folder) of a process that must have ended well."""
    told, errors = process.communicate(timeout=120)
    if process.returncode or errors:
        raise WrongError(errors or f"exit {process.returncode}")
    missing, answers, folder = json.loads(told.splitlines()[-1])
    assert_right(answers, partial=bool(missing))
    return missing, answers, folder


def kill_builds(arena: Arena, tally: Tally, trials: int) -> None:
    for _ in range(trials):
        arena.forget()
        killed_once(arena, tally)


def kill_refreshes(arena: Arena, tally: Tally, trials: int) -> None:
    for _ in range(trials):
        arena.turn()
        killed_once(arena, tally)


def killed_once(arena: Arena, tally: Tally) -> None:
    """Killed by itself, or with its children; again and again half of the time; then opened."""
    for _ in range(arena.random.randint(1, 2)):
        together = arena.random.random() < 0.5
        process = arena.start(group=together)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(arena.random.random() * arena.random.choice((0.1, 0.4, 1.0)))
        with suppress(ProcessLookupError):
            (os.killpg if together else os.kill)(process.pid, signal.SIGKILL)
        _, errors = process.communicate()
        if errors:
            raise WrongError(errors)
    tally.note(arena.check())


def damage(arena: Arena, tally: Tally, trials: int) -> None:
    arena.check()
    for _ in range(trials):
        path = arena.random.choice([path for path in arena.index_folder.iterdir() if path.stat().st_size])
        raw = bytearray(path.read_bytes())
        place = arena.random.randrange(len(raw))
        if arena.random.random() < 0.3:
            del raw[place:]
        else:
            raw[place] ^= 1 << arena.random.randrange(8)
        path.write_bytes(raw)
        tally.note(arena.check())


class Bomb:
    """Creates a file when it is unpickled."""

    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def __reduce__(self) -> tuple[object, ...]:
        return (Path.touch, (self.marker,))


def plant_pickles(arena: Arena, tally: Tally, trials: int) -> None:
    """In place of a file of the index, or beside them under a name that Whoosh would open."""
    marker = arena.folder / "it ran"
    bomb = pickle.dumps(Bomb(marker))
    for trial in range(trials):
        files = [path for path in arena.index_folder.iterdir() if path.name != LOCK]
        extra = [arena.index_folder / name for name in ("_MAIN_1.toc", "MAIN_x.seg", "segment.pickle", "ledger-0")]
        path = (files + extra)[trial % (len(files) + len(extra))]
        path.write_bytes(bomb)
        tally.note(arena.check())
        if marker.exists():
            raise WrongError(f"a pickle ran from {path.name}")


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    """A file system of a size; PermissionError where none may be mounted."""
    folder.mkdir(exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)]
    try:
        done = subprocess.run(mount, check=False, capture_output=True)  # noqa: S603 - a fixed command
    except FileNotFoundError:
        raise PermissionError("there is no `mount` here") from None
    if done.returncode:
        raise PermissionError("no file system may be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)  # noqa: S603, S607 - a fixed command


def fill_disks(arena: Arena, tally: Tally, trials: int) -> None:
    """From a disk that takes nothing to one that takes all but the last bytes of a build, then of a refresh."""
    whole = sum(path.stat().st_size for path in arena.index_folder.iterdir()) // 1_024
    for trial in range(trials):
        size = 4 + whole * 3 * trial // trials
        arena.turn(0)
        with small_disk(arena.folder / "disk", size) as home:
            for state in (0, 1, 0):
                arena.turn(state)
                missing, _, folder = ended(arena.start(home=home))
                if missing:
                    raise WrongError(f"{missing} sheets missing")
                tally.note("in the cache" if folder.startswith(str(home)) else "elsewhere")


def pair_writers(arena: Arena, tally: Tally, trials: int) -> None:
    for trial in range(trials):
        arena.turn()
        if trial % 2:
            arena.forget()
        both = [arena.start(wait=arena.random.random() < 0.5) for _ in range(2)]
        missing = [ended(process)[0] for process in both]
        tally.note("took what was there" if any(missing) else "both had all")
        arena.check()


def read_during_writes(arena: Arena, tally: Tally, trials: int) -> None:
    """One process after the other writes while this one opens and asks."""
    tally.note(arena.check())
    writer: subprocess.Popen[str] | None = None
    for _ in range(trials):
        if writer is None or writer.poll() is not None:
            if writer:
                ended(writer)
            arena.turn()
            if arena.random.random() < 0.2:
                arena.forget()
            writer = arena.start(wait=True)
            assert writer.stdout is not None
            writer.stdout.readline()
        engine = Engine.open(arena.library, arena.environment)
        answers = {asked: [answer.fact.id for answer in engine.ask(asked).answers[:1]] for asked in QUESTIONS}
        assert_right(answers, partial=bool(engine.built.missing))
        if not engine.built.missing and rows_of(engine) != arena.expected[arena.state]:
            raise WrongError("rows are lost or wrong")
        tally.note("partial" if engine.built.missing else "whole")
        if engine.built.missing:
            engine.reader.close()
    if writer:
        ended(writer)
    arena.check()


KINDS: dict[str, Callable[[Arena, Tally, int], None]] = {
    "killed builds": kill_builds,
    "killed refreshes": kill_refreshes,
    "damaged files": damage,
    "hostile pickles": plant_pickles,
    "full disks": fill_disks,
    "pairs of writers": pair_writers,
    "reads during writes": read_during_writes,
}


def run(kind: str, arena: Arena, trials: int) -> Tally:
    """The trials of a kind; raises WrongError at the first that ends badly."""
    tally = Tally(kind, trials)
    began = time.perf_counter()
    KINDS[kind](arena, tally, trials)
    tally.seconds = time.perf_counter() - began
    return tally


def main() -> None:
    percent = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    kinds = sys.argv[2:] or list(KINDS)
    with tempfile.TemporaryDirectory(prefix="factfile-faults-") as folder:
        arena = Arena(Path(folder))
        print(f"{len(arena.library.sheet_files())} sheets, {len(arena.expected[0])} documents")
        for kind in kinds:
            try:
                print(run(kind, arena, max(TRIALS[kind] * percent // 100, 1)).line(), flush=True)
            except PermissionError as error:
                print(f"{kind:<22}  skipped: {error}")


if __name__ == "__main__":
    main()
