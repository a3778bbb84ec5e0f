"""The vocabularies: one way to read them, kept after the first time, never out of date."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from factsheets import vocabulary, yaml_text


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of vocabularies and a cache of the test's own."""
    (tmp_path / "languages" / "en").mkdir(parents=True)
    monkeypatch.setattr(vocabulary, "_FOLDER", tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    forget()
    yield tmp_path
    forget()


def forget() -> None:
    """As a new process begins."""
    for reader in (vocabulary.terms, vocabulary.table, vocabulary.language_data):
        reader.cache_clear()


@pytest.fixture
def yaml_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were read as YAML."""
    names: list[str] = []
    load = yaml_text.load_data

    def watched(raw: bytes, name: str) -> yaml_text.Data:
        names.append(name)
        return load(raw, name)

    monkeypatch.setattr(yaml_text, "load_data", watched)
    return names


def test_yaml_is_read_once(folder: Path, yaml_read: list[str]) -> None:
    (folder / "units.yaml").write_text("person: {en: [person, people], fr: [personne]}\n", encoding="utf-8")
    (folder / "languages" / "en" / "page.yaml").write_text("ends: [Most popular]\n", encoding="utf-8")
    for _ in range(2):
        assert vocabulary.label("units", "person", "fr") == "personne"
        assert vocabulary.language_data("en", "page") == {"ends": ["Most popular"]}
        forget()
    assert yaml_read == ["units.yaml", "en/page.yaml"]


def test_a_changed_vocabulary_is_read_again_whatever_its_times_say(folder: Path, yaml_read: list[str]) -> None:
    file = folder / "units.yaml"
    found = []
    for word in ("person", "people"):
        file.write_text(f"person: {{en: [{word}]}}\n", encoding="utf-8")
        os.utime(file, (1, 1))
        found.append(vocabulary.label("units", "person"))
        forget()
    assert found == ["person", "people"]
    assert len(yaml_read) == 2


def test_a_derived_table_follows_its_vocabularies_and_its_code(folder: Path) -> None:
    source, code = folder / "units.yaml", folder / "code.py"
    numbers = iter(range(1, 9))

    def table() -> object:
        return vocabulary.derived("numbers", ["units"], [str(code)], lambda: next(numbers))

    source.write_text("a: {en: [b]}\n", encoding="utf-8")
    code.write_text("1", encoding="utf-8")
    assert [table(), table()] == [1, 1]
    source.write_text("a: {en: [c]}\n", encoding="utf-8")
    assert [table(), table()] == [2, 2]
    code.write_text("2", encoding="utf-8")
    assert [table(), table()] == [3, 3]
    code.unlink()
    assert [table(), table()] == [4, 5]
