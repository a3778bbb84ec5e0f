"""The forms of dates, one case a group of them; what they mean without a publication; and that reading stays linear."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factsheets.dates import parse_edtf
from factsheets.distill.date import dates
from factsheets.distill.date_words import STAGES, date_words, strings, table
from factsheets.distill.document import Document
from factsheets.distill.findings import Finding
from factsheets.vocabulary import language_data, languages, months
from tests.test_distill.cases import Case, cases, document, findings_of

PUBLISHED = date(2026, 2, 3)


def read(text: str, lang: str, published: date | None = PUBLISHED) -> list[Finding]:
    made = document(text, lang)
    made.published = published
    return list(dates(made))


def written(finding: Finding) -> str:
    printed = " ".join(finding.printed.split())
    return f"{printed} => {finding.edtf or '?'}{' (relative)' * finding.relative}"


@pytest.mark.parametrize("case", cases("date"), ids=str)
def test_forms(case: Case) -> None:
    assert [written(one) for one in read(case.text, case.lang)] == list(case.expected)


@pytest.mark.parametrize("case", cases("date"), ids=str)
def test_spans_are_of_the_whole_text_and_the_notation_is_valid(case: Case) -> None:
    made = document(case.text, case.lang)
    for one in findings_of(case, dates):
        assert made.text[one.start : one.end] == one.printed
        assert 0 < one.confidence <= 1
        assert one.rule.startswith("date.")
        if one.edtf:
            parse_edtf(one.edtf)


@pytest.mark.parametrize("case", cases("date"), ids=str)
def test_nothing_relative_is_resolved_without_a_publication(case: Case) -> None:
    for one in read(case.text, case.lang, None):
        assert one.relative == (not one.edtf)


def test_an_ambiguous_order_follows_the_documents_other_dates_and_is_doubted_without_any() -> None:
    (alone,) = read("Paid on 02/03/2024.", "en")
    assert (alone.edtf, alone.confidence < 0.7) == ("2024-02-03", True)
    assert [one.edtf for one in read("Paid on 02/03/2024, due 25/03/2024.", "en")] == ["2024-03-02", "2024-03-25"]
    assert [one.edtf for one in read("Paid on 02/03/2024, on March 4, 2024.", "en")] == ["2024-02-03", "2024-03-04"]
    (french,) = read("Payé le 02/03/2024.", "fr")
    assert (french.edtf, french.confidence > 0.9) == ("2024-03-02", True)


@pytest.mark.parametrize("lang", languages())
def test_every_form_can_be_compiled_and_has_a_recipe(lang: str) -> None:
    data = language_data(lang, "dates")
    lines = [form for stage in STAGES for forms in table(data[stage]).values() for form in strings(forms)]
    assert len(lines) == sum(len(stage) for stage in date_words(lang).stages)


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("published", [PUBLISHED, None])
def test_every_form_can_be_read(lang: str, published: date | None) -> None:
    data = language_data(lang, "dates")
    recipes = (forms for stage in STAGES for forms in table(data[stage]).values())
    texts = [made_of(form, lang) for forms in recipes for form in strings(forms)]
    for text in texts:
        read(text, lang, published)
    assert sum(bool(read(text, lang, PUBLISHED)) for text in texts) > 0.8 * len(texts)


def made_of(form: str, lang: str) -> str:
    """A text that a form fits: of every item the first word."""
    marks = set("()[]") | {")?"}
    items = (item.removesuffix("?").split("|")[0] for item in form.split() if item not in marks)
    return " ".join(word_of(item, lang) for item in items)


def word_of(item: str, lang: str) -> str:
    """The word itself, or one of the class."""
    march = months(lang)[2]
    known = {"POINT": "2024", "PERIOD": f"{march} 2024", "OTHERS": "xyz", "YEAR": "2024", "DAY": "3", "DAYNUM": "3"}
    known |= {"DAYS": "12-15", "YEARS": "2019-2021", "DATE": "03/02/2024", "MONTHYEAR": "09/2024", "ROMAN": "XX"}
    known |= {"NUMBER": "30", "DECADE": "1990", "FISCAL": "FY2024", "QUARTER": "Q3", "HALF": "H1"}
    words = (word for word, one in date_words(lang).words.items() if item in one.values)
    return known.get(item) or (next(words, item).capitalize() if item.isupper() else item)


def test_a_language_without_dates_finds_none() -> None:
    assert list(dates(Document("le 3 mai", "xx", [], (0, 0)))) == []


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "12-",
        "2019 ",
        "3 mars ",
        "de ",
        "entre ",
        "1/",
        "'",
        ". ",
        "2019 à ",
        "mardi ",
        "May ",
        "on the 14th. ",
        "le 3 mars 2024, le 14 au soir ",
        "a'",
        "́",
    ],
)
def test_reading_is_linear_in_the_length(lang: str, unit: str) -> None:
    def seconds(length: int) -> float:
        made = document(unit * (length // len(unit)), lang)
        taken = []
        for _ in range(2):
            start = time.process_time()
            list(dates(made))
            taken.append(time.process_time() - start)
        return min(taken)

    assert seconds(16_000) < 10 * max(seconds(4_000), 0.005)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from([*"0123456789 /-.,'’", "2024", "31", "mars", "May", "fin ", "entre ", "since ", "de ", "XIXe"]),
        max_size=60,
    ),
    st.sampled_from(languages()),
    st.dates(),
)
def test_no_text_raises_and_every_date_can_be_read(words: list[str], lang: str, published: date) -> None:
    text = "".join(words)
    for one in read(text, lang, published):
        assert text[one.start : one.end] == one.printed
        assert one.edtf or one.relative
        if one.edtf:
            parse_edtf(one.edtf)
