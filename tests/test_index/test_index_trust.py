"""What is in an index folder that we did not write is never opened, and what is damaged is built again."""

import json
import pickle
import random
import shutil
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from factsheets.library import Library
from index import build, stamp
from index.build import Changes, Options, up_to_date, verified
from index.difference import difference
from index.location import UntrustedError, is_temporary
from index.stamp import STAMP, Stamp, read_stamp, unproven, write_stamp
from tests.test_index.conftest import OpenEngine
from tests.test_index.contents import assert_answers, rebuilt


class Bomb:
    """Creates a file when it is unpickled."""

    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def __reduce__(self) -> tuple[object, ...]:
        return (Path.touch, (self.marker,))


def stamp_of(folder: Path) -> Stamp:
    found = read_stamp(folder)
    assert found is not None
    return found


def files_of(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.iterdir()) if path.name != "lock"]


@pytest.mark.parametrize("place", range(5))
@pytest.mark.parametrize("forged", [False, True])
def test_a_planted_pickle_never_runs(
    handful: Library, ask_of: OpenEngine, tmp_path: Path, place: int, forged: bool
) -> None:
    """In place of any file, and with a stamp that vouches for it."""
    folder = ask_of(handful).built.folder
    marker = tmp_path / "it ran"
    bomb = pickle.dumps(Bomb(marker))
    assert len(files_of(folder)) == 5
    files_of(folder)[place].write_bytes(bomb)
    found = read_stamp(folder)
    if forged and found is not None:
        for files in (found.own, *(part.files for part in found.parts)):
            files.update({name: [0, 0, 0, 0, sha256((folder / name).read_bytes()).hexdigest()] for name in files})
        write_stamp(folder, found)
    assert_answers(ask_of(handful))
    assert_answers(ask_of(handful, Options(thorough=True)))
    assert not marker.exists()


@pytest.mark.parametrize("name", ["_MAIN_99.toc", "MAIN_extra.seg", "segment", "generation-x/_MAIN_1.toc"])
def test_a_file_that_no_stamp_names_is_not_opened_and_goes_with_the_next_change(
    handful: Library, ask_of: OpenEngine, tmp_path: Path, name: str
) -> None:
    folder = ask_of(handful).built.folder
    marker = tmp_path / "it ran"
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(pickle.dumps(Bomb(marker)))
    assert_answers(ask_of(handful))
    (handful.sheets_dir / "metro-albera.yaml").unlink()
    assert_answers(ask_of(handful))
    assert not marker.exists()
    assert not (folder / name).exists()


@pytest.mark.parametrize("name", ["..", ".", "", "/tmp/x", "sub/x", "../../x", "stamp.json", "lock", "a\0b"])
@pytest.mark.parametrize("what", ["ledger", "register", "segment", "name of a segment"])
def test_a_stamp_leads_nowhere_else(handful: Library, ask_of: OpenEngine, name: str, what: str) -> None:
    folder = ask_of(handful).built.folder
    found = stamp_of(folder)
    if what == "segment":
        found.parts[0].files[name] = next(iter(found.parts[0].files.values()))
    elif what == "name of a segment":
        found.parts[0].name = name
    else:
        setattr(found, what, name)
        found.own[name] = next(iter(found.own.values()))
    write_stamp(folder, found)
    assert read_stamp(folder) is None
    assert rebuilt(ask_of(handful))


def test_a_link_in_place_of_a_file_is_not_followed(handful: Library, ask_of: OpenEngine, tmp_path: Path) -> None:
    folder = ask_of(handful).built.folder
    for path in [path for path in files_of(folder) if path.name != STAMP]:
        shutil.move(path, tmp_path / path.name)
        path.symlink_to(tmp_path / path.name)
        engine = ask_of(handful)
        assert rebuilt(engine)
        assert_answers(engine)
        break


DAMAGE_PLACES = 12


