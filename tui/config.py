"""The user's `config.yaml`: looks, the language of labels, keys. What is wrong in it is told, what is right is used.

Nothing but a look for the file happens where there is none: a start costs the same.
"""

import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from factsheets.files import read_bounded, reason
from factsheets.problem import MOST_PROBLEMS, DataError, Problem, did_you_mean
from tui.keymap import DEFAULT, Keymap
from tui.options import LANGUAGES

if TYPE_CHECKING:
    from factsheets.yaml_text import MappingNode, Node

NAME = "config.yaml"
THEMES = ("auto", "plain", "dark", "light", "contrast")
SETTINGS = ("theme", "lang", "keys")
LARGEST = 100_000
"""Bytes: a hundred times what all keys take."""
_QUOTES = 'a key such as "]", ":" or "@" stands in quotes'


@dataclass(frozen=True, slots=True)
class Config:
    """What a user chose; `problems` are what could not be used of the file at `path`.

    In a `kiosk` no other program is started, and nothing is written but in the current folder.
    """

    theme: str = THEMES[0]
    lang: str = LANGUAGES[0]
    keymap: Keymap = DEFAULT
    problems: tuple[Problem, ...] = ()
    path: Path | None = None
    kiosk: bool = False


def config_file(env: Mapping[str, str]) -> Path | None:
    """In the user's folder of settings (XDG Base Directory Specification); None for a user without a home."""
    given = env.get("XDG_CONFIG_HOME", "")
    try:
        base = Path(given) if given.startswith("/") else Path(env.get("HOME") or Path.home()) / ".config"
    except RuntimeError:
        return None
    return base / "factfile" / NAME


def read_config(env: Mapping[str, str]) -> Config:
    """Never fails: a file that cannot be read is one problem and no settings."""
    path = config_file(env)
    if path is None:
        return Config()
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return _refused(path, "not a file")
        raw = read_bounded(path, LARGEST + 1)
    except (FileNotFoundError, NotADirectoryError):
        return Config(path=path)
    except OSError as error:
        return _refused(path, reason(error))
    if len(raw) > LARGEST:
        return _refused(path, f"larger than the {LARGEST:,} bytes that settings may have")
    return parse_config(raw, path)


def _refused(path: Path, words: str) -> Config:
    return Config(problems=(Problem(str(path), 0, 0, words),), path=path)


def parse_config(raw: bytes, path: Path) -> Config:
    from factsheets.yaml_text import MappingNode, Scalar, decode, parse  # noqa: PLC0415 - only where there is a file

    try:
        root, problems = parse(decode(raw, str(path)), str(path))
    except DataError as error:
        return Config(problems=error.problems, path=path)
    reading = _Reading(str(path), [_quoted(problem) for problem in problems])
    if isinstance(root, MappingNode):
        return reading.config(root, path)
    if root is not None and not (isinstance(root, Scalar) and not root.value):
        reading.complain(root, "no settings stand here", hint="`theme: dark` is one")
    return Config(problems=tuple(reading.problems), path=path)


def _quoted(problem: Problem) -> Problem:
    """What YAML cannot read is most often a key without quotes."""
    if problem.hint or not problem.message.startswith(("YAML", "anchors")):
        return problem
    return Problem(problem.path, problem.line, problem.column, problem.message, hint=_QUOTES)


@dataclass(slots=True)
class _Reading:
    path: str
    problems: list[Problem] = field(default_factory=list)

    def complain(self, node: "Node", words: str, *, key: str = "", hint: str = "") -> None:
        self.problems.append(Problem(self.path, node.line, node.column, words, key, hint))

    def config(self, root: "MappingNode", path: Path) -> Config:
        for name, entry in root.entries.items():
            if name not in SETTINGS:
                hint = did_you_mean(name, SETTINGS) or f"the settings are {_listed(SETTINGS)}"
                self.complain(entry.key, f"there is no setting `{name}`", key=name, hint=hint)
        theme = self._one_of(root, "theme", THEMES, "there is no theme")
        lang = self._one_of(root, "lang", LANGUAGES, "there are no labels in")
        keymap = self._keymap(root)
        self.problems.sort(key=lambda problem: (problem.line, problem.column))
        return Config(theme, lang, keymap, tuple(self.problems[:MOST_PROBLEMS]), path)

    def _one_of(self, root: "MappingNode", name: str, words: Iterable[str], refusal: str) -> str:
        from factsheets.yaml_text import Scalar  # noqa: PLC0415 - as above

        known = tuple(words)
        entry = root.entries.get(name)
        if entry is None:
            return known[0]
        value = entry.value.value if isinstance(entry.value, Scalar) else ""
        if value in known:
            return value
        hint = did_you_mean(value, known) or f"{name} may be {_listed(known, 'or')}"
        self.complain(entry.value, f"{refusal} `{value}`" if value else f"`{name}` is one word", key=name, hint=hint)
        return known[0]

    def _keymap(self, root: "MappingNode") -> Keymap:
        entry = root.entries.get("keys")
        if entry is None:
            return DEFAULT
        from tui.binding import bindings, settled  # noqa: PLC0415 - only where keys are changed

        wanted, problems = bindings(entry.value, self.path)
        keymap, clashes = settled(wanted, self.path)
        self.problems += [*problems, *clashes]
        return keymap


def _listed(words: Iterable[str], last: str = "and") -> str:
    *most, end = words
    return f"{', '.join(most)} {last} {end}"
