"""Drafts to review: one written by hand, and those of the corpus. Nothing in them is true."""

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from factsheets.distill.draft import draft_sheet
from factsheets.distill.rules import distilled
from factsheets.library import Library, open_library
from factsheets.model import Source
from factsheets.serialise import to_yaml
from tests.benchmarks.distill_corpus import CORPUS

ARTICLE = """\
Harrow Vale buys cameras

The council of Harrow Vale paid 1,250 euros to Lumen Ltd in March 2026. Lumen Limited said that 40 cameras were sold.

“The cameras protect our schools”, said the mayor of Harrow Vale, Paula Merle. Merle had asked for 97 cameras.

A second order of 3.5 million was planned, with the software NightHeron of Lumen Ltd. Some 12 lamps will follow.
"""
DIGEST = hashlib.sha256(ARTICLE.encode()).hexdigest()
CORPUS_FILES = tuple(sorted(CORPUS.glob("*.txt")))
_FACTS = """\
actors:
- {id: council, name: council of Harrow Vale, kind: public-body, evidence: [«council of Harrow Vale»]}
- {id: lumen-ltd, name: Lumen Ltd, kind: company, evidence: [«Lumen Ltd»]}
- {id: lumen-limited, name: Lumen Limited, kind: company, role: maker, evidence: [«Lumen Limited»]}
- {id: paula-merle, name: Paula Merle, kind: person, part_of: council, evidence: [«Paula Merle»]}
- {id: merle, name: Merle, kind: person, confidence: low, evidence: [«Merle:2»]}
tools:
- {id: nightheron, name: NightHeron, kind: software, maker: lumen-ltd, operators: [council], evidence: [«NightHeron»]}
places:
- {id: harrow-vale, name: Harrow Vale, kind: city, evidence: [«Harrow Vale»]}
figures:
- id: eur-1250  # the sum that started it all
  label: Cameras bought
  kind: other
  value: '1250'
  currency: EUR
  currency_from: explicit
  payer: council
  payee: lumen-ltd
  about: [nightheron, lumen-ltd]
  printed: 1,250 euros
  confidence: medium
  note: Date and subjects are those of the same sentence, not confirmed.
  evidence:
  - «1,250 euros»
- {id: cameras-40, label: Sold, kind: count, value: '40', unit: cameras, printed: 40 cameras, evidence: [«40 cameras»]}
dates:
- {id: date-2026-03, what: The payment, date: 2026-03, actors: [council, lumen-ltd], evidence: [«March 2026»]}
statements:
- id: says-merle
  text: They protect schools
  speaker: merle
  via: lumen-limited
  evidence: [«The cameras protect our schools»]
not_stated:
- {about: [lumen-limited], what: date}
- {about: [council, lumen-limited], what: date}
"""
_PENDING = """\
draft:
  cut: {{source: s1, start: 0, end: {end}}}
  pending:
  # what nobody has looked at
  - {{id: harrow-vale, kind: place, «Harrow Vale», reads: Harrow Vale, rule: known-place, confidence: '0.70'}}
  - {{id: council, kind: actor, «council of Harrow Vale», reads: council of Harrow Vale, rule: collective,
    confidence: '0.95'}}
  - {{id: pays, kind: relation, «council of Harrow Vale paid 1,250 euros to Lumen Ltd», rule: payment-pattern,
    confidence: '0.70'}}
  - {{id: eur-1250, kind: money, «1,250 euros», reads: '1250', rule: money.explicit, confidence: '0.97'}}
  - {{id: lumen-ltd, kind: actor, «Lumen Ltd», reads: Lumen Ltd, rule: legal-form, confidence: '0.95'}}
  - {{id: date-2026-03, kind: date, «March 2026», reads: 2026-03, rule: date.month, confidence: '0.98'}}
  - {{id: lumen-limited, kind: actor, «Lumen Limited», reads: Lumen Limited, rule: legal-form, confidence: '0.95'}}
  - {{id: cameras-40, kind: quantity, «40 cameras», reads: '40', rule: quantity.unit, confidence: '0.95'}}
  - {{id: says-merle, kind: statement, «The cameras protect our schools», rule: quotation, confidence: '0.85'}}
  - {{id: paula-merle, kind: actor, «Paula Merle», reads: Paula Merle, rule: role, confidence: '0.95'}}
  - {{id: merle, kind: actor, «Merle:2», reads: Merle, rule: capital, confidence: '0.40'}}
  - {{id: money-3-5-million, kind: money, «3.5 million», reads: '3500000', rule: money.context, confidence: '0.60'}}
  - {{id: nightheron, kind: tool, «NightHeron», reads: NightHeron, rule: tool-noun, confidence: '0.71'}}
"""
_FRAGMENT = re.compile(r"«([^»:]+)(?::(\d))?»")


def place(words: str, number: int = 1) -> tuple[int, int]:
    """The offsets of the `number`th occurrence of some words in the article."""
    start = -1
    for _ in range(number):
        start = ARTICLE.index(words, start + 1)
    return start, start + len(words)


def _evidence(found: re.Match[str]) -> str:
    start, end = place(found[1], int(found[2] or 1))
    paragraph = 1 + sum(bool(line.strip()) for line in ARTICLE[:start].split("\n")[:-1])
    return f"{{source: s1, exact: '{found[1]}', paragraph: {paragraph}, start: {start}, end: {end}}}"


def _span(found: re.Match[str]) -> str:
    start, end = place(found[1], int(found[2] or 1))
    return f"source: s1, start: {start}, end: {end}, printed: '{found[1]}'"


def draft_text() -> str:
    """The handmade draft's file, with a comment here and there."""
    head = "format: 1\nid: harrow\ntitle: Harrow Vale buys cameras\nlang: en\nstatus: draft  # not yet\nsources:\n"
    source = f"- {{id: s1, file: harrow.txt, sha256: {DIGEST}, lang: en}}\n"
    facts = _FRAGMENT.sub(_evidence, _FACTS)
    return head + source + facts + _FRAGMENT.sub(_span, _PENDING.format(end=len(ARTICLE)))


@cache
def drafted(text: str, name: str) -> str:
    """The file of a text's draft, whose id is the name."""
    document = distilled(text)
    digest = hashlib.sha256(text.encode()).hexdigest()
    source = Source(id="s1", file=f"{name}.txt", sha256=digest, lang=document.lang)
    return to_yaml(draft_sheet(document, source, name))


def empty_library(folder: Path) -> Library:
    for name in ("sheets", "seeds"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    return open_library(folder)


def put(library: Library, name: str, text: str, sheet: str) -> Path:
    """A document and its sheet in a library; the sheet's path."""
    (library.seeds_dir / f"{name}.txt").write_text(text, encoding="utf-8")
    path = library.sheets_dir / f"{name}.yaml"
    path.write_text(sheet, encoding="utf-8")
    return path


def corpus_drafts() -> Iterator[tuple[str, str, str]]:
    """(name, text, draft) of each document of the corpus."""
    for path in CORPUS_FILES:
        text = path.read_text(encoding="utf-8")
        yield path.stem, text, drafted(text, path.stem)
