"""Markdown as the rules read it: without addresses, code, tags and emphasis.

Headings keep their `#` and rows of tables their bars, which the rules for pages and tables know.
"""

import html
import re
from collections.abc import Iterator
from typing import Any

from factsheets.distill.readable import HIDDEN, Hiding, Readable, is_plain
from factsheets.distill.wrapped import soft_breaks

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n((?:[^\n]{0,2000}\n){1,60}?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_KEPT_KEY = re.compile(r"(?:title|headline|date|published)[ \t]*:[ \t]*['\"]?")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,1000}>")
_PARTS = re.compile(r"</?(?:br|p|div|li|tr|t[dh]|h[1-6])\b", re.IGNORECASE)
_UNSEEN = re.compile(r"\s*<(?:script|style|svg|head|title)\b", re.IGNORECASE)
_ADDRESS = r"\]\((?:[^()\s]|\([^()\s]{0,200}\)){0,2000}(?:\s{1,3}[\"'][^\"'\n]{0,300}[\"'])?\s?\)"
_LINK = re.compile(rf"{_ADDRESS}|\]\[[^\[\]\n]{{0,200}}\]")
_BRACKETS = re.compile(r"!?\[|\]|\n\s*\n")
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]{1,60}\]:?")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~\n])")
_MARKS = re.compile(r"\*{1,3}|_{1,3}|~~|`+|\n\s*\n")
_QUOTE = re.compile(r"^[ \t]{0,3}(?:>[ \t]?)+", re.MULTILINE)
_TASK = re.compile(r"^[ \t]*[-*+][ \t]+(\[[ xX]\])", re.MULTILINE)
_CLOSING = re.compile(r"^#{1,6}[^\n]*?([ \t]#+[ \t]*)$", re.MULTILINE)
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~«»“”‘’…–—")


def is_markdown(name: str) -> bool:
    """Markdown looks like any text: only the name of its file tells."""
    return name.lower().endswith((".md", ".markdown", ".mdown", ".mkd"))


def readable(text: str, name: str) -> Readable:
    """A document's text as the rules read it; `name` is that of its file, which tells Markdown and PDF."""
    marked, plain = is_markdown(name), is_plain(text)
    breaks = soft_breaks(text, ragged=name.lower().endswith(".pdf"))
    if plain and not marked and not breaks:
        return Readable(text)
    hiding = Hiding(text)
    if marked:
        _Markup(hiding).hide()
        breaks = max(breaks, hiding.places_of(soft_breaks(hiding.shown())), key=len)
    if not plain:
        hiding.letters()
    hiding.join(breaks)
    return hiding.readable()


