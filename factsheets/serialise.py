"""A sheet -> plain data -> YAML: what the model declares, without what is absent, in the same bytes every time."""

from contextlib import suppress
from dataclasses import MISSING, Field, fields, is_dataclass
from decimal import Decimal
from typing import Any

from factsheets.amounts import plain
from factsheets.dates import Edtf
from factsheets.model import FactSheet
from factsheets.validate import validate
from factsheets.yaml_edit import in_place
from factsheets.yaml_lines import EditError
from factsheets.yaml_text import Bare, Data, Flow, decode, dump

_BOM = b"\xef\xbb\xbf"


def sheet_data(sheet: FactSheet) -> dict[str, Data]:
    """The whole sheet as strings, lists and mappings, in the order of the format: what `show --json` prints."""
    return _object(sheet)


def to_yaml(sheet: FactSheet) -> str:
    """The sheet's file. Reading it back gives an equal sheet."""
    return dump(file_data(sheet))


def rewritten(raw: bytes, before: FactSheet | None, sheet: FactSheet) -> bytes:
    """A sheet's bytes, which read as `before`, as those of the changed sheet: in place, or whole where that fails."""
    if before is not None:
        if before == sheet:
            return raw
        mark = _BOM if raw.startswith(_BOM) else b""
        with suppress(EditError):
            text = in_place(decode(raw, ""), file_data(before), file_data(sheet))
            changed = mark + text.encode("utf-8")
            if validate(changed, "").sheet == sheet:
                return changed
    return to_yaml(sheet).encode("utf-8")


def file_data(sheet: FactSheet) -> dict[str, Data]:
    """`sheet_data` with the small mappings, of which there are many, marked to stand on one line each."""
    data = _object(sheet)
    for group in data.values():
        for item in group if isinstance(group, list) else []:
            if isinstance(item, dict):
                _on_one_line(item, "evidence")
    draft = data.get("draft")
    if isinstance(draft, dict):
        for name in ("pending", "rejected"):
            _on_one_line(draft, name)
    return data


def _on_one_line(parent: dict[str, Data], name: str) -> None:
    pieces = parent.get(name)
    if isinstance(pieces, list):
        parent[name] = [Flow(piece) for piece in pieces if isinstance(piece, dict)]


_known: dict[type[Any], tuple[Field[Any], ...]] = {}


def _fields(kind: type[Any]) -> tuple[Field[Any], ...]:
    """The fields of a class, which `dataclasses.fields` looks up anew for each of its objects."""
    if kind not in _known:
        _known[kind] = fields(kind)
    return _known[kind]


def _object(value: Any) -> dict[str, Data]:
    data: dict[str, Data] = {}
    for field in _fields(type(value)):
        content = getattr(value, field.name)
        if field.metadata.get("inline"):
            data.update(_object(content))
        elif not _absent(field, content):
            data[field.name] = _value(content)
    return data


def _absent(field: Field[Any], content: Any) -> bool:
    required = field.default is MISSING
    return content is None or content in ("", ()) or (not required and content == field.default)


def _value(content: Any) -> Data:
    if type(content) is str:
        return content
    if isinstance(content, tuple):
        return [_value(item) for item in content]
    if isinstance(content, Edtf):
        return Bare(content.text)
    return _object(content) if is_dataclass(content) else _word(content)


def _word(content: Any) -> str:
    if isinstance(content, bool):
        return "true" if content else "false"
    if isinstance(content, int):
        return Bare(content)
    return plain(content) if isinstance(content, Decimal) else str(content)
