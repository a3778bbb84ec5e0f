"""The same story under another masthead, told from other stories by runs of words."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from factsheets.distill.shelf import Shelf
from factsheets.distill.syndication import SAME_STORY, resemblance, share, sketch
from factsheets.library import Library, open_library
from tests.benchmarks.distill_corpus import CORPUS
from tests.benchmarks.syndication import documents, score

STORY = CORPUS.joinpath("en-wire-coastguard.txt").read_text(encoding="utf-8")


def test_made_pairs_are_told_apart() -> None:
    """The floor of what the threshold was chosen on: all that the benchmark prints for it."""
    precision, recall = score(documents()[::3])
    assert precision >= 0.97
    assert recall >= 0.95


def test_no_two_stories_of_the_corpus_are_one() -> None:
    sketches = [sketch(text) for text in documents()]
    assert max(share(one, other) for at, one in enumerate(sketches) for other in sketches[:at]) == 0


def test_case_accents_and_punctuation_change_nothing() -> None:
    text = "L’été où la ville de Calvi a payé, d’après le maire, trois millions d’euros."
    assert sketch(text.upper().replace(",", " –").replace("É", "E")) == sketch(text)


def test_a_few_words_are_no_story() -> None:
    assert not sketch("Read also")
    assert share(sketch("The town of Calvi paid the bill."), sketch("The town of Calvi paid the bill.")) == 0


def test_a_sketch_is_the_same_in_every_process() -> None:
    code = "import sys; from factsheets.distill.syndication import sketch; print(list(sketch(sys.stdin.read())))"
    printed = {
        subprocess.run(  # noqa: S603
            [sys.executable, "-c", code], input=STORY, capture_output=True, text=True, check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONUTF8": "1"},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert printed == {f"{list(sketch(STORY))}\n"}


def test_versions_of_one_document_resemble_each_other_and_others_do_not() -> None:
    assert resemblance("The town paid 3 million euros.", "The town paid 4 million euros.") >= 0.5
    texts = documents()
    assert max(resemblance(one, other) for at, one in enumerate(texts) for other in texts[:at]) < 0.2


@pytest.fixture
def shelved(tmp_path: Path) -> Library:
    for folder in ("sheets", "seeds"):
        (tmp_path / "library" / folder).mkdir(parents=True)
    for number, text in enumerate(documents()):
        (tmp_path / "library" / "seeds" / f"d{number}.txt").write_text(text, encoding="utf-8")
    return open_library(tmp_path / "library")


def test_the_shelf_finds_what_comparing_with_each_finds(shelved: Library, tmp_path: Path) -> None:
    chance = random.Random(3)  # noqa: S311
    for _ in range(2):  # without notes, and from them
        shelf = Shelf(shelved, {"XDG_CACHE_HOME": str(tmp_path / "cache")})
        for number, text in enumerate(documents()):
            lines = text.split("\n")
            found = sketch("\n".join(lines[: chance.randrange(len(lines) // 3, len(lines))]))
            other = sketch(text)
            assert (f"d{number}.txt" in {name for _, name in shelf.alike(found)}) == (share(found, other) >= SAME_STORY)


def test_notes_are_private_and_anything_in_them_is_survived(shelved: Library, tmp_path: Path) -> None:
    environment = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    expected = Shelf(shelved, environment).alike(sketch(STORY))
    folder = tmp_path / "cache" / "factfile"
    assert folder.stat().st_mode & 0o777 == 0o700
    for file in folder.iterdir():
        assert file.stat().st_mode & 0o777 == 0o600
        file.write_bytes(file.read_bytes()[:-300] + b'\n["d1.txt",1,2,{"a":[]}]\n\xff\x00[[[\n["d2.txt"')
    assert Shelf(shelved, environment).alike(sketch(STORY)) == expected


def test_a_cache_that_cannot_be_written_is_done_without(shelved: Library, tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir(mode=0o700)
    (tmp_path / "cache" / "factfile").symlink_to(tmp_path)
    found = Shelf(shelved, {"XDG_CACHE_HOME": str(tmp_path / "cache")}).alike(sketch(STORY))
    assert found
    assert found == Shelf(shelved, {"XDG_CACHE_HOME": str(tmp_path / "other")}).alike(sketch(STORY))
    assert not list(tmp_path.glob("*.jsonl"))


def test_a_changed_text_is_sketched_anew(shelved: Library, tmp_path: Path) -> None:
    environment = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    (name,) = [name for _, name in Shelf(shelved, environment).alike(sketch(STORY))]
    (shelved.seeds_dir / name).write_text("Quite another text of more than five words.", encoding="utf-8")
    assert Shelf(shelved, environment).alike(sketch(STORY)) == []
