"""What must be answered, over the shipped library alone and among thirty near misses."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import pytest

from factsheets.library import Library
from factsheets.model import Figure
from factsheets.yaml_text import Data, load_data
from index.answer import Answer, Engine, payload
from tests.test_index.conftest import OpenEngine
from tests.test_index.tables import decoy_tables, empty_library, write_sheet

SHEET = "minneapolis-immigration-tech"
QUESTIONS = load_data(Path(__file__).with_name("questions.yaml").read_bytes(), "questions.yaml")

CLEARVIEW: dict[str, str | None] = {
    "fact": "ice-clearview-2025-09",
    "value": "3750000",
    "currency": "USD",
    "payer": "ice",
    "payee": "clearview-ai",
    "date": "2025-09",
    "per": "total",
}
CASES: list[tuple[str, dict[str, str | None]]] = [
    ("Clearview contract amount", CLEARVIEW),
    ("montant du contrat Clearview", CLEARVIEW),
    ("importe del contrato Clearview", CLEARVIEW),
    ("how much did ICE pay Clearview", CLEARVIEW),
    ("3,75 M$", CLEARVIEW),
    ("3.75 million", CLEARVIEW),
    ("Palantir", {"fact": "palantir-platform-contract", "value": "30000000", "currency": "USD", "date": None}),
    (
        "TurnSignl subscription price",
        {"fact": "turnsignl-subscription", "value": "99", "currency": "USD", "per": "year"},
    ),
    ("TurnSignl users", {"fact": "turnsignl-users", "value": "285000", "unit": "users", "currency": None}),
    ("Renee Good", {"fact": "renee-good", "type": "actor"}),
    ("who is Kash Patel", {"fact": "kash-patel", "type": "actor"}),
    ("Defrost MN", {"fact": "defrost-mn", "type": "tool"}),
    ("alert app consulate", {"sheet": "smugglers-ai-us-mexico", "fact": "distress-app", "type": "tool"}),
]


def told(answer: Answer) -> dict[str, object]:
    """The payload with the ids of the parties."""
    found = payload(answer)
    return {key: value["id"] if key in {"payer", "payee"} and value else value for key, value in found.items()}


@pytest.mark.parametrize(("question", "expected"), CASES, ids=[question for question, _ in CASES])
def test_the_first_answer_and_its_proof(engine: Engine, question: str, expected: Mapping[str, str | None]) -> None:
    first = engine.ask(question).answers[0]
    found = told(first)
    assert {key: found[key] for key in expected} == expected
    assert found["not_stated"] == []
    assert found["unmatched"] == []
    assert first.proofs
    for proof in first.proofs:
        assert proof.verified == "text"
        assert proof.evidence.exact in proof.passage
        assert proof.source.restated


@pytest.mark.parametrize(
    "question", ["Palantir contract date", "date du contrat Palantir", "fecha del contrato Palantir"]
)
def test_a_date_that_no_source_states(engine: Engine, question: str) -> None:
    first = engine.ask(question).answers[0]
    assert first.fact.id == "palantir-platform-contract"
    assert payload(first)["not_stated"] == ["date"]
    assert first.not_stated_note == "The document gives no date for the contract with Palantir."
    assert first.sources_count() == 1


@pytest.mark.parametrize("question", ["Capgemini contract amount", "montant du contrat Capgemini", "Capgemini importe"])
def test_an_amount_that_no_source_states(engine: Engine, question: str) -> None:
    for answer in engine.ask(question).answers:
        assert "capgemini" in answer.fact.id
        assert "amount" in answer.not_stated
        assert payload(answer)["value"] is None


@pytest.mark.parametrize(
    "question", ["Uber Urssaf", "uber urssaf", "Urssaf", "amende Uber", "Zorblatt", "Clearview contract 2019"]
)
def test_nothing_is_found_and_that_is_said(engine: Engine, question: str) -> None:
    result = engine.ask(question)
    assert not result.answers
    assert result.hints


@pytest.mark.parametrize(
    "question",
    [
        "Palantir TurnSignl price",
        "palantir turnsignl price",
        "Palantir Clearview contract",
        "Kash Patel Signal",
        "Hampton Clearview",
        "Zorblatt TurnSignl users",
        "Zorblatt 3.75 million",
        "Capgemini 30 million",
        "TurnSignl 99 euros",
        "Clearview 3.75 million euros",
    ],
)
def test_a_name_or_a_sum_is_never_left_out(engine: Engine, question: str) -> None:
    """Two subjects that no fact joins have no answer: the price of one is none of the other's."""
    for answer in engine.ask(question).answers:
        assert not answer.unmatched, answer.line
        assert not isinstance(answer.fact, Figure), answer.line


