"""How fast documents become drafts: `python -m tests.benchmarks.distill_speed [DOCUMENTS [WORDS]]` prints a few lines.

Texts of so many words in three languages go through the real command, on one core and on two, with sheets written; the
memory of the command and its children is looked at meanwhile. Machines are shared: the processor's time is printed
beside the clock's. The ratio is to dateparser and price-parser, which read less of the same texts: `pip install
dateparser price-parser` into the environment has it measured too.
"""

import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from factsheets.distill.rules import distilled
from tests.benchmarks.distill_corpus import CORPUS

DEFAULT_WORDS, DEFAULT_DOCUMENTS, COMPARED = 500, 1_000, 30
_ROUNDS = 9
_COMMAND = "import sys; from tui.cli import main; sys.exit(main())"
_NAMES = [
    "Harrow",
    "Lumen",
    "Calvi",
    "Dorado",
    "Estrela",
    "Favre",
    "Haas",
    "Ilie",
    "Jansen",
    "Koval",
    "Moreau",
    "Nunez",
]
_PLAIN = 0.7
"""The share of sentences without figures and names: the corpus has six times as many facts to a text as the press."""
_FIGURE = re.compile(r"\S*\d\S* ?")
_CAPITALISED = re.compile(r"(?<=[a-zéèà,] )[A-Z][a-zéèáíóúñ]{3,}")
_SENTENCES = re.compile(r"[^\n]{20,}?[.!?](?=\s)")


def texts(documents: int, most: int = DEFAULT_WORDS, seed: int = 1) -> Iterator[tuple[str, str]]:
    """(name, text): sentences of the corpus in any order, with digits and some names of their own."""
    drawn = random.Random(seed)  # noqa: S311 - made-up texts
    sentences = {lang: _sentences_of(lang) for lang in ("en", "fr", "es")}
    for number in range(documents):
        lang = ("en", "fr", "es")[number % 3]
        lines, words = [f"{drawn.choice(_NAMES)} {drawn.choice(_NAMES)} {number}, {drawn.choice(_NAMES)}", ""], 0
        while words < most:
            one = re.sub(
                r"[1-9]",
                lambda _: str(drawn.randint(1, 9)),
                drawn.choice(sentences[lang]),
            )
            one = _CAPITALISED.sub(lambda _: drawn.choice(_NAMES), one)
            one = _FIGURE.sub("", one).lower() if drawn.random() < _PLAIN else one
            words += len(one.split())
            lines += [one] if drawn.random() < 0.7 else [one, ""]
        yield f"{drawn.choice(_NAMES)}-{number:05}.txt".lower(), "\n".join(lines) + "\n"


def _sentences_of(lang: str) -> list[str]:
    texts = (path.read_text("utf-8") for path in sorted(CORPUS.glob(f"{lang}-*.txt")))
    return [one for text in texts for one in _SENTENCES.findall(text)]


def main() -> None:
    documents, words = (*map(int, sys.argv[1:]), *(DEFAULT_DOCUMENTS, DEFAULT_WORDS)[len(sys.argv) - 1 :])
    with tempfile.TemporaryDirectory(prefix="factfile-speed-") as scratch:
        folder = Path(scratch)
        os.environ |= {"HOME": scratch, "XDG_CACHE_HOME": f"{scratch}/cache", "PYTHONPATH": os.pathsep.join(sys.path)}
        os.environ |= {"PYTHONPYCACHEPREFIX": f"{scratch}/compiled"}
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        start(folder)
        for cores in (1, 2):
            throughput(folder, (documents, words), cores)
        compared()


def start(folder: Path) -> None:
    """What a person waits for before the first document: loading, then the words of its language."""
    document = folder / "one.txt"
    document.write_text(next(texts(1))[1], encoding="utf-8")
    bare = _best("pass")
    loading = _best("import tui.cli, tui.verbs.distilling")
    whole = _best(_COMMAND, "distill", "--findings", str(document), "-q", "-o", str(folder / "found"))
    print(f"start: loading takes {loading - bare:.0f} ms over Python's own {bare:.0f} ms, ", end="")
    print(f"one text of {DEFAULT_WORDS} words {whole:.0f} ms in all")


