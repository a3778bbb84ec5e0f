"""Teaching the register: what was confirmed is known, nothing is stolen, a person's file stays a person's."""

from pathlib import Path

import pytest

from factsheets.files import write_atomically
from factsheets.library import ConflictError, Library, Stamp
from factsheets.model import Actor, Evidence, Place, Tool
from factsheets.register import Refused, RegisterError, judge_different, judge_same, take_back, teach, unjudge

PROOF = (Evidence(source="s1", exact="x", paragraph=1),)
REGISTER = """\
# The names we know.
format: 1

actors:
# the port, under any name
- id: port
  name: Harbour authority   # as it calls itself
  kind: public-body
  aliases: {fr: [le port], en: ['the port']}
  weak_aliases:
    en: [harbourmen]

- id: kash-patel
  name: "Kash Patel"

tools:
- {id: quay-cameras, name: Quay cameras, kind: monitoring}

same_as: []
not_same_as:
- [port, airport]   # two places
"""


@pytest.fixture
def known(library: Library) -> Library:
    library.gazetteer_file.write_text(REGISTER, encoding="utf-8")
    return library


def text(library: Library) -> str:
    return library.gazetteer_file.read_text(encoding="utf-8")


def actor(
    ident: str, name: str, kind: str = "company", aliases: tuple[str, ...] = (), weak: tuple[str, ...] = ()
) -> Actor:
    return Actor(id=ident, name=name, kind=kind, aliases=aliases, weak_aliases=weak, evidence=PROOF)


