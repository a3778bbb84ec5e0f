"""Fixtures that every package's tests may use."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from factsheets.library import Library, open_library
from tests.sample_sheets import MINIMAL, write_library

settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=False)
settings.load_profile("here")


@pytest.fixture
def minimal_sheet() -> str:
    """The text of the smallest sheet that is valid."""
    return MINIMAL


@pytest.fixture
def library_folder(tmp_path: Path) -> Path:
    """A library of three handmade sheets with their seed and gazetteer."""
    return write_library(tmp_path / "library")


@pytest.fixture
def library(library_folder: Path) -> Library:
    return open_library(library_folder)
