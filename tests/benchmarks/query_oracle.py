"""The query language against brute force: `python -m tests.benchmarks.query_oracle [queries]`, 20,000 unless told.

Each library of up to thirty sheets grows, shrinks and changes over some refreshes; sets, what is possible and the first
ten are compared.
"""

import random
import sys
import tempfile
from pathlib import Path

from tests.test_index.oracle import Oracle, told_by
from tests.test_index.random_libraries import random_query, refreshed_library
from tests.test_index.test_oracle import mismatch

QUERIES = 20_000
QUERIES_A_LIBRARY = 500


def main(queries: int) -> int:
    wrong = 0
    for number in range(0, queries, QUERIES_A_LIBRARY):
        seeded = random.Random(number)  # noqa: S311 - a choice of words
        with tempfile.TemporaryDirectory() as folder:
            sheets, rounds = seeded.randint(4, 30), seeded.randint(1, 5)
            engine = refreshed_library(Path(folder), seeded, sheets, rounds)
            told = told_by(engine.library)
            oracle = Oracle(told)
            for _ in range(min(QUERIES_A_LIBRARY, queries - number)):
                found = mismatch(random_query(seeded, told), engine, oracle)
                wrong += bool(found)
                if found:
                    print(f"library {number}: {found}")
            engine.reader.close()
        print(f"{min(number + QUERIES_A_LIBRARY, queries):,} queries, {wrong} mismatches", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else QUERIES))