class TestTeaching:
    def test_a_new_actor_is_known_at_once_and_nothing_else_is_touched(self, known: Library) -> None:
        taught = teach(known, actor("lumen", "Lumen", aliases=("Lumen SA",), weak=("the supplier",)), "fr")
        assert (taught.id, taught.added, taught.refused) == ("lumen", ("Lumen", "Lumen SA", "the supplier"), ())
        entry = (
            "\n- id: lumen\n  name: Lumen\n  kind: company\n  aliases:\n    fr: [Lumen SA]\n"
            "  weak_aliases:\n    fr: [the supplier]\n"
        )
        assert text(known) == REGISTER.replace('"Kash Patel"\n', '"Kash Patel"\n' + entry)
        found = known.gazetteer.get("lumen")
        assert found is not None
        assert (list(found.names()), list(found.weak_names())) == (["Lumen", "Lumen SA"], ["the supplier"])

    def test_a_new_alias_joins_its_language(self, known: Library) -> None:
        taught = teach(known, actor("port", "Harbour Authority", "public-body", ("Port of Ellery",)), "en")
        assert taught.added == ("Port of Ellery",)
        assert text(known) == REGISTER.replace("['the port']}", "['the port', Port of Ellery]}")

    def test_a_new_language(self, known: Library) -> None:
        teach(known, actor("port", "Autoridad portuaria", "public-body"), "es")
        assert text(known) == REGISTER.replace("['the port']}", "['the port'], es: [Autoridad portuaria]}")

    def test_what_is_known_is_not_written_again(self, known: Library) -> None:
        taught = teach(known, actor("port", "le  Port", "public-body", ("HARBOUR AUTHORITY",), ("Harbourmen",)), "fr")
        assert (taught.added, taught.written) == ((), None)
        assert text(known) == REGISTER

    def test_tools_and_places_have_their_lists(self, known: Library) -> None:
        teach(known, Tool(id="gate", name="Gate", kind="monitoring", evidence=PROOF), "en")
        teach(known, Place(id="ellery", name="Ellery", kind="city", evidence=PROOF), "en")
        assert "monitoring}\n- id: gate\n  name: Gate\n" in text(known)
        assert "\n\nplaces:\n- id: ellery\n  name: Ellery\n  kind: city\n\nsame_as: []\n" in text(known)
        assert known.gazetteer_problems == []

    def test_a_kind_that_is_missing_is_learnt_and_one_that_is_there_stays(self, known: Library) -> None:
        teach(known, actor("kash-patel", "Kash Patel", "person"), "en")
        teach(known, actor("port", "Harbour authority", "company"), "en")
        assert text(known) == REGISTER.replace('"Kash Patel"\n', '"Kash Patel"\n  kind: person\n')

    @pytest.mark.parametrize("name", ["Harbour authority", "THE PORT", "Le port"])
    def test_a_name_that_another_entry_owns_is_not_stolen(self, known: Library, name: str) -> None:
        taught = teach(known, actor("other", name), "en")
        assert (taught.added, taught.refused, taught.written) == ((), (Refused(name, "port"),), None)
        taught = teach(known, actor("other", "Other", aliases=(name, "Oth")), "en")
        assert (taught.added, taught.refused) == (("Other", "Oth"), (Refused(name, "port"),))

    def test_a_name_that_others_bear_weakly_is_never_taught_as_one_that_identifies(self, known: Library) -> None:
        taught = teach(known, actor("other", "Harbourmen"), "en")
        assert taught.refused == (Refused("Harbourmen", "port", weak=True),)
        teach(known, actor("other", "Other", aliases=("harbourmen",)), "en")
        assert list(known.gazetteer.entries["other"].weak_names()) == ["harbourmen"]

    def test_a_surname_and_a_common_word_are_weak(self, known: Library) -> None:
        teach(known, actor("kash-patel", "Kash Patel", "person", ("Patel", "K. Patel")), "en")
        teach(known, actor("lumen", "Lumen", aliases=("company",)), "en")
        entries = known.gazetteer.entries
        assert (list(entries["kash-patel"].names()), list(entries["kash-patel"].weak_names())) == (
            ["Kash Patel", "K. Patel"],
            ["Patel"],
        )
        assert list(entries["lumen"].weak_names()) == ["company"]

    def test_a_group_that_is_only_described_stays_in_its_sheet(self, known: Library) -> None:
        assert teach(known, actor("two-firms", "Two firms", "group"), "en").written is None

    def test_an_id_of_another_type_is_left_alone(self, known: Library) -> None:
        assert teach(known, actor("quay-cameras", "Quay Ltd"), "en").refused == (Refused("Quay Ltd", "quay-cameras"),)
        assert text(known) == REGISTER

    @pytest.mark.parametrize("before", [None, "", "# mine\n", "# mine", "\ufeff# mine\r\n", "format: 1\nactors:\n"])
    def test_a_library_without_a_register_gets_one(self, library: Library, before: str | None) -> None:
        library.gazetteer_file.unlink()
        if before is not None:
            library.gazetteer_file.write_bytes(before.encode("utf-8"))
        taught = teach(library, actor("lumen", "Lumen"), "en")
        assert library.gazetteer_problems == []
        assert list(library.gazetteer.entries) == ["lumen"]
        assert library.gazetteer_file.read_bytes().startswith((before or "").encode("utf-8").rstrip())
        assert taught.written is not None
        take_back(library, taught.written)
        assert library.gazetteer_file.exists() == (before is not None)
        assert library.gazetteer.entries == {}


