"""A print vouches for a fragment only where it stands in its source."""

from pathlib import Path

from factsheets.library import open_library
from tui.verbs.printing import markdown


def test_a_fragment_that_its_source_does_not_have_is_not_verified(library_folder: Path) -> None:
    path = next(one for one in library_folder.rglob("*.yaml") if "id: harbour-cameras\n" in one.read_text())
    path.write_text(path.read_text().replace("paragraph: 2, exact: Tidewatch", "paragraph: 3, exact: Tidewatch", 1))
    library = open_library(library_folder)
    sheet = next(one for one in library.sheets() if one.id == "harbour-cameras")
    notes = [line for line in markdown(library, [sheet], "en").splitlines() if line.startswith("[^")]
    unproven = [line for line in notes if "not verified" in line]
    assert len(notes) > 2
    assert len(unproven) == 1
    assert "Tidewatch" in unproven[0]
