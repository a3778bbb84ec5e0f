"""Ids within a sheet: taking facts out with every reference to them, and giving one a new id wherever it is named."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar, get_args, get_type_hints

from factsheets.dates import Edtf
from factsheets.model import FactSheet, Review
from factsheets.proof import GROUPS

_Item = TypeVar("_Item")
Change = Callable[[str], str]
"""An id -> the id to stand in its place, empty to leave it out."""


def group_of(sheet: FactSheet, ident: str) -> str:
    """The list that declares a fact, empty where none does."""
    return next((group for group in GROUPS if any(one.id == ident for one in getattr(sheet, group))), "")


def without(sheet: FactSheet, ident: str) -> FactSheet:
    """The sheet without a fact and without any reference to it; what was about nothing else goes too."""
    kept: dict[str, Any] = {group: tuple(one for one in getattr(sheet, group) if one.id != ident) for group in GROUPS}
    after = renamed(replace(sheet, **kept), ident, "")
    pairs = zip(sheet.not_stated, after.not_stated, strict=True)
    return out_of_bulk(replace(after, not_stated=tuple(new for old, new in pairs if new.about or not old.about)))


def renamed(sheet: FactSheet, ident: str, new: str) -> FactSheet:
    """The sheet with every reference to an id made one to another; the declaration is left alone."""
    return _changed(sheet, lambda one: new if one == ident else one)


def out_of_bulk(sheet: FactSheet, ident: str = "") -> FactSheet:
    """The sheet whose bulk acceptances do not name a fact any more; one that names none is gone."""
    if sheet.review is None or not sheet.review.bulk:
        return sheet
    left = (replace(one, facts=tuple(fact for fact in one.facts if fact != ident)) for one in sheet.review.bulk)
    review = replace(sheet.review, bulk=tuple(one for one in left if one.facts))
    return replace(sheet, review=review if review != Review() else None)


def _changed(item: _Item, change: Change) -> _Item:
    """An object with its references changed; the very same object where none is."""
    new: dict[str, Any] = {}
    cls: type = item.__class__
    for name, is_reference in _referring_fields(cls):
        value = getattr(item, name)
        if value:
            changed = _value(value, change, is_reference)
            if changed != value:
                new[name] = changed
    return replace(item, **new) if new else item  # type: ignore[type-var]


def _value(value: Any, change: Change, is_reference: bool) -> Any:
    if isinstance(value, tuple):
        changed = (change(one) if is_reference else _changed(one, change) for one in value)
        return tuple(dict.fromkeys(one for one in changed if one)) if is_reference else tuple(changed)
    return change(value) if is_reference else _changed(value, change)


@cache
def _referring_fields(cls: type) -> tuple[tuple[str, bool], ...]:
    """The fields that name ids of facts, and those whose objects may hold such fields."""
    found = []
    hints = get_type_hints(cls)
    for field in fields(cls):
        hint = hints[field.name]
        nested = any(is_dataclass(one) and one is not Edtf for one in (hint, *get_args(hint)))
        if field.metadata.get("ref", ("sources",)) != ("sources",) or nested:
            found.append((field.name, "ref" in field.metadata))
    return tuple(found)