@pytest.mark.parametrize("case", QUESTIONS, ids=lambda case: str(case["ask"]))
def test_questions_among_near_misses(engine_among_decoys: Engine, case: Mapping[str, Data]) -> None:
    answers = engine_among_decoys.ask(str(case["ask"])).answers
    if "nothing" in case:
        assert not answers
        return
    assert answers
    assert answers[0].ref in case["first"]
    lacks = [str(case["lacks"])] if "lacks" in case else []
    assert [one for one in answers[0].not_stated if one in lacks] == lacks
    if not lacks:
        assert not answers[0].not_stated


def test_the_decoys_are_thirty_in_three_languages() -> None:
    languages = [table["lang"] for table in decoy_tables()]
    assert {lang: languages.count(lang) for lang in set(map(str, languages))} == {"en": 10, "fr": 10, "es": 10}


def test_a_result_is_the_same_each_time(engine: Engine) -> None:
    once, again = (engine.ask("contract surveillance") for _ in range(2))
    assert [payload(answer) for answer in once.answers] == [payload(answer) for answer in again.answers]
    assert once.sheets == again.sheets


def test_the_limit_holds_for_answers_and_for_hits(engine: Engine) -> None:
    result = engine.ask("migrants", limit=3)
    assert (len(result.answers), len(result.sheets)) == (3, 3)


def test_a_misspelt_name_is_offered_as_it_is_written(engine: Engine) -> None:
    for wrong, right in (("Clearveiw", "Clearview"), ("Palentir", "Palantir"), ("turnsgnl", "TurnSignl")):
        result = engine.ask(wrong)
        assert not result.answers
        assert f"did you mean {right}?" in " ".join(result.hints)


# The shape that is promised

FACT_KEYS = [
    *("ref", "sheet", "fact", "type", "label", "kind", "value", "min", "max", "magnitude", "currency", "unit"),
    *("modifier", "basis", "per", "payer", "payee", "about", "speaker", "via", "date", "printed", "nature", "rank"),
    *("status", "checked", "matched", "unmatched", "not_stated", "evidence"),
]
EVIDENCE_KEYS = ["source", "title", "file", "exact", "start", "end", "paragraph", "page", "restated", "verified"]


def test_a_payload_has_the_promised_keys_whatever_the_fact(engine: Engine) -> None:
    asked = ("Clearview", "TurnSignl", "Kash Patel", "Minneapolis", "millions", "2020", "border")
    seen = set()
    for answer in (answer for question in asked for answer in engine.ask(question).answers):
        found = payload(answer)
        seen.add(found["type"])
        assert list(found) == FACT_KEYS
        assert all(list(piece) == EVIDENCE_KEYS for piece in found["evidence"])
        assert all(found[key] is None or isinstance(found[key], str) for key in ("value", "min", "max", "magnitude"))
        assert "" not in found.values()
    assert seen == {"figure", "date", "statement", "actor", "tool", "place"}


def test_a_payload_in_full(shipped_engine: Engine) -> None:
    found = payload(shipped_engine.ask("Clearview contract amount").answers[0])
    evidence = found.pop("evidence")
    assert found == {
        "ref": f"{SHEET}#ice-clearview-2025-09",
        "sheet": SHEET,
        "fact": "ice-clearview-2025-09",
        "type": "figure",
        "label": "Software and related services bought from Clearview AI",
        "kind": "contract",
        "value": "3750000",
        "min": None,
        "max": None,
        "magnitude": None,
        "currency": "USD",
        "unit": None,
        "modifier": "as-printed",
        "basis": "paid",
        "per": "total",
        "payer": {"id": "ice", "name": "ICE"},
        "payee": {"id": "clearview-ai", "name": "Clearview AI"},
        "about": [{"id": "clearview", "name": "Clearview AI facial recognition"}],
        "speaker": None,
        "via": None,
        "date": "2025-09",
        "printed": "3.75 millions de dollars",
        "nature": "reported",
        "rank": "normal",
        "status": "reviewed",
        "checked": "person",
        "matched": ["Clearview", "contract"],
        "unmatched": [],
        "not_stated": [],
    }
    assert evidence[0] == {
        "source": "s1",
        "title": "Minneapolis : la technologie au cœur du conflit sur l'immigration",
        "file": "000-minneapolis-immigration.md",
        "exact": "3.75 millions de dollars",
        "start": 2890,
        "end": 2914,
        "paragraph": 18,
        "page": None,
        "restated": True,
        "verified": "text",
    }


