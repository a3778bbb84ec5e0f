"""What stands on a printed page, and what the pages of a library are called."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factsheets.export.markdown import file_name, to_markdown, to_markdown_joined, to_markdown_library
from factsheets.export.prose import prose
from factsheets.model import FactSheet, Status
from tests.test_factsheets.markdown_hostile import hostile
from tests.test_factsheets.markdown_reading import parser, read
from tests.test_factsheets.markdown_sheets import FULL, HASHES


def as_text(*_: object) -> str:
    return "text"


def page(sheet: FactSheet = FULL, attached: str = "text", lang: str = "en") -> str:
    return to_markdown(sheet, str, lambda *_: attached, lang)


def line(start: str, printed: str) -> str:
    (found,) = [one for one in printed.splitlines() if one.startswith(start)]
    return found


def test_a_figure_is_a_row_with_its_footnotes() -> None:
    assert line("| Software", page()) == (
        "| Software and related services | $3,750,000 | ICE -> Clearview AI | September 2025 | contract, paid"
        " | reported | [^1] [^2] |"
    )


def test_a_footnote_cites_the_fact_the_fragment_and_the_place() -> None:
    assert line("[^1]:", page()) == (
        "[^1]: **minneapolis-tech#ice-clearview-2025-09** · *3.75 millions de dollars* · paragraph 18"
        " · s1, Minneapolis : la technologie · restated; original not attached · sha256 3f2a1b9c0d1e"
    )
    assert line("[^2]:", page()).endswith("*3,750,000* · page 2 · s2, report\\.pdf · original · sha256 aa11bb22cc33")


def test_a_fragment_that_does_not_stand_says_so_though_its_source_does() -> None:
    stands = FULL.figures[0].evidence[0]
    printed = to_markdown(FULL, str, lambda _, piece: "text" if piece in {None, stands} else "no")
    assert "not verified" not in line("[^1]:", printed)
    assert "not verified" in line("[^2]:", printed)
    assert "not verified" not in printed.partition("## Sources")[2].partition("\n\n[^1]")[0].partition("## ")[0]


def test_an_attached_original_is_named_by_its_own_hash() -> None:
    assert line("[^1]:", page(attached="original")).endswith("· original · sha256 aa11bb22cc33")


def test_evidence_that_does_not_stand_in_its_source_says_so() -> None:
    assert "restated; original not attached; not verified" in line("[^1]:", page(attached="no"))
    assert "original; not verified" in line("[^2]:", page(attached="no"))


def test_a_fact_without_evidence_keeps_its_id() -> None:
    assert "**minneapolis-tech#spending** · no passage cited" in page()


def test_only_a_draft_carries_the_banner() -> None:
    assert "> **DRAFT: not reviewed**" in page()
    assert "DRAFT" not in page(replace(FULL, status=Status.REVIEWED))
    assert "> **BROUILLON : non relu**" in page(lang="fr")


def test_cautions_stand_beside_the_fact() -> None:
    assert "| denied, deprecated, medium confidence |" in line("| Subscription", page())


def test_the_timeline_is_in_order_and_what_has_no_date_comes_last() -> None:
    timeline = read(page()).sections["Timeline"]
    assert [fact.id for fact in timeline] == ["first", "since", "lately", "some-time"]
    assert [fact.cells[0] for fact in timeline] == ["2020", "from January 2025", "the last 45 days", "no date"]


def test_statements_are_indirect_speech() -> None:
    statements = page().split("## Statements")[1].split("##")[0]
    assert "- **Patel**, via *ICE*: Nobody may trap officers. *reported* [^" in statements
    assert not set(statements) & set("\"“”«»'’")


@pytest.mark.parametrize(
    "remark",
    [
        "- Dollars are US dollars by context.",
        "- reviewed: A reader, 2026-03-01, read twice",
        "- **minneapolis-tech#ice-clearview-2025-09** · currency from the context · preferred"
        " · About: Clearview AI facial recognition, Minneapolis · Note: rounded",
        "- **minneapolis-tech#price** · Printed: 99 dollars · deprecated: corrected later",
        "- **minneapolis-tech#spending** · Printed: des millions de dollars",
        "- **minneapolis-tech#patel** · confirmed, low confidence · Part of: ICE · Note: a remark",
        "- **Spending, Patel** · amount · no total is given",
        "- **smugglers** · the same theme",
        "surveillance, public procurement",
    ],
)
def test_what_no_table_holds_is_printed_too(remark: str) -> None:
    assert line(remark, page())


def test_a_source_is_described_whole() -> None:
    assert line("- **s1**", page()) == (
        "- **s1** · Minneapolis : la technologie · A newspaper · AFP · S. Pimentel, A. N. Other · about February 2026"
        " · French · 000-minneapolis\\.md, sha256 3f2a1b9c0d1e · restated; original not attached"
        " · original: Titre, S\\.Pimentel, 000\\.txt, 17300 B, sha256 aa11bb22cc33 · https:/\\/example\\.org/a\\_b"
        " · Syndicated from: AFP wire · Note: no date is printed"
    )


def test_a_sheet_of_little_prints_little() -> None:
    bare = FactSheet(format=1, id="bare", title="", lang="fr", status=Status.REVIEWED)
    assert page(bare) == "---\nid: bare\ntitle: ''\nstatus: reviewed\nlang: fr\nsources: []\n---\n\n# bare\n"


def test_a_long_title_cannot_close_the_front_matter() -> None:
    title = "x" * 130 + " ---"
    assert title in read(page(replace(FULL, title=title))).front_matter()


@pytest.mark.parametrize(
    ("summary", "printed"),
    [
        ("One\ntwo.\n\nThree.", ["One two.", "Three."]),
        ("ICE spent **3.75 million** on *software*.", ["ICE spent **3.75 million** on *software*."]),
        ("- one\n- two\n\nthree", ["- one\n- two", "three"]),
        ("1. one\n   - two\n", ["- one\n- two"]),
        ("# A title\n> quoted `code`", ["A title", "quoted code"]),
        ("See [this](http://example.org), <http://a.org>", ["See this (http:/\\/example\\.org), http:/\\/a\\.org"]),
        ("![alt](x.png) <b>bold</b> &lt;", ["alt \\<b>bold\\</b> \\<"]),
        ("```\n*code*\n```\n\n---", ["\\*code\\*"]),
        ("2 \\* 3 and [www](x).example.org", ["2 \\* 3 and www (x)\\.example\\.org"]),
        ("&#xE000;a&#xE000; \ue001b\ue001", ["a b"]),
        ("**bold *and* more** and ***both***", ["**bold *and* more** and ***both***"]),
        ("", []),
    ],
)
def test_a_summary_keeps_paragraphs_lists_and_emphasis_only(summary: str, printed: list[str]) -> None:
    assert prose(summary) == printed


def test_several_sheets_in_one_document_share_no_footnote_number() -> None:
    other = replace(FULL, id="other", title="Another")
    printed = to_markdown_joined([FULL, other, replace(FULL, id="third")], str, as_text)
    defined = [line.partition(":")[0] for line in printed.splitlines() if line.startswith("[^")]
    assert len(defined) == len(set(defined)) == 3 * page().count("\n[^")
    last = line("| Software", printed.partition("# Another")[2].partition("# Technology")[0])
    assert line(f"{last.split()[-3]}:", printed).startswith(f"{last.split()[-3]}: **other#ice-clearview-2025-09**")
    assert printed.count("\n---\n") == 1, "one front matter"
    assert to_markdown_joined([FULL], str, as_text) == page()


@given(text=hostile)
def test_no_summary_is_more_than_that(text: str) -> None:
    tokens = parser().parse("\n\n".join(["", *prose(text)]) + "\n\n[^1]: a note\n\n[x]: http://example.org\n")
    kinds = {token.type for token in tokens} | {child.type for token in tokens for child in token.children or ()}
    assert kinds <= {"inline", "text"} | {
        f"{kind}_{end}"
        for kind in ("paragraph", "bullet_list", "list_item", "strong", "em")
        for end in ("open", "close")
    }


def test_a_library_is_a_file_a_sheet_and_an_index() -> None:
    other = replace(FULL, id="another", title="A [x] | b", status=Status.REVIEWED)
    pages = to_markdown_library([FULL, other], str, as_text)
    assert list(pages) == ["index.md", "another.md", "minneapolis-tech.md"]
    assert pages["another.md"] == to_markdown(other, str, as_text)
    assert "| [A \\[x\\] \\| b](another.md) | another | reviewed | 3 | 2 |" in pages["index.md"]
    assert pages == to_markdown_library([other, FULL], str, as_text)
    assert to_markdown_library([], str, as_text) == {"index.md": "# Fact sheets\n"}


@pytest.mark.parametrize(
    "sheet_id", ["../../etc/passwd", "index", "con", "", "a/b", "É", "A", "a\x00", "x" * 300, "..", "-x"]
)
def test_a_file_name_is_safe_whatever_the_id(sheet_id: str) -> None:
    name = file_name(sheet_id)
    assert set(name.removesuffix(".md")) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert name[0] != "-"
    assert len(name) < 100
    assert name not in {"index.md", "con.md"}


@given(ids=st.lists(st.text(max_size=5) | st.sampled_from(["a", "A", "á", "a-", "index"]), max_size=6))
def test_no_two_sheets_share_a_file(ids: list[str]) -> None:
    pages = to_markdown_library([replace(FULL, id=one) for one in ids], str, as_text)
    assert len(pages) == len(ids) + 1
    assert len({name.casefold() for name in pages}) == len(pages)


def test_hashes_are_cut_alike_everywhere() -> None:
    assert page().count(HASHES[0][:12]) > 2
    assert HASHES[0][:13] not in page()
