"""The two shipped sheets: sound, complete against a checklist, and proved by their sources."""

import hashlib
import os
import re
from pathlib import Path

import pytest

import factsheets
from factsheets.evidence import SourceText, Standing, stand
from factsheets.model import Confidence, Evidence, FactSheet, Figure, Nature, Source, Status
from factsheets.serialise import to_yaml
from factsheets.validate import validate

PACKAGE = Path(factsheets.__file__).parent
REPOSITORY = Path(__file__).parents[2]
SEEDS = REPOSITORY / "seeds"
ORIGINALS = Path(os.environ.get("FACTFILE_ORIGINALS") or REPOSITORY.parent / "shared" / "seeds")
GAZETTEER_FILE = PACKAGE / "gazetteer.yaml"
MINNEAPOLIS, SMUGGLERS = "minneapolis-immigration-tech", "smugglers-ai-us-mexico"
SHEET_IDS = (MINNEAPOLIS, SMUGGLERS)
LONGEST_FRAGMENT_WORDS = 8
LONGEST_COMMON_RUN = 8


def sheet_file(sheet_id: str) -> Path:
    return PACKAGE / "sheets" / f"{sheet_id}.yaml"


def load(sheet_id: str) -> FactSheet:
    read = validate(sheet_file(sheet_id).read_bytes(), sheet_id)
    assert read.problems == ()
    assert read.sheet is not None
    return read.sheet


def source_of(sheet: FactSheet) -> Source:
    (source,) = sheet.sources
    return source


def pieces(sheet: FactSheet) -> list[Evidence]:
    return [piece for fact in sheet.facts() for piece in fact.evidence]


def figure(sheet: FactSheet, figure_id: str) -> Figure:
    return next(one for one in sheet.figures if one.id == figure_id)


def original_path(sheet: FactSheet) -> Path:
    """Where the original would be; skips the test that needs it when the press texts are not on this machine."""
    original = source_of(sheet).original
    assert original is not None
    path = ORIGINALS / original.name
    if not path.is_file():
        pytest.skip(f"the originals are not attached: no {original.name} under FACTFILE_ORIGINALS")
    return path


@pytest.mark.parametrize("sheet_id", SHEET_IDS)
class TestEverySheet:
    def test_is_valid_and_reviewed(self, sheet_id: str) -> None:
        sheet = load(sheet_id)
        assert sheet.id == sheet_id
        assert sheet.status is Status.REVIEWED
        assert sheet.review is not None
        assert (sheet.review.by, sheet.review.at) == ("factfile maintainers", "2026-11-22")

    def test_reads_back_after_saving(self, sheet_id: str) -> None:
        sheet = load(sheet_id)
        assert validate(to_yaml(sheet).encode(), sheet_id).sheet == sheet

    def test_its_source_is_the_restatement(self, sheet_id: str) -> None:
        source = source_of(load(sheet_id))
        assert source.restated
        assert hashlib.sha256((SEEDS / source.file).read_bytes()).hexdigest() == source.sha256

    def test_evidence_stands_at_its_offsets_and_in_its_paragraph(self, sheet_id: str) -> None:
        sheet = load(sheet_id)
        text = SourceText((SEEDS / source_of(sheet).file).read_bytes().decode())
        for piece in pieces(sheet):
            found = stand(piece, text)
            assert found.standing is Standing.EXACT, piece
            assert found.span is not None
            assert piece.start is not None, piece
            assert text.paragraph_at(piece.start) == piece.paragraph, piece

    def test_fragments_are_short(self, sheet_id: str) -> None:
        words = {piece.exact: len(re.findall(r"\w+", piece.exact)) for piece in pieces(load(sheet_id))}
        assert {exact for exact, count in words.items() if count > LONGEST_FRAGMENT_WORDS} == set()

    def test_a_printed_amount_is_the_first_piece_of_evidence(self, sheet_id: str) -> None:
        for one in load(sheet_id).figures:
            assert one.evidence[0].exact == one.printed

    def test_its_links_lead_to_the_other_sheet(self, sheet_id: str) -> None:
        (link,) = load(sheet_id).links
        assert {link.to, sheet_id} == set(SHEET_IDS)
        assert link.why

    def test_evidence_stands_in_the_original_too(self, sheet_id: str) -> None:
        sheet = load(sheet_id)
        original = source_of(sheet).original
        assert original is not None
        raw = original_path(sheet).read_bytes()
        assert (hashlib.sha256(raw).hexdigest(), len(raw)) == (original.sha256, original.size)
        text = SourceText(raw.decode(), original.first_line)
        title = text.paragraphs[0]
        assert text.text[title.start : title.end] == original.title
        for piece in pieces(sheet):
            assert stand(piece, text, offsets=False).standing is Standing.EXACT, piece

    def test_it_copies_no_sentence_of_its_original(self, sheet_id: str) -> None:
        sheet = load(sheet_id)
        original = source_of(sheet).original
        assert original is not None
        printed = runs(original_path(sheet).read_text("utf-8"))
        cited = runs(original.title)
        ours = runs(sheet_file(sheet_id).read_text("utf-8")) | runs(GAZETTEER_FILE.read_text("utf-8"))
        assert (ours - cited) & printed == set()


def runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    length = LONGEST_COMMON_RUN + 1
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


# figure, exact value or magnitude, currency or unit, per, payer, payee, date, printed
REQUIRED_FIGURES = """
ice-clearview-2025-09 | =3750000 | USD | total | ice | clearview-ai | 2025-09 | 3.75 millions de dollars
palantir-platform-contract | =30000000 | USD | total | us-government | palantir | - | 30 millions de dollars
ice-surveillance-spending | ~1000000 | USD | total | ice | - | - | des millions de dollars
turnsignl-subscription | =99 | USD | year | - | turnsignl-team | - | 99 dollars
turnsignl-users | =285000 | users | total | - | - | - | 285.000 utilisateurs
hampton-age | =35 | year | total | - | - | - | 35 ans
phones-located | ~100000000 | phones | total | - | - | - | centaines de millions de téléphones portables
phone-extraction-companies | =2 | companies | total | - | - | - | deux sociétés
protesters-killed | =2 | protesters | total | - | - | - | deux manifestants
migrants-to-expel | ~1000000 | migrants | total | - | - | - | des millions de migrants
jobs-by-2030 | ~1000000 | jobs | total | - | - | ../2030 | des millions d’emplois
"""


def required_figures() -> list[list[str]]:
    return [
        [cell.strip().removeprefix("-") for cell in line.split("|")] for line in REQUIRED_FIGURES.strip().splitlines()
    ]


def as_row(one: Figure) -> list[str]:
    exact, magnitude = one.amount.value, one.amount.magnitude
    size = f"~{magnitude}" if magnitude is not None else f"={exact}"
    date = one.date.text if one.date else ""
    return [one.id, size, one.currency or one.unit, one.per.value, one.payer, one.payee, date, one.printed]


def test_the_figures_are_those_of_the_documents_and_no_others() -> None:
    rows = [as_row(one) for sheet_id in SHEET_IDS for one in load(sheet_id).figures]
    assert sorted(rows) == sorted(required_figures())


def test_every_sum_is_in_dollars_by_context() -> None:
    sums = [one for one in load(MINNEAPOLIS).figures if one.currency]
    assert {(one.currency, one.currency_from) for one in sums} == {("USD", "context")}
    assert [one.id for one in sums if one.basis] == ["ice-clearview-2025-09"]


def test_the_clearview_figure_is_proved_by_its_paragraph() -> None:
    bought = figure(load(MINNEAPOLIS), "ice-clearview-2025-09")
    assert (bought.basis, bought.kind, bought.about) == ("paid", "contract", ("clearview",))
    proof = {piece.exact for piece in bought.evidence if piece.paragraph == 18}
    assert {"3.75 millions de dollars", "En septembre 2025", "Clearview AI"} <= proof


