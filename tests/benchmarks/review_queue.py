"""A library of two thousand drafts under review: the queue, one decision, bulk acceptance, likely duplicates.

`python -m tests.benchmarks.review_queue [DRAFTS]` makes the library in a temporary folder from the corpus and measures.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from factsheets.library import Library, open_library
from factsheets.review.bulk import Selection, accept_in_bulk, ids_of, matching, sample
from factsheets.review.desk import Desk
from factsheets.review.queue import ORDERS, Queue, ordered
from tests.test_review.drafts import corpus_drafts, empty_library

_Made = TypeVar("_Made")
REGISTERED = 20_000


def make(folder: Path, number: int) -> Library:
    """Drafts of the corpus again and again, each under an id of its own."""
    library = empty_library(folder)
    made = list(corpus_drafts())
    for name, text, _ in made:
        (library.seeds_dir / f"{name}.txt").write_text(text, encoding="utf-8")
    for place in range(number):
        name, _, draft = made[place % len(made)]
        sheet = draft.replace(f"\nid: {name}\n", f"\nid: {name}-{place}\n", 1)
        (library.sheets_dir / f"{name}-{place}.yaml").write_text(sheet, encoding="utf-8")
    return library


def register(number: int) -> str:
    """A register of made-up companies."""
    entries = (f"- {{id: c{place}, name: Company {place} Holdings, kind: company}}\n" for place in range(number))
    return "format: 1\nactors:\n" + "".join(entries)


def timed(what: str, run: Callable[[], _Made], count: int = 1) -> _Made:
    start, cpu = time.perf_counter(), time.process_time()
    made = run()
    seconds, busy = (time.perf_counter() - start) / count, (time.process_time() - cpu) / count
    print(f"{what}: {seconds:.3f} s, of which the processor {busy:.3f} s")
    return made


def memory() -> str:
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most"


def main(number: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        library = make(Path(folder), number)
        before = memory()
        queue = Queue(open_library(Path(folder)))
        found = timed(f"queue of {number} drafts", lambda: list(queue.waiting()))
        print(f"{len(found)} findings; memory {memory()}, before it {before}")
        timed("the same again", lambda: list(queue.waiting()))
        for by in ORDERS:
            timed(f"ordered by {by}", lambda by=by: ordered(found, by))  # type: ignore[misc]
        path = found[0].path
        desk = timed("a desk opened", lambda: Desk(library, path))
        money = [one.id for one in desk.pending if one.kind in {"money", "quantity", "date"}][:8]
        timed("a decision", lambda: list(map(desk.accept, money)), len(money))
        timed("an undo", lambda: [desk.undo() for _ in money], len(money))
        library.gazetteer_file.write_text(register(REGISTERED), encoding="utf-8")
        actors = [one.id for one in desk.pending if one.kind == "actor"][:4]
        timed("the register of 20,000 read", lambda: library.gazetteer)
        timed("likely duplicates among 20,000", lambda: [desk.candidates(one) for one in actors], len(actors))
        timed("a name taught to 20,000", lambda: list(map(desk.accept, actors)), len(actors))
        library.gazetteer_file.unlink()
        selection = Selection("money", "money.explicit", "0.95")
        chosen = matching(queue.waiting(), selection)
        timed("a sample", lambda: sample(chosen))
        done = timed("bulk", lambda: accept_in_bulk(library, selection, "Ann", 10, ids_of(chosen)))
        print(f"{len(done.accepted)} accepted, {len(done.left)} left; memory {memory()}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
