"""`--kiosk DIR`: whatever keys are pressed and whatever the environment says, nothing outside DIR changes or is run."""

import fcntl
import os
import pty
import shutil
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.test_terminal import Terminal
from tui.cli import main

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-c", "import sys, tui.cli; sys.exit(tui.cli.main())")


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """A home, an editor that would tell of itself, the owner's library and another, and a folder for visitors."""
    for name in ("home", "config/factfile", "state", "cache", "data", "out", "bin"):
        (tmp_path / name).mkdir(parents=True)
    editor = tmp_path / "bin" / "editor"
    editor.write_text(f"#!/bin/sh\ntouch {tmp_path}/home/edited\n", encoding="ascii")
    editor.chmod(0o755)
    (tmp_path / "config" / "factfile" / "config.yaml").write_text("keys:\n  quit: Q\n", encoding="ascii")
    for name in ("library", "other"):
        assert main(["init", str(tmp_path / name), "-q"]) == 0
    (tmp_path / "other" / "sheets" / "minneapolis-immigration-tech.yaml").unlink()
    return tmp_path


def leading_out(world: Path) -> dict[str, str]:
    """Every variable that could lead somewhere else."""
    folders = {f"XDG_{name.upper()}_HOME": str(world / name) for name in ("config", "state", "cache", "data")}
    programs = dict.fromkeys(("EDITOR", "VISUAL", "PAGER", "SHELL", "BROWSER"), str(world / "bin" / "editor"))
    return {
        **folders,
        **programs,
        "HOME": str(world / "home"),
        "TMPDIR": str(world / "home"),
        "FACTFILE_LIBRARY": str(world / "other"),
        "FACTFILE_DRIVER": "stock",
        "TEXTUAL_LOG": str(world / "home" / "log"),
        "SSH_ORIGINAL_COMMAND": f"factfile --library {world}/other",
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
    }


@contextmanager
def session(world: Path, *options: str, env: Mapping[str, str] | None = None) -> Iterator[Terminal]:
    handle, inner = pty.openpty()
    fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    process = subprocess.Popen(  # noqa: S603 - the interpreter of these tests, on this project
        [*COMMAND, *options],
        cwd=world / "home",
        env=env or leading_out(world),
        stdin=inner,
        stdout=inner,
        stderr=inner,
        start_new_session=True,
    )
    os.close(inner)
    try:
        yield Terminal(process, handle)
    finally:
        process.kill()
        process.wait()
        os.close(handle)


def kiosk(world: Path) -> tuple[str, ...]:
    return ("--library", str(world / "library"), "--kiosk", str(world / "out"))


def tree(world: Path) -> dict[str, tuple[float, bytes]]:
    """Everything outside the visitors' folder, with its contents and the time of its last change."""
    found = {}
    for path in sorted(world.rglob("*")):
        if not path.is_relative_to(world / "out"):
            found[str(path)] = path.lstat().st_mtime, path.read_bytes() if path.is_file() else b""
    return found