# Proof

QUAY: dict[str, Data] = {
    "id": "quay",
    "lang": "en",
    "title": "The quay of Sandrigg",
    "text": ["Sandrigg pays Moleworks 640,000 pounds for the quay."],
    "actors": [
        {"id": "sandrigg", "name": "Sandrigg", "kind": "public-body", "exact": ["Sandrigg"]},
        {"id": "moleworks", "name": "Moleworks", "kind": "company", "exact": ["Moleworks"]},
    ],
    "figures": [
        {
            **{"id": "quay-works", "label": "Works on the quay", "kind": "contract", "value": "640000"},
            **{"currency": "GBP", "payer": "sandrigg", "payee": "moleworks", "printed": "640,000 pounds"},
        }
    ],
}


@pytest.fixture
def quay(tmp_path: Path) -> Library:
    library = empty_library(tmp_path / "quay")
    write_sheet(library, QUAY)
    return library


def verdicts(engine: Engine) -> list[str]:
    return [proof.verified for proof in engine.ask("Moleworks contract").answers[0].proofs]


def test_a_source_that_changed_proves_nothing(quay: Library, ask_of: OpenEngine) -> None:
    engine = ask_of(quay)
    assert verdicts(engine) == ["text"]
    seed = quay.seeds_dir / "quay.md"
    text = seed.read_text(encoding="utf-8")
    seed.write_text(text.replace("640,000", "650,000"), encoding="utf-8")
    for asked in (engine, ask_of(quay)):
        assert verdicts(asked) == ["no"]
        assert asked.ask("Moleworks contract").answers[0].proofs[0].passage == ""
    seed.write_text(text, encoding="utf-8")
    assert verdicts(engine) == verdicts(ask_of(quay)) == ["text"]
    seed.unlink()
    assert verdicts(engine) == verdicts(ask_of(quay)) == ["no"]


def test_an_attached_original_proves(quay: Library, ask_of: OpenEngine) -> None:
    original = b"NAVIGATION\n\nSandrigg has paid 640,000 pounds, says Moleworks.\n"
    digest = hashlib.sha256(original).hexdigest()
    path = quay.sheets_dir / "quay.yaml"
    known = (
        f"  restated: true\n  original: {{sha256: {digest}, size: '{len(original)}', name: q.txt, first_line: '2'}}\n"
    )
    path.write_text(
        path.read_text(encoding="utf-8").replace("  file: quay.md\n", f"  file: quay.md\n{known}"), encoding="utf-8"
    )
    engine = ask_of(quay)
    assert verdicts(engine) == ["text"]
    quay.originals_dir.mkdir()
    (quay.originals_dir / digest).write_bytes(original)
    assert verdicts(engine) == ["original"]
    assert engine.ask("Moleworks contract").answers[0].proofs[0].passage.startswith("Sandrigg has paid")
    (quay.originals_dir / digest).write_bytes(original + b" ")
    assert verdicts(engine) == ["text"]


def test_a_sheet_whose_file_name_holds_control_characters_answers(quay: Library, ask_of: OpenEngine) -> None:
    path = quay.sheets_dir / "quay.yaml"
    path.rename(quay.sheets_dir / "qu\x1b[2Jay.yaml")
    assert verdicts(ask_of(quay)) == ["text"]


# Rank, review and disagreement


def figure(name: str, value: str, **more: str) -> dict[str, Data]:
    base: dict[str, Data] = {
        "id": name,
        "label": "Works on the quay",
        "kind": "contract",
        "value": value,
        "currency": "GBP",
    }
    return {**base, "payee": "moleworks", "printed": f"{int(value):,} pounds", **more}


@pytest.fixture
def quays(tmp_path: Path) -> Library:
    """The same works at six prices, in a reviewed sheet and in a draft."""
    library = empty_library(tmp_path / "quays")
    sums = {"a-withdrawn": "610000", "b-normal": "620000", "c-preferred": "630000", "d-normal": "640000"}
    ranks = {"a-withdrawn": {"rank": "deprecated", "reason": "corrected later"}, "c-preferred": {"rank": "preferred"}}
    actors: Data = [{"id": "moleworks", "name": "Moleworks", "kind": "company", "exact": ["Moleworks"]}]
    told = [f"Moleworks asks {int(value):,} pounds." for value in sums.values()]
    figures: Data = [figure(name, value, **ranks.get(name, {})) for name, value in sums.items()]
    sheet: dict[str, Data] = {"lang": "en", "title": "Quay", "actors": actors}
    draft: Data = ["Moleworks asks 600,000 pounds."]
    write_sheet(
        library,
        {**sheet, "id": "a-draft", "status": "draft", "text": draft, "figures": [figure("drafted", "600000")]},
    )
    write_sheet(library, {**sheet, "id": "quay", "text": list(told), "figures": figures})
    return library


