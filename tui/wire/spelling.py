"""Cells for a terminal without UTF-8: each character by a look-alike in ASCII that takes the same room."""

from functools import lru_cache

from factsheets.safe_text import ascii_only

_ONE_CELL = str.maketrans(
    {
        "·": "-",
        "•": "*",
        "…": "~",
        "→": ">",
        "←": "<",
        "↔": "-",
        "↑": "^",
        "↓": "v",
        "—": "-",
        "€": "E",
        "£": "L",
        "¥": "Y",
        "▶": ">",
        "◀": "<",
        "✓": "v",
        "✗": "x",
        "■": "#",
        "□": "o",
        "●": "*",
        "○": "o",
    }
)
_HORIZONTAL, _VERTICAL = "─━┄┅┈┉═╌╍", "│┃┆┇┊┋║╎╏▌▐▏▎▍▕"
_BLOCKS = (0x2580, 0x259F)
_BOX = (0x2500, 0x257F)


@lru_cache(maxsize=4096)
def ascii_cells(cluster: str, cells: int) -> str:
    """As many characters of ASCII as the cluster takes cells."""
    first = cluster[:1]
    if first in _HORIZONTAL:
        spelled = "-"
    elif first in _VERTICAL:
        spelled = "|"
    elif _BOX[0] <= ord(first) <= _BOX[1]:
        spelled = "+"
    elif _BLOCKS[0] <= ord(first) <= _BLOCKS[1]:
        spelled = "#"
    else:
        spelled = ascii_only(cluster.translate(_ONE_CELL))
    return (spelled[:cells] if spelled.isprintable() else "?").ljust(cells, "?" if spelled == "?" else " ") or "?"
