"""The noun that a number counts where no unit of the vocabulary stands, with the adjectives and names before it."""

from factsheets.distill.amount_refusals import Counted
from factsheets.distill.number_lexicon import Lexicon
from factsheets.distill.number_tokens import Tokens
from factsheets.distill.numeral import Numeral

_ADJECTIVES = 2
_LONGEST_ACRONYM = 5
_SHORT_NAME = 3
_LONGEST_COMPOUND = 4
_LONGEST = 8
"""Tokens of an abbreviation or a compound before a noun."""


def noun(tokens: Tokens, numeral: Numeral, known: Lexicon) -> Counted | None:
    """A plural behind a number: "42 trawlers", "540 micro-drones", "six U.S. sheriff's offices", "214 OQTF"."""
    at, linked = noun_start(tokens, numeral, known)
    if linked:
        span = (at, at + 1) if known.has("noun-hyphened", tokens.word(at)) else None
    elif numeral.of and not _calls_noun(tokens, numeral, known):
        span = None
    else:
        span = _plural_from(tokens, numeral, at, known) or _acronym(tokens, numeral, at, known)
        span = span or _name(tokens, numeral, at, known)
    if span is None or numeral.value == 1:
        return None
    return Counted(numeral.start, span[1], tokens.raw(*span), False, numeral.value)


def _plural_from(tokens: Tokens, numeral: Numeral, at: int, known: Lexicon) -> tuple[int, int] | None:
    """The tokens of the plural, behind the adjectives and nouns that may stand before it."""
    free, last = known.most_modifiers, 0
    for _ in range(_ADJECTIVES + known.most_modifiers):
        word = tokens.word(at)
        if not word[:1].isalpha() or not _spaced(tokens, at):
            break
        if known.has("before-noun", word):
            last = at if known.has("noun-adjectives", word) else last
            at += 1
            continue
        if (known.has("not-units", word) or known.has("months", word)) and not _is_linked(tokens, at + 1):
            break
        found = _plural_at(tokens, at, known)
        if found:
            return found
        counted = known.numbers.at(tokens, at) and not _is_linked(tokens, at + 1)
        if not free or counted or _is_verb(tokens, numeral, word):
            break
        at, free = _past_modifier(tokens, at), free - 1
    return (last, last + 1) if last else None


def noun_start(tokens: Tokens, numeral: Numeral, known: Lexicon) -> tuple[int, bool]:
    """(where the noun begins, whether a hyphen links it): behind "of" where the number calls for one."""
    at = numeral.end
    if tokens.word(at) == "-" and tokens.glued(at) and tokens.glued(at + 1):
        return at + 1, True
    if tokens.word(at) == "+" and tokens.glued(at):
        return at + 1, False
    of = known.phrases["of"].at(tokens, at) if numeral.of else None
    if of:
        at = of[0]
        at += known.has("determiners", tokens.word(at))
    return at, False


def _name(tokens: Tokens, numeral: Numeral, at: int, known: Lexicon) -> tuple[int, int] | None:
    """A make, which has no plural where nouns follow their number directly: "quatre-vingts Rafale"."""
    told = known.most_modifiers == 0 and not numeral.digits and numeral.factor == 1 and tokens.capital(at)
    if not told or len(tokens.words[at]) <= _SHORT_NAME or tokens.capital(numeral.start) or tokens.capital(at + 1):
        return None
    free = not known.has("not-units", tokens.words[at]) and not known.has("months", tokens.words[at])
    return (at, at + 1) if free and not _is_linked(tokens, at + 1) else None


def _acronym(tokens: Tokens, numeral: Numeral, at: int, known: Lexicon) -> tuple[int, int] | None:
    """Capitals that are counted: "214 OQTF"; they neither end a name in capitals nor begin a code."""
    raw = tokens.raw(at, at + 1) if numeral.digits and at < len(tokens) else ""
    before = tokens.raw(numeral.start - 1, numeral.start) if numeral.start else ""
    if not (raw.isupper() and raw.isalpha() and 1 < len(raw) <= _LONGEST_ACRONYM) or known.has(
        "not-units", raw.lower()
    ):
        return None
    if tokens.glued(at) or not tokens.near(at) or (before.isupper() and len(before) > 1):
        return None
    follows = tokens.word(at + 1)
    joined = tokens.glued(at + 1) and (follows != "." or tokens.glued(at + 2))
    is_code = follows[:1].isdigit() or (follows in {"-", "/", "."} and joined)
    return None if is_code else (at, at + 1)


def _plural_at(tokens: Tokens, at: int, known: Lexicon) -> tuple[int, int] | None:
    """A plural with its hyphened parts, or the second of two that are one noun: "army officers"."""
    is_plural = _plural(tokens.words[at], known)
    if is_plural and known.has("noun-compounds", tokens.words[at]):
        at += _spaced(tokens, at + 1) and _plural(tokens.word(at + 1), known)
    end = last = at + 1
    for _ in range(_LONGEST_COMPOUND):
        if not _is_linked(tokens, last):
            break
        last += 2
        if _plural(tokens.words[last - 1], known):
            is_plural, end = True, last
    return (at, end) if is_plural else None


def _is_linked(tokens: Tokens, at: int) -> bool:
    """Whether a hyphen and a word go on from a token."""
    hyphen = tokens.word(at) == "-" and tokens.glued(at) and tokens.glued(at + 1)
    return hyphen and tokens.word(at + 1)[:1].isalpha()


def _past_modifier(tokens: Tokens, at: int) -> int:
    """Behind a word that stands before a noun: "state-owned", "U.S.", "sheriff's"."""
    end = at + 1
    while _is_linked(tokens, end) and end - at < _LONGEST:
        end += 2
    while tokens.word(end) == "." and tokens.glued(end) and len(tokens.words[end - 1]) == 1 and end - at < _LONGEST:
        end += 1 + (tokens.glued(end + 1) and len(tokens.word(end + 1)) == 1 and tokens.word(end + 1).isalpha())
    if tokens.word(end) == "'" and tokens.glued(end) and tokens.word(end + 1) == "s":
        end += 2
    return end


def _is_verb(tokens: Tokens, numeral: Numeral, word: str) -> bool:
    """Whether a word goes on from "the two": they signed deals; without the article they are "two signed deals"."""
    return not numeral.digits and word.endswith("ed") and tokens.word(numeral.start - 1) == "the"


def _calls_noun(tokens: Tokens, numeral: Numeral, known: Lexicon) -> bool:
    """Whether a noun may follow a scale directly: in English always, in French only behind "mille" or with "de"."""
    return known.most_modifiers > 0 or numeral.factor == 1000 or bool(known.phrases["of"].at(tokens, numeral.end))


def _spaced(tokens: Tokens, index: int) -> bool:
    return not tokens.glued(index) or tokens.words[index - 1] in {"'", "’"}


def _plural(word: str, known: Lexicon) -> bool:
    if word in known.words["noun-irregular"]:
        return True
    if known.has("not-units", word):
        return False
    return len(word) > 3 and word[-1] in known.words["noun-plurals"] and not word.endswith("ss")
