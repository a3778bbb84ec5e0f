"""The fixture files of the distiller's rules: a title, the text and the findings expected, between lines of one dot.

    a title line
    .
    the text, of one paragraph a line
    .
    printed form => what it reads, one finding a line, in the order of the text
    .

Blank lines stand between cases; a line that begins with `#` outside a case is a comment. `<nbsp>`, `<nnbsp>`, `<thin>`
and `<br>` (a line break inside a paragraph) are written out in the text, since nobody sees them otherwise.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path

from factsheets.amounts import plain
from factsheets.distill.document import Document, Paragraph
from factsheets.distill.findings import Finding, Kind

FOLDER = Path(__file__).parent.parent / "distill_cases"
_INVISIBLE = {"<nbsp>": "\u00a0", "<nnbsp>": "\u202f", "<thin>": "\u2009", "<br>": "\r"}
_COMMON = {"kind", "start", "end", "printed", "rule", "confidence"}


@dataclass(frozen=True, slots=True)
class Case:
    """One case; `expected` are lines of `notation`."""

    title: str
    lang: str
    text: str
    expected: tuple[str, ...]
    place: str

    def __str__(self) -> str:
        return f"{self.place} {self.title}"


def cases(kind: str) -> list[Case]:
    """Every case of the files `<kind>.<lang>.txt`, whichever languages there are."""
    paths = sorted(FOLDER.glob(f"{kind}.*.txt"))
    return [case for path in paths for case in _read(path)]


def _read(path: Path) -> Iterator[Case]:
    lang = path.suffixes[-2].removeprefix(".")
    lines = iter(enumerate(path.read_text(encoding="utf-8").split("\n"), start=1))
    for number, line in lines:
        if not line.strip() or line.startswith("#"):
            continue
        place = f"{path.name}:{number}"
        if next(lines, (0, ""))[1] != ".":
            raise ValueError(f"{place}: no line of one dot after the title {line!r}")
        text, expected = "\n".join(_until_dot(lines, place)), _until_dot(lines, place)
        for written, character in _INVISIBLE.items():
            text = text.replace(written, character)
        yield Case(line, lang, text, tuple(expected), place)


def _until_dot(lines: Iterator[tuple[int, str]], place: str) -> list[str]:
    found: list[str] = []
    for _, line in lines:
        if line == ".":
            return found
        found.append(line)
    raise ValueError(f"{place}: the case does not end with a line of one dot")


def document(text: str, lang: str) -> Document:
    """A document whose article is all of the text, a paragraph a line; `<br>` breaks a line within one."""
    lines = re.finditer(r"[^\n]+", text)
    paragraphs = [
        Paragraph(line[0].replace("\r", " "), line.start(), number) for number, line in enumerate(lines, start=1)
    ]
    return Document(text=text.replace("\r", "\n"), lang=lang, paragraphs=paragraphs, article=(0, len(text)))


def findings_of(case: Case, *rules: Callable[[Document], Iterable[Finding]]) -> list[Finding]:
    """What the rules find in a case, in the order of the text, earlier rules' findings known to later ones."""
    read = document(case.text, case.lang)
    for rule in rules:
        read.found.extend(rule(read))
    return sorted(read.found, key=lambda finding: (finding.start, finding.end))


def notation(finding: Finding) -> str:
    """`printed => what it reads` on one line: money and quantities in words, any other kind by its fields."""
    printed = re.sub(r"\s", " ", finding.printed)
    reading = _amount(finding) if finding.kind in {Kind.MONEY, Kind.QUANTITY} else _fields(finding)
    return f"{printed} => {reading}"


def _amount(finding: Finding) -> str:
    """`about 3750000 USD/year [context, planned]`, `3..5 percent`, `magnitude 1000000 people`."""
    if finding.min is not None and finding.max is not None:
        number = f"{plain(finding.min)}..{plain(finding.max)}"
    else:
        known = finding.value if finding.value is not None else finding.magnitude
        number = "?" if known is None else plain(known)
    modifier = "" if finding.modifier in {"as-printed", "range"} else f"{finding.modifier} "
    what = finding.unit if finding.kind is Kind.QUANTITY else finding.currency or f"?{finding.unit}"
    per = f"/{finding.per}" if finding.per else ""
    origin = "" if finding.currency_from == "explicit" else finding.currency_from
    notes = ", ".join(note for note in (origin, finding.nature) if note)
    return f"{modifier}{number} {what}{per}" + (f" [{notes}]" if notes else "")


def _fields(finding: Finding) -> str:
    """Every field that says something, `name=value`, in the order of the dataclass."""
    stated = ((one.name, getattr(finding, one.name)) for one in fields(finding) if one.name not in _COMMON)
    return " ".join([finding.kind, *(f"{name}={_written(value)}" for name, value in stated if value)])


def _written(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, tuple) else "yes" if value is True else str(value)
