"""A language is a folder of words: a small Portuguese one, put beside the others in a copy of the package, is read."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import factsheets

TEXT = """A câmara de Vilar compra câmaras para as ruas

A câmara municipal de Vilar pagou 3,5 milhões de euros à Lusovis, Lda. em 12 de março de 2025, disse o vereador.
O contrato prevê mais de 1.250 viaturas até 2027, e a manutenção custa cerca de 285.000 euros por ano.
As obras começaram em setembro de 2024 e já cobrem vinte e três por cento da cidade.

Leia também: 99 euros por uma câmara
"""
WORDS = {
    "page.yaml": """
common-words: [o, a, os, as, de, do, da, dos, um, uma, e, que, em, no, na, por, para, mais, já, até, disse, pela]
tail: [leia também]
""",
    "numbers.yaml": """
words: {um: 1, dois: 2, três: 3, vinte: 20, trinta: 30}
joiners: {e: tens}
scales: {3: [mil], 6: [milhão, milhões]}
of: [de]
modifiers: {about: [cerca de], more-than: [mais de]}
currencies: {EUR: [euro, euros]}
units: {percent: [por cento], vehicles: [viaturas]}
per: {year: [por ano]}
noun: {plurals: [s]}
""",
    "dates.yaml": """
names-are: small
order: dmy
months: {1: [janeiro], 3: [março], 9: [setembro], 12: [dezembro]}
classes: {OF: [de, do]}
points:
  day: ["DAY OF? MONTH OF? YEAR"]
  month: ["MONTH OF? YEAR"]
""",
    "actors.yaml": "legal_forms: [Lda]\n",
}
PROGRAM = """
import json, sys
from factsheets.distill.rules import distilled
found = distilled(sys.stdin.read())
print(json.dumps({"lang": found.lang, "article": found.article, "found": [one.payload() for one in found.found]}))
"""


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a copy of the package with the new folder makes of the text."""
    home = tmp_path_factory.mktemp("package")
    package = Path(factsheets.__file__).parent
    shutil.copytree(package, home / "factsheets", ignore=shutil.ignore_patterns("sheets", "__pycache__"))
    vocabulary = home / "factsheets" / "vocabulary"
    with (vocabulary / "languages.yaml").open("a", encoding="utf-8") as languages:
        languages.write("pt: {en: [Portuguese], fr: [portugais], es: [portugués]}\n")
    folder = vocabulary / "languages" / "pt"
    folder.mkdir()
    for name, words in WORDS.items():
        (folder / name).write_text(words, encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": str(home), "PYTHONIOENCODING": "utf-8"}
    run = [sys.executable, "-c", PROGRAM]
    done = subprocess.run(run, input=TEXT, capture_output=True, encoding="utf-8", env=env, cwd=home, check=True)  # noqa: S603
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _rows(read: dict[str, Any], kind: str, *keys: str) -> list[tuple[str | None, ...]]:
    return [tuple(one[key] for key in keys) for one in read["found"] if one["kind"] == kind]


def test_it_is_told_from_the_others(read: dict[str, Any]) -> None:
    assert read["lang"] == "pt"


def test_its_tail_is_cut(read: dict[str, Any]) -> None:
    start, end = read["article"]
    assert TEXT[start:end].endswith("por cento da cidade.")


def test_its_sums_are_read(read: dict[str, Any]) -> None:
    assert _rows(read, "money", "printed", "value", "currency", "modifier", "per") == [
        ("3,5 milhões de euros", "3500000", "EUR", "as-printed", None),
        ("285.000 euros", "285000", "EUR", "about", "year"),
    ]


def test_its_counts_are_read(read: dict[str, Any]) -> None:
    assert _rows(read, "quantity", "printed", "value", "unit") == [
        ("1.250 viaturas", "1250", "vehicles"),
        ("vinte e três por cento", "23", "percent"),
    ]


def test_its_dates_are_read(read: dict[str, Any]) -> None:
    assert _rows(read, "date", "printed", "edtf") == [
        ("12 de março de 2025", "2025-03-12"),
        ("setembro de 2024", "2024-09"),
    ]


def test_its_companies_are_found(read: dict[str, Any]) -> None:
    assert ("Lusovis, Lda", "company") in _rows(read, "actor", "name", "actor_kind")
