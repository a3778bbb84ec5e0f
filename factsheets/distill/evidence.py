"""What a name says of itself: a head ("Foundation"), a legal form, a first name, an acronym."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from factsheets.distill.heads import NONE
from factsheets.distill.names import Name
from factsheets.distill.register import nationalities, well_known
from factsheets.distill.tokens import is_acronym
from factsheets.distill.words import Words, fold, phrase_at, phrase_before
from factsheets.vocabulary import currencies

_LONGEST_WORD = 60
_LONG_ACRONYM = 6
"""From so many letters on capitals are rather a word's than an acronym's, unless something else says so."""
_AGES = frozenset({",", ".", "ans", "años", "years"})
_YEAR = re.compile(r"(?:19|20)\d\d")
ACTOR, TOOL, PLACE = "actor", "tool", "place"


class Evidence(NamedTuple):
    """One reason to read a name as something; the weights of one name add up, the largest sum decides."""

    sense: str
    kind: str
    weight: float
    rule: str
    role: str = ""
    maker: str = ""


def inside(name: Name, words: Words, lang: str) -> Iterator[Evidence]:
    if name.entry is not None:
        if name.entry.sure or not _numbers_a_law(name):
            yield from _registered(name)
        return
    if name.head:
        weight = 4.5 if name.head == NONE else 5.0
        rule = "collective" if "collective" in name.tags else "head"
        yield Evidence(NONE if name.head == NONE else ACTOR, name.head, weight, rule)
        return
    if "person" in name.tags:
        yield Evidence(ACTOR, "person", 5.0, "honorific" if name.honorific else "title", name.role)
    yield from _form(name, words, lang)


def _registered(name: Name) -> Iterator[Evidence]:
    entry = name.entry
    if entry is None:
        return
    if entry.sure:
        yield Evidence(entry.type, entry.kind, 20.0, "gazetteer")
    elif entry.unsure:
        yield Evidence(entry.type, entry.kind, 0.4 if name.first else 2.0, "known-place")
    else:
        yield Evidence(entry.type, entry.kind, 6.0, f"known-{entry.type}")


def _numbers_a_law(name: Name) -> bool:
    """ "Regulation (EU) 2017/2226"."""
    line, end = name.line, name.end
    bracketed = name.begin > 0 and end + 1 < len(line) and line.text[name.begin - 1] == "(" and line.text[end] == ")"
    return bracketed and line.text[end + 1][0].isdigit()


def _form(name: Name, words: Words, lang: str) -> Iterator[Evidence]:
    whole = phrase_at(words.portfolio, name.line.low, name.begin, name.end)
    if whole is not None and whole[0] == name.end:
        yield Evidence(NONE, "", 6.0, "portfolio")
    low, text = name.low, name.line.text[name.begin : name.end]
    if len(name) > 1 and text[-1] in _money():
        yield Evidence(NONE, "", 6.0, "currency")
    if text[-1].endswith(words.adjectival):
        yield Evidence(NONE, "", 6.0, "adjective")
    yield from _branch(name)
    if low[-1] in words.legal_forms and len(name) > 1 and (text[-1][0].isupper() or text[-1] in words.small_forms):
        yield Evidence(ACTOR, "company", 7.0, "legal-form")
        return
    ends = phrase_before(words.trailing, name.line.low, name.end, name.begin)
    if ends is not None and (ends[0] > name.begin or (len(name) > 1 and name.end - ends[0] == len(name))):
        yield Evidence(ACTOR, ends[1], 4.0, "head")
    if len(name) > 1 and low[-1] in words.place_ends:
        yield Evidence(PLACE, "region", 4.5, "place-word")
    if low[-1] in words.not_actors and len(name) > 1:
        yield Evidence(NONE, "", 5.0, "title")
    if len(name) == 1 and len(text[0]) > 1:
        yield from _single(name, words, lang)
    elif all(_named_like(word) or low[at] in words.particles for at, word in enumerate(text)):
        yield from _personal(name, words, lang)


def _branch(name: Name) -> Iterator[Evidence]:
    """ "Amnesty International Kenya": what begins with a known body is a part of it, with a known firm its product."""
    if name.numbered:
        yield Evidence(TOOL, "technology", 0.9, "model-number")
    if len(name) > 1:
        for _, entry in well_known().get(name.line.low[name.begin], ()):
            if entry.type != PLACE and len(entry.words) < len(name) and entry.fits(name.line, name.begin):
                if entry.kind == "company" and not _country(name):
                    yield Evidence(TOOL, "technology", 3.0, "product")
                else:
                    yield Evidence(entry.type, entry.kind, 3.0, "known-branch")
                return


def _single(name: Name, words: Words, lang: str) -> Iterator[Evidence]:
    word, low = name.line.text[name.begin], name.low[0]
    if _aged(name):
        yield Evidence(ACTOR, "person", 2.0, "age")
    barred = _barred(word, low, words, lang)
    if barred:
        yield Evidence(NONE, "", 2.0 if barred == "head-alone" else 6.0, barred)
    elif low in words.alone and not name.first:
        yield Evidence(ACTOR, "public-body", 2.0, "head-alone")
    elif is_acronym(word) and not word.isalpha() and any(one.isdigit() for one in word):
        yield Evidence(NONE, "", 2.0, "code")
    elif is_acronym(word) and _measures(name):
        yield Evidence(NONE, "", 2.0, "beside-a-figure")
    elif is_acronym(word):
        yield Evidence(ACTOR, "public-body", 1.6 if len(word) < _LONG_ACRONYM else 1.0, "acronym")
    elif any(one.isupper() and before.islower() for before, one in pairwise(word)):
        yield Evidence(ACTOR, "company", 1.5, "camel-case")
    elif not name.first:
        first = low in words.first_names
        yield Evidence(ACTOR, "person" if first else "organisation", 0.4 if first else 0.5, "capital")


def _measures(name: Name) -> bool:
    """ "58 EUR", "28 MW", "ISO 28258": a currency, a unit or a number's name; beside a year it may well be a body."""
    line = name.line
    if line.text[name.begin] in _money():
        return True
    before = line.text[name.begin - 1] if name.begin else ""
    after = line.text[name.end] if name.end < len(line) and line.touching(name.end - 1) else ""
    return _marks(name, before, after) or any(one[:1].isdigit() and not _YEAR.fullmatch(one) for one in (before, after))


