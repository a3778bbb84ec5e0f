"""A library with one draft, and a desk before it."""

from datetime import date
from pathlib import Path

import pytest

from factsheets.library import Library
from factsheets.review.desk import Desk
from tests.test_review.drafts import ARTICLE, draft_text, empty_library, put

DAY = date(2026, 4, 1)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = empty_library(tmp_path / "library")
    put(library, "harrow", ARTICLE, draft_text())
    return library


@pytest.fixture
def path(library: Library) -> Path:
    return library.sheets_dir / "harrow.yaml"


@pytest.fixture
def desk(library: Library, path: Path) -> Desk:
    return Desk(library, path, "Ann Reader", lambda: DAY)