EVERY_KEY = """
import asyncio, os, sys
from contextlib import suppress
from pathlib import Path
from tui import kiosk
from tui.keys import KEYS, Place

WAYS = {
    Place.LIST: "",
    Place.PAGE: "Gk\\r",
    Place.SEARCH: "/",
    Place.FIND: "Gk\\rF",
    Place.CHOOSER: ":",
    Place.REVIEW: "r",
    Place.QUEUE: "R",
    Place.TABLE: "$",
    Place.FILTER: "$f",
}
NAMED = {"Esc": "escape", "PgUp": "pageup", "PgDn": "pagedown", "Shift-Tab": "shift+tab"}
LEAVE = {"quit", "leave", "leave-mode", "leave-hints"}

def event(part):
    if part == "\\r":
        return Key("enter", "\\r")
    return Key(part, part) if len(part) == 1 else Key(NAMED.get(part, part.lower().replace("-", "+")), None)

def children():
    told = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, IndexError):
            after = stat.read_text("utf-8", "replace").rpartition(")")[2].split()
            told += [stat.parent.name] if int(after[1]) == os.getpid() else []
    return told

async def main(folder):
    global Key
    from textual.events import Key
    from tui.app import BrowserApp
    from tui.config import Config
    from tui.live import Live

    config = Config(kiosk=True)
    live = Live(folder, config)
    app = BrowserApp(live.open(), os.environ, config)
    pressed = set()
    async with app.run_test(size=(80, 24)):
        screen = app.screen

        async def press(*parts):
            for part in parts:
                await screen.on_key(event(part))
            await screen.search.settled()

        for place, way in WAYS.items():
            for key in KEYS:
                if place not in key.places or key.id in LEAVE or not key.keys:
                    continue
                await press(*way)
                pressed.add(screen.place)
                await press(*key.keys[0].split())
                if screen.place in {Place.SEARCH, Place.CHOOSER, Place.FIND, Place.FILTER}:
                    await press("z", "\\r")
                assert app.is_running and not children(), (place, key.id, children())
                for _ in range(9):
                    if screen.place is Place.LIST and not screen.search.query:
                        break
                    await press("Esc")
                else:
                    raise SystemExit(f"no way back from {place} by {key.id}: {screen.place}")
    assert not app.failure, app.failure
    print(*sorted(place.name for place in pressed))

world = Path(sys.argv[1])
asyncio.run(main(kiosk.enter(str(world / "library"), str(world / "out"))))
"""


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="children are looked for in /proc")
def test_no_key_anywhere_changes_anything_outside_or_runs_anything(world: Path) -> None:
    before = tree(world)
    ran = subprocess.run(  # noqa: S603 - this project
        [sys.executable, "-c", EVERY_KEY, str(world)],
        env=leading_out(world),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert {"LIST", "PAGE", "SEARCH", "FIND", "CHOOSER", "TABLE", "FILTER"} <= set(ran.stdout.split())
    assert tree(world) == before
    assert list((world / "out").glob("*.md")), "prints are in the visitors' folder"
    assert (world / "out" / ".cache" / "factfile").is_dir()


def test_neither_the_environment_nor_the_config_of_the_account_has_a_say(world: Path) -> None:
    before = tree(world)
    with session(world, *kiosk(world)) as terminal:
        terminal.wait("library", "Minneapolis", "q quit")
        terminal.type("je")
        terminal.type("\x1a")
        terminal.wait("no shell")
        terminal.type("p")
        terminal.wait("Printed to")
        terminal.type("q")
        assert terminal.wait_for_end() == 0, "quitting ends it, and Q is a key of the account's own config"
    assert tree(world) == before
    assert list((world / "out").glob("*.md"))
    assert (world / "out" / ".local" / "state" / "factfile").is_dir(), "where one was is kept there too"


def test_what_is_set_in_the_folder_counts(world: Path) -> None:
    settings = world / "out" / ".config" / "factfile"
    settings.mkdir(parents=True)
    (settings / "config.yaml").write_text("keys:\n  quit: Q\n", encoding="ascii")
    with session(world, *kiosk(world)) as terminal:
        terminal.wait("Q quit")
        terminal.type("Q")
        assert terminal.wait_for_end() == 0


def test_without_a_library_it_is_the_shipped_one(world: Path) -> None:
    with session(world, "--kiosk", str(world / "out")) as terminal:
        terminal.wait("shipped library", "q quit")
        terminal.type("q")
        terminal.wait_for_end()


def test_a_folder_that_cannot_be_written_to_is_no_hindrance(world: Path) -> None:
    before = tree(world)
    out = world / "out"
    out.chmod(0o555)
    if os.access(out, os.W_OK):
        shutil.rmtree(out)
        out.symlink_to("/proc/self/task", target_is_directory=True)  # nobody writes there, not even the superuser
    with session(world, *kiosk(world)) as terminal:
        terminal.wait("Minneapolis", "can be written to")
        terminal.type("/clearview contract")
        terminal.wait("$3,750,000")
        terminal.type("\rp")
        terminal.wait("Nothing was printed")
        terminal.type("q")
        assert terminal.wait_for_end() == 0
    after = tree(world)
    after.pop(str(out), None)
    assert {path: what for path, (_, what) in after.items()} == {path: what for path, (_, what) in before.items()}


@pytest.mark.parametrize(("inside", "offered"), [(True, True), (False, False)])
def test_decisions_are_for_a_library_in_the_folder(world: Path, inside: bool, offered: bool) -> None:
    library = world / "out" / "library" if inside else world / "library"
    if inside:
        shutil.copytree(world / "library", library)
    text = world / "harbour.txt"
    text.write_text("Harbour cameras\n\nAcme Corp came to Leeds. The cameras cost 3 million euros.\n", encoding="utf-8")
    assert main(["--library", str(library), "distill", str(text), "-q"]) == 0
    with session(world, "--library", str(library), "--kiosk", str(world / "out")) as terminal:
        terminal.wait("Harbour cameras", "q quit")
        terminal.type("/harbour\r")
        terminal.wait("Acme Corp")
        terminal.type("r")
        terminal.wait("accept" if offered else "Nothing can be reviewed here")


# The command line


def test_a_verb_is_no_kiosk(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--kiosk", str(world / "out"), "list"])
    assert ended.value.code == 2
    assert "--kiosk is for the browser, and list is a verb" in capsys.readouterr().err


def test_a_pipe_is_no_kiosk(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--kiosk", str(world / "out")]) == 2
    assert "needs a terminal" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_told(world: Path) -> None:
    with session(world, "--kiosk", str(world / "nowhere")) as terminal:
        assert terminal.wait_for_end() == 2
        assert "no such file or directory" in terminal.text


# What is refused, whoever asks for it

TRIED = """
import os, shutil, subprocess, sys, tempfile
from pathlib import Path
from tui.kiosk import confine

world = Path(sys.argv[1])
out, home = world / "out", world / "home"
(home / "kept").write_text("kept")
(out / "inside").write_text("inside")
(out / "way-out").symlink_to(home)
(out / "loop").symlink_to(out / "loop")
confine(out)

def refused(what, name):
    try:
        what()
    except PermissionError:
        return
    raise SystemExit(f"{name} was allowed")

for name, what in {
    "write": lambda: (home / "new").write_text("x"),
    "append": lambda: open(home / "kept", "a"),
    "exclusive": lambda: open(home / "new", "x"),
    "os.open": lambda: os.open(home / "new", os.O_CREAT | os.O_WRONLY),
    "through a link": lambda: (out / "way-out" / "new").write_text("x"),
    "relative": lambda: Path("../home/new").write_text("x"),
    "read and write": lambda: open(home / "kept", "r+"),
    "mkdir": lambda: (home / "new").mkdir(),
    "unlink": lambda: (home / "kept").unlink(),
    "rename out": lambda: (out / "inside").rename(home / "inside"),
    "rename in": lambda: (home / "kept").rename(out / "kept"),
    "hard link": lambda: os.link(out / "inside", home / "inside"),
    "symlink": lambda: (home / "new").symlink_to(out),
    "chmod": lambda: (home / "kept").chmod(0o777),
    "utime": lambda: os.utime(home / "kept"),
    "truncate": lambda: os.truncate(home / "kept", 0),
    "rmdir": lambda: home.rmdir(),
    "rmtree": lambda: shutil.rmtree(home),
    "temporary": lambda: tempfile.mkstemp(dir="/tmp"),
    "memory": lambda: tempfile.mkdtemp(dir="/dev/shm"),
    "by descriptor": lambda: os.unlink("kept", dir_fd=os.open(home, os.O_RDONLY)),
    "through a loop of links": lambda: (out / "loop" / "new").write_text("x"),
    "a terminal of somebody": lambda: os.open("/dev/full", os.O_WRONLY),
    "run": lambda: subprocess.run(["true"]),
    "system": lambda: os.system("true"),
    "fork": os.fork,
    "spawn": lambda: os.posix_spawn("/bin/true", ["true"], {}),
    "exec": lambda: os.execv("/bin/true", ["true"]),
}.items():
    refused(what, name)

(out / "new").write_text("x")
(out / "folder").mkdir()
(out / "new").rename(out / "folder" / "new")
shutil.rmtree(out / "folder")
assert Path(tempfile.mkdtemp()).is_relative_to(out)
assert Path.home() == out == Path.cwd(), (Path.home(), Path.cwd())
(home / "kept").read_text()
open("/dev/null", "w").write("x")
print("confined")
"""


def test_every_way_to_write_outside_or_to_run_something_is_refused(world: Path) -> None:
    before = {path: what for path, (_, what) in tree(world).items()}
    tried = subprocess.run(  # noqa: S603 - this project
        [sys.executable, "-c", TRIED, str(world)], env=leading_out(world), capture_output=True, text=True, check=False
    )
    assert tried.stdout == "confined\n", tried.stderr
    after = {path: what for path, (_, what) in tree(world).items()}
    assert after == before | {str(world / "home" / "kept"): b"kept"}