@cache
def _money() -> frozenset[str]:
    """The codes and written signs of currencies that look like acronyms: EUR, CFA, CHF."""
    signs = (sign for one in currencies().values() for sign in (one.code, *one.symbols))
    return frozenset(sign for sign in signs if sign.isalpha() and is_acronym(sign))


def _marks(name: Name, before: str, after: str) -> bool:
    """ "RE: ...", "(LSE: ARD)", "EVIDENCE. ...": a letter's field, a stock exchange's sign, a heading in its line."""
    line, word = name.line, name.line.text[name.begin]
    field = name.begin == 0 and after == ":" and len(word) <= 2
    heading = name.begin == 0 and after == "." and len(word) >= 6
    ticker = (after == ":" and before == "(") or (before == ":" and name.begin > 2 and line.text[name.begin - 3] == "(")
    return field or heading or ticker


def _barred(word: str, low: str, words: Words, lang: str) -> str:
    """Why a single capitalised word is no name, if it is none."""
    if low in nationalities(lang):
        return "nationality"
    if low not in words.alone and (low in words.leading or (low in words.trailing and not is_acronym(word))):
        return "head-alone"
    if is_acronym(word) and _a_word(low, words):
        return "word"
    return "places" if "-" in word and _of_places(word) else ""


def _a_word(low: str, words: Words) -> bool:
    return low in words.descriptors or low in words.roles or low in words.legal_forms


def _country(name: Name) -> bool:
    """ "Marine Scotland": a body's name ends with its country more often than a person's does."""
    entries = well_known().get(name.low[-1], ())
    return any(one.type == PLACE and len(low) == 1 and not one.unsure and one.kind != "city" for low, one in entries)


def _of_places(word: str) -> bool:
    """ "Mexico-Guatemala": two known places are no name of an actor."""
    table = well_known()
    if len(word) > _LONGEST_WORD:
        return False
    for at in [index for index, one in enumerate(word) if one == "-"]:
        ends = (word[:at], word[at + 1 :])
        if all(
            any(entry.type == PLACE and entry.words == (end,) for _, entry in table.get(fold(end), ())) for end in ends
        ):
            return True
    return False


def _named_like(word: str) -> bool:
    return word in ".&" or (word[0].isupper() and all(one.isalpha() or one in "-'’.‐" for one in word))


def _aged(name: Name) -> bool:
    """ "Moira Kemble, 47, ...": an age between commas is a person's."""
    line, end = name.line, name.end
    if end + 2 >= len(line) or line.text[end] != "," or line.low[end + 2] not in _AGES:
        return False
    return line.text[end + 1].isdigit() and len(line.text[end + 1]) == 2


def _personal(name: Name, words: Words, lang: str) -> Iterator[Evidence]:
    text = name.line.text[name.begin : name.end]
    real = [word for word in text if word[0].isupper()]
    if _aged(name):
        yield Evidence(ACTOR, "person", 2.0, "age")
    if "&" in text:
        yield Evidence(ACTOR, "company", 3.0, "ampersand")
    elif len(real) == 2 and _country(name):
        yield Evidence(ACTOR, "organisation", 2.0, "branch-of-a-country")
    elif name.low[0] in words.first_names and len(real) <= 5 and not is_acronym(real[-1]):
        yield Evidence(ACTOR, "person", 3.5, "first-name")
    elif len(real[0].rstrip(".")) == 1 and len(real) <= 3:
        yield Evidence(ACTOR, "person", 2.5, "initial")
    elif name.low[0] in nationalities(lang):
        yield Evidence(ACTOR, "organisation", 0.8, "capitals")
    elif any(is_acronym(word) for word in real):
        yield Evidence(ACTOR, "organisation", 1.5, "capitals")
    elif len(real) <= 3:
        yield Evidence(ACTOR, "person", 0.7 if name.first else 1.3, "capitals")
    else:
        yield Evidence(ACTOR, "organisation", 0.6 if name.first else 1.2, "capitals")
