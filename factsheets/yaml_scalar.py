"""A changed scalar in the style of the one it stands for: quoting, folding and indentation stay."""

import re

from factsheets.yaml_lines import Lines
from factsheets.yaml_text import UNFOLDED, Bare, Span, dump_inline, dump_scalar, looks_typed

_WIDTH = 120
_NARROWEST = 40
_PRINTABLE = re.compile("[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_HEADER = re.compile(r"[|>][-+0-9]*")


def in_brackets(node: Span, new: str) -> str:
    """A scalar of a list or mapping on one line."""
    told = dump_scalar(new, node.style, 3, UNFOLDED) if node.style in {"'", '"'} else dump_inline(_as_plain(node, new))
    return told if "\n" not in told else dump_scalar(new, '"', 3, UNFOLDED)


def in_block(lines: Lines, node: Span, new: str, column: int) -> str:
    """A scalar behind a key or dash that is indented by `column`."""
    printed = lines.text[node.start : lines.end(node)]
    rows = printed.splitlines()
    if node.style in {"|", ">"}:
        told = _block_scalar(rows, node.style, new)
        if told:
            return told
    folded = len(rows) > 1
    aligned = folded and rows[1].strip() and node.style not in {"|", ">"}
    pad = len(rows[1]) - len(rows[1].lstrip()) if aligned else column + 2
    before = lines.column(node.start)
    longest = max((len(row) for row in rows[1:]), default=0) if folded else before + len(printed)
    width = UNFOLDED if longest > _WIDTH and not folded else max(_NARROWEST, _WIDTH - pad + 2)
    style = node.style if node.style in {"'", '"'} else ""
    value = _as_plain(node, new) if not style else new
    if "\n" in new:
        style = '"'
    told = dump_scalar(value, style, before - pad + 2, width)
    first, *more = told.split("\n")
    return "\n".join((first, *(" " * pad + row.lstrip(" ") if row.strip() else "" for row in more)))


def _as_plain(node: Span, new: str) -> str:
    """Without quotes where a number or date had none before; words that look like a number still get them."""
    typed = isinstance(new, Bare) or looks_typed(node.value)
    return Bare(new) if not node.style and typed else new


def _block_scalar(rows: list[str], style: str, new: str) -> str:
    """The lines of a block scalar under a header like the old one; nothing where the value cannot stand in one."""
    header = _HEADER.match(rows[0])
    body = new.rstrip("\n")
    paragraphs = body.split("\n")
    ending = {0: "-", 1: ""}.get(len(new) - len(body))
    if header is None or ending is None or not body or _PRINTABLE.search(new):
        return ""
    if re.search(r"[0-9]", header.group()) or any(row != row.strip(" ") for row in paragraphs):
        return ""
    filled = [row for row in rows[1:] if row.strip()]
    pad = " " * (len(filled[0]) - len(filled[0].lstrip(" "))) if filled else ""
    if not pad:
        return ""
    if style == ">":
        width = min(_WIDTH, max(map(len, filled))) - len(pad)
        paragraphs = _folded(paragraphs, max(_NARROWEST, width))
    comment = rows[0][header.end() :]
    return "\n".join((style + ending + comment, *(pad + row if row else "" for row in paragraphs)))


def _folded(paragraphs: list[str], width: int) -> list[str]:
    """Paragraphs at a width, with the blank line between them that a folded scalar reads as one newline."""
    rows: list[str] = []
    for paragraph in paragraphs:
        if rows:
            rows.append("")
        row = ""
        for word in re.split(r"(?<=[^ ]) (?=[^ ])", paragraph):
            if row and len(row) + 1 + len(word) > width:
                rows.append(row)
                row = word
            else:
                row = f"{row} {word}" if row else word
        rows.append(row)
    return rows
