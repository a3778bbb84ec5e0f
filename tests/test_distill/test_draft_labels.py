"""What a draft calls its figures: the heads of a table, a part of its sentence; and the scale in a caption."""

from factsheets import checks
from factsheets.distill.draft_labels import part_with, shortened
from factsheets.gazetteer import read_gazetteer
from factsheets.model import Figure
from tests.test_distill.drafts import assert_sound, drafted

ROWS = """Budget note of the town of Calvi

Figures in thousands of euros, unless stated.

Item\t2022 actual\t2023 budget
Salaries\t18,420\t19,975
Fuel\t980\t1,150

The town has 41 buses.
"""
LINES = """Note budgétaire de la ville de Calvi

Montants en milliers d'euros, sauf mention contraire.

Chapitre
Réalisé 2024
Budget 2025
Aide à domicile
18 075
18 900
Total
20 100
21 350

La ville compte 41 autobus.
"""
YEARS = LINES.replace("Réalisé 2024\nBudget 2025", "2024\n2025")


def figures(text: str) -> dict[str, Figure]:
    sheet = drafted(text)
    assert_sound(sheet, {"s1": text})
    return {one.printed: one for one in sheet.figures}


def test_a_cell_is_called_by_its_row_and_its_column() -> None:
    found = figures(ROWS)
    assert {one.label for one in found.values() if one.currency} == {
        "Salaries, 2022 actual",
        "Salaries, 2023 budget",
        "Fuel, 2022 actual",
        "Fuel, 2023 budget",
    }
    assert found["41 buses"].label == "The town has 41 buses."
    assert str(found["980"].date) == "2022"


def test_a_table_flattened_into_lines_has_its_heads_too() -> None:
    assert [one.label for one in figures(LINES).values() if one.currency] == [
        "Aide à domicile, Réalisé 2024",
        "Aide à domicile, Budget 2025",
        "Total, Réalisé 2024",
        "Total, Budget 2025",
    ]
    assert "Aide à domicile, 2024" in {one.label for one in figures(YEARS).values()}


def test_the_scale_that_a_caption_prints_is_evidence() -> None:
    figure = figures(ROWS)["18,420"]
    assert str(figure.amount.value) == "18420000"
    assert [piece.exact for piece in figure.evidence] == ["18,420", "Figures in thousands of euros, unless stated."]
    assert checks.misread(figure, "en") is not None
    assert not checks.is_scaled_by(figure, "Figures in millions of euros", "en")
    assert checks.is_scaled_by(figure, "Amount (€ '000)", "en")


def test_a_long_sentence_gives_the_part_that_holds_the_figure() -> None:
    text = "The first lot was given to Axis Ltd for the northern harbour; the second lot cost 3 million euros in all"
    assert part_with(text, "3 million euros") == "the second lot cost 3 million euros in all"
    assert part_with("- Cameras: 3 million euros", "3 million euros") == "Cameras: 3 million euros"


def test_what_is_cut_says_so_and_keeps_what_was_printed() -> None:
    text = " ".join(["word"] * 60 + ["3 million"] + ["word"] * 60)
    short = shortened(text, "3 million")
    assert short.startswith("… word")
    assert short.endswith("word …")
    assert "3 million" in short


def test_two_names_of_one_registered_actor_are_one_actor_under_its_id() -> None:
    register = """
actors:
- {id: acme-holding, name: Acme Holding, kind: company, aliases: {en: [Acme Ltd]}}
"""
    gazetteer, problems = read_gazetteer(register.encode(), "gazetteer.yaml")
    assert problems == []
    text = "The town of Calvi paid Acme Ltd 3 million euros.\n\nAcme Holding said it was pleased.\n"
    sheet = drafted(text, gazetteer=gazetteer)
    assert [one.id for one in sheet.actors if one.name == "Acme Holding"] == ["acme-holding"]
    assert_sound(sheet, {"s1": text})


def test_what_is_not_a_fact_waits_all_the_same() -> None:
    """A sum whose currency nobody prints is no figure, and not lost."""
    sheet = drafted("The offer was 40 million.\n\nThe town paid 12 dollars for it.\n")
    assert sheet.draft is not None
    waiting = {one.id for one in sheet.draft.pending}
    assert {one.id for one in sheet.facts()} <= waiting
