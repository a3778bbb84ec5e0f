"""What is taken out of an open library: words for a person's own text, prints, notes, and the place for an editor.

It brings the code of prints with it, and so is loaded when it is first asked for.
"""

import os
from collections.abc import Sequence
from pathlib import Path

from factsheets.evidence import SourceText
from factsheets.export import citing
from factsheets.export.escape import escape, strong
from factsheets.export.markdown import file_name
from factsheets.files import read_or_none
from factsheets.library import Library
from factsheets.library_folder import LibraryError
from factsheets.located import NOWHERE, SOURCES, place_of
from factsheets.model import Evidence, Fact, FactSheet, Source
from factsheets.problem import Problem
from factsheets.proof import GROUPS, ReadSource, prove
from index.answer import Engine
from tui.beside import append_entry, own_folder, write_beside
from tui.ports import EDIT, Located, Printed
from tui.verbs.facts import namer
from tui.verbs.printing import markdown

PICKED_FILE = "factfile-picked.md"
NOTES_FILE = "factfile-notes.md"
_READ_ONLY = "this library is read-only; `factfile init DIR` makes one of your own"


class LibraryTakeaway:
    """References are those of pages; `source/SHEET/SOURCE/N` is a source's paragraph. KeyError for one that is gone."""

    def __init__(self, library: Library, engine: Engine) -> None:
        self._library = library
        self._engine = engine

    # Words

    def value(self, ref: str, lang: str = "en") -> str:
        sheet, fact = self._fact(ref)
        return citing.value(sheet, fact, namer(self._library, sheet), lang)

    def citation(self, ref: str, lang: str = "en") -> str:
        if ref.startswith("source/"):
            sheet, source, read, paragraph, _ = self._passage(ref)
            return citing.passage_citation(sheet, source, paragraph, read.verified, lang)
        sheet, fact = self._fact(ref)
        return citing.citation(sheet, fact, namer(self._library, sheet), self._proven(sheet), lang)

    def quote(self, ref: str, lang: str = "en") -> str:
        """Empty where no passage is cited."""
        if ref.startswith("source/"):
            sheet, source, read, paragraph, text = self._passage(ref)
            return citing.passage_quote(sheet, source, paragraph, text, read.verified, lang)
        sheet, fact = self._fact(ref)
        return citing.quote(sheet, fact, self._proven(sheet), lang)

    def _sheet(self, sheet_id: str) -> FactSheet:
        sheet = self._engine.sheet(sheet_id)
        if sheet is None:
            raise KeyError(sheet_id)
        return sheet

    def _fact(self, ref: str) -> tuple[FactSheet, Fact]:
        _, sheet_id, fact_id, *_ = f"{ref}//".split("/")
        sheet = self._sheet(sheet_id)
        fact = sheet.fact(fact_id)
        if fact is None:
            raise KeyError(ref)
        return sheet, fact

    def _passage(self, ref: str) -> tuple[FactSheet, Source, ReadSource, int, str]:
        _, sheet_id, source_id, number, *_ = f"{ref}///".split("/")
        sheet = self._sheet(sheet_id)
        source = sheet.source(source_id)
        read = self._library.source(source) if source else None
        text = (read.attached or read.text) if read else None
        paragraph = int(number) if number.isdecimal() else 0
        words = _paragraph(text, paragraph) if text else ""
        if source is None or read is None or not words:
            raise KeyError(ref)
        return sheet, source, read, paragraph, words

    def _proven(self, sheet: FactSheet) -> citing.Proven:
        """Against the sources as they are on the disk now, each read once."""
        read: dict[str, ReadSource] = {}

        def proven(piece: Evidence) -> str:
            source = sheet.source(piece.source)
            if source is None:
                return "no"
            if source.id not in read:
                read[source.id] = self._library.source(source)
            return prove(piece, read[source.id]).verified

        return proven

    # Files

    def note(self, words: str, ref: str) -> Path:
        """One more item of the notes, with the reference that it can be found again by."""
        path = own_folder() / NOTES_FILE
        shown = "" if not ref or words.endswith(ref) else f" · {strong(ref)}"
        append_entry(path, f"- {escape(words)}{shown}")
        return path

    def print_sheets(self, sheet_ids: Sequence[str], lang: str = "en") -> Printed:
        """Into one file beside what is there; KeyError where none of them is left."""
        found = {one: self._engine.sheet(one) for one in dict.fromkeys(sheet_ids)}
        sheets = [sheet for sheet in found.values() if sheet]
        if not sheets:
            raise KeyError(", ".join(found))
        text = markdown(self._library, sheets, lang)
        name = file_name(sheets[0].id) if len(sheets) == 1 else PICKED_FILE
        path = write_beside(own_folder() / name, text.encode("utf-8"))
        return Printed(path, len(sheets), tuple(one for one, sheet in found.items() if sheet is None))

    # Editing

    def located(self, ref: str) -> Located:
        """The file to be edited, and the line in it; LibraryError where nothing may be written."""
        if ref.startswith(EDIT):
            line, column, name = _split_edit(ref)
            found = Located(self._file(name), line, column)
        else:
            kind, sheet_id, item, *_ = f"{ref}//".split("/")
            documents = self._engine.reader.postings("key", sheet_id)
            if not documents:
                raise KeyError(ref)
            path = self._file(self._engine.reader.row(min(documents)).path)
            groups = SOURCES if kind == "source" else GROUPS
            found = Located(path, *(place_of(read_or_none(path) or b"", item, groups) if item else NOWHERE))
        if not (self._library.writable and os.access(found.path, os.W_OK)):
            raise LibraryError(_READ_ONLY)
        return found

    def _file(self, name: str) -> Path:
        path = self._library.file_called(name)
        if path is None:
            raise KeyError(name)
        return path

    def problems_in(self, path: Path) -> Sequence[Problem]:
        return sorted(self._library.problems_in(path))


def _split_edit(ref: str) -> tuple[int, int, str]:
    line, _, rest = ref.removeprefix(EDIT).partition("/")
    column, _, name = rest.partition("/")
    if not (line.isdecimal() and column.isdecimal() and name):
        raise KeyError(ref)
    return int(line), int(column), name


def _paragraph(text: SourceText, number: int) -> str:
    span = text.paragraph(number)
    return text.text[span.start : span.end] if span else ""
