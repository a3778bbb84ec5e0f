"""A library that attacks the terminal from every field, and that is too large, too long and too wide in others."""

import hashlib
from pathlib import Path

from tests.sample_sheets import FULL, HARBOUR, HARBOUR_SHA256, write_library

# What a document can hold, and what YAML only takes as an escape in a quoted scalar.
PAYLOADS = (
    "\x1b]52;c;eA==\x07",
    "\x1b[31mred\x1b[0m",
    "\x9b31m",
    "\x9d0;title\x9c",
    "\x1bP+q\x1b\\",
    "\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\",
    "[@click=app.quit]",
    "[/foo]",
    "[bold]",
    "\u202eabc\u202c",
    "\u2066abc\u2069",
    "zero\u200bwidth\u2060\ufeff",
    "del\x7f\x08\r\x00",
    "line\u2028feed\u2029\x0b\x0c",
    "\U000e0041tag",
)
WORD = "".join(PAYLOADS)
_IN_A_LINE = "".join(one for one in WORD if one not in "\0\r\x0b\x0c\u2028\u2029")
SEED = HARBOUR.replace("Le port surveille", f"Le port {_IN_A_LINE} surveille").replace(
    "Le port a", f"\u202eLe port{_IN_A_LINE} a"
)
_NAMES = ("\x1b]0;x\x07", "\x9b31m", "\u202etxt", "[@click=app.quit]", "zero\u200bwidth", "\x7f", "[/foo]")


def quoted(text: str) -> str:
    """A YAML scalar with every character escaped."""
    return '"' + "".join(f"\\U{ord(character):08X}" for character in text) + '"'


def hostile_sheet() -> str:
    word = quoted(f"Tidewatch {WORD} end")
    sheet = FULL
    for plain in (
        "title: Cameras on the quays",
        "summary: The port pays a firm for cameras.",
        "name: Port authority",
        "name: Tidewatch",
        "name: Quay cameras",
        "name: The quays",
        "label: Cameras bought from Tidewatch",
        "label: Cameras on the quays",
        "what: The port pays",
        "text: The port says nothing of a monthly price.",
        "title: Le port surveille ses quais",
        "why: the same port",
    ):
        assert plain in sheet
        sheet = sheet.replace(plain, f"{plain.partition(':')[0]}: {word}")
    sheet = sheet.replace("aliases: [Tidewatch Ltd]", f"aliases: [{word}]").replace("by: a reader", f"by: {word}")
    return sheet.replace("value:", "reason: " + word + "\n  value:").replace(
        "monthly-price}", f"monthly-price, note: {word}}}"
    )


def write_hostile(folder: Path) -> Path:
    """Hostile sheets that are valid, under hostile file names, beside hostile sheets that are not."""
    root = write_library(folder / "li\x1b]0;x\x07brary\u202e")
    digest = hashlib.sha256(SEED.encode()).hexdigest()
    shift = SEED.index("1,25 million") - HARBOUR.index("1,25 million")
    sheet = (
        hostile_sheet()
        .replace(HARBOUR_SHA256, digest)
        .replace("start: 47, end: 67", f"start: {47 + shift}, end: {67 + shift}")
    )
    (root / "seeds" / "harbour.md").write_text(SEED, encoding="utf-8", newline="")
    (root / "sheets" / "harbour-cameras.yaml").unlink()
    (root / "sheets" / f"{_NAMES[0]}.yaml").write_text(sheet, encoding="utf-8")
    (root / "sheets" / _NAMES[1]).mkdir()
    for number, name in enumerate(_NAMES):
        raw = (
            f"format: 1\nid: {quoted(WORD)}\ntitle: {quoted(WORD)}\n{quoted(WORD)}: x\nlang: {quoted(name)}\n".encode()
        )
        path = root / "sheets" / _NAMES[1] / f"{name}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(raw)
        (root / "sheets" / f"raw-{number}.yaml").write_bytes(f"title: {name} {WORD}\n".encode())
    (root / "sheets" / "bytes.yaml").write_bytes(b"title: \xff\x9b31m\n")
    gazetteer = (
        f"actors:\n- {{id: port, name: {quoted(WORD)}, aliases: {{fr: [{quoted(WORD)}]}}, note: {quoted(WORD)}}}\n"
    )
    (root / "gazetteer.yaml").write_text(gazetteer, encoding="utf-8")
    return root