def _best(code: str, *arguments: str) -> float:
    """Milliseconds of the processor's time, the least of some runs, the first of which compiles."""
    least = float("inf")
    for _ in range(_ROUNDS):
        before = _used()
        subprocess.run([sys.executable, "-c", code, *arguments], check=False, capture_output=True)  # noqa: S603 - ours
        least = min(least, _used() - before)
    return least * 1000


def throughput(folder: Path, size: tuple[int, int], cores: int) -> None:
    source, library, documents = folder / f"texts-{cores}", folder / f"library-{cores}", size[0]
    source.mkdir()
    for name, text in texts(*size, seed=cores):
        (source / name).write_text(text, encoding="utf-8")
    command = [sys.executable, "-c", f"import os; os.sched_setaffinity(0, {_processors(cores)}); {_COMMAND}"]
    subprocess.run([*command, "init", "--empty", str(library), "-q"], check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    before, started = _used(), time.monotonic()
    arguments = ["distill", str(source), "--library", str(library), "-q"]
    process = subprocess.Popen([*command, *arguments], stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
    marks = list(_memory(process, library / "sheets", documents))
    seconds, used = time.monotonic() - started, _used() - before
    written = len(list((library / "sheets").iterdir()))
    print(f"{cores} of the processors: {written} sheets of texts of {size[1]} words")
    print(
        f"  {documents / seconds:.0f} a second by the clock, {1000 * used / documents:.1f} ms of processor each, ",
        end="",
    )
    print(f"which is {cores * documents / used:.0f} a second where nothing else runs")
    for done, parent, children in marks:
        print(f"  after {done:6} documents: {parent:4} MB, children {' + '.join(map(str, children))} MB")


def _used() -> float:
    """Seconds of the processor's time that children took which have ended."""
    told = resource.getrusage(resource.RUSAGE_CHILDREN)
    return told.ru_utime + told.ru_stime


def _processors(most: int) -> set[int]:
    return set(sorted(os.sched_getaffinity(0))[:most])


def _memory(process: "subprocess.Popen[bytes]", sheets: Path, documents: int) -> Iterator[tuple[int, int, list[int]]]:
    """(documents done, MB of the command, MB of its children), now and then."""
    marks = [documents // 10, documents // 4, documents // 2, documents * 9 // 10]
    while process.poll() is None:
        time.sleep(0.2)
        done = sum(1 for _ in os.scandir(sheets))
        if marks and done >= marks[0]:
            marks.pop(0)
            children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii").split()
            yield done, _resident(process.pid), [_resident(int(child)) for child in children]


def _resident(process: int) -> int:
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    except OSError:
        return 0
    return int(status.partition("VmRSS:")[2].split()[0]) // 1024 if "VmRSS:" in status else 0


def compared() -> None:
    """The processor's time for the same texts, in this process, each warmed up on one of them."""
    missing = [name for name in ("dateparser", "price_parser") if find_spec(name) is None]
    if missing:
        print("the ratio needs two packages: pip install dateparser price-parser")
        return
    search_dates, price = import_module("dateparser.search").search_dates, import_module("price_parser").Price

    def others(text: str) -> None:
        for line in text.split("\n"):
            if line:
                search_dates(line, languages=["en", "fr", "es"])
                price.fromstring(line)

    bodies = [text for _, text in texts(COMPARED + 3, seed=7)]
    took = [_seconds(read, bodies) for read in (others, distilled)]
    per = [1000 * seconds / COMPARED for seconds in took]
    print(f"the rules take {per[1]:.0f} ms a text, dateparser with price-parser {per[0]:.0f} ms: ", end="")
    print(f"{took[0] / took[1]:.1f} times as fast")


def _seconds(read: Callable[[str], object], bodies: list[str]) -> float:
    for text in bodies[:3]:
        read(text)
    started = time.process_time()
    for text in bodies[3:]:
        read(text)
    return time.process_time() - started


if __name__ == "__main__":
    main()
