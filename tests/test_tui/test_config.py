"""`config.yaml`: what is right in it is used, what is wrong is told by its line, and no file stops a start."""

import os
import random
import re
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from factsheets.library_folder import shipped_folder
from factsheets.problem import MOST_PROBLEMS
from tests.test_tui.conftest import Open
from tests.test_tui.fakes import fake_backend
from tui.binding import WAY_OUT, RefusedError, spelled
from tui.cli import main
from tui.config import LARGEST, THEMES, Config, config_file, parse_config, read_config
from tui.keymap import KeyReader
from tui.keys import BY_ID, KEYS, TYPING, Place
from tui.layout import plain_lines
from tui.live import Live
from tui.views import themes

FILE = Path("config.yaml")


def config(text: str) -> Config:
    return parse_config(text.encode(), FILE)


def told(text: str) -> list[str]:
    return [str(problem) for problem in config(text).problems]


# The file


def test_the_file_lies_in_the_users_folder_of_settings(tmp_path: Path) -> None:
    assert config_file({"XDG_CONFIG_HOME": "/etc/me", "HOME": "/home/me"}) == Path("/etc/me/factfile/config.yaml")
    assert config_file({"XDG_CONFIG_HOME": "relative", "HOME": "/home/me"}) == Path(
        "/home/me/.config/factfile/config.yaml"
    )
    file = tmp_path / "factfile" / "config.yaml"
    file.parent.mkdir()
    file.write_text("theme: contrast\nlang: fr\n", encoding="utf-8")
    found = read_config({"XDG_CONFIG_HOME": str(tmp_path)})
    assert (found.theme, found.lang, found.problems) == ("contrast", "fr", ())


@pytest.mark.parametrize("text", ["", "\n", "# nothing yet\n", "{}", "keys:\n", "keys: {}\n"])
def test_an_empty_file_changes_nothing(text: str) -> None:
    found = config(text)
    assert (found.theme, found.lang, found.problems) == ("auto", "en", ())
    assert found.keymap.keys == KEYS


def test_a_start_without_a_file_reads_no_yaml(tmp_path: Path) -> None:
    program = "import os, sys; from tui.config import read_config; read_config(os.environ); print(*sorted(sys.modules))"
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[2])}
    loaded = subprocess.run(  # noqa: S603 - this project
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    ).stdout.split()
    assert "tui.keymap" in loaded
    assert not {"yaml", "rich", "textual", "tui.binding", "difflib"} & set(loaded)


def test_what_is_no_file_of_settings_is_one_problem_without_a_line(tmp_path: Path) -> None:
    file = tmp_path / "factfile" / "config.yaml"
    file.mkdir(parents=True)
    env = {"XDG_CONFIG_HOME": str(tmp_path)}
    assert [str(one) for one in read_config(env).problems] == [f"{file}: not a file"]
    file.rmdir()
    os.mkfifo(file)
    assert [str(one) for one in read_config(env).problems] == [f"{file}: not a file"], "and nobody waits for it"
    file.unlink()
    file.write_bytes(b"# " + b"x" * LARGEST)
    assert "larger than" in str(read_config(env).problems[0])
    file.unlink()
    file.symlink_to(tmp_path / "nowhere")
    assert read_config(env).problems == ()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("theme: drak\n", "config.yaml:1:8: there is no theme `drak`; did you mean `dark`?"),
        (
            "\n\ntheme: ocean\n",
            "config.yaml:3:8: there is no theme `ocean`; theme may be auto, plain, dark, light or contrast",
        ),
        ("theme: [dark]\n", "config.yaml:1:8: `theme` is one word; theme may be auto, plain, dark, light or contrast"),
        ("lang: de\n", "config.yaml:1:7: there are no labels in `de`; lang may be en, fr or es"),
        ("colour: dark\n", "config.yaml:1:1: there is no setting `colour`; the settings are theme, lang and keys"),
        ("them: dark\n", "config.yaml:1:1: there is no setting `them`; did you mean `theme`?"),
        ("dark\n", "config.yaml:1:1: no settings stand here; `theme: dark` is one"),
        ("keys: /\n", 'config.yaml:1:7: keys are given by action; such as `search: ["/", Ctrl-s]`'),
        ("keys:\n  serch: s\n", "config.yaml:2:3: there is no action `serch`; did you mean `search`?"),
        (
            "keys:\n  fly: s\n",
            "config.yaml:2:3: there is no action `fly`; `factfile help keys` lists them all",
        ),
        ("theme: dark\ntheme: light\n", "config.yaml:2:1: `theme` stands twice; the first is on line 1"),
    ],
)
def test_what_is_misspelt_is_told_by_its_place(text: str, problem: str) -> None:
    assert told(text) == [problem]