EMOJI = (
    "\U0001f468\u200d\U0001f469\u200d\U0001f467\U0001f1fa\U0001f1f3\U0001f44d\U0001f3fd 1\ufe0f\u20e3 \U0001f6a2" * 4
)
LONGEST = 10_000
LONG = "Donaudampf" * 1000
WIDE = "港湾監視" * 500
STACKED = "Z" + "\u0336\u0489\u0300" * 300
RTL = "ميناء המעגן " * 40
TITLES = (EMOJI, LONG, WIDE, STACKED, RTL, "[/foo][link=http://x]y[/link] [@click=app.quit]z", WORD)
FACTS = 1_500
_REVIEWED = "status: reviewed\nreview: {by: a reader, at: 2025-01-15}\n"


def add_excess(root: Path, table_rows: int = 100_000) -> None:
    """More sheets: one a title, one with very many facts, one whose summary is a table without end."""
    for number, title in enumerate(TITLES):
        (root / "sheets" / f"title-{number}.yaml").write_text(_sheet(f"title-{number}", title), encoding="utf-8")
    many = _sheet("many-facts", "Very many facts", "".join(_figure(number, "a-many-facts") for number in range(FACTS)))
    (root / "sheets" / "many-facts.yaml").write_text(many, encoding="utf-8")
    table = "  | a | b |\n  |---|---|\n" + "  | \\[/foo] | 1 |\n" * table_rows
    (root / "sheets" / "table.yaml").write_text(
        f"format: 1\nid: table\ntitle: A table\nlang: en\n{_REVIEWED}summary: |\n{table}", encoding="utf-8"
    )


def _sheet(ident: str, title: str, figures: str = "") -> str:
    word = quoted(title[:LONGEST])
    digest = hashlib.sha256(SEED.encode()).hexdigest()
    where = "evidence: [{source: s1, paragraph: 2, exact: Tidewatch}]"
    return (
        f"format: 1\nid: {ident}\ntitle: {word}\nlang: en\n{_REVIEWED}summary: {word}\n"
        f"sources:\n- {{id: s1, file: harbour.md, sha256: {digest}, title: {word}, publisher: {word}, lang: fr}}\n"
        f"actors:\n- {{id: a-{ident}, name: {word}, kind: company, role: {word}, {where}}}\n"
        f"tools:\n- {{id: t-{ident}, name: {word}, kind: monitoring, maker: a-{ident}, purpose: {word}, {where}}}\n"
        f"figures:\n{figures or _figure(1, f'a-{ident}', word)}"
        f"dates:\n- {{id: d1, date: 2024-03, what: {word}, actors: [a-{ident}], {where}}}\n"
        f"statements:\n- {{id: st1, speaker: a-{ident}, text: {word}, {where}}}\n"
    )


def _figure(number: int, payer: str, label: str = '"[/foo] \\e[31m \\u202Ecount"') -> str:
    return (
        f"- {{id: f{number}, label: {label}, kind: payment, value: '{number}000', currency: EUR,"
        f" currency_from: explicit, payer: {payer}, date: {1900 + number % 120}, printed: {number} mille,"
        " evidence: [{source: s1, paragraph: 2, exact: Tidewatch}]}\n"
    )


_IN_A_DOCUMENT = "".join(one for one in WORD if one >= " " and one not in "\x7f\u2028\u2029")
"""A document with control characters of ASCII is refused before it is read."""
DOCUMENT = f"""The port {_IN_A_DOCUMENT} and its cameras

Acme Corp came to Leeds. The cameras cost 3 million euros.{_IN_A_DOCUMENT}

{EMOJI} {RTL} Optivue Ltd received 7 million euros in March 2025, said Paul Merle.
"""
"""To be distilled: what waits for review stands among payloads."""
