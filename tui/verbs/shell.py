"""`completion`: scripts for bash, zsh and fish, generated from the one parser."""

import argparse
from collections.abc import Iterator

from tui.cli import Call
from tui.options import PROGRAM, build_parser
from tui.output import Exit


def completion(call: Call) -> Exit:
    """Completes verbs and options; nothing is looked up, so that a slow library never slows a shell."""
    verbs = dict(_verbs(build_parser()))
    writers = {"bash": _bash, "zsh": _zsh, "fish": _fish}
    call.output.lines(writers[call.args.shell](verbs))
    return Exit.FOUND


def _verbs(parser: argparse.ArgumentParser) -> Iterator[tuple[str, tuple[str, list[str]]]]:
    """Verb -> (its help, its options)."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            helps = {choice.dest: choice.help or "" for choice in action._choices_actions}
            for name, child in action.choices.items():
                yield name, (helps.get(name, ""), sorted(option for option in child._option_string_actions))


def _bash(verbs: dict[str, tuple[str, list[str]]]) -> Iterator[str]:
    yield f"_{PROGRAM}() {{"
    yield '  local word="${COMP_WORDS[COMP_CWORD]}" verb="${COMP_WORDS[1]}"'
    yield '  if [ "$COMP_CWORD" -eq 1 ]; then'
    yield f'    COMPREPLY=($(compgen -W "{" ".join(verbs)}" -- "$word")); return'
    yield "  fi"
    yield '  case "$verb" in'
    for name, (_, options) in verbs.items():
        yield f'    {name}) COMPREPLY=($(compgen -W "{" ".join(options)}" -- "$word"));;'
    yield "  esac"
    yield '  [[ "$word" == -* ]] || COMPREPLY=($(compgen -f -- "$word"))'
    yield "}"
    yield f"complete -F _{PROGRAM} {PROGRAM}"


def _zsh(verbs: dict[str, tuple[str, list[str]]]) -> Iterator[str]:
    yield f"#compdef {PROGRAM}"
    yield f"_{PROGRAM}() {{"
    yield "  if (( CURRENT == 2 )); then"
    yield "    local -a verbs=("
    for name, (help_text, _) in verbs.items():
        yield f"      '{name}:{_quoted(help_text)}'"
    yield "    )"
    yield "    _describe verb verbs; return"
    yield "  fi"
    yield '  case "$words[2]" in'
    for name, (_, options) in verbs.items():
        yield f"    {name}) compadd -- {' '.join(options)};;"
    yield "  esac"
    yield "  _files"
    yield "}"
    yield f'_{PROGRAM} "$@"'


def _fish(verbs: dict[str, tuple[str, list[str]]]) -> Iterator[str]:
    for name, (help_text, options) in verbs.items():
        yield f"complete -c {PROGRAM} -n __fish_use_subcommand -f -a {name} -d '{_quoted(help_text)}'"
        for option in options:
            if option.startswith("--"):
                yield f"complete -c {PROGRAM} -n '__fish_seen_subcommand_from {name}' -l {option[2:]}"


def _quoted(text: str) -> str:
    return text.replace("'", "").replace(":", "\\:")