class _Markup:
    def __init__(self, hiding: Hiding) -> None:
        self._on = hiding
        self._literal: set[int] = set()
        """Where characters stand that a backslash frees of their meaning."""

    def hide(self) -> None:
        for step in (self._front_matter, self._blocks, self._comments, self._tags, self._small):
            step()
            self._on.settle()
        self._links()
        self._emphasis()

    def _front_matter(self) -> None:
        """All of it but the title and the day."""
        front = _FRONT_MATTER.match(self._on.text)
        if front is None:
            return
        self._on.hide(front.start(), front.start(1))
        self._on.hide(front.end(1), front.end())
        for line in re.finditer(r"[^\n]*\n", front[1]):
            start, end = front.start(1) + line.start(), front.start(1) + line.end()
            key = _KEPT_KEY.match(line.group())
            self._on.hide(start, start + key.end() if key else end)
            quoted = line.group().rstrip()
            if key and quoted.endswith(("'", '"')):
                self._on.hide(start + len(quoted) - 1, end)

    def _blocks(self) -> None:
        """Fenced code, scripts, addresses of references, the rules under headings and under the heads of tables."""
        from markdown_it import MarkdownIt  # noqa: PLC0415 - only Markdown needs it, and every start would pay

        parser = MarkdownIt("commonmark").enable("table")
        parser.core.ruler.disable("inline")
        environment: dict[str, Any] = {}
        text = self._on.text
        starts = [0, *(found.end() for found in re.finditer("\n", text)), len(text)]
        for first, behind in _hidden_rows(parser.parse(text, environment), environment):
            start, end = starts[min(first, len(starts) - 1)], starts[min(behind, len(starts) - 1)]
            if len(text[start:end].strip()) > 1:  # a mark alone may be a bullet, which the rules for pages know
                self._on.hide(start, end)

    def _comments(self) -> None:
        at = self._on.text.find("<!--")
        while at >= 0 and (end := self._on.text.find("-->", at)) >= 0:
            self._on.hide(at, end + 3)
            at = self._on.text.find("<!--", end)

    def _tags(self) -> None:
        """Tags and addresses in angle brackets; one that ends a line or a cell parts what stands around it."""
        for pattern in (_QUOTE, _TAG, _FOOTNOTE):
            for found in pattern.finditer(self._on.text):
                self._on.hide(*found.span())
                if _PARTS.match(found.group()):
                    self._on.characters[found.start()] = " "

    def _small(self) -> None:
        """The boxes of tasks, marks at the end of headings, characters by name, backslashes."""
        for pattern in (_TASK, _CLOSING):
            for found in pattern.finditer(self._on.text):
                self._on.hide(*found.span(1))
        for found in _ENTITY.finditer(self._on.text):
            meant = html.unescape(found.group())
            if len(meant) == 1 and (meant.isprintable() or meant == "\xa0"):
                self._on.stand_for(*found.span(), meant)
        for found in _ESCAPE.finditer(self._on.text):
            self._on.hide(*found.span())
            self._literal.add(found.end())

    def _links(self) -> None:
        """`[shown](address)`: the brackets and the address."""
        behind = {one.start(): one.end() for one in _LINK.finditer(self._on.text) if one.start() not in self._literal}
        opened: list[tuple[int, int]] = []
        for found in _BRACKETS.finditer(self._on.text):
            if found.group().endswith("["):
                opened += [found.span()] if found.end() - 1 not in self._literal else []
            elif found.group() != "]":
                opened.clear()
            elif opened:
                opening = opened.pop()
                if found.start() in behind:
                    self._on.hide(*opening)
                    self._on.hide(found.start(), behind[found.start()])

    def _emphasis(self) -> None:
        """Pairs of `*`, `_`, `~~` and backticks within a paragraph; one alone stands for itself."""
        places = [at for at, one in enumerate(self._on.characters) if one != HIDDEN]
        shown = "".join(self._on.characters[at] for at in places)
        opened: dict[str, list[tuple[int, int]]] = {}
        for found in _MARKS.finditer(shown):
            mark, (start, end) = found.group(), found.span()
            if mark.isspace():
                opened.clear()
                continue
            if places[start] in self._literal:
                continue
            opens, closes = _flanks(shown, start, end)
            if closes and opened.get(mark):
                for at in (*range(*opened[mark].pop()), *range(start, end)):
                    self._on.hide(places[at], places[at] + 1)
            elif opens:
                opened.setdefault(mark, []).append((start, end))


def _hidden_rows(tokens: list[Any], environment: dict[str, Any]) -> Iterator[tuple[int, int]]:
    """(first line, the line behind) of each block that is nothing a person reads."""
    for token in tokens:
        first, behind = token.map or (0, 0)
        if token.type in {"fence", "hr"} or (token.type == "html_block" and _UNSEEN.match(token.content)):
            yield first, behind
        elif token.type == "heading_open" and token.markup in {"=", "-"}:
            yield behind - 1, behind
        elif token.type == "table_open":
            yield first + 1, first + 2
    for reference in environment.get("references", {}).values():
        yield tuple(reference["map"])


def _flanks(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Whether a run of marks can open and can close emphasis, as CommonMark has it."""
    before, after = text[start - 1 : start] or " ", text[end : end + 1] or " "
    if text[start] == "`":
        return True, True
    left = not after.isspace() and (after not in _PUNCTUATION or before.isspace() or before in _PUNCTUATION)
    right = not before.isspace() and (before not in _PUNCTUATION or after.isspace() or after in _PUNCTUATION)
    if text[start] != "_":
        return left, right
    return left and (not right or before in _PUNCTUATION), right and (not left or after in _PUNCTUATION)