class TestJudging:
    def test_two_become_one_and_either_name_is_known(self, known: Library) -> None:
        judge_same(
            known, "airport", "kash-patel", records=[actor("airport", "Ellery airport", "public-body")], lang="fr"
        )
        assert "\nsame_as:\n- [airport, kash-patel]\n" in text(known)
        assert "- [port, airport]   # two places\n" in text(known)
        found = known.gazetteer.get("airport")
        assert found is not None
        assert list(found.names()) == ["Kash Patel", "Ellery airport"]

    def test_the_names_come_from_the_sheets_and_an_entry_is_made_where_there_is_none(self, library: Library) -> None:
        judge_same(library, "tidewatch", "unheard-of")
        found = library.gazetteer.get("tidewatch")
        assert found is not None
        assert (found.id, found.name, list(found.names())) == (
            "unheard-of",
            "Tidewatch",
            ["Tidewatch", "Tidewatch Ltd"],
        )
        assert "- [tidewatch, unheard-of]\n" in text(library)

    def test_two_entries_are_one_with_the_names_of_both(self, known: Library) -> None:
        teach(known, actor("lumen", "Lumen", aliases=("Lumen SA",), weak=("the firm",)), "fr")
        teach(known, actor("lumiere", "Lumière", aliases=("Lum",)), "fr")
        judge_same(known, "lumiere", "lumen")
        found = known.gazetteer.get("lumiere")
        assert found is not None
        assert (found.id, found.name, found.aliases["fr"]) == ("lumen", "Lumen", ("Lumen SA", "Lum"))
        assert (set(found.names()), set(found.weak_names())) == ({"Lumen", "Lumen SA", "Lum", "Lumière"}, {"the firm"})
        assert teach(known, actor("lumen", "LUMIÈRE"), "fr").written is None

    def test_the_registered_one_stands(self, known: Library) -> None:
        judge_same(known, "port", "the-port")
        assert known.gazetteer.resolve("the-port") == known.gazetteer.resolve("port") == "port"

    def test_chains_and_rings(self, known: Library) -> None:
        for one, other in (("a", "b"), ("b", "c"), ("a", "d")):
            judge_same(known, one, other)
        assert judge_same(known, "c", "a") is None
        assert {known.gazetteer.resolve(one) for one in "abcd"} == {"d"}
        assert known.gazetteer.one_with("b") == ("d", "a", "b", "c")

    def test_different_ones_are_never_offered_again_nor_what_is_one_with_them(self, known: Library) -> None:
        judge_same(known, "harbour", "port")
        judge_same(known, "airfield", "airport")
        assert not known.gazetteer.may_be_same("port", "airport")
        assert not known.gazetteer.may_be_same("airfield", "harbour")
        assert known.gazetteer.may_be_same("port", "kash-patel")
        judge_different(known, "port", "kash-patel")
        assert not known.gazetteer.may_be_same("kash-patel", "harbour")
        assert "- [port, airport]   # two places\n- [port, kash-patel]\n" in text(known)

    def test_a_judgement_replaces_its_contrary(self, known: Library) -> None:
        judge_same(known, "airport", "port")
        assert "two places" not in text(known)
        assert known.gazetteer.resolve("airport") == "port"
        judge_different(known, "port", "airport")
        assert known.gazetteer.resolve("airport") == "airport"
        assert not known.gazetteer.may_be_same("airport", "port")
        assert known.gazetteer_problems == []

    def test_a_judgement_against_others_is_refused_and_says_which(self, known: Library) -> None:
        judge_same(known, "harbour", "port")
        with pytest.raises(RegisterError, match="airport and port are judged different; take that back first"):
            judge_same(known, "harbour", "airport")
        judge_same(known, "x", "harbour")
        before = text(known)
        with pytest.raises(RegisterError, match="x and port are one through other judgements"):
            judge_different(known, "x", "port")
        assert text(known) == before

    def test_a_judgement_is_taken_back(self, known: Library) -> None:
        judge_same(known, "harbour", "port")
        unjudge(known, "port", "harbour")
        assert known.gazetteer.resolve("harbour") == "harbour"
        unjudge(known, "airport", "port")
        assert known.gazetteer.may_be_same("airport", "port")
        with pytest.raises(RegisterError, match="no judgement about airport and port was taken back"):
            unjudge(known, "airport", "port")

    def test_every_step_gives_back_the_bytes(self, known: Library) -> None:
        written = [
            judge_same(known, "harbour", "port"),
            judge_different(known, "port", "kash-patel"),
            unjudge(known, "harbour", "port"),
            teach(known, actor("lumen", "Lumen"), "en").written,
        ]
        for one in reversed(written):
            assert one is not None
            take_back(known, one)
        assert text(known) == REGISTER
        assert "lumen" not in known.gazetteer.entries

    @pytest.mark.parametrize(("one", "other"), [("port", "port"), ("Port", "x"), ("", "x"), ("../x", "y")])
    def test_what_is_no_pair_of_ids_is_refused(self, known: Library, one: str, other: str) -> None:
        for judge in (judge_same, judge_different):
            with pytest.raises(RegisterError):
                judge(known, one, other)

    def test_a_contradiction_is_reported_where_it_stands(self, known: Library) -> None:
        known.gazetteer_file.write_text(
            "same_as:\n- [a, b]\n- [b, c]\nnot_same_as:\n- [x, y]\n- [c, a]\n", encoding="utf-8"
        )
        assert [str(problem) for problem in known.gazetteer_problems] == [
            "gazetteer.yaml:6:3: `c` and `a` are judged different here, and the same by `same_as`; "
            "take one of the judgements out"
        ]
        unjudge(known, "a", "c")
        assert known.gazetteer_problems == []


