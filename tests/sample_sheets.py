"""Handmade sheets and the document they point into: nothing in them is true."""

import hashlib
from pathlib import Path

HARBOUR = """\
# Le port surveille ses quais

Le port a versé 1,25 million d'euros à Tidewatch en 2024.

Plus de 40 caméras filment les quais ; 40 autres suivront.

Le port ne dit rien du prix mensuel.
"""
HARBOUR_SHA256 = hashlib.sha256(HARBOUR.encode()).hexdigest()
ORIGINAL = HARBOUR.replace("ne dit rien", "se tait").encode()
ORIGINAL_SHA256 = hashlib.sha256(ORIGINAL).hexdigest()

MINIMAL = """\
format: 1
id: minimal
title: A minimal sheet
lang: en
status: draft
"""

FULL = f"""\
format: 1
id: harbour-cameras
title: Cameras on the quays
lang: en
status: reviewed
summary: The port pays a firm for cameras.
themes: [surveillance]
sources:
- id: s1
  file: harbour.md
  sha256: {HARBOUR_SHA256}
  title: Le port surveille ses quais
  lang: fr
actors:
- id: port
  name: Port authority
  kind: public-body
  evidence:
  - {{source: s1, paragraph: 2, exact: Le port}}
- id: tidewatch
  name: Tidewatch
  kind: company
  aliases: [Tidewatch Ltd]
  evidence:
  - {{source: s1, paragraph: 2, exact: Tidewatch}}
tools:
- id: quay-cameras
  name: Quay cameras
  kind: monitoring
  maker: tidewatch
  operators: [port]
  evidence:
  - {{source: s1, paragraph: 3, exact: caméras}}
places:
- id: quays
  name: The quays
  kind: other
  evidence:
  - {{source: s1, paragraph: 3, exact: quais}}
figures:
- id: port-tidewatch-2024
  label: Cameras bought from Tidewatch
  kind: contract
  value: "1250000"
  currency: EUR
  currency_from: explicit
  basis: paid
  payer: port
  payee: tidewatch
  about: [quay-cameras]
  date: 2024
  printed: 1,25 million d'euros
  evidence:
  - {{source: s1, paragraph: 2, exact: "1,25 million d'euros", start: 47, end: 67}}
- id: cameras
  label: Cameras on the quays
  kind: count
  value: "40"
  modifier: more-than
  unit: cameras
  about: [quays]
  printed: Plus de 40
  evidence:
  - {{source: s1, paragraph: 3, exact: Plus de 40}}
dates:
- id: paid
  what: The port pays
  date: 2024
  actors: [port]
  evidence:
  - {{source: s1, paragraph: 2, exact: "2024"}}
statements:
- id: silence
  text: The port says nothing of a monthly price.
  speaker: port
  evidence:
  - {{source: s1, paragraph: 4, exact: prix mensuel}}
not_stated:
- {{about: [quay-cameras], what: monthly-price}}
links:
- {{to: harbour-tolls, why: the same port}}
review: {{by: a reader, at: "2025-01-15"}}
"""

TOLLS = f"""\
format: 1
id: harbour-tolls
title: Tolls of the port
lang: en
status: draft
sources:
- id: s1
  file: harbour.md
  sha256: {HARBOUR_SHA256}
  restated: true
  original: {{sha256: {ORIGINAL_SHA256}, size: {len(ORIGINAL)}, name: tolls.txt}}
  lang: fr
actors:
- id: port
  name: The port
  kind: public-body
  evidence:
  - {{source: s1, paragraph: 2, exact: Le port}}
"""

GAZETTEER = """\
actors:
- id: port
  name: Harbour authority
  kind: public-body
  aliases: {fr: [le port]}
"""


def write_library(root: Path) -> Path:
    """A library of three sheets, one of them in a subfolder."""
    (root / "sheets" / "drafts").mkdir(parents=True)
    (root / "seeds").mkdir()
    (root / "seeds" / "harbour.md").write_text(HARBOUR, encoding="utf-8")
    (root / "gazetteer.yaml").write_text(GAZETTEER, encoding="utf-8")
    (root / "sheets" / "harbour-cameras.yaml").write_text(FULL, encoding="utf-8")
    (root / "sheets" / "drafts" / "tolls.yaml").write_text(TOLLS, encoding="utf-8")
    (root / "sheets" / "minimal.yml").write_text(MINIMAL, encoding="utf-8")
    return root
