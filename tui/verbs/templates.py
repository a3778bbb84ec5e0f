"""What `init` and `new` write: a commented example that is valid as it stands, and an empty sheet to fill."""

import hashlib
import json

EXAMPLE_SEED = """# The town library buys ten reading lamps

In March 2026 the town council paid 1,250 euros to the lamp maker Lumen for ten reading lamps.
"""

_EXAMPLE_HASH = hashlib.sha256(EXAMPLE_SEED.encode()).hexdigest()

EXAMPLE_SHEET = f"""\
# An example, to be read and then deleted. `factfile help sheets` explains every key.
format: 1
id: example                     # small letters, digits and hyphens; unique in the library
title: The town library buys ten reading lamps
lang: en                        # the language of the sheet's own words
status: draft                   # draft until a person has reviewed it; then say by whom under `review:`
summary: >-
  The council of a town bought ten reading lamps for its library. **One document** says so.
sources:
- id: s1
  file: example.md              # in seeds/, as it came
  sha256: {_EXAMPLE_HASH}
  title: The town library buys ten reading lamps
  lang: en
actors:
- id: town-council
  name: the town council
  kind: public-body             # person | company | public-body | organisation | group | media
  evidence:                     # a short fragment, character for character, and where it stands
  - {{source: s1, paragraph: 2, exact: the town council}}
- id: lumen
  name: Lumen
  kind: company
  role: Lamp maker
  evidence:
  - {{source: s1, paragraph: 2, exact: Lumen}}
figures:
- id: lamps-2026-03
  label: Ten reading lamps for the town library
  kind: payment                 # contract | payment | price | budget | fine | grant | loan | revenue | count | ...
  value: "1250"                 # digits with a point; or min: and max:, or magnitude: for "millions of"
  currency: EUR                 # ISO 4217; anything but money has a unit: instead
  currency_from: explicit       # explicit | context | inherited
  payer: town-council
  payee: lumen
  date: 2026-03                 # EDTF: 2026, 2026-03, 2026-03-14, 2026-03/..
  printed: 1,250 euros          # as the document prints it
  evidence:
  - {{source: s1, paragraph: 2, exact: "1,250 euros"}}
  - {{source: s1, paragraph: 2, exact: March 2026}}
"""

EMPTY_GAZETTEER = """\
# Known actors, tools and places: one name each across all sheets. `factfile help sheets` explains the keys.
format: 1
actors: []
tools: []
places: []
same_as: []
not_same_as: []
"""

_NEW_SHEET = """\
format: 1
id: {sheet_id}
title: {title}
lang: {lang}
status: draft
summary: ""
# Put the document into seeds/ and name it here; `sha256sum FILE` gives its hash.
sources: []
# - {{id: s1, file: document.md, sha256: ..., title: ..., lang: fr}}
actors: []
# - id: ice
#   name: ICE
#   kind: public-body
#   evidence:
#   - {{source: s1, paragraph: 4, exact: ICE}}
tools: []
figures: []
# - id: contract-2025
#   label: What the money is for
#   kind: contract
#   value: "3750000"
#   currency: USD
#   currency_from: explicit
#   payer: ice
#   date: 2025-09
#   printed: 3.75 millions de dollars
#   evidence:
#   - {{source: s1, paragraph: 18, exact: 3.75 millions de dollars}}
dates: []
statements: []
links: []
"""


def new_sheet_text(sheet_id: str, title: str, lang: str) -> str:
    """The title goes in as a quoted scalar: whatever it holds, it stays a title."""
    return _NEW_SHEET.format(sheet_id=sheet_id, title=json.dumps(title, ensure_ascii=False), lang=lang)
