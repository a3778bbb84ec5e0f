"""Text that stays text: no field of a sheet becomes Markdown, however it is written.

Source of the rules: CommonMark 0.31, the GFM extensions (tables, strikethrough, autolinks), footnotes, and what common
readers add (`$` for formulas, `{...}` attributes, `^` superscript, `@` citations).
"""

import re

from factsheets.safe_text import safe

_LIVE = re.compile(
    r"""
      [\\`*_\[\]<|~^{@]               # spans, links, HTML, cells, footnotes, addresses
    | \$(?![0-9])                     # an amount keeps its sign bare: no formula ends before a digit
    | &(?=\#?\w{1,32};)               # entities
    | (?<!\S)\#                       # headings, and the marks that close them
    | (?<=/)/                         # http://
    | (?<=[wW]{3})\.                  # www.
    | (?<=\S)\.(?=[^\W\d_])           # example.org
    """,
    re.VERBOSE,
)
_OPENS_BLOCK = re.compile(r"[>:]|[-+](?=[-+\s]|$)|(?P<number>[0-9]{1,9})(?=[.)](?:\s|$))")


def one_line(text: str) -> str:
    """A field as it is printed: safe, on one line, without blanks at its ends or runs of them inside."""
    return re.sub(" {2,}", " ", safe(text)).strip()


def escape(text: str) -> str:
    """One line of Markdown that reads as this text and nothing else, in a paragraph, cell, heading, item or note."""
    inert = _LIVE.sub(r"\\\g<0>", one_line(text))
    opening = _OPENS_BLOCK.match(inert)
    if opening is None:
        return inert
    cut = opening.end("number") if opening["number"] else 0
    return f"{inert[:cut]}\\{inert[cut:]}"


def strong(text: str) -> str:
    """Bold; the text must stand between blanks or punctuation, and nothing stays nothing."""
    inert = escape(text)
    return f"**{inert}**" if inert else ""


def emphasis(text: str) -> str:
    """Italic, on the same terms as `strong`."""
    inert = escape(text)
    return f"*{inert}*" if inert else ""
