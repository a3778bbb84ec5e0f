"""The rows and the columns of a segment's documents, as Whoosh writes and reads them and in bulk.

A column is one array over all documents, so that reading it is a copy; rows lie one behind the other.
"""

from array import array
from collections.abc import Iterator, Sequence
from typing import Any

from index.lexicon import decoded, encoded
from index.sections import Sections, SectionWriter, numbers
from index.whoosh_imports import codec_base, columns

ROW = "row"
"""The one stored field."""
_COPIED = 1 << 20
_OFFSET = 8


class RecordsWriter(codec_base.PerDocumentWriter):  # type: ignore[misc]
    """Rows go to the file as they come, since nothing else of a document is as large; columns wait in memory."""

    def __init__(self, file: Any) -> None:
        self._out = SectionWriter(file)
        self._starts = array("Q", [0])
        self._columns: dict[str, array[Any]] = {}
        self.count = 0

    def column(self, name: str, typecode: str) -> "array[Any]":
        """The values of a column; those of a document that has none may be missing, and are 0."""
        if name not in self._columns:
            self._columns[name] = array(typecode)
        return self._columns[name]

    def add_row(self, row: str) -> None:
        """Begin the next document, in bulk."""
        raw = encoded(row)
        self._out.write(raw)
        self._starts.append(self._starts[-1] + len(raw))
        self.count += 1

    def copy(self, source: "RecordsReader", runs: Sequence[tuple[int, int]]) -> None:
        """Take over runs of another segment's documents, each from its first to past its last."""
        starts = source.starts
        for first, end in runs:
            for begun in range(starts[first], starts[end], _COPIED):
                self._out.write(source.rows(begun, min(begun + _COPIED, starts[end])))
            shift = self._starts[-1] - starts[first]
            self._starts.extend([start + shift for start in starts[first + 1 : end + 1]])
        for name, typecode in source.columns().items():
            column, values = self._padded(name, typecode), source.column(name)
            for first, end in runs:
                column += values[first:end]
        self.count += sum(end - first for first, end in runs)

    def _padded(self, name: str, typecode: str) -> "array[Any]":
        column = self.column(name, typecode)
        column.extend(array(typecode, [0]) * (self.count - len(column)))
        return column

    def start_doc(self, number: int) -> None:
        if number != self.count:
            raise ValueError(f"document {number} comes after {self.count} documents")
        self._row = ""

    def add_field(self, name: str, field: Any, value: Any, length: int) -> None:  # noqa: ARG002 - Whoosh's signature
        if name == ROW and value is not None:
            self._row = value

    def add_column_value(self, name: str, column: Any, value: Any) -> None:
        self._padded(name, column.typecode).append(value)

    def add_vector_items(self, name: str, field: Any, items: Any) -> None:
        raise NotImplementedError("no field has vectors")

    def finish_doc(self) -> None:
        self.add_row(self._row)

    def doc_count_all(self) -> int:
        return self.count

    @property
    def is_closed(self) -> bool:
        return self._out.is_closed

    def close(self) -> None:
        out = self._out
        out.end_section("rows")
        out.write_numbers(self._starts)
        out.end_section("row_starts")
        for name, column in self._columns.items():
            out.write_numbers(self._padded(name, column.typecode))
            out.end_section(name)
        typecodes = {name: column.typecode for name, column in self._columns.items()}
        out.close({"count": self.count, "columns": typecodes})

    def abandon(self) -> None:
        self._out.abandon()


class RecordsReader(codec_base.PerDocumentReader):  # type: ignore[misc]
    """Rows and columns, and, for Whoosh, which documents are deleted: that is the segment's to know."""

    def __init__(self, file: Any, size: int, segment: Any) -> None:
        self._sections = Sections(file, size)
        self._segment = segment
        self._starts: array[int] | None = None
        self.count: int = self._sections.notes["count"]

    def close(self) -> None:
        self._sections.close()

    def row(self, number: int) -> str:
        """What a list shows of a document: JSON of `schema.Row`."""
        start, end = numbers("Q", self._sections.part("row_starts", number * _OFFSET, (number + 2) * _OFFSET))
        return decoded(self._sections.part("rows", start, end))

    @property
    def starts(self) -> "array[int]":
        if self._starts is None:
            self._starts = numbers("Q", self._sections.read("row_starts"))
        return self._starts

    def rows(self, start: int, end: int) -> bytes:
        return self._sections.part("rows", start, end)

    def columns(self) -> dict[str, str]:
        """The columns and their types, as `array` calls them."""
        return dict(self._sections.notes["columns"])

    def column(self, name: str) -> "array[Any]":
        """A value for each document."""
        typecode = self._sections.notes["columns"].get(name)
        if typecode is None:
            raise KeyError(name)
        return numbers(typecode, self._sections.read(name))

    def doc_count(self) -> int:
        return self.count - int(self._segment.deleted_count())

    def doc_count_all(self) -> int:
        return self.count

    def has_deletions(self) -> bool:
        return bool(self._segment.has_deletions())

    def is_deleted(self, number: int) -> bool:
        return bool(self._segment.is_deleted(number))

    def deleted_docs(self) -> Iterator[int]:
        found: Iterator[int] = self._segment.deleted_docs()
        return found

    def supports_columns(self) -> bool:
        return True

    def has_column(self, name: str) -> bool:
        return name in self._sections.notes["columns"]

    def list_columns(self) -> list[str]:
        return list(self._sections.notes["columns"])

    def column_reader(self, name: str, column: Any) -> Any:  # noqa: ARG002 - Whoosh's signature
        return _ColumnReader(self.column(name))

    def doc_field_length(self, number: int, name: str, default: int = 0) -> int:  # noqa: ARG002 - no field has lengths
        return default

    def field_length(self, name: str) -> int:  # noqa: ARG002
        return 0

    def min_field_length(self, name: str) -> int:  # noqa: ARG002
        return 0

    def max_field_length(self, name: str) -> int:  # noqa: ARG002
        return 0

    def has_vector(self, number: int, name: str) -> bool:  # noqa: ARG002
        return False

    def stored_fields(self, number: int) -> dict[str, Any]:
        return {ROW: self.row(number)}


class _ColumnReader(columns.ColumnReader):  # type: ignore[misc]
    """A column as Whoosh reads it, one value after the other."""

    def __init__(self, values: "array[Any]") -> None:
        self._values = values

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, number: int) -> Any:
        return self._values[number]

    def load(self) -> "array[Any]":
        return self._values