def test_what_yaml_cannot_read_is_most_often_a_key_without_quotes() -> None:
    [problem] = told("keys:\n  search: @\n")
    assert problem.startswith("config.yaml:2:11: YAML cannot be read here")
    assert problem.endswith('a key such as "]", ":" or "@" stands in quotes')


def test_what_is_not_text_is_told(tmp_path: Path) -> None:
    assert parse_config(b"theme: \xff\n", FILE).problems[0].line == 1
    assert parse_config(b"\xff\xfet\x00", FILE).problems
    assert parse_config(b"theme: \x1b[31mred\n", FILE).problems


def test_what_is_right_beside_what_is_wrong_is_used() -> None:
    found = config("theme: ocean\nlang: fr\nkeys:\n  serch: x\n  evidence: [V, F1]\n  help: F1\n")
    assert (found.theme, found.lang) == ("auto", "fr")
    assert found.keymap.by_id["evidence"].keys == ("V",)
    assert found.keymap.by_id["help"].keys == BY_ID["help"].keys, "none of the new keys can be had"
    assert [problem.line for problem in found.problems] == [1, 4, 5, 6]


# Keys


def test_an_action_has_the_keys_that_the_file_gives_it_and_no_others() -> None:
    found = config('keys:\n  search: ["/", Ctrl-s]\n  next-link: "]"\n  evidence: E\n  top: g h\n  suspend: []\n')
    assert not found.problems
    reader = KeyReader(found.keymap.keys)
    assert reader.read(Place.LIST, "Ctrl-s") == "search"
    assert reader.read(Place.PAGE, "]") == "next-link"
    assert not reader.read(Place.PAGE, "Tab")
    assert reader.read(Place.LIST, "E") == "evidence"
    assert [reader.read(Place.LIST, key) for key in "gh"] == ["", "top"]
    assert not reader.read(Place.LIST, "Ctrl-z")


def test_two_actions_may_change_places() -> None:
    found = config("keys:\n  sort: f\n  facets: s\n")
    assert not found.problems
    assert KeyReader(found.keymap.keys).read(Place.LIST, "f") == "sort"


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("x", "x"),
        ("é", "é"),
        ("ENTER", "Enter"),
        ("return", "Enter"),
        ("escape", "Esc"),
        ("page-down", "PgDn"),
        ("Ctrl-S", "Ctrl-s"),
        ("ctrl+s", "Ctrl-s"),
        ("C-s", "Ctrl-s"),
        ("^S", "Ctrl-s"),
        ("^", "^"),
        ("shift-tab", "Shift-Tab"),
        (" ", "Space"),
        ("g  g", "g g"),
        ("Ctrl-x ctrl-s", "Ctrl-x Ctrl-s"),
    ],
)
def test_keys_are_read_as_people_write_them(written: str, key: str) -> None:
    assert spelled(written) == key


@pytest.mark.parametrize(
    ("written", "words", "hint"),
    [
        ("Alt-x", "no terminal can be counted on to send Alt-x", "a character, Ctrl with a letter"),
        ("M-x", "no terminal can be counted on to send M-x", ""),
        ("F1", "no terminal can be counted on to send F1", ""),
        ("Ctrl-Shift-x", "no terminal can be counted on to send Ctrl-Shift-x", ""),
        ("Ctrl-;", "no terminal can be counted on to send Ctrl-;", ""),
        ("Ctrl-i", "terminals send Ctrl-i as Tab", "write `Tab`"),
        ("Ctrl-H", "terminals send Ctrl-H as Backspace", "write `Backspace`"),
        ("Shift-x", "`Shift-x` is written as the capital letter", "write `X`"),
        ("gg", "`gg` is no key", "did you mean `g g`"),
        ("Entre", "`Entre` is no key", "did you mean `Enter`?"),
        ("click", "`click` is no key", ""),
        ("a b c", "`a b c` is more than two keys in a row", ""),
        ("", "no key stands here", "`[]` takes an action's keys away"),
        ("g Ctrl-c", "Ctrl-c always leads out, and is no part of a pair", ""),
        ("Esc g", "Esc is no part of a pair: it drops the first key of one", ""),
        ("\u0301", "`\u0301` is no key", ""),
        ("\u200b", "`\u200b` is no key", ""),
    ],
)
def test_keys_that_cannot_be_had_are_refused_with_a_reason(written: str, words: str, hint: str) -> None:
    with pytest.raises(RefusedError, match="^" + re.escape(words)) as refused:
        spelled(written)
    assert refused.value.words == words
    assert hint in refused.value.hint