class TestWriting:
    def test_what_another_wrote_meanwhile_is_kept(self, known: Library, monkeypatch: pytest.MonkeyPatch) -> None:
        reads: list[Path] = []

        def read_and_be_overtaken(path: Path) -> bytes:
            raw = path.read_bytes()
            if not reads:
                write_atomically(path, raw.replace(b"# The names we know.", b"# The names they know."))
            reads.append(path)
            return raw

        monkeypatch.setattr("factsheets.register_file.read_bounded", read_and_be_overtaken)
        teach(known, actor("lumen", "Lumen"), "en")
        assert text(known).startswith("# The names they know.")
        assert "lumen" in known.gazetteer.entries

    def test_an_edit_made_since_is_not_taken_back(self, known: Library) -> None:
        taught = teach(known, actor("lumen", "Lumen"), "en")
        known.gazetteer_file.write_text(text(known) + "# more\n", encoding="utf-8")
        assert taught.written is not None
        with pytest.raises(ConflictError):
            take_back(known, taught.written)
        assert text(known).endswith("# more\n")

    def test_a_register_that_cannot_be_written_says_why(self, known: Library, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object, **__: object) -> tuple[int, str]:
            raise OSError(30, "Read-only file system")

        monkeypatch.setattr("tempfile.mkstemp", refuse)
        with pytest.raises(
            RegisterError, match=r"the register gazetteer\.yaml cannot be written: read-only file system"
        ):
            teach(known, actor("lumen", "Lumen"), "en")
        assert text(known) == REGISTER

    def test_a_register_that_cannot_be_read_is_not_replaced(
        self, known: Library, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_: object) -> bytes:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr("factsheets.register_file.read_bounded", refuse)
        with pytest.raises(RegisterError, match="cannot be read: permission denied"):
            teach(known, actor("lumen", "Lumen"), "en")
        assert text(known) == REGISTER

    @pytest.mark.parametrize(
        "broken", ["actors: [\n", "actors: x\n", "- a\n", "actors:\n- id: a\n  id: b\n", "a: &x 1\n"]
    )
    def test_a_broken_register_is_left_alone(self, known: Library, broken: str) -> None:
        known.gazetteer_file.write_text(broken, encoding="utf-8")
        with pytest.raises(RegisterError):
            teach(known, actor("lumen", "Lumen"), "en")
        assert text(known) == broken

    def test_an_edit_by_another_program_is_seen_at_once(self, known: Library) -> None:
        assert "lumen" not in known.gazetteer.entries
        known.gazetteer_file.write_text(REGISTER + "places:\n- {id: lumen, name: Lumen}\n", encoding="utf-8")
        assert "lumen" in known.gazetteer.entries

    def test_bytes_are_given_back_under_the_rule_of_save(self, known: Library) -> None:
        raw = known.gazetteer_file.read_bytes()
        with pytest.raises(ConflictError):
            known.save_text(known.gazetteer_file, b"x", Stamp.of(b"other"))
        with pytest.raises(ConflictError):
            known.save_text(known.gazetteer_file, b"x", None)
        assert known.gazetteer_file.read_bytes() == raw
        assert known.save_text(known.gazetteer_file, b"# new\n", Stamp.of(raw)) == Stamp.of(b"# new\n")
