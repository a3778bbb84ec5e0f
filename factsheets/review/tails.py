"""The parts of a sheet's file by their keys, and the findings of its `draft:` part, without reading the rest.

The one-line form that the program writes is read by itself, a dozen times faster than YAML; anything else a person may
have made of it is read as YAML.
"""

import re

from factsheets import yaml_text
from factsheets.model import Draft, Finding
from factsheets.validate import read_object
from factsheets.yaml_text import MappingNode

_TOP = re.compile(rb"^([a-z_]+):", re.MULTILINE)
_PENDING = re.compile(r"\n  pending:[ ]*\n((?:  - .*\n(?:    .*\n)*)*)(?=  [a-z]|\Z)")
_PLAIN = r"[^\s'\"{}\[\],&*!|>%@`#?:-](?:[^{}\[\],#:\n]|:(?=\S))*"
_VALUE = rf"(?:'(?:[^'\\]|'')*'|{_PLAIN})"
_ITEM = re.compile(
    rf"  - \{{id: ({_VALUE}), kind: ({_VALUE}), source: ({_VALUE}), start: (\d+), end: (\d+),"
    rf" printed: ({_VALUE})(?:, reads: ({_VALUE}))?, rule: ({_VALUE})(?:, confidence: ({_VALUE}))?\}}\n"
)
"""A finding as the program writes it: each value quoted, or with nothing in it that YAML would read anew."""
_FOLD = re.compile(r"\n {4,}")


def top_level(raw: bytes) -> dict[str, bytes]:
    """A file's bytes by top-level key, each from its key to the next; nothing for a file of another shape."""
    text = raw.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    found = list(_TOP.finditer(text))
    ends = [one.start() for one in found[1:]] + [len(text)] * bool(found)
    return {one[1].decode(): text[one.start() : end] for one, end in zip(found, ends, strict=True)}


def findings_in(part: bytes) -> tuple[Finding, ...]:
    """The pending findings of a `draft:` part; raises ValueError or DataError where it cannot be read."""
    text = yaml_text.decode(part, "draft")
    if "\n  pending:" not in text:
        return _slowly(text)
    fast = _fast(text)
    return _slowly(text) if fast is None else fast


def _fast(text: str) -> tuple[Finding, ...] | None:
    """The findings where all of them stand as the program writes them, else None."""
    listed = _PENDING.search(text if text.endswith("\n") else text + "\n")
    if listed is None:
        return None
    lines, at, found = _FOLD.sub(" ", listed[1]), 0, []
    while at < len(lines):
        item = _ITEM.match(lines, at)
        if item is None:
            return None
        found.append(_finding(item))
        at = item.end()
    return tuple(found)


def _finding(item: re.Match[str]) -> Finding:
    ident, kind, source, start, end, printed, reads, rule, confidence = item.groups("")
    return Finding(
        id=_value(ident),
        kind=_value(kind),
        source=_value(source),
        start=int(start),
        end=int(end),
        printed=_value(printed),
        reads=_value(reads),
        rule=_value(rule),
        confidence=_value(confidence),
    )


def _value(written: str) -> str:
    return written[1:-1].replace("''", "'") if written[:1] == "'" else written.rstrip()


def _slowly(text: str) -> tuple[Finding, ...]:
    root, problems = yaml_text.parse(text, "draft")
    entry = root.entries.get("draft") if isinstance(root, MappingNode) else None
    if problems or entry is None:
        raise ValueError("the draft cannot be read")
    draft, problems_of_it = read_object(entry.value, Draft)
    if draft is None or problems_of_it:
        raise ValueError("the draft cannot be read")
    return draft.pending
