"""Command lines that make no sense, exit codes, and the scripts for shells."""

import argparse
import re
import shutil
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.test_command.running import Run, spawn
from tui.help import TOPICS
from tui.options import ROWS, VERBS, build_parser
from tui.output import Exit

WRONG = (
    ("nosuchverb",),
    ("ask",),
    ("show",),
    ("show", "one", "two"),
    ("list", "--limit", "0"),
    ("list", "--limit", "٣"),
    ("list", "--lang", "de"),
    ("list", "--json", "--csv"),
    ("list", "--js"),
    ("--json", "list"),
    ("print",),
    ("print", "--all", "smugglers-ai-us-mexico"),
    ("originals", "remove"),
    ("completion",),
    ("help", "nosuchtopic"),
    ("new", "../outside"),
    ("new", "Capital"),
)


@pytest.mark.parametrize("command", WRONG, ids=" ".join)
def test_usage_errors_end_with_2(command: tuple[str, ...], run: Run) -> None:
    ran = run(*command)
    assert (ran.code, ran.out) == (Exit.USAGE, "")
    assert ran.err


def test_exit_codes_are_those_of_the_help(run: Run) -> None:
    told = " ".join(run("--help").out.split())
    assert (
        "exit codes: 0 found or clean, 1 nothing found or problems found, 2 usage, 3 bad data, 4 input/output" in told
    )
    assert [int(code) for code in Exit] == [0, 1, 2, 3, 4]


def test_a_form_that_a_verb_does_not_have_is_not_ignored(run: Run) -> None:
    for verb in VERBS:
        for form in set(ROWS) - set(verb.forms):
            ran = run(*_typed(verb.name), f"--{form}")
            assert (ran.code, ran.out) == (2, "")
            assert f"{verb.name} has no --{form}" in ran.err


def test_options_are_alike_everywhere() -> None:
    for verb in VERBS:
        parser = build_parser(verb.name)
        [children] = [one.choices for one in parser._actions if isinstance(one, argparse._SubParsersAction)]
        assert {"--library", "--json", "--jsonl", "--csv", "--plain", "--lang", "--limit", "-o", "-q", "-v"} <= set(
            children[verb.name]._option_string_actions
        )


def test_the_version(run: Run) -> None:
    assert run("--version").out == f"factfile {version('factfile')}\n"


def test_help_in_a_pipe(run: Run) -> None:
    ran = run()
    assert ran.code == 0
    assert ran.out.startswith("usage: factfile")
    assert ran.out == run("--help").out
    for verb in VERBS:
        assert f"    {verb.name} " in ran.out
        assert f"usage: factfile {verb.name}" in run(verb.name, "--help").out
        if verb.name not in TOPICS:
            assert run("help", verb.name).out == run(verb.name, "--help").out
    assert "`factfile index --help` is about the verb" in run("help", "index").err


def test_every_topic_of_the_guide_opens(run: Run) -> None:
    listed = run("help").out.partition("guide: factfile help TOPIC\n")[2]
    topics = [line.split()[0] for line in listed.splitlines()]
    assert "keys" in topics
    for topic in topics:
        ran = run("help", topic)
        assert (ran.code, len(ran.out.splitlines()) > 5) == (0, True)
        assert max(map(len, ran.out.splitlines())) <= 80


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_a_script_of_its_shell(shell: str, run: Run) -> None:
    script = run("completion", shell)
    assert script.code == 0
    for verb in VERBS:
        assert re.search(rf"\b{verb.name}\b", script.out)
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"no {shell} here")
    Path("script").write_text(script.out, encoding="utf-8")
    ran = spawn("-n", "script", command=[program])
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_bash_completes_verbs_and_options(run: Run) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("no bash here")
    Path("script").write_text(run("completion", "bash").out, encoding="utf-8")
    for words, at, wanted in (
        ("factfile fi", 1, ["find", "figures"]),
        ("factfile list --js", 2, ["--json", "--jsonl"]),
    ):
        asked = f'. ./script; COMP_WORDS=({words}); COMP_CWORD={at}; _factfile; printf "%s\\n" "${{COMPREPLY[@]}}"'
        found = spawn(command=[bash, "-c", asked]).stdout.decode().split()
        assert sorted(found) == sorted(wanted)


def _typed(verb: str) -> list[str]:
    needs = {"ask": ["x"], "find": ["x"], "show": ["x"], "links": ["x"], "new": ["x"]}
    needs |= {"completion": ["bash"], "distill": ["x"]}
    return [verb, *needs.get(verb, [])]
