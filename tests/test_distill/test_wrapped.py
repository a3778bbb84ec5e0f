"""Line breaks that a width made are told from those that a writer made."""

import textwrap

import pytest

from factsheets.distill.wrapped import soft_breaks

PROSE = (
    "The council of Harrow Vale signed a contract of 1,250 euros with Lumen Ltd in March 2026, after a long debate "
    "over the price of lamps and the use of money that had been set aside for the library of the town, said the mayor."
)


@pytest.mark.parametrize("width", [50, 65, 80, 100])
def test_a_paragraph_that_was_broken_becomes_one_line(width: int) -> None:
    text = "A title\n\n" + textwrap.fill(PROSE * 2, width) + "\n\n" + textwrap.fill(PROSE, width) + "\n"
    joined = list(text)
    for at in soft_breaks(text):
        assert text[at] == "\n"
        joined[at] = " "
    assert "".join(joined) == f"A title\n\n{PROSE * 2}\n\n{PROSE}\n"


@pytest.mark.parametrize(
    "text",
    [
        f"{PROSE}\n{PROSE}\n{PROSE}\n{PROSE}\n",
        "Storm over Calvi leaves twelve homes without any power\n" * 8,
        "".join(f"Region {number} of the country\t{number},250\t{number},900\n" for number in range(9)),
        "".join(f"| Region {number} of the whole country | {number},250 euros of grants |\n" for number in range(9)),
        "- an item of the list that is as long as the line allows\n" * 8,
        "one line",
        "",
    ],
    ids=["a paragraph a line", "headlines", "tabs", "bars", "bullets", "one line", "nothing"],
)
def test_what_a_writer_broke_stays_broken(text: str) -> None:
    assert soft_breaks(text) == []


def test_lines_of_a_pdf_are_as_wide_on_paper_as_others_not_in_letters() -> None:
    lines = textwrap.wrap(PROSE * 3, 80)
    ragged = "\n".join(line if number % 3 else line.replace("the", "th") for number, line in enumerate(lines))
    assert len(soft_breaks(ragged, ragged=True)) == len(lines) - 1
