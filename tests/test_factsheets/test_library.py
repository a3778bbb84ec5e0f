"""A library is found, read, and written to without losing anything; whatever lies in it becomes a problem, no crash."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from factsheets import library as library_module
from factsheets.evidence import SourceText
from factsheets.library import Library, find_library, open_library, shipped_library
from factsheets.library_folder import LibraryError, user_library
from factsheets.model import FactSheet, Source
from tests.sample_sheets import FULL, HARBOUR, MINIMAL, ORIGINAL, ORIGINAL_SHA256, write_library


def loaded(library: Library, sheet_id: str) -> FactSheet:
    found = library.find(sheet_id)
    assert found is not None
    return found[1]


def told(library: Library) -> list[str]:
    return [str(problem) for problem in library.problems()]


class TestFinding:
    def test_the_option_before_the_environment_before_the_folder(self, tmp_path: Path) -> None:
        option, variable, folder, home = (write_library(tmp_path / name) for name in ("a", "b", "c", "d/factfile"))
        environment = {"FACTFILE_LIBRARY": str(variable), "XDG_DATA_HOME": str(home.parent), "HOME": str(tmp_path)}
        inner = folder / "sheets" / "drafts"
        assert find_library(str(option), environment, inner).root == option
        assert find_library(None, environment, inner).root == variable
        environment["FACTFILE_LIBRARY"] = ""
        assert find_library(None, environment, inner).root == folder
        assert find_library(None, environment, tmp_path).root == home
        shutil.rmtree(home)
        assert find_library(None, environment, tmp_path).root == shipped_library().root

    def test_a_folder_named_sheets_alone_is_no_library(self, tmp_path: Path) -> None:
        (tmp_path / "sheets").mkdir()
        assert find_library(None, {"HOME": str(tmp_path)}, tmp_path).root == shipped_library().root
        (tmp_path / "seeds").mkdir()
        assert find_library(None, {"HOME": str(tmp_path)}, tmp_path).root == tmp_path

    def test_where_ones_own_library_is(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert user_library({"HOME": "/home/x"}) == Path("/home/x/.local/share/factfile")
        assert user_library({"HOME": "/home/x", "XDG_DATA_HOME": "/data"}) == Path("/data/factfile")
        assert user_library({"HOME": "/home/x", "XDG_DATA_HOME": "relative"}) == Path("/home/x/.local/share/factfile")

        def homeless() -> Path:
            raise RuntimeError("Could not determine home directory.")

        monkeypatch.setattr(Path, "home", homeless)
        assert find_library(None, {}, Path("/")).root == shipped_library().root

    def test_the_shipped_library_named_by_its_folder_has_its_seeds(self) -> None:
        shipped = shipped_library()
        assert find_library(str(shipped.root), {}, Path("/")).seeds_dir == shipped.seeds_dir
        assert find_library(None, {}, shipped.sheets_dir).seeds_dir == shipped.seeds_dir
        assert shipped.seeds_dir.is_dir()

    @pytest.mark.parametrize(
        ("name", "sentence"),
        [
            ("missing", "does not exist"),
            ("file", "it is a file"),
            ("empty", "it has no folder `sheets`"),
            ("file/below", "does not exist"),
            ("half", "it has no folder `sheets`"),
            ("loop", "does not exist"),
            ("x" * 300, "cannot be read: file name too long"),
            ("\x1b[31m", "␛[31m: the folder does not exist"),
            ("\udcff", "does not exist"),
        ],
    )
    def test_one_clear_sentence(self, tmp_path: Path, name: str, sentence: str) -> None:
        (tmp_path / "file").write_text("x", encoding="utf-8")
        (tmp_path / "empty").mkdir()
        (tmp_path / "half").mkdir()
        (tmp_path / "half" / "sheets").write_text("", encoding="utf-8")
        (tmp_path / "loop").symlink_to(tmp_path / "loop")
        with pytest.raises(LibraryError) as raised:
            find_library(str(tmp_path / name), {}, tmp_path)
        assert sentence in str(raised.value)
        assert str(raised.value).isprintable()

    def test_an_unknown_user(self, tmp_path: Path) -> None:
        with pytest.raises(LibraryError, match="no such user"):
            find_library("~nobody-of-this-name/x", {}, tmp_path)

    def test_a_folder_that_may_not_be_entered(self, library_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        stat = Path.stat

        def refuse(path: Path, **more: bool) -> Iterator[Path] | os.stat_result:
            if path.is_relative_to(library_folder):
                raise PermissionError(13, "Permission denied")
            return stat(path, **more)

        monkeypatch.setattr(Path, "iterdir", refuse)
        with pytest.raises(LibraryError, match="cannot be read: permission denied"):
            open_library(library_folder)
        monkeypatch.setattr(Path, "stat", refuse)
        with pytest.raises(LibraryError, match="cannot be read: permission denied"):
            open_library(library_folder)
        assert find_library(None, {"HOME": str(library_folder)}, library_folder).root == shipped_library().root


class TestReading:
    def test_every_sheet_in_one_order(self, library: Library) -> None:
        assert [read.path for read in library.read_all()] == [
            "drafts/tolls.yaml",
            "harbour-cameras.yaml",
            "minimal.yml",
        ]
        assert told(library) == []

    def test_by_id_whatever_the_file_is_called(self, library: Library) -> None:
        found = library.find("harbour-tolls")
        assert found is not None
        assert found[0].name == "tolls.yaml"
        for nobody in ("harbour", "", "../minimal", "\udcff", "a\0b", "x" * 500):
            assert library.find(nobody) is None

    def test_names_come_from_the_gazetteer_first(self, library: Library) -> None:
        sheet = loaded(library, "harbour-cameras")
        assert library.entity_name("port", sheet) == "Harbour authority"
        assert library.entity_name("tidewatch", sheet) == "Tidewatch"
        assert library.entity_name("nobody", sheet) == "nobody"

    def test_hidden_files_and_others_are_no_sheets(self, library: Library) -> None:
        for name in (".hidden.yaml", "notes.txt", "x.yaml~", ".git/x.yaml"):
            path = library.sheets_dir / name
            path.parent.mkdir(exist_ok=True)
            path.write_text("broken: [", encoding="utf-8")
        assert told(library) == []

    def test_the_second_sheet_of_an_id_is_named_at_its_id(self, library: Library) -> None:
        (library.sheets_dir / "z.yaml").write_text("# a copy\n" + MINIMAL, encoding="utf-8")
        assert told(library) == ["z.yaml:3:5: the id `minimal` is taken already, by minimal.yml"]
        assert len(list(library.sheets())) == 3

    def test_a_link_to_no_sheet_is_named_at_its_place(self, library: Library) -> None:
        (library.sheets_dir / "drafts" / "tolls.yaml").write_text(
            MINIMAL.replace("minimal", "harbour-tols"), encoding="utf-8"
        )
        line = FULL[: FULL.index("{to: harbour")].count("\n") + 1
        expected = "no sheet `harbour-tolls` in this library; did you mean `harbour-tols`?"
        assert told(library) == [f"harbour-cameras.yaml:{line}:8: {expected}"]

    def test_links_pipes_folders_and_loops(self, library: Library, tmp_path: Path) -> None:
        sheets = library.sheets_dir
        (tmp_path / "outside.yaml").write_text(MINIMAL.replace("minimal", "outside"), encoding="utf-8")
        (tmp_path / "folder").mkdir()
        (tmp_path / "folder" / "inside.yaml").write_text("x", encoding="utf-8")
        (sheets / "out.yaml").symlink_to(tmp_path / "outside.yaml")
        (sheets / "all").symlink_to(tmp_path / "folder")
        (sheets / "loop.yaml").symlink_to(sheets / "loop.yaml")
        (sheets / "gone.yaml").symlink_to(sheets / "nothing")
        (sheets / "folder.yaml").mkdir()
        os.mkfifo(sheets / "pipe.yaml")
        assert told(library) == [
            "gone.yaml: not a file",
            "loop.yaml: a link leads out of the library",
            "out.yaml: a link leads out of the library",
            "pipe.yaml: not a file",
        ]
        assert library.find("outside") is None

    def test_a_link_inside_is_followed(self, library: Library) -> None:
        (library.sheets_dir / "minimal.yml").rename(library.sheets_dir / "real.txt")
        (library.sheets_dir / "alias.yaml").symlink_to("real.txt")
        assert loaded(library, "minimal").title == "A minimal sheet"

    def test_file_names_are_shown_safely(self, library: Library) -> None:
        for name in (
            b"\x1b]0;x\x07.yaml",
            b"\xff\xfe.yaml",
            b"\xc2\x9b31m.yaml",
            "\u202elmay.yaml".encode(),
            b"a\nb.yaml",
        ):
            Path(os.fsdecode(os.fsencode(library.sheets_dir) + b"/" + name)).write_bytes(b"title: x\n")
        names = {line.split(":")[0] for line in told(library)}
        assert names == {"␛]0;x␇.yaml", "��.yaml", "<U+009B>31m.yaml", "<U+202E>lmay.yaml", "a b.yaml"}
        assert all(line.isprintable() for line in told(library))
        assert all(read.path.isprintable() for read in library.read_all())

    def test_a_file_that_cannot_be_opened(self, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(path: Path, most: int = 0) -> bytes:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(library_module, "read_bounded", refuse)
        assert "minimal.yml: cannot be read: permission denied" in told(library)
        assert "gazetteer.yaml: cannot be read: permission denied" in told(library)
        assert list(library.sheets()) == []

    def test_a_broken_gazetteer_is_a_problem_and_nothing_else(self, library: Library) -> None:
        library.gazetteer_file.write_text("actors:\n- id: X\n", encoding="utf-8")
        assert told(library)[0].startswith("gazetteer.yaml:2:3: an entry needs")
        assert len(list(library.sheets())) == 3

    def test_without_a_gazetteer(self, library: Library) -> None:
        library.gazetteer_file.unlink()
        assert told(library) == []
        assert library.entity_name("port") == "port"


LINKS = ("out.md", "loop")


class TestSources:
    def source(self, library: Library) -> Source:
        return loaded(library, "harbour-tolls").sources[0]

    def test_the_hash_vouches_for_the_text(self, library: Library) -> None:
        read = library.source(self.source(library))
        assert (read.verified, read.restated, read.attached) == ("text", True, None)
        assert isinstance(read.text, SourceText)
        assert read.text.text == HARBOUR
        (library.seeds_dir / "harbour.md").write_text(HARBOUR + "changed", encoding="utf-8")
        assert library.source(self.source(library)).verified == "no"
        (library.seeds_dir / "harbour.md").unlink()
        assert library.source(self.source(library)).text is None

    @pytest.mark.parametrize(
        "name", ["/etc/passwd", "../gazetteer.yaml", "a/../../x", "a\0b", "x" * 500, ".", "out.md", "loop"]
    )
    def test_nothing_outside_of_the_seeds_is_read(self, library: Library, name: str) -> None:
        (library.seeds_dir / "out.md").symlink_to(library.gazetteer_file)
        (library.seeds_dir / "loop").symlink_to("loop")
        read = library.source(Source(id="s", file=name, sha256="0" * 64))
        assert (read.text, read.verified) == (None, "no")

    def test_an_original_is_attached_by_its_hash(self, library: Library, tmp_path: Path) -> None:
        right, wrong = tmp_path / "right.txt", tmp_path / "wrong.txt"
        right.write_bytes(ORIGINAL)
        wrong.write_bytes(ORIGINAL + b" ")
        assert library.add_original(wrong, library.sheets()) == []
        assert not library.originals_dir.exists()
        assert library.add_original(right, library.sheets()) == [("harbour-tolls", "s1")]
        read = library.source(self.source(library))
        assert read.verified == "original"
        assert read.attached is not None
        assert read.attached.text.encode() == ORIGINAL

    def test_a_changed_original_vouches_for_nothing(self, library: Library, tmp_path: Path) -> None:
        (tmp_path / "right.txt").write_bytes(ORIGINAL)
        library.add_original(tmp_path / "right.txt", library.sheets())
        (library.originals_dir / ORIGINAL_SHA256).write_bytes(b"forged")
        assert library.source(self.source(library)).verified == "text"

    def test_a_missing_original_says_so(self, library: Library, tmp_path: Path) -> None:
        with pytest.raises(FileNotFoundError):
            library.add_original(tmp_path / "nothing", library.sheets())
