"""What hostile documents take at their full size: `python -m tests.benchmarks.hostile_documents [NAME...]`.

Each goes through the real command; printed are seconds by the clock, the most memory of any process, and what is told.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.hostile_documents import HOSTILE, MB, PROSE
from tests.measuring import PEAK

_MEASURED = (
    PEAK
    + """
import resource, sys
from tui.cli import main
code = main(sys.argv[1:])
most = max(peak_bytes(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)
print(f"MOST {most // 1_000_000}", file=sys.stderr)
sys.exit(code)
"""
)


def documents(folder: Path, names: list[str]) -> Iterator[Path]:
    for one in HOSTILE:
        if not names or one.name in names:
            path = folder / one.name
            path.write_bytes(one.make(1))
            yield path
    for name, content in (("200MB.txt", PROSE), ("50MB-line.txt", PROSE.replace(b"\n", b" "))):
        if not names or name in names:
            path = folder / name
            path.write_bytes(content * (int(name.partition("MB")[0]) * MB // len(content)))
            yield path


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="factfile-hostile-") as scratch:
        os.environ |= {"HOME": scratch, "XDG_CACHE_HOME": f"{scratch}/cache", "PYTHONPATH": os.pathsep.join(sys.path)}
        library = f"{scratch}/library"
        subprocess.run([sys.executable, "-c", _MEASURED, "init", "--empty", library], check=True, capture_output=True)  # noqa: S603
        for path in documents(Path(scratch), sys.argv[1:]):
            started = time.monotonic()
            ran = subprocess.run(  # noqa: S603 - our own command
                [sys.executable, "-c", _MEASURED, "distill", str(path), "--library", library],
                capture_output=True,
                text=True,
                check=False,
            )
            seconds = time.monotonic() - started
            most = re.search(r"MOST (\d+)", ran.stderr)
            told = (ran.stderr.partition("MOST")[0] or ran.stdout).strip().replace(f"{scratch}/", "")
            print(f"{path.name:16} {seconds:6.1f} s {most[1] if most else '?':>6} MB  {told[:90]}")
            path.unlink()


if __name__ == "__main__":
    main()
