"""A summary is Markdown of a few kinds: paragraphs, lists, emphasis. These are printed again; all else becomes text."""

import re
from collections.abc import Iterable
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from factsheets.export.escape import escape

_STRONG, _EMPHASIS = "\ue000", "\ue001"
"""Stand for marks while a line is escaped around them; a text's own use of these private characters is dropped."""
_MARKS = {"strong_open": _STRONG, "strong_close": _STRONG, "em_open": _EMPHASIS, "em_close": _EMPHASIS}
_PRIVATE = re.compile(f"[{_STRONG}{_EMPHASIS}]")
_IDLE = re.compile(f"{_STRONG}( *){_STRONG}|{_EMPHASIS}( *){_EMPHASIS}")


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False})


def prose(text: str) -> list[str]:
    """Blocks of Markdown with nothing live but emphasis and flat lists; a link is its text and then its address."""
    blocks: list[str] = []
    items: list[str] = []
    depth = 0
    for token in _parser().parse(text):
        if token.type.endswith("_list_open") or token.type.endswith("_list_close"):
            depth += token.nesting
        line = _line(token)
        if depth and line:
            items.append(f"- {line}")
        elif items and not depth:
            blocks.append("\n".join(items))
            items = []
        if line and not depth:
            blocks.append(line)
    return blocks


def _line(token: Token) -> str:
    marked = _runs(token.children) if token.children else _PRIVATE.sub("", token.content)
    while (trimmed := _IDLE.sub(r"\1\2", marked)) != marked:
        marked = trimmed
    if not _PRIVATE.sub("", marked).strip():
        return ""
    return escape(marked).replace(_STRONG, "**").replace(_EMPHASIS, "*")


def _runs(children: Iterable[Token]) -> str:
    parts: list[str] = []
    addresses: list[str] = []
    for child in children:
        if child.type == "link_open":
            addresses.append(_PRIVATE.sub("", str(child.attrGet("href") or "")))
        elif child.type == "link_close":
            address = addresses.pop()
            parts.append(f" ({address})" if address not in {"", parts[-1] if parts else ""} else "")
        elif child.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
        else:
            parts.append(_MARKS.get(child.type) or _PRIVATE.sub("", child.content))
    return "".join(parts)