def test_every_key_of_the_registry_could_stand_in_the_file() -> None:
    for key in KEYS:
        for sequence in key.keys:
            assert spelled(sequence) == sequence
    assert not config(
        "keys:\n" + "".join(f"  {key.id}: {[*key.keys]!r}\n".replace("\\'", "'") for key in KEYS if "'" not in key.keys)
    ).problems


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "keys:\n  search: s\n",
            "2:11: `s` is `sort` in the list, by default; give `sort` another key, or `[]` for none",
        ),
        (
            "keys:\n  evidence: z\n  search: [z, Z]\n",
            "3:12: `z` is `evidence` in the list, by line 2; give `evidence` another key, or `[]` for none",
        ),
        (
            "keys:\n  evidence: j x\n",
            "2:13: `j x` begins with `j`, which is `down` in the list, by default; "
            "give `down` another key, or `[]` for none",
        ),
        (
            "keys:\n  evidence: y\n",
            "2:13: `y` begins `y v`, which is `copy-value` in the list, by default; "
            "give `copy-value` another key, or `[]` for none",
        ),
        (
            "keys:\n  choose: x\n",
            "2:11: `x` is typed when choosing, where `choose` works too; Ctrl with a letter would do",
        ),
        ("keys:\n  search: Ctrl-c\n", "2:11: Ctrl-c always leads out, and can mean nothing else"),
    ],
)
def test_a_key_means_one_thing_in_one_place(text: str, problem: str) -> None:
    found = config(text)
    assert [str(one) for one in found.problems] == [f"config.yaml:{problem}"]
    KeyReader(found.keymap.keys)


def test_a_key_given_twice_to_one_action_is_given_once() -> None:
    found = config('keys:\n  search: ["/", "/", z]\n')
    assert found.keymap.by_id["search"].keys == ("/", "z")
    assert told('keys:\n  search: ["/", "/"]\n') == []


def test_no_more_problems_are_told_than_a_page_can_show() -> None:
    assert len(config("".join(f"setting-{number}: x\n" for number in range(1_000))).problems) == MOST_PROBLEMS


def test_of_two_that_clash_the_earlier_stays_and_the_later_keeps_what_else_it_has() -> None:
    found = config("keys:\n  evidence: z\n  search: [z, Z]\n")
    assert found.keymap.by_id["evidence"].keys == ("z",)
    assert found.keymap.by_id["search"].keys == ("Z",)


def test_an_action_that_falls_back_takes_its_own_key_back() -> None:
    found = config('keys:\n  sort: "/"\n  sort-table: "/"\n  search: s\n  down: s\n')
    assert found.keymap.by_id["search"].keys == ("s",)
    assert found.keymap.by_id["down"].keys == ("j", "Down")
    found = config('keys:\n  sort: "/"\n  search: F1\n')
    assert found.keymap.by_id["search"].keys == ("/",)
    assert found.keymap.by_id["sort"].keys == ("s",), "the key was never free"
    assert len(found.problems) == 2


def test_a_way_out_is_left_in_every_place() -> None:
    lost = "keys:\n" + "".join(f"  {key.id}: []\n" for key in KEYS)
    found = config(lost)
    assert not found.problems
    reader = KeyReader(found.keymap.keys)
    for place in Place:
        assert reader.read(place, WAY_OUT), place
    assert found.keymap.by_id["quit"].keys == (WAY_OUT,)


def test_every_place_has_its_way_out_by_default() -> None:
    for place in Place:
        assert KeyReader().read(place, WAY_OUT), place