REQUIRED_IDS = {
    MINNEAPOLIS: {
        "actors": """
            ice us-government trump-administration donald-trump clearview-ai palantir capgemini
            capgemini-subsidiary phone-extraction-makers location-data-company jazz-hampton turnsignl-team
            immigration-lawyers minneapolis-activists migrants migrant-supporters protesters renee-good
            alex-pretti george-floyd federal-agents minnesota-agents minneapolis-police fbi kash-patel afp
            new-york-times nyt-officials
        """,
        "tools": """
            clearview mobile-fortify phone-extraction-software location-data-service palantir-platform
            capgemini-contract-work turnsignl defrost-mn signal
        """,
        "places": "minneapolis minnesota united-states france",
        "dates": """
            george-floyd-killing turnsignl-created turnsignl-adapted clearview-purchase
            minneapolis-demonstrations last-45-days signal-since-the-deaths
        """,
        "statements": """
            hampton-busy hampton-lawyer-access hampton-fair-rules hampton-adaptation patel-warning
            officials-on-tools afp-documents capgemini-outcry david-and-goliath
        """,
    },
    SMUGGLERS: {
        "actors": """
            smugglers criminal-networks migrants mexican-migrants families relatives consulates authorities
            us-government mexican-government texas-authorities ngos-and-institutions
        """,
        "tools": """
            artificial-intelligence photographs-as-pressure fake-profiles falsified-photographs
            false-information smugglers-facial-recognition detailed-profiles smugglers-data-analysis
            smugglers-geolocation border-monitoring authorities-ai-detection distress-app security-apps
            proposed-protection-tools
        """,
        "places": "united-states mexico us-mexico-border texas",
        "dates": "distress-app-starts jobs-horizon",
        "statements": """
            extortion-demands debts fear-of-reprisals inequality penalties regulation-called-for
            cooperation-called-for awareness-called-for privacy-questions texas-campaign studies-on-jobs
        """,
    },
}


@pytest.mark.parametrize("sheet_id", SHEET_IDS)
@pytest.mark.parametrize("group", ["actors", "tools", "places", "dates", "statements"])
def test_the_checklist_is_complete_and_nothing_goes_beyond_it(sheet_id: str, group: str) -> None:
    assert {item.id for item in getattr(load(sheet_id), group)} == set(REQUIRED_IDS[sheet_id][group].split())


def test_dates_are_as_printed() -> None:
    dated = {event.id: event.date.text for sheet_id in SHEET_IDS for event in load(sheet_id).dates if event.date}
    assert dated == {
        "george-floyd-killing": "2020",
        "turnsignl-adapted": "2025-01/..",
        "clearview-purchase": "2025-09",
        "distress-app-starts": "XXXX-01/..",
        "jobs-horizon": "../2030",
    }
    assert not any(source_of(load(sheet_id)).published for sheet_id in SHEET_IDS)


