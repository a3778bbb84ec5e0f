"""Totals as a page: the sums with the figures they are made of as links, what was left out and why."""

from collections.abc import Iterator, Sequence

from factsheets import display
from tui.page import Block, Kind, Page, Span, Style
from tui.tables.entry import Entry
from tui.tables.totals import Totals
from tui.tables.totals_words import NOTHING, caution, left_out_words, line_words, named, summary


def totals_page(ref: str, title: str, totals: Totals, lang: str = "en") -> Page:
    blocks = [
        Block(Kind.HEADING, (Span(title, Style.TITLE),), level=1),
        Block(Kind.TEXT, (Span(summary(totals), Style.DIM),)),
        Block(Kind.BLANK),
    ]
    for line in totals.lines:
        blocks.append(Block(Kind.ITEM, (Span(line_words(line, lang), Style.AMOUNT),), marker="-"))
        blocks += _figures(line.entries)
    if not totals.lines:
        blocks.append(Block(Kind.TEXT, (Span(NOTHING),)))
    if words := caution(totals):
        blocks += [Block(Kind.BLANK), Block(Kind.TEXT, (Span(words),))]
    if totals.left_out:
        blocks += [
            Block(Kind.BLANK),
            Block(Kind.HEADING, (Span("Left out", Style.HEADING),), level=2, anchor="Left out"),
        ]
    for left in totals.left_out:
        blocks.append(Block(Kind.ITEM, (Span(left_out_words(left)),), marker="-"))
        blocks += _figures(left.entries)
    return Page(ref, title, tuple(blocks))


def _figures(entries: Sequence[Entry]) -> Iterator[Block]:
    """The first of them as links; a file that is written names them all."""
    some, more = named(entries)
    for entry in some:
        words = display.SEPARATOR.join(filter(None, (entry.amount_words, entry.label, entry.who, entry.when)))
        yield Block(Kind.ITEM, (Span(words, link=entry.link),), level=2, marker="-", fact=entry.link)
    if more:
        yield Block(Kind.TEXT, (Span(more, Style.DIM),), level=2)
