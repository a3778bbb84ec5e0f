"""What a terminal can show, told by TERM and the locale: what it may be sent, and what it would print as garbage."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

NOT_A_SCREEN = frozenset(("", "dumb", "unknown", "network", "dialup", "lpr", "printer", "vt52", "glasstty"))
MANY = 256
"""Colours as the framework sends them: it counts for itself what lies above sixteen."""

_LIKE_XTERM = re.compile(
    r"(?:xterm|screen|tmux|rxvt|Eterm|aterm|kterm|mlterm|mintty|alacritty|kitty|foot|wezterm|ghostty|contour|rio|"
    r"konsole|gnome|vte|putty|st|stterm|iterm2?|nsterm|terminology|dtterm|teraterm|vscode)(?:[-.+_].*)?"
)
_MANY_COLOURS = re.compile(r".*-(?:(?:16|88|256)color|direct\d*|truecolor)(?:-.*)?")
_COLOURS = re.compile(r"(?:linux|ansi|cons25|cygwin|pcansi|hurd|mach-color|screen)(?:[-.+].*)?|.*-color(?:-.*)?")
_UTF_8 = re.compile(r"utf-?8", re.IGNORECASE)

_ANY = frozenset("123479")
_WITHOUT_ITALICS = frozenset("12479")
"""GNU screen shows italics as standout, the console of Linux in a colour of its own."""
_VT100 = frozenset("147")


@dataclass(frozen=True, slots=True)
class Terminal:
    """`attributes` are SGR numbers; `private` is one that knows xterm's modes and OSC."""

    colours: int = MANY
    attributes: frozenset[str] = _ANY
    private: bool = True
    ascii: bool = False


def terminal_of(env: Mapping[str, str]) -> Terminal:
    name = env.get("TERM", "")
    modern = bool(_LIKE_XTERM.fullmatch(name) or _MANY_COLOURS.fullmatch(name))
    return Terminal(
        colours=0 if "NO_COLOR" in env else _colours(name, modern=modern),
        attributes=_attributes(name, modern=modern),
        private=modern,
        ascii=not _speaks_utf_8(env),
    )


def _colours(name: str, *, modern: bool) -> int:
    if "mono" in name or name.endswith("-m"):
        return 0
    if _MANY_COLOURS.fullmatch(name):
        return MANY
    if _COLOURS.fullmatch(name):
        return 8
    return MANY if modern else 0


def _attributes(name: str, *, modern: bool) -> frozenset[str]:
    if name.startswith(("linux", "screen")):
        return _WITHOUT_ITALICS
    return _ANY if modern else _VT100


def _speaks_utf_8(env: Mapping[str, str]) -> bool:
    """As POSIX decides the locale of characters; without any word of it that is C.

    In a C locale Python says `LC_CTYPE=C.UTF-8` in its own environment (PEP 538): that is not the terminal's word.
    """
    names = ["LC_ALL", "LC_CTYPE", "LANG"]
    if env.get("LC_CTYPE") == "C.UTF-8" and env.get("LANG", "") in {"", "C", "POSIX"}:
        names.remove("LC_CTYPE")
    locale = next((env[key] for key in names if env.get(key)), "")
    return bool(_UTF_8.search(locale))