@pytest.mark.parametrize("seed", range(20))
def test_whatever_is_asked_for_no_key_means_two_things(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - a game
    pool = [*"abcdgjyYz/$", "g g", "g x", "y v", "z z", "Tab", "Enter", "Ctrl-s", "Ctrl-x s", WAY_OUT, "F1"]
    ids = dice.sample(sorted(BY_ID), 40)
    text = "keys:\n" + "".join(f"  {ident}: {dice.sample(pool, dice.randint(0, 3))!r}\n" for ident in ids)
    found = config(text)
    reader = KeyReader(found.keymap.keys)  # raises for two meanings
    for key in found.keymap.keys:
        for place in key.places:
            for sequence in key.keys:
                assert [reader.read(place, part) for part in sequence.split()][-1] == key.id
                assert not (place in TYPING and len(sequence.split()[0]) == 1)
    assert all(problem.line for problem in found.problems)


# What shows keys follows


def test_messages_name_the_keys_as_they_are() -> None:
    keymap = config('keys:\n  next-link: "]"\n  follow: []\n').keymap
    assert keymap.filled("{next-link} marks a link, {follow} follows it") == "] marks a link, : follow follows it"


def test_what_shows_keys_shows_those_of_the_file() -> None:
    keymap = config("keys:\n  evidence: E\n  suspend: []\n").keymap
    assert ("E", "proof") in keymap.hints(Place.PAGE, BY_ID)
    page = "\n".join(plain_lines(keymap.page().blocks, 100))
    assert re.search(r"^E +Show the passage ", page, re.MULTILINE)
    assert "[evidence]" in page
    assert re.search(r"^\(no key\) +Go to the shell", page, re.MULTILINE)


async def test_the_browser_uses_the_users_keys_and_says_so(browse: Open) -> None:
    settings = config('keys:\n  next-link: "]"\n  help: "!"\n  search: Z\n')
    async with browse(config=settings) as desk:
        assert desk.status.startswith("! help") or "Z search" in desk.status
        await desk.press("enter", "enter")
        assert "] marks a link" in desk.status
        await desk.press("right_square_bracket", "enter")
        assert desk.screen.document.page.ref == "actor/ice"
        await desk.press("exclamation_mark", *"keys", "enter")
        assert "!" in desk.text
        assert "config.yaml" in desk.text


async def test_problems_of_the_file_are_told_counted_and_listed(browse: Open) -> None:
    async with browse(config=config("theme: drak\nlang: xx\n")) as desk:
        assert desk.status.startswith("config.yaml:1:8: there is no theme `drak`")
        assert "2 problems (P)" in desk.lines[0]
        await desk.press("j")
        assert "drak" not in desk.status
        assert "problems" in desk.screen.working()


async def test_labels_follow_the_language(browse: Open) -> None:
    async with browse(replace(fake_backend(), lang="fr")) as desk:
        await desk.press("enter")
        assert desk.screen.backend.pages.langs[-1] == "fr"  # type: ignore[attr-defined]


def test_themes_and_the_names_of_them_agree() -> None:
    assert tuple(themes.BY_ID) == THEMES


def test_the_library_behind_the_browser_knows_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    settings = config("lang: fr\ntheme: drak\n")
    with closing(Live(shipped_folder(), settings)) as live:
        backend = live.open()
        assert (backend.lang, backend.kiosk) == ("fr", False)
        problems = "\n".join(plain_lines(backend.pages.page("problems", "fr").blocks, 100))
        assert "1 problem\n" in problems
        assert "config.yaml:2:8: there is no theme `drak`" in problems


def test_the_language_may_stand_before_a_verb_or_behind_it(capsys: pytest.CaptureFixture[str]) -> None:
    told = []
    for words in (["--lang", "fr", "figures"], ["figures", "--lang", "fr"], ["figures"]):
        assert main(words) == 0
        told.append(capsys.readouterr().out)
    assert told[0] == told[1] != told[2]


def test_the_guide_shows_the_users_keys_and_tells_what_is_wrong_beside_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "factfile" / "config.yaml"
    file.parent.mkdir()
    file.write_text("keys:\n  evidence: E\n  serch: x\n", encoding="utf-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert main(["help", "keys", "--plain"]) == 0
    shown = capsys.readouterr()
    assert "- E: Show the passage" in shown.out
    assert shown.err == f"{file}:3:3: there is no action `serch`; did you mean `search`?\n"
