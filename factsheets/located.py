"""Where in a sheet's YAML a fact stands, for an editor."""

from collections.abc import Iterable

from factsheets import yaml_text
from factsheets.problem import DataError
from factsheets.proof import GROUPS
from factsheets.yaml_text import MappingNode, Scalar, SequenceNode

NOWHERE = (0, 0)
SOURCES = ("sources",)


def place_of(raw: bytes, ident: str, groups: Iterable[str] = GROUPS) -> tuple[int, int]:
    """Line and column of what has that id in one of the lists, from 1; `NOWHERE` where there is none."""
    try:
        root, _ = yaml_text.parse(yaml_text.decode(raw, ""), "")
    except DataError:
        return NOWHERE
    for group in groups:
        listed = yaml_text.walk(root, (group,)) if root else None
        for item in listed.items if isinstance(listed, SequenceNode) else ():
            own = yaml_text.walk(item, ("id",))
            if isinstance(item, MappingNode) and isinstance(own, Scalar) and own.value == ident:
                return item.line, item.column
    return NOWHERE
