"""How many questions get the right fact first: `python -m tests.benchmarks.relevance [--missed]`; asserts nothing.

SQLite FTS5 and a plain Whoosh search answer the same questions beside the engine. A peer need only name the fact: that
something is not stated it cannot say. Where there is no answer, it is right when it finds nothing.
"""

import argparse
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from index.answer import Engine
from tests.benchmarks.peers import FullText, PlainWhoosh, fact_texts, full_text_query, words_of
from tests.test_index.relevance_set import Asked, Found, Machine, Score, answered_by, assembled, scored, sets, together

BY_LANGUAGES: dict[str, Callable[[Asked], str]] = {
    "asked in": lambda question: question.lang,
    "sheets in": lambda question: question.sheets or "none",
    "lacks": lambda question: "nothing" if question.nothing else "not stated" if question.lacks else "stated",
}


def peer(search: Callable[[list[str]], Sequence[str]]) -> Machine:
    def answer(question: Asked) -> list[Found]:
        lacking = (question.lacks,) if question.lacks else ()
        return [Found(ref, lacking) for ref in search(words_of(question.text))]

    return answer


def machines(engine: Engine) -> Iterator[tuple[str, Machine]]:
    yield "factfile", answered_by(engine)
    texts = [text for sheet in engine.library.sheets() for text in fact_texts(engine.library, sheet)]
    full_text = FullText()
    full_text.create()
    full_text.add(texts)
    yield "SQLite FTS5, any word", peer(lambda words: full_text.search(full_text_query(words)))
    yield "SQLite FTS5, all words", peer(lambda words: full_text.search(full_text_query(words, "AND")))
    whoosh = PlainWhoosh(texts)
    yield "plain Whoosh, any word", peer(whoosh.search)
    yield "plain Whoosh, all words", peer(lambda words: whoosh.search(words, every=True))


def show(name: str, score: Score) -> None:
    print(f"  {name:<28}{score.asked:>5}{score.hit_at_1:>9.3f}{score.hit_at_3:>9.3f}")


def report(questions: list[Asked], engine: Engine, *, missed: bool) -> None:
    for name, machine in machines(engine):
        total = together(scored(questions, machine).values())
        show(name, total)
        if name != "factfile":
            continue
        for by, told_apart in BY_LANGUAGES.items():
            for value, score in scored(questions, machine, told_apart).items():
                show(f"  {by} {value}", score)
        for question, found in total.missed if missed else ():
            print(f"    ? {question.text} [{question.lang}] {sorted(question.first)} {question.lacks}")
            print(*(f"        {one.ref} {' '.join(one.lacking)}" for one in found[:3]), sep="\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--missed", action="store_true", help="list the questions whose first answer is not right")
    parser.add_argument("--sets", nargs="*", default=[], help="only these sets")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="factfile-relevance-") as folder:
        library = assembled(Path(folder, "library"))
        with closing((engine := Engine.open(library, {"HOME": folder})).reader):
            for name, questions in sets(library).items():
                if not options.sets or name in options.sets:
                    print(f"{name:<30}{'asked':>5}{'hit@1':>9}{'hit@3':>9}")
                    report(questions, engine, missed=options.missed)


if __name__ == "__main__":
    main()
