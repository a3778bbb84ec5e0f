"""What was worked out about files and may be worked out again: in the user's cache folder, private, disposable."""

import hashlib
import json
import os
import stat
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

LARGEST_CACHE = 64_000_000
"""Bytes; a larger file is begun anew."""
PRIVATE_FOLDER, PRIVATE_FILE = 0o700, 0o600
_SPARE = 1_000


def cache_home(environment: Mapping[str, str]) -> Path:
    """The XDG cache folder; raises RuntimeError for a user who has no home."""
    cache = environment.get("XDG_CACHE_HOME", "")
    return Path(cache) if cache.startswith("/") else Path(environment.get("HOME") or Path.home()) / ".cache"


def cache_file(name: str, environment: Mapping[str, str]) -> Path | None:
    """A file's place in the user's own cache folder, which is made; None where that cannot be had or trusted."""
    try:
        folder = cache_home(environment) / "factfile"
        folder.parent.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
        with suppress(FileExistsError):
            folder.mkdir(mode=PRIVATE_FOLDER)
        found = folder.lstat()
    except (OSError, RuntimeError):
        return None
    private = stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() and not found.st_mode & 0o077
    return folder / name if private else None


def kept(name: str, made_of: Iterable[bytes], make: Callable[[], Any], environment: Mapping[str, str]) -> Any:
    """What `make` makes, which JSON can hold, or the same as an earlier start kept it in the file `name`.

    What is kept is sealed with a hash of itself and of all that it was made of: it is never out of date, whatever
    clocks and copies do to the times of files, and one that was damaged is made anew. It is data: nothing runs it.
    """
    file = cache_file(name, environment)
    if file is None:
        return make()
    origin = hashlib.sha256()
    for part in made_of:
        origin.update(len(part).to_bytes(8, "big") + part)
    seal, _, content = bytes_of(file).partition(b"\n")
    if seal and seal == _seal(origin.digest(), content):
        with suppress(ValueError, RecursionError):
            return json.loads(content)
    value = make()
    content = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    with suppress(OSError):
        replace_file(file, (_seal(origin.digest(), content), b"\n", content))
    return value


def _seal(origin: bytes, content: bytes) -> bytes:
    return hashlib.sha256(origin + content).hexdigest().encode()


def replace_file(file: Path, parts: Iterable[bytes]) -> None:
    """Write a private file beside the old one and swap them; unflushed, since what is lost can be made again."""
    temporary = file.with_name(f".{file.name}.{os.getpid()}.tmp")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, PRIVATE_FILE)
    try:
        with os.fdopen(handle, "wb") as out:
            out.writelines(parts)
        temporary.replace(file)
    finally:
        temporary.unlink(missing_ok=True)


class FileNotes:
    """A value for each file by its name, size and time of change; a line of JSON each, the later of two counts.

    Lines are added in one write, so that a killed process leaves at most half a line, which is passed over. Nothing
    that fails here matters: what cannot be read is worked out again, what cannot be written is forgotten.
    """

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._notes: dict[str, tuple[int, int, Any]] = {}
        self._lines = 0
        self._unwritten: list[bytes] = []
        for line in _lines(file) if file else ():
            with suppress(ValueError, TypeError):
                name, size, changed, value = json.loads(line)
                self._notes[str(name)] = int(size), int(changed), value
            self._lines += 1

    def get(self, name: str, found: os.stat_result) -> Any:
        """The value noted for a file; None when there is none, or the file has changed since."""
        size, changed, value = self._notes.get(name, (-1, -1, None))
        return value if (size, changed) == (found.st_size, found.st_mtime_ns) else None

    def put(self, name: str, found: os.stat_result, value: Any) -> None:
        """Note a value that JSON can hold; it is written by `flush`, or with the next thousand."""
        self._notes[name] = found.st_size, found.st_mtime_ns, value
        self._unwritten.append(_line(name, self._notes[name]))
        if len(self._unwritten) >= _SPARE:
            self.flush()

    def flush(self) -> None:
        lines, self._unwritten = self._unwritten, []
        self._lines += len(lines)
        with suppress(OSError):
            self._append(b"\n".join(lines))

    def keep_only(self, names: Collection[str]) -> None:
        """Forget files that are gone; the file is written anew once most of it is out of date."""
        self.flush()
        self._notes = {name: note for name, note in self._notes.items() if name in names}
        if self._file and self._lines > 2 * len(self._notes) + _SPARE:
            with suppress(OSError):
                self._rewrite(self._file)

    def _append(self, lines: bytes) -> None:
        if self._file is None or not lines:
            return
        handle = os.open(self._file, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, PRIVATE_FILE)
        try:
            os.write(handle, b"\n" + lines + b"\n")
        finally:
            os.close(handle)

    def _rewrite(self, file: Path) -> None:
        replace_file(file, (_line(name, note) + b"\n" for name, note in self._notes.items()))
        self._lines = len(self._notes)


def _line(name: str, note: tuple[int, int, Any]) -> bytes:
    return json.dumps([name, *note], separators=(",", ":")).encode()


def _lines(file: Path) -> list[bytes]:
    return [line for line in bytes_of(file).split(b"\n") if line]


def bytes_of(file: Path) -> bytes:
    """A file of our own; nothing of one that is not, that is too large or that cannot be read."""
    try:
        found = file.lstat()
        if not stat.S_ISREG(found.st_mode) or found.st_uid != os.geteuid() or found.st_size > LARGEST_CACHE:
            file.unlink(missing_ok=True)
            return b""
        return file.read_bytes()
    except OSError:
        return b""
