"""`figures`: figures in any order, with what adds up; from the files alone unless something is searched for."""

from collections.abc import Iterator

from factsheets import display
from factsheets.export.tables import FIGURE_COLUMNS, figure_row, to_csv
from factsheets.model import Figure
from tui.cells import cell_width
from tui.cli import Call
from tui.output import Exit
from tui.tables.columns import columns_of, words_among
from tui.verbs.facts import line_of, namer
from tui.verbs.rows import JSON_VERSION
from tui.verbs.tables import Chosen, Listed, chosen, ended, write_data

_AMOUNT = 20


def figures(call: Call) -> Exit:
    """Figures are listed; what adds up, and what does not, `--totals` says."""
    found = chosen(call, "figures")
    if call.args.totals:
        _write_totals(call, found)
    elif call.args.csv and not call.args.columns:
        call.output.text(to_csv(_whole_rows(call, found), FIGURE_COLUMNS))
    elif not write_data(call, "figures", "figures", found):
        _write_figures(call, found)
    return ended(call, "figures", found)


def _whole_rows(call: Call, found: Chosen) -> Iterator[dict[str, str]]:
    for one in found.rows:
        if isinstance(one.fact, Figure):
            yield figure_row(one.sheet, one.fact, namer(call.library, one.sheet))


def _write_figures(call: Call, found: Chosen) -> None:
    """By sheet, or in the order asked for, each then with its sheet."""
    current, by_sheet = "", not found.view.sort
    for one in found.rows:
        if by_sheet and one.sheet.id != current:
            call.output.lines([""] if current else [])
            call.output.wrap(f"{one.sheet.title}  [{one.sheet.id}]")
            current = one.sheet.id
        ref = f"#{one.fact.id}" if by_sheet else one.entry.ref
        if call.output.plain:
            _write_spoken(call, one, ref)
        else:
            _write_figure(call, one, ref)


def _write_figure(call: Call, one: Listed, ref: str) -> None:
    """The amount right-aligned in a column, what it is for beside it; one that is too wide stands above."""
    amount, *texts = _texts(call, one)
    indent = " " * (_AMOUNT + 2)
    head = f"{amount:>{_AMOUNT}}  "
    if cell_width(head) > len(indent):
        call.output.wrap(amount, "  ")
        head = indent
    for text in filter(None, (*texts, ref)):
        call.output.wrap(text, head, indent)
        head = indent


def _texts(call: Call, one: Listed) -> tuple[str, ...]:
    """The amount, and in lines what was asked for: its label and what else is known, or the chosen columns."""
    if not call.args.columns:
        line = line_of(call.library, one.sheet, one.fact, call.lang)
        return one.entry.amount_words, one.entry.label, line.partition(display.SEPARATOR)[2]
    columns = columns_of("figures", call.args.columns.replace(" ", "").split(","))
    shown = {column.id for column in columns}
    words = (words_among(column, one.entry, call.lang, shown) for column in columns if column.id != "amount")
    amount = one.entry.amount_words if "amount" in shown else ""
    return amount, display.SEPARATOR.join(filter(None, words))


def _write_spoken(call: Call, one: Listed, ref: str) -> None:
    if call.args.columns:
        words = display.SEPARATOR.join(filter(None, _texts(call, one)))
        call.output.wrap(f"{words} [{ref}]", "- ", "  ")
        return
    line = line_of(call.library, one.sheet, one.fact, call.lang)
    call.output.wrap(f"{one.entry.label}: {line} [{ref}]", "- ", "  ")


def _write_totals(call: Call, found: Chosen) -> None:
    """The sums, then what was left out and why; nothing is added up without saying so."""
    from tui.tables import totals_words as words  # noqa: PLC0415 - figures are mostly listed
    from tui.tables.totals import totals_of  # noqa: PLC0415 - the same
    from tui.tables.written import totals_csv, totals_markdown, totals_payload  # noqa: PLC0415 - the same

    unsure = {one.entry.ref for one in found.rows if one.unsure}
    totals, args = totals_of((one.entry for one in found.rows), unsure), call.args
    payload = totals_payload(totals)
    if args.json:
        call.output.json({"version": JSON_VERSION, "figures": totals.figures, **payload})
    elif args.jsonl:
        for row in (*payload["totals"], *payload["left_out"]):
            call.output.json(row, line=True)
    elif args.csv:
        call.output.text(totals_csv(totals))
    elif args.markdown:
        call.output.text(totals_markdown("Totals", totals, call.lang))
    else:
        for text in words.told(totals, call.lang):
            call.output.wrap(text, "", "  " * text.startswith("- "))