@pytest.mark.parametrize("truncated", [False, True])
def test_damage_anywhere_gives_right_answers(handful: Library, ask_of: OpenEngine, truncated: bool) -> None:
    folder = ask_of(handful).built.folder
    whole = {path: path.read_bytes() for path in files_of(folder)}
    seeded = random.Random(7)  # noqa: S311 - damage, not secrets
    for path in [path for path in whole if whole[path]]:
        for _ in range(DAMAGE_PLACES):
            raw = bytearray(whole[path])
            place = seeded.randrange(len(raw))
            if truncated:
                del raw[place:]
            else:
                raw[place] ^= 1 << seeded.randrange(8)
            path.write_bytes(raw)
            with pytest.raises(UntrustedError):
                prove(folder)
            restore(whole)
        path.write_bytes(raw)
        engine = ask_of(handful)
        assert rebuilt(engine)
        assert_answers(engine)
        restore(whole)


def prove(folder: Path) -> None:
    found = read_stamp(folder)
    if found is None:
        raise UntrustedError("the stamp is damaged")
    assert list(unproven(folder, found.files()))


def restore(whole: dict[Path, bytes]) -> None:
    for path, raw in whole.items():
        path.write_bytes(raw)


def test_damage_that_no_sign_tells_is_found_by_verifying(
    handful: Library, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    built = up_to_date(handful, environment)
    assert verified(built) == 4
    for name in built.stamp.files():
        path = built.folder / name
        raw = path.read_bytes()
        if not raw:
            continue
        path.write_bytes(raw[:-1] + bytes([raw[-1] ^ 1]))
        with pytest.raises(UntrustedError, match=name):
            verified(built)
        path.write_bytes(raw)


def test_damage_that_no_sign_tells_and_that_cannot_be_read_means_building(
    handful: Library, ask_of: OpenEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = ask_of(handful).built.folder
    for path in folder.glob("*.trm"):
        path.write_bytes(bytes(path.stat().st_size))
    monkeypatch.setattr("index.published.unproven", lambda *_: ())
    engine = ask_of(handful)
    assert rebuilt(engine)
    assert_answers(engine)


def test_who_waits_for_another_that_never_comes_builds_beside_the_damage(
    handful: Library, ask_of: OpenEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = ask_of(handful).built.folder
    for path in folder.glob("*.doc"):
        path.write_bytes(b"")
    monkeypatch.setattr(build, "_LONGEST_WAIT", 0.0)
    engine = ask_of(handful, Options(most=2))
    assert is_temporary(engine.built.folder)
    assert_answers(engine)


def test_restored_files_are_believed_by_their_hashes(handful: Library, ask_of: OpenEngine) -> None:
    folder = ask_of(handful).built.folder
    for path in files_of(folder):
        raw = path.read_bytes()
        path.unlink()
        path.write_bytes(raw)
    assert not ask_of(handful).built.changes
    assert not list(unproven(folder, stamp_of(folder).files()))


@pytest.mark.parametrize("which", ["*.trm", "*.doc", "ledger-*", "register-*", STAMP])
def test_what_is_missing_is_built_again(handful: Library, ask_of: OpenEngine, which: str) -> None:
    folder = ask_of(handful).built.folder
    (path,) = folder.glob(which)
    path.unlink()
    engine = ask_of(handful)
    assert rebuilt(engine)
    assert_answers(engine)


def sealed(content: bytes) -> bytes:
    return stamp._digest(content) + b"\n" + content


GARBAGE = [
    b"",
    b"\0" * 100,
    b"[]",
    b"{}",
    b"null",
    b'{"fingerprint": 1}',
    b"[" * 100_000,
    b"\xff\xfe{",
    b'{"fingerprint":"","library":"","parts":1,"counts":{}}',
    b'{"fingerprint":"","library":"","parts":[{"number":1}],"counts":{}}',
]


@pytest.mark.parametrize("garbage", GARBAGE)
@pytest.mark.parametrize("is_sealed", [False, True])
def test_a_stamp_of_garbage_means_building(
    handful: Library, ask_of: OpenEngine, garbage: bytes, is_sealed: bool
) -> None:
    folder = ask_of(handful).built.folder
    (folder / STAMP).write_bytes(sealed(garbage) if is_sealed else garbage)
    engine = ask_of(handful)
    assert rebuilt(engine)
    assert_answers(engine)


WRONG_VALUES: list[tuple[str, Any]] = [
    ("watched", [1]),
    ("watched", {"register": "x"}),
    ("own", {"ledger-x": []}),
    ("own", {}),
    ("parts", [{"number": 0, "name": "a_b", "count": 5, "files": {}, "dead": [[4, 2]]}]),
    ("parts", [{"number": 0, "name": "../a_b", "count": 5, "files": {}, "dead": []}]),
    ("parts", [{"number": "0", "name": "a_b", "count": 5, "files": {}, "dead": [[1]]}]),
    ("scan", 5),
]


@pytest.mark.parametrize(("name", "value"), WRONG_VALUES)
def test_a_stamp_with_other_values_means_building(
    handful: Library, ask_of: OpenEngine, name: str, value: object
) -> None:
    folder = ask_of(handful).built.folder
    _, _, content = (folder / STAMP).read_bytes().partition(b"\n")
    data = json.loads(content)
    data[name] = value
    (folder / STAMP).write_bytes(sealed(json.dumps(data).encode()))
    (handful.sheets_dir / "metro-albera.yaml").unlink()
    assert_answers(ask_of(handful))
    assert not ask_of(handful).built.changes


def test_other_words_or_another_schema_mean_building(
    handful: Library, ask_of: OpenEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_of(handful)
    for module in ("index.published", "index.build"):
        monkeypatch.setattr(f"{module}.fingerprint", lambda: "another")
    assert rebuilt(ask_of(handful))
    assert not ask_of(handful).built.changes
    monkeypatch.undo()
    assert rebuilt(ask_of(handful))


def test_a_changed_gazetteer_means_reading_the_sheets_again_that_it_is_about(
    handful: Library, ask_of: OpenEngine
) -> None:
    ask_of(handful)
    entry = "actors:\n- {id: facelane, name: Facelane, kind: company, aliases: {fr: [Traitface]}}\n"
    handful.gazetteer_file.write_text(entry, encoding="utf-8")
    engine = ask_of(handful)
    assert engine.built.changes == Changes(changed=("port-ellery-stadium.yaml",), renamed=True)
    assert engine.ask("Traitface").answers[0].sheet.id == "port-ellery-stadium"
    assert not ask_of(handful).built.changes
    handful.gazetteer_file.unlink()
    engine = ask_of(handful)
    assert engine.built.changes == Changes(changed=("port-ellery-stadium.yaml",), renamed=True)
    assert engine.ask("Traitface").answers == ()


def test_a_gazetteer_edited_while_the_index_is_written_is_noticed_afterwards(
    handful: Library, ask_of: OpenEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_of(handful)

    def edited_once_compared(*args: Any, **options: Any) -> Any:
        found = difference(*args, **options)
        entry = "actors:\n- {id: facelane, name: Facelane, kind: company, aliases: {fr: [Traitface]}}\n"
        handful.gazetteer_file.write_text(entry, encoding="utf-8")
        return found

    monkeypatch.setattr(build, "difference", edited_once_compared)
    (handful.sheets_dir / "metro-albera.yaml").unlink()
    ask_of(handful)
    monkeypatch.undo()
    assert ask_of(handful).ask("Traitface").answers[0].sheet.id == "port-ellery-stadium"


def test_a_gazetteer_changed_in_words_only_is_kept_as_it_is_now(handful: Library, ask_of: OpenEngine) -> None:
    ask_of(handful)
    handful.gazetteer_file.write_text("# nothing known\n", encoding="utf-8")
    assert ask_of(handful).built.changes == Changes(renamed=True)
    assert not ask_of(handful).built.changes
