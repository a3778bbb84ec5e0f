"""The reader of YAML: places, limits, what it refuses; and the writer, whose every string reads back."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yaml import SafeLoader

from factsheets import yaml_text
from factsheets.files import LARGEST_BYTES
from factsheets.problem import DataError
from factsheets.yaml_text import UNFOLDED, Data, Flow, MappingNode, Scalar, dump, load_data, parse, plain_data, walk
from tests.broken_sheets import BROKEN
from tests.measuring import PEAK
from tests.test_factsheets.made_sheets import text as hostile

TEXT = "a: x\nlist:\n- one\n- {k: é, l: 'two words'}\n"


def read(text: str) -> Data:
    root, problems = parse(text, "x")
    assert root is not None, problems
    assert problems == []
    return plain_data(root)


def test_nodes_know_their_places() -> None:
    root, _ = parse(TEXT, "x")
    assert isinstance(root, MappingNode)
    places = {}
    for path in [("a",), ("list",), ("list", 0), ("list", 1), ("list", 1, "k"), ("list", 1, "l")]:
        node = walk(root, path)
        assert node is not None
        places[path] = (node.line, node.column)
    assert list(places.values()) == [(1, 4), (3, 1), (3, 3), (4, 3), (4, 7), (4, 13)]
    key = root.entries["list"].key
    assert (key.line, key.column) == (2, 1)


@pytest.mark.parametrize("path", [("b",), ("a", "x"), ("list", 2), ("list", "0"), (0,)])
def test_a_path_to_nowhere(path: tuple[str | int, ...]) -> None:
    root, _ = parse(TEXT, "x")
    assert root is not None
    assert walk(root, path) is None


def test_scalars_are_text_and_come_in_order() -> None:
    root, _ = parse(TEXT, "x")
    assert root is not None
    assert [scalar.value for scalar in yaml_text.scalars(root)] == ["x", "one", "é", "two words"]
    assert read("[NO, 12:30, 0123, 3.75e6, 2025-09-12, ~, 1_000, true, =]") == (
        ["NO", "12:30", "0123", "3.75e6", "2025-09-12", "~", "1_000", "true", "="]
    )


def test_depth_up_to_the_limit_is_read() -> None:
    deepest = "[" * yaml_text.DEEPEST + "]" * yaml_text.DEEPEST
    assert parse(deepest, "x")[1] == []
    assert parse(f"[{deepest}]", "x")[1] != []


def test_a_file_as_large_as_allowed_is_read() -> None:
    start = b"a: "
    largest = start + b"x" * (LARGEST_BYTES - len(start))
    assert isinstance(load_data(largest, "x"), dict)
    with pytest.raises(DataError, match="larger than the 4 MB"):
        load_data(largest + b"x", "x")


@pytest.mark.parametrize("raw", [b"", b"# only this\n", b"a: 1\na: 2\n", b"\xff", b"a: *b"])
def test_vocabularies_with_a_problem_are_refused(raw: bytes) -> None:
    with pytest.raises(DataError):
        load_data(raw, "x")


def test_the_pure_parser_gives_the_same_places(monkeypatch: pytest.MonkeyPatch) -> None:
    small = [broken for broken in BROKEN if broken.name not in {"fifty-megabytes", "too-many-values"}]
    compiled = [problems_of(broken.raw()) for broken in small]
    monkeypatch.setattr(yaml_text, "_Loader", SafeLoader)
    for broken, told in zip(small, compiled, strict=True):
        assert problems_of(broken.raw()) == told, broken.name


def problems_of(raw: bytes) -> list[tuple[int, int]]:
    try:
        return [(problem.line, problem.column) for problem in parse(yaml_text.decode(raw, "x"), "x")[1]]
    except DataError as error:
        return [(problem.line, problem.column) for problem in error.problems]


data: st.SearchStrategy[Data] = st.recursive(
    hostile, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(hostile, inner, max_size=4), max_leaves=12
)


@given(st.dictionaries(hostile, data, min_size=1, max_size=4), st.sampled_from([40, 120, UNFOLDED]))
def test_what_is_written_reads_back(content: dict[str, Data], width: int) -> None:
    assert read(dump(content, width)) == content


@given(st.dictionaries(hostile, hostile, min_size=1, max_size=4))
def test_what_is_written_on_one_line_reads_back(content: dict[str, Data]) -> None:
    assert read(dump({"list": [Flow(content)]})) == {"list": [content]}


@given(hostile)
def test_any_text_gives_nodes_or_problems(text: str) -> None:
    root, problems = parse(text, "x")
    assert root is None or isinstance(root, Scalar | MappingNode | yaml_text.SequenceNode)
    assert all(problem.line >= 1 for problem in problems)


@given(st.binary(max_size=60))
def test_any_bytes_are_text_or_a_problem_with_a_place(raw: bytes) -> None:
    try:
        text = yaml_text.decode(raw, "x")
    except DataError:
        assert all(line >= 1 and column >= 1 for line, column in problems_of(raw))
    else:
        assert text.encode() == raw.removeprefix(b"\xef\xbb\xbf")


MEMORY = 200_000_000
PROGRAM = f"""{PEAK}
import resource, sys
from pathlib import Path
from factsheets.library import open_library
limit = int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_AS, (limit * 4, limit * 4))
library = open_library(Path(sys.argv[1]))
for problem in library.problems():
    print(problem)
print("sheets:", *[sheet.id for sheet in library.sheets()])
print("peak:", peak_bytes())
"""
HEAVY = ("fifty-megabytes", "alias-bomb", "too-many-values", "stairs-1500-deep", "flow-", "block-")


def test_hostile_sizes_and_depths_need_little_memory_and_time(library_folder: Path) -> None:
    heavy = [broken for broken in BROKEN if broken.name.startswith(HEAVY)]
    for broken in heavy:
        (library_folder / "sheets" / f"{broken.name}.yaml").write_bytes(broken.raw())
    several = b"actors: [" + b"{a: b}," * 70_000 + b"]"
    (library_folder / "sheets" / "wide.yaml").write_bytes(several)
    with (library_folder / "sheets" / "sparse.yaml").open("wb") as sparse:
        sparse.truncate(3_000_000_000)
    command = [sys.executable, "-c", PROGRAM, str(library_folder), str(MEMORY)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=True)  # noqa: S603
    told = done.stdout.splitlines()
    assert "sheets: harbour-tolls harbour-cameras minimal" in told
    assert len(heavy) >= 8
    for broken in heavy:
        assert any(line.startswith(f"{broken.name}.yaml:{broken.line}:{broken.column}: ") for line in told), broken.name
    assert "sparse.yaml:1:1: larger than the 4 MB a sheet may have" in told
    assert int(told[-1].removeprefix("peak: ")) < MEMORY
    assert done.stderr == ""
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime < 60
