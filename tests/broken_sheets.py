"""Sheets that are wrong, each with the place and the words of what must be said about it, and odd ones that are right.

In the texts `¦` stands where the problem is to be reported; it is taken out before anything reads them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.sample_sheets import FULL, HARBOUR_SHA256, MINIMAL

MARK = "¦"
BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Broken:
    """`message` is part of what is printed; `alone` where nothing else is to be reported."""

    name: str
    make: Callable[[], bytes]
    line: int
    column: int
    message: str
    alone: bool = True

    def raw(self) -> bytes:
        return self.make()


def marked(name: str, text: str, message: str, *, alone: bool = True, encoding: str = "utf-8") -> Broken:
    before, _, after = text.partition(MARK)
    raw = (before + after).encode(encoding)
    return Broken(name, lambda: raw, before.count("\n") + 1, len(before) - before.rfind("\n"), message, alone)


def changed(*pairs: tuple[str, str], base: str = FULL) -> str:
    for old, new in pairs:
        if old not in base:
            raise ValueError(f"not in the sheet: {old}")
        base = base.replace(old, new, 1)
    return base


def _of_yaml() -> Iterator[Broken]:
    yield marked("tab-indent", changed(("  file: harb", "¦\tfile: harb")), "tab")
    yield marked("tab-under-key", MINIMAL + "summary:\n¦\ttext: x\n", "indent with spaces")
    yield marked("duplicate-key", changed(("  kind: company", "  ¦name: Another\n  kind: company")), "stands twice")
    yield marked("duplicate-key-at-root", MINIMAL + "¦title: Again\n", "the first is on line 3")
    yield marked("unclosed-quote", MINIMAL + 'summary: ¦"never closed\nnote: x\n', "quoted")
    yield marked("unclosed-list", MINIMAL + "themes: [surveillance\n¦", "]")
    yield marked("list-at-root", "¦- format: 1\n- id: minimal\n", "a sheet is a mapping")
    yield marked("word-at-root", "¦hello\n", "a sheet is a mapping")
    yield marked("two-documents", MINIMAL + "¦---\n" + MINIMAL, "second document")
    yield marked("key-is-a-mapping", MINIMAL + "? ¦{a: b}\n: c\n", "a key must be a word")
    yield marked("key-is-a-list", "¦[a, b]: c\n", "a key must be a word")
    yield marked("anchor", MINIMAL + "summary: ¦&x text\n", "anchors and aliases")
    doublings = (f"{new}: &{new} [*{old}, *{old}, *{old}]\n" for old, new in ("ab", "bc", "cd"))
    bomb = "a: ¦&a [x, x, x]\n" + "".join(doublings)
    yield marked("alias-bomb", bomb, "anchors and aliases")
    brackets = "[" * 31 + MARK + "[" * 9_969 + "]" * 10_000
    yield marked("flow-10000-deep", "x: " + brackets, "nested more than 32 deep")
    yield marked("flow-30000-deep", "x: " + "{a: " * 31 + MARK + "{a: " * 29_969, "nested more than 32 deep")
    yield marked("block-10000-deep", "x:\n " + "- " * 31 + MARK + "- " * 9_969 + "a\n", "nested more than 32 deep")
    yield marked("block-30000-deep", "- " * 32 + MARK + "- " * 29_968 + "a\n", "nested more than 32 deep")
    stairs = "".join(" " * depth + f"{MARK if depth == 32 else ''}a:\n" for depth in range(1_500))
    yield marked("stairs-1500-deep", stairs, "nested more than 32 deep")
    yield marked("too-many-values", "x: [" + "a," * 299_997 + f"{MARK}a," + "a," * 700_000 + "]", "more than 300000")


def _of_bytes() -> Iterator[Broken]:
    yield Broken("binary", lambda: b"format: 1\n\x7fELF\x02\x01\x00\x00", 2, 5, "byte 0x02")
    yield Broken("empty", lambda: b"", 1, 1, "the file is empty")
    yield Broken("only-a-bom", lambda: BOM, 1, 1, "the file is empty")
    yield Broken("only-a-comment", lambda: b"# nothing yet\n", 1, 1, "the file is empty")
    yield Broken("fifty-megabytes", lambda: b"title: " + b"x" * 50_000_000, 1, 1, "larger than the 4 MB")
    yield marked("latin-1", MINIMAL + "summary: caf¦é\n", "not UTF-8: byte 0xE9", encoding="latin-1")
    yield Broken("utf-16", lambda: MINIMAL.encode("utf-16"), 1, 1, "save the file as UTF-8")
    yield Broken("utf-16-without-bom", lambda: MINIMAL.encode("utf-16-le"), 1, 2, "byte 0x00")
    yield marked("bare-escape", MINIMAL + "summary: é😀 ¦\x1b[31m\n", "U+001B")
    yield marked("c1-control", MINIMAL + "summary: é😀 ¦\x9b31m\n", "U+009B")
    flow = "{format: 1, id: minimal, title: é, lang: en, status: draft, ¦titel: x}\n"
    yield marked("flow", flow, "did you mean `title`?")
    yield marked("byte-order-mark", flow, "did you mean `title`?", encoding="utf-8-sig")
    yield Broken("latin-1-after-bom", lambda: BOM + b"{title: \xe9}", 1, 9, "byte 0xE9")
    yield marked("crlf", (MINIMAL + "¦titel: x\n").replace("\n", "\r\n"), "unknown key `titel`")


def _of_shape() -> Iterator[Broken]:
    yield marked("id-no", MINIMAL.replace("id: minimal", "id: ¦NO"), "`NO` is not an id")
    yield marked("id-time", MINIMAL.replace("id: minimal", "id: ¦12:30"), "`12:30` is not an id")
    yield marked("missing-title", "¦" + MINIMAL.replace("title: A minimal sheet\n", ""), "`title` is missing")
    yield marked("empty-title", MINIMAL.replace("A minimal sheet", "¦''"), "`title` is empty")
    yield marked("unknown-key", changed(("  kind: comp", "  ¦rol: supplier\n  kind: comp")), "did you mean `role`?")
    yield marked("misspelt-kind", changed(("kind: contract", "kind: ¦contarct")), "did you mean `contract`?")
    yield marked("misspelt-status", changed(("status: reviewed", "status: ¦reveiwed")), "did you mean `reviewed`?")
    yield marked("list-for-a-word", changed(("kind: contract", "kind: ¦[contract]")), "takes one value")
    yield marked("word-for-a-list", changed(("[Tidewatch Ltd]", "¦Tidewatch Ltd")), "`aliases` is a list")
    link = changed(("- {to: harbour-tolls, why: the same port}", "- ¦harbour-tolls"))
    yield marked("word-for-a-mapping", link, "takes keys and values")
    yield marked("empty-alias", changed(("[Tidewatch Ltd]", "[Tidewatch Ltd, ¦'']")), "is empty")
    for value in ("3.75e6", "1_000", "3,750", "NaN", "Infinity", "٣", " 5", "1" * 29):
        yield marked(f"number-{value[:8]}", changed(('value: "40"', f'value: ¦"{value}"')), "`value`")
    yield marked("boolean", changed(("  lang: fr", "  restated: ¦yes\n  lang: fr")), "neither true nor false")
    for date in ("2025-13", "2025-02-30", "September", "0000", "2025-9", "2025/2024", "..", "२०२५"):
        yield marked(f"date-{date}", changed(("date: 2024\n  printed", f"date: ¦{date}\n  printed")), "`date`")


def _of_meaning() -> Iterator[Broken]:
    yield marked("newer-format", MINIMAL.replace("format: 1", "format: ¦2"), "reads format 1, not 2")
    yield marked("dangling-payer", changed(("payer: port", "payer: ¦prot")), "did you mean `port`?")
    yield marked("dangling-about", changed(("about: [quays]", "about: [quays, ¦moon]")), "`moon` is not declared")
    yield marked("dangling-source", changed(("{source: s1, paragraph: 4", "{source: ¦s2, paragraph: 4")), "`s2`")
    yield marked("duplicate-fact-id", changed(("id: silence", "id: ¦cameras")), "taken already, in figures")
    twice = FULL.replace("id: tidewatch", "id: ¦port").replace(": tidewatch", ": port")
    yield marked("duplicate-in-group", twice, "taken already, in actors")
    yield marked("wrong-currency", changed(("y: EUR", "y: ¦EURO"), ("explicit", "context")), "did you mean `EUR`?")
    both = changed(("- id: port-tid", "- ¦id: port-tid"), ("  basis:", "  unit: users\n  basis:"))
    yield marked("currency-and-unit", both, "needs either a currency or a unit")
    bare = changed(("currency: EUR", "currency: ¦EUR"), ("  currency_from: explicit\n", ""))
    yield marked("no-currency-from", bare, "add `currency_from:`")
    yield marked("value-and-bounds", changed(('value: "40"', "value: ¦40\n  min: 30")), "not two of them", alone=False)
    bounds = "min: ¦40\n  max: 30\n  modifier: range"
    yield marked("upside-down", changed(('value: "40"\n  modifier: more-than', bounds)), "not below", alone=False)
    nothing = changed(("- id: cameras", "- ¦id: cameras"), ('  value: "40"\n', ""))
    yield marked("no-amount", nothing, "a figure nobody printed", alone=False)
    yield marked("rank", changed(("  basis: paid", "  rank: ¦deprecated\n  basis: paid")), "add `reason:`")


def _of_proof() -> Iterator[Broken]:
    printed = ("printed: 1", "printed: ¦1")
    yield marked("contradicted", changed(('"1250000"', '"12500000"'), printed), "reads as 1250000")
    other = changed(("y: EUR", "y: USD"), printed)
    yield marked("contradicted-currency", other, "reads as EUR, not as the currency given, USD")
    yield marked("too-short", changed(("start: 47, end: 67", "start: 47, end: ¦66")), "20 characters long, not 19")
    half = changed(("- {source: s1, paragraph: 2, exact: Tide", "- ¦{source: s1, start: 2, exact: Tide"))
    yield marked("half-offsets", half, "go together", alone=False)
    yield marked("no-place", changed(("- {source: s1, paragraph: 4, ", "- ¦{source: s1, ")), "where it stands")
    yield marked("paragraph-0", changed(("paragraph: 4", "paragraph: ¦0")), "counts from 1")
    rumour = changed(('\n  - {source: s1, paragraph: 2, exact: "2024"}', " ¦[]"))
    yield marked("rumour", rumour, "a rumour, not a fact")
    undated = changed(("- id: paid", "- ¦id: paid"), ("  date: 2024\n  actors", "  actors"))
    yield marked("event-without-date", undated, "needs either `date:` or `relative:`")
    for name, path in (("absolute", "/etc/passwd"), ("parent", "a/../../b"), ("nul", '"a\\0b"')):
        yield marked(f"{name}-path", changed(("file: harbour.md", f"file: ¦{path}")), "stays inside `seeds/`")
    yield marked("bad-hash", changed((HARBOUR_SHA256, f"¦{HARBOUR_SHA256[:-1]}")), "64 hexadecimal digits")
    original = "  original: {sha256: ¦../../secret, size: 1, name: x}\n  restated: true\n  lang: fr\n"
    yield marked("original-hash", changed(("  lang: fr\n", original)), "64 hexadecimal digits")
    yield marked("restated-alone", changed(("  lang: fr", "  restated: ¦true\n  lang: fr")), "go together")
    unreviewed = changed(("status: rev", "status: ¦rev"), ('review: {by: a reader, at: "2025-01-15"}\n', ""))
    yield marked("unreviewed", unreviewed, "by whom and when")


BROKEN: tuple[Broken, ...] = (*_of_yaml(), *_of_bytes(), *_of_shape(), *_of_meaning(), *_of_proof())

VALID: dict[str, bytes] = {
    "minimal": MINIMAL.encode(),
    "full": FULL.encode(),
    "crlf": FULL.replace("\n", "\r\n").encode(),
    "byte order mark": BOM + FULL.encode(),
    "byte order mark and crlf": BOM + FULL.replace("\n", "\r\n").encode(),
    "decomposed accents": (MINIMAL + "summary: une e\u0301tude\n").encode(),
    "comments": ("# first\n" + MINIMAL + "# last\n").encode(),
    "no newline at the end": MINIMAL.rstrip("\n").encode(),
    "explicit document": ("---\n" + MINIMAL + "...\n").encode(),
    "typed words as text": MINIMAL.replace("A minimal sheet", "NO").encode(),
}
PLAIN_TITLES = (
    "NO",
    "no",
    "12:30",
    "0123",
    "3.75e6",
    "2025-09-12",
    "2025-09",
    "null",
    "~",
    "true",
    "1_000",
    "0x1F",
    "=",
)