@pytest.mark.parametrize(
    ("sheet_id", "about", "what"),
    [
        (MINNEAPOLIS, "palantir-platform-contract", "date"),
        (MINNEAPOLIS, "phone-extraction-software", "amount"),
        (MINNEAPOLIS, "location-data-service", "amount"),
        (MINNEAPOLIS, "capgemini-contract-work", "amount"),
        (MINNEAPOLIS, "ice-surveillance-spending", "total"),
        (MINNEAPOLIS, "turnsignl-created", "date"),
        (MINNEAPOLIS, "turnsignl-subscription", "monthly-price"),
        (MINNEAPOLIS, "mobile-fortify", "maker"),
        (MINNEAPOLIS, "mobile-fortify", "kind"),
        (MINNEAPOLIS, "phone-extraction-makers", "name"),
        (MINNEAPOLIS, "location-data-company", "name"),
        (MINNEAPOLIS, "capgemini-subsidiary", "name"),
        (MINNEAPOLIS, "capgemini-subsidiary", "payer"),
        (MINNEAPOLIS, "renee-good", "date"),
        (MINNEAPOLIS, "alex-pretti", "date"),
        (MINNEAPOLIS, "", "publication-date"),
        (SMUGGLERS, "smugglers", "amount"),
        (SMUGGLERS, "distress-app", "date"),
        (SMUGGLERS, "texas-authorities", "budget"),
        (SMUGGLERS, "texas-authorities", "name"),
        (SMUGGLERS, "texas-authorities", "date"),
        (SMUGGLERS, "", "named-source"),
        (SMUGGLERS, "", "author"),
        (SMUGGLERS, "", "outlet"),
        (SMUGGLERS, "", "publication-date"),
    ],
)
def test_what_is_not_stated_is_said_and_left_empty(sheet_id: str, about: str, what: str) -> None:
    sheet = load(sheet_id)
    assert any(what == gap.what and (about in gap.about or not (about or gap.about)) for gap in sheet.not_stated)


def test_a_gap_is_absent_from_the_fact_that_has_it() -> None:
    sheet = load(MINNEAPOLIS)
    assert figure(sheet, "palantir-platform-contract").date is None
    fortify = next(tool for tool in sheet.tools if tool.id == "mobile-fortify")
    assert (fortify.maker, fortify.kind) == ("", "")
    assert {figure.payee for figure in sheet.figures if figure.currency} == {
        "clearview-ai",
        "palantir",
        "turnsignl-team",
        "",
    }


def test_speakers_are_those_of_the_document() -> None:
    said = {one.id: (one.speaker, one.via) for one in load(MINNEAPOLIS).statements if one.speaker}
    assert said == {
        "hampton-busy": ("jazz-hampton", "afp"),
        "hampton-lawyer-access": ("jazz-hampton", "afp"),
        "hampton-fair-rules": ("jazz-hampton", "afp"),
        "hampton-adaptation": ("jazz-hampton", ""),
        "patel-warning": ("kash-patel", ""),
        "officials-on-tools": ("nyt-officials", "new-york-times"),
        "afp-documents": ("afp", ""),
    }
    assert {one.speaker for one in load(SMUGGLERS).statements} == {""}


def test_the_second_sheet_says_how_weak_its_document_is() -> None:
    sheet = load(SMUGGLERS)
    assert "no amount of money" in sheet.summary
    assert "names no source" in sheet.summary
    assert not [one for one in sheet.figures if one.currency]
    groups = (sheet.actors, sheet.tools, sheet.figures, sheet.dates, sheet.statements)
    facts = [(fact.nature, fact.confidence) for group in groups for fact in group]
    assert set(facts) == {(Nature.REPORTED, Confidence.LOW)}


@pytest.mark.parametrize("sheet_id", SHEET_IDS)
def test_statements_are_indirect(sheet_id: str) -> None:
    assert [one.text for one in load(sheet_id).statements if set('"«»“”') & set(one.text)] == []


NAVIGATION_WORDS = """
    Uber Urssaf Netflix Epstein Maduro Bukele Merz Mandelson Lecornu Duplomb Bachelet Godrèche Doillon
    Glucksmann Kremlin Ukraine Gaza Liban Lebanon Iran Syrie Syria Venezuela Cuba Norvège Norway Inde India
    Chili Philippines Marseille Lamar Fernandez Duterte Cortina Grammys MaPrimeRénov Japon Japan pesticides Wall
    Elysée
"""


@pytest.mark.parametrize("path", [*map(sheet_file, SHEET_IDS), GAZETTEER_FILE], ids=lambda path: path.stem)
def test_nothing_comes_from_the_navigation(path: Path) -> None:
    words = {word.casefold() for word in re.findall(r"\w+", path.read_text("utf-8"))}
    assert words & {word.casefold() for word in NAVIGATION_WORDS.split()} == set()
