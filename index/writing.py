"""Whoosh as it is used here: how an index is made, opened and written."""

import warnings
from pathlib import Path
from typing import Any

from index.schema import whoosh_schema

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # as in `whoosh_fields`
    from whoosh import index as whoosh_index
    from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter
    from whoosh.filedb.filestore import FileStorage

WRITER_MEGABYTES = 256


class _UnscoredFieldWriter(W3FieldWriter):  # type: ignore[misc]
    """Asks for no lengths: no field has any, and to find that out Whoosh looks for a file once a posting."""

    def add_postings(self, schema: Any, lengths: Any, items: Any) -> None:  # noqa: ARG002
        super().add_postings(schema, None, items)


class _UnscoredCodec(W3Codec):  # type: ignore[misc]
    def field_writer(self, storage: Any, segment: Any) -> Any:
        return _UnscoredFieldWriter(self, storage, segment)


def create_index(folder: Path) -> Any:
    return _storage(folder).create_index(whoosh_schema())


def open_index(folder: Path) -> Any:
    return whoosh_index.FileIndex(_storage(folder), schema=whoosh_schema())


def writer_of(index: Any) -> Any:
    return index.writer(limitmb=WRITER_MEGABYTES, codec=_UnscoredCodec())


def _storage(folder: Path) -> Any:
    """Without mmap: with it Whoosh copies whole segments into memory at open."""
    return FileStorage(str(folder), supports_mmap=False)
