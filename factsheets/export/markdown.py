"""Fact sheet -> Markdown: CommonMark with GFM tables, footnotes and YAML front matter, the same bytes every time."""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable

from factsheets.checks import IDENT
from factsheets.display import Namer, word
from factsheets.export import sections
from factsheets.export.escape import escape, one_line, strong
from factsheets.export.gfm import Footnotes, table
from factsheets.export.printing import SHORT_HASH, Attached, Printing
from factsheets.export.prose import prose
from factsheets.model import FactSheet, Status
from factsheets.vocabulary import label
from factsheets.yaml_text import UNFOLDED, Data, Flow, dump

INDEX_FILE = "index.md"
_RESERVED = {"index", "con", "prn", "aux", "nul"} | {
    f"{port}{number}" for port in ("com", "lpt") for number in range(10)
}

SECTIONS: tuple[Callable[[Printing], str], ...] = (
    sections.figures,
    sections.timeline,
    sections.actors,
    sections.tools,
    sections.places,
    sections.statements,
    sections.not_stated,
    sections.themes,
    sections.links,
    sections.sources,
    sections.notes,
)


def to_markdown(sheet: FactSheet, name: Namer, attached: Attached, lang: str = "en") -> str:
    """The whole sheet on one page, a footnote for each piece of evidence.

    Labels are in `lang`, the sheet's own words stay as they are. `attached` says what vouches for a piece of
    evidence or a source: "text", "original" or "no".
    """
    return f"{_front_matter(sheet)}\n\n{_page(Printing(sheet, name, attached, lang))}"


def to_markdown_joined(sheets: Iterable[FactSheet], name: Namer, attached: Attached, lang: str = "en") -> str:
    """Several sheets as one document: one front matter, and no two footnotes of one number; a single one as always."""
    sheets = tuple(sheets)
    if len(sheets) == 1:
        return to_markdown(sheets[0], name, attached, lang)
    pages, number = [], 0
    for sheet in sheets:
        printing = Printing(sheet, name, attached, lang, Footnotes(number))
        pages.append(_page(printing))
        number = printing.footnotes.number
    listed: list[Data] = [
        Flow(id=one_line(one.id), title=one_line(one.title), status=str(one.status)) for one in sheets
    ]
    return "\n".join([f"---\n{dump({'sheets': listed}, width=UNFOLDED)}---\n", *pages])


def _page(printing: Printing) -> str:
    sheet = printing.sheet
    blocks = [
        f"# {escape(sheet.title) or escape(sheet.id)}",
        _banner(sheet, printing.lang),
        *prose(sheet.summary),
    ]
    blocks += [section(printing) for section in SECTIONS]
    blocks.append(str(printing.footnotes))
    return "\n\n".join(block for block in blocks if block) + "\n"


def _front_matter(sheet: FactSheet) -> str:
    """Every scalar stays on its line: a folded one could leave `---` alone on a line, which ends the front matter."""
    data = dump(
        {
            "id": one_line(sheet.id),
            "title": one_line(sheet.title),
            "status": str(sheet.status),
            "lang": one_line(sheet.lang),
            "sources": [
                Flow(
                    id=one_line(source.id),
                    title=one_line(source.title or source.file),
                    sha256=one_line(source.sha256[:SHORT_HASH]),
                )
                for source in sheet.sources
            ],
        },
        width=UNFOLDED,
    )
    return f"---\n{data}---"


def _banner(sheet: FactSheet, lang: str) -> str:
    return f"> {strong(label('labels', 'draft', lang))}" if sheet.status is Status.DRAFT else ""


def to_markdown_library(
    sheets: Iterable[FactSheet], name: Namer, attached: Attached, lang: str = "en"
) -> dict[str, str]:
    """A file a sheet and `index.md` that lists them, by file name; the order of `sheets` does not matter."""
    ordered = sorted(sheets, key=lambda sheet: (sheet.id, sheet.title))
    pages: dict[str, str] = {}
    rows: list[tuple[str, ...]] = []
    for sheet in ordered:
        file = _free_name(file_name(sheet.id), pages)
        pages[file] = to_markdown(sheet, name, attached, lang)
        link = f"[{escape(sheet.title) or escape(sheet.id)}]({file})"
        status = label("labels", sheet.status, lang)
        rows.append((link, escape(sheet.id), escape(status), str(len(sheet.figures)), str(len(sheet.sources))))
    headers = [word("library", lang), "id", "status", *(label("labels", key, lang) for key in ("figures", "sources"))]
    listing = table([escape(header) for header in headers], rows)
    return {INDEX_FILE: f"# {word('library', lang)}\n\n{listing}".rstrip() + "\n", **pages}


def file_name(sheet_id: str) -> str:
    """The file a sheet prints to: its id where that is a plain one, else what is plain of it and a hash of the rest."""
    if IDENT.fullmatch(sheet_id) and sheet_id not in _RESERVED:
        return f"{sheet_id}.md"
    ascii_only = unicodedata.normalize("NFKD", sheet_id).encode("ascii", "ignore").decode()
    plain = re.sub("[^a-z0-9]+", "-", ascii_only.casefold()).strip("-")[:60]
    digest = hashlib.sha256(sheet_id.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{plain or 'sheet'}-{digest}.md"


def _free_name(file: str, taken: dict[str, str]) -> str:
    stem = file.removesuffix(".md")
    number = 1
    while file in taken or file == INDEX_FILE:
        number += 1
        file = f"{stem}-{number}.md"
    return file