def test_rank_and_review_decide_among_equals(quays: Library, ask_of: OpenEngine) -> None:
    answers = ask_of(quays).ask("Moleworks contract amount").answers
    assert [answer.fact.id for answer in answers] == ["c-preferred", "b-normal", "d-normal", "drafted", "a-withdrawn"]
    marked = {answer.fact.id: answer.line for answer in answers}
    assert "deprecated" in marked["a-withdrawn"]
    assert "DRAFT" in marked["drafted"]


def test_a_draft_stands_behind_whatever_is_reviewed(quays: Library, ask_of: OpenEngine) -> None:
    """Several of them, since what has no other order has that of a hash."""
    draft = (quays.sheets_dir / "a-draft.yaml").read_text(encoding="utf-8")
    for name in ("b-draft", "c-draft", "d-draft", "e-draft"):
        (quays.sheets_dir / f"{name}.yaml").write_text(draft.replace("id: a-draft", f"id: {name}"), encoding="utf-8")
    answers = ask_of(quays).ask("Moleworks contract amount").answers
    assert [answer.sheet.status.value for answer in answers] == ["reviewed"] * 3 + ["draft"] * 5 + ["reviewed"]


def test_an_exact_sum_stands_before_an_interval(tmp_path: Path, ask_of: OpenEngine) -> None:
    """Sheets of one figure each, since what has no other order has that of a hash; rank and review decide before."""
    library = empty_library(tmp_path / "intervals")
    actors: Data = [{"id": "moleworks", "name": "Moleworks", "kind": "company", "exact": ["Moleworks"]}]
    told: dict[str, dict[str, str]] = {
        **{f"open-{number}": {"modifier": "at-least"} for number in range(3)},
        **{f"exact-{number}": {} for number in range(3)},
        "first": {"modifier": "at-least", "rank": "preferred"},
        "drafted": {"status": "draft"},
    }
    for name, how in told.items():
        rank = {key: how[key] for key in ("modifier", "rank") if key in how}
        status: dict[str, Data] = {"status": how.get("status", "reviewed")}
        text: Data = ["Moleworks asks at least 620,000 pounds."]
        sheet: dict[str, Data] = {"id": name, "lang": "en", "title": "Quay", "text": text, "actors": actors}
        write_sheet(library, sheet | status | {"figures": [figure("works", "620000", **rank)]})
    found = [answer.sheet.id.partition("-")[0] for answer in ask_of(library).ask("Moleworks contract amount").answers]
    assert found == ["first", "exact", "exact", "exact", "open", "open", "open", "drafted"]


def test_more_words_stand_before_fewer_even_deprecated(tmp_path: Path, ask_of: OpenEngine) -> None:
    library = empty_library(tmp_path / "granite")
    actors: Data = [{"id": "moleworks", "name": "Moleworks", "kind": "company", "exact": ["Moleworks"]}]
    label = "Granite harbour pier breakwater works"
    figures: Data = [
        figure("fewer", "620000", rank="preferred") | {"label": label},
        figure("more", "640000", rank="deprecated", reason="old") | {"label": f"{label} with lanterns"},
    ]
    text: Data = ["Moleworks asks 620,000 pounds, then 640,000 pounds."]
    sheet: dict[str, Data] = {"id": "granite", "lang": "en", "title": "Stone", "text": text, "actors": actors}
    write_sheet(library, sheet | {"figures": figures})
    answers = ask_of(library).ask("splendid Moleworks granite harbour pier breakwater lanterns works contract").answers
    assert [answer.fact.id for answer in answers] == ["more", "fewer"]
    assert [len(answer.unmatched) for answer in answers] == [1, 2]


DATED: dict[str, Data] = {"date": "2024"}
WEAK: dict[str, Data] = {"weak_aliases": ["Tern"]}
NOTHING: dict[str, Data] = {}


