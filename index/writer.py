"""Writes what changed: chunks to segments, segments merged before they grow many, each step published whole or not."""

import os
import time
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from hashlib import sha256

from factsheets.gazetteer import read_gazetteer
from factsheets.library import Library
from index.built import Progress
from index.chunks import FIRST_CHUNK, Chunk, Written, planned, write_chunk
from index.difference import Difference, changed_sources, watched_names
from index.ledger import UNWRITTEN, Ledger
from index.scan import FOLDER, SOURCE, digest, in_order, settled
from index.segment import merge_segments
from index.stamp import Part, Stamp
from index.store import Folder, Memory
from index.workers import each_done, may_fork, processors

_PUBLISH_AFTER = 1.0
"""Seconds of work that an interruption may cost."""
_TIER = 8
"""A size class holds fewer segments than this; the next class is as many times larger."""
_SMALLEST_TIER = 64
_LARGEST_MERGE = 20_000
"""Documents; what is larger waits for `compact`, so that no refresh pays for it."""
_LARGE = 4_000
"""Documents of a merge that a child does, for its memory to be given back."""
_MOST_ROUNDS = 8


class Writer:
    """The one writer of a folder, from an index as it was published to the library as it is."""

    def __init__(
        self,
        library: Library,
        store: Folder | Memory,
        stamp: Stamp,
        ledger: Ledger,
        progress: Progress | None,
        lock: int,
    ) -> None:
        self._library = library
        self._store = store
        self._stamp = stamp
        self._ledger = ledger
        self._lock = lock
        self._progress = progress
        self._published = time.monotonic()
        self._done = self._all = 0
        self._before: dict[str, int] = {}
        self._fresh: list[Part] = []

    def write(self, found: Difference, before: dict[str, int], *, at_once: bool) -> None:
        """Read what changed and publish it, step by step if `at_once`, else when all is done.

        `before` are the signatures of what is watched, taken before anything was read.
        """
        self._before = before
        changes = found.changes
        with self._undone_on_failure():
            if not self._stamp.register:
                self._keep_register(found.register)
                self._stamp.watched = dict(before)
            for name, signature in found.touched.items():
                self._ledger.touch(name, signature)
            self._ledger.update(changes.removed, ())
            self._read_until_settled(sorted({*changes.added, *changes.changed}, key=in_order), at_once=at_once)
            self._keep_register(found.register)
            self._merge_many()
            self._publish()

    def compact(self) -> None:
        """Merge everything into one segment, without what no longer counts."""
        with self._undone_on_failure():
            self._ledger.settle()
            self._merge(self._stamp.parts)
            self._publish()

    @contextmanager
    def _undone_on_failure(self) -> Iterator[None]:
        """What a killed writer left is removed first; last what is not published, so that a full disk gets room."""
        self._store.clean()
        try:
            yield
        finally:
            self._store.clean()

    def _keep_register(self, raw: bytes) -> None:
        """Keep the register beside the sheets that took names from it; not before all of them have."""
        stamp = self._stamp
        if not stamp.register or sha256(raw).hexdigest() != stamp.register_hash():
            stamp.own.pop(stamp.register, None)
            stamp.register = f"register-{os.urandom(8).hex()}"
            stamp.own |= self._store.keep(stamp.register, raw)
            stamp.register_problems = len(read_gazetteer(raw, stamp.register)[1])

    def _read_until_settled(self, todo: Sequence[str], *, at_once: bool) -> None:
        """Read files until nothing that counts is unwritten, and no source has come or gone meanwhile."""
        self._all = len(todo)
        whole = False
        for _ in range(_MOST_ROUNDS):
            with closing(self._written(todo, whole=whole)) as chunks:
                for written in chunks:
                    self._take(written)
                    if at_once and self._done < self._all and self._is_time():
                        self._publish(complete=False)
            todo = self._ledger.settle()
            whole = bool(todo)
            if not todo:
                todo = self._missed()
            if not todo:
                break
            self._all += len(todo)
        if self._progress and self._all:
            self._progress(self._all, self._all)

    def _is_time(self) -> bool:
        """The first chunk answers at once; later ones are published by the second."""
        return len(self._fresh) == 1 or time.monotonic() - self._published > _PUBLISH_AFTER

    def _written(self, todo: Sequence[str], *, whole: bool) -> Generator[Written, None, None]:
        """Many files go to as many children as there are processors; few are read here and now."""
        chunks = planned(self._library, todo, whole=whole)
        count = processors()
        if len(todo) <= FIRST_CHUNK or count < 2 or not self._may_fork():
            for chunk in chunks:
                yield write_chunk(self._library, self._store, chunk)
            return
        tasks = (chunk.to_json() for chunk in chunks)
        with closing(each_done(self._chunk_done, tasks, count, (self._lock,))) as results:
            for result in results:
                yield Written.from_json(result)

    def _chunk_done(self, task: bytes) -> bytes:
        return write_chunk(self._library, self._store, Chunk.from_json(task)).to_json()

    def _take(self, written: Written) -> None:
        number = UNWRITTEN
        if written.segment:
            number = self._free_number()
            self._add(Part(number, written.segment, written.count, written.files))
        self._ledger.update((), written.rows, number)
        self._done += len(written.rows)
        if self._progress:
            self._progress(self._done, max(self._all, self._done))

    def _add(self, part: Part) -> None:
        self._stamp.parts.append(part)
        self._fresh.append(part)

    def _free_number(self) -> int:
        used = {part.number for part in self._stamp.parts}
        return next(number for number in range(UNWRITTEN) if number not in used)

    def _missed(self) -> list[str]:
        """The sheets with a source that came or went after they were read: their folders were not watched until now."""
        names = watched_names(self._ledger)
        known = {name: sign for name, sign in self._before.items() if name in names}
        new = settled(self._library, (name for name in names if name.startswith(FOLDER) and name not in known))
        wrong = {name: sign for name, sign in names.items() if name.startswith(SOURCE)}
        self._stamp.watched = {**known, **new, **wrong}
        self._before |= new
        return self._ledger.naming(changed_sources(self._library, self._ledger, {}, new)) if new else []

    def _merge_many(self) -> None:
        """What one build wrote becomes one segment; small ones of refreshes merge by size class."""
        self._drop_dead()
        fresh = [part for part in self._stamp.parts if self._stamp.building or part in self._fresh]
        if len(fresh) > 1:
            self._merge(fresh)
        while True:
            tiers: dict[int, list[Part]] = {}
            for part in self._stamp.parts:
                tiers.setdefault(_tier(self._living(part)), []).append(part)
            full = [parts for parts in tiers.values() if len(parts) >= _TIER]
            small = [parts for parts in full if sum(map(self._living, parts)) <= _LARGEST_MERGE]
            if not small:
                return
            self._merge(small[0])

    def _living(self, part: Part) -> int:
        return part.count - sum(count for _, count in self._ledger.dead.get(part.number, ()))

    def _drop_dead(self) -> None:
        gone = [part for part in self._stamp.parts if not self._living(part)]
        self._ledger.merged([part.number for part in gone], UNWRITTEN)
        self._stamp.parts = [part for part in self._stamp.parts if part not in gone]

    def _merge(self, parts: Iterable[Part]) -> None:
        merged = list(parts)
        self._note_dead()
        if sum(map(self._living, merged)) > _LARGE and self._may_fork():
            (result,) = each_done(lambda _: self._merged(merged).to_json(), [b""], 1, (self._lock,))
            written = Written.from_json(result)
        else:
            written = self._merged(merged)
        number = self._free_number()
        self._ledger.merged([part.number for part in merged], number)
        self._stamp.parts = [part for part in self._stamp.parts if part not in merged]
        self._add(Part(number, written.segment, written.count, written.files))

    def _merged(self, parts: list[Part]) -> Written:
        bits = {part.name: part.dead_bits() for part in parts}
        info = merge_segments(self._store.target, [part.info for part in parts], bits)
        return Written(info.name, info.count, self._store.sign(info.files))

    def _note_dead(self) -> None:
        for part in self._stamp.parts:
            part.dead = sorted(map(list, self._ledger.dead.get(part.number, ())))

    def _publish(self, *, complete: bool = True) -> None:
        """Everything is on the disk before the stamp is swapped; whoever reads sees all of it or none."""
        if not complete:
            self._ledger.settle()
        self._note_dead()
        stamp = self._stamp
        raw = self._ledger.to_bytes()
        replaced = stamp.ledger
        stamp.own.pop(replaced, None)
        stamp.ledger = f"ledger-{os.urandom(8).hex()}"
        stamp.own |= self._store.keep(stamp.ledger, raw)
        stamp.counts = self._ledger.count()
        stamp.building = stamp.building and not complete
        stamp.scan = digest(self._ledger.names, self._ledger.signatures, stamp.watched) if complete else ""
        self._store.publish(stamp)
        if replaced:
            self._store.remove(replaced)
        self._published = time.monotonic()

    def _may_fork(self) -> bool:
        return self._store.shared and may_fork()


def _tier(count: int) -> int:
    tier, most = 0, _SMALLEST_TIER
    while count > most:
        tier, most = tier + 1, most * _TIER
    return tier