def test_a_weak_alias_stands_behind_a_name(tmp_path: Path, ask_of: OpenEngine) -> None:
    """Another's dated contract is no answer for the one whose own is not dated."""
    library = empty_library(tmp_path / "terns")
    figure_of: dict[str, Data] = {"id": "f", "label": "Works", "kind": "contract", "value": "500", "currency": "GBP"}
    for sheet, name, weak, dated in (("tern", "Tern", NOTHING, NOTHING), ("hollin", "Hollin", WEAK, DATED)):
        actor: dict[str, Data] = {"id": "a", "name": name, "kind": "company", "exact": [name]}
        actors: Data = [actor | weak]
        figures: Data = [figure_of | {"payee": "a", "printed": "500 pounds"} | dated]
        text: Data = [f"{name} gets 500 pounds."]
        write_sheet(
            library,
            {"id": sheet, "lang": "en", "title": "Works", "text": text, "actors": actors, "figures": figures},
        )
    first = ask_of(library).ask("Tern contract date").answers[0]
    assert (first.sheet.id, first.not_stated) == ("tern", ("date",))


@pytest.mark.parametrize(
    ("question", "currency"), [("$99", "USD"), ("99 €", "EUR"), ("€99", "EUR"), ("99 euros", "EUR")]
)
def test_a_sum_is_answered_in_its_own_currency(engine_among_decoys: Engine, question: str, currency: str) -> None:
    answers = engine_among_decoys.ask(question).answers
    assert {payload(answer)["currency"] for answer in answers} == {currency}


def test_figures_that_disagree_are_listed_and_never_summed(quays: Library, ask_of: OpenEngine) -> None:
    answers = ask_of(quays).ask("Moleworks contract amount").answers
    assert sorted(str(payload(answer)["value"]) for answer in answers) == [
        *("600000", "610000", "620000", "630000", "640000")
    ]


def test_the_deprecated_do_not_crowd_out_the_rest(tmp_path: Path, ask_of: OpenEngine) -> None:
    library = empty_library(tmp_path / "many")
    sums = [str(500_000 + number) for number in range(40)]
    figures: Data = [
        *(figure(f"old-{number}", value, rank="deprecated", reason="old") for number, value in enumerate(sums)),
        figure("standing", "700000"),
    ]
    text: Data = [f"Moleworks asks {int(value):,} pounds." for value in (*sums, "700000")]
    actors: Data = [{"id": "moleworks", "name": "Moleworks", "kind": "company", "exact": ["Moleworks"]}]
    write_sheet(
        library, {"id": "quay", "lang": "en", "title": "Quay", "text": text, "actors": actors, "figures": figures}
    )
    assert ask_of(library).ask("Moleworks contract").answers[0].fact.id == "standing"


# As one types, and what names an actor


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("clearview contract", "ice-clearview-2025-09"),
        ("clearview contr", "ice-clearview-2025-09"),
        ("clea", "ice-clearview-2025-09"),
        ("turnsignl sub", "turnsignl-subscription"),
        ("TurnSignl users ", "turnsignl-users"),
        ("def", "defrost-mn"),
        ("kash pat", "kash-patel"),
        ("3.75 million", "ice-clearview-2025-09"),
        ("palantir contrat", "palantir-platform-contract"),
        ("minneapol", ""),
        ("phone extrac", ""),
    ],
)
def test_suggestions_as_one_types(engine: Engine, typed: str, expected: str) -> None:
    rows = engine.suggest(typed)
    assert rows
    assert expected in {"", *(row.fact for row in rows[:3])}
    kinds = [{"sheet": 1, "passage": 2}.get(row.type, 0) for row in rows]
    assert kinds == sorted(kinds)


def test_the_beginning_of_a_kind_finds_its_figures(engine_among_decoys: Engine) -> None:
    for typed in ("facelane contr", "facelane contrato", "facelane achat"):
        assert [row.fact for row in engine_among_decoys.suggest(typed)][:1] == ["gates-contract"], typed


@pytest.mark.parametrize("typed", ["", " ", "zorb", "clearview zorb", "the ", "minneapoxyz", "?*"])
def test_suggestions_of_nothing(engine: Engine, typed: str) -> None:
    assert engine.suggest(typed) == []


def test_mentions_gather_an_actor_across_sheets(engine: Engine) -> None:
    rows = engine.mentions("us-government")
    assert {row.sheet for row in rows} == {SHEET, "smugglers-ai-us-mexico"}
    assert "palantir-platform-contract" in {row.fact for row in rows}
    assert engine.mentions("nobody") == []
    assert {row.sheet for row in engine.linking_to(SHEET)} == {"smugglers-ai-us-mexico"}
