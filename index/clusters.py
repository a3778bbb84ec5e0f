"""One cluster of a text, such as "l'e-mail" or "1 234 567,89" -> its terms, with what else it answers to."""

import re
import unicodedata
from typing import NamedTuple

from factsheets.amounts import parse_number, plain
from index.stemming import stem

LONGEST_TERM = 64
"""Code points of a word that count: what is longer is no word, and no term of an index."""
_SPACE = " \u00a0\u2000-\u200a\u202f\u205f\u3000"
_MARKS = "\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u00ad\u200c\u200d\u2060"
_APOSTROPHE = "'’ʼ‘´`′＇"
_LETTER_APOSTROPHE = "ʼ"  # a letter to Unicode
_HYPHEN = "\\-‐‑"
_LETTER = r"[^\W\d_]"
_WORD = rf"\w[\w{_MARKS}]*"
CLUSTERS = re.compile(
    rf"\d{{1,3}}(?:[.,{_SPACE}{_APOSTROPHE}]\d{{3}})+(?:[.,]\d+)?(?!\d)"
    r"|\d+(?:[.,]\d+)+"
    rf"|(?<!\w){_LETTER}(?:(?:\.{_LETTER}(?!\w))+|(?:\.[{_SPACE}]{_LETTER}(?=\.))+)(?:\.?[{_APOSTROPHE}]s(?!\w))?"
    rf"|(?<!\w)([a-zA-Z])\1\.?[{_SPACE}]?([a-zA-Z])\2(?!\w)"
    rf"|(?<!\w)\w{{1,2}}[{_SPACE}]?&[{_SPACE}]?\w{{1,2}}(?!\w)(?:[{_APOSTROPHE}]s(?!\w))?"
    rf"|(?<![\w.])\.[a-zA-Z]\w+"
    rf"|{_WORD}(?:[{_HYPHEN}{_APOSTROPHE}&+.]{_WORD})*[+#]*"
)
"""Grouped numbers, decimals, initials, doubled ones as in EE. UU., R&D with spaces, .NET, and words."""

_LIGATURES = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i"}
)
_DROPPED = dict.fromkeys(map(ord, "\u00ad\u200c\u200d\u2060"))
# Compiled when first needed, which a question of plain words never does.
_ANY_SPACE = rf"[{_SPACE}]"
_ANY_APOSTROPHE = rf"[{_APOSTROPHE}]"
_BETWEEN_APOSTROPHES = rf"[^{_APOSTROPHE}]+"
_BETWEEN_HYPHENS = rf"[^{_HYPHEN}_]+"
_BETWEEN_MARKS = r"[^.&+]+"
_INITIALS = rf"{_LETTER}(?:\.[{_SPACE}]?{_LETTER}(?!\w))+"
_DOUBLED = rf"([a-zA-Z])\1\.?[{_SPACE}]?([a-zA-Z])\2"
_RUN_ON = r"[a-zß-ÿ]{2,}\.[A-ZÀ-Þ]"
_LETTERS_DIGITS = r"([^\W\d_]+)(\d+)"
_DIGITS_LETTERS = r"(\d+)([^\W\d_]+)"


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


ELIDED = _set("l d j m t n s c qu jusqu lorsqu puisqu quoiqu quelqu")
ENCLITIC = _set("s t re ve ll m d")
"""What English hangs on behind an apostrophe."""
_PARTICLES = frozenset("NMT")
"""Before a capital and a small letter they begin a name, as in N'Djamena, and elide nothing."""
PRONOUNS = _set("il elle on ils elles je tu nous vous ce ci la moi toi le les lui leur y en t")
_NO_NAMES = frozenset("AEIOUYÀ")
"""Single capitals that are words; any other may be a name, such as X."""
LONGEST_ACRONYM = 6

PREFIXES = _set(
    "ante anti auto bio co contra contre counter cyber ex extra geo hydro hyper inter intra macro mega meta micro mini "
    "mono multi narco neo non over para photo poly post pre pseudo re semi socio sub super tele trans ultra video "
    "vice"
)
"""What stands before a word with a hyphen or without: cyber-attack, cyberattack; ex-président, expresidente."""
CLOSED = _set(
    "checkin checkout database hightech lockdown lowcost offline offshore online onshore scifi setup smartphone "
    "startup timeline weekend wifi"
)
"""Compounds that are written with a hyphen as often as without."""
UNITS = _set(
    "km km2 kmh kg cm cm2 mm m2 m3 ha hz khz mhz ghz w kw mw gw kwh mwh gwh kb mb gb tb bn mn mds mrd mrds eur usd gbp "
    "mxn ans h min sec ms"
)
"""What stands behind a number with a space or without."""


_TAKING_ES = ("d", "l", "n", "r", "x", "ch", "sh", "ss")


class Piece(NamedTuple):
    """One token of a cluster, in the cluster's own places; `exact` as `Token` has it."""

    start: int
    end: int
    term: str
    folded: str
    exact: str = ""


class Cluster:
    """`extras` are further terms that a document with it answers to; the rest are parts of `Analysed.forms`.

    `plain` are the terms whose very form stands here, `inflected` those that a plural stands for. Told apart by
    identity, which is what makes sets of them fast.
    """

    __slots__ = ("extras", "forms", "inflected", "pieces", "plain", "terms")

    def __init__(self, pieces: tuple[Piece, ...], extras: tuple[str, ...]) -> None:
        self.pieces = pieces
        self.terms = tuple(one.term for one in pieces)
        self.extras = extras
        self.forms = tuple(one.exact for one in pieces if one.exact)
        self.plain = tuple(one.term for one in pieces if one.folded == one.term)
        self.inflected = tuple(one.term for one in pieces if _is_plural(one.folded, one.term))


def fold(text: str) -> str:
    """Case, accents and ligatures away: `Élève`, `ELEVE` and `élève` are one."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    if folded.isascii():
        return folded
    return "".join(character for character in folded if not unicodedata.combining(character)).translate(_LIGATURES)


class _Reading:
    """What is gathered while a cluster is read."""

    __slots__ = ("extras", "lang", "pieces")

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.pieces: list[Piece] = []
        self.extras: list[str] = []

    def add(self, start: int, text: str, whole: str = "", end: int = 0) -> None:
        """A word from `start`, as one term; `whole` is how it reads where its letters stand apart in the text."""
        found = piece_of(whole or text, start, end or start + len(text))
        if found:
            self.pieces.append(found)

    def also(self, *words: str) -> None:
        self.extras += [term for word in words if (term := _term(fold(word)))]


def read(raw: str, lang: str) -> Cluster:
    """Read a cluster that `CLUSTERS` found."""
    reading = _Reading(lang)
    if raw.isalpha() and _LETTER_APOSTROPHE not in raw:
        reading.add(0, raw)
    elif raw[0].isdigit() and not any(map(str.isalpha, raw)):
        _number(reading, raw)
    elif raw[0] == ".":
        reading.pieces.append(Piece(0, len(raw), _term(fold(raw[1:])), fold(raw[1:]), fold(raw)))
    elif initials := re.match(_INITIALS, raw):
        reading.add(0, initials[0], "".join(filter(str.isalpha, initials[0])))
    elif re.fullmatch(_DOUBLED, raw):
        reading.add(0, raw, "".join(filter(str.isalpha, raw)))
    elif "&" in raw and re.search(_ANY_SPACE, raw):
        reading.add(0, raw, re.sub(_ANY_SPACE, "", raw))
    else:
        _apostrophes(reading, raw)
    return Cluster(tuple(reading.pieces), tuple(dict.fromkeys(reading.extras)))


def _is_plural(folded: str, term: str) -> bool:
    """Whether a term is a word of its own that only has its plural here; the stem of "services" is none."""
    added = folded.removeprefix(term)
    return added in {"s", "x"} or (added == "es" and term.endswith(_TAKING_ES))


def piece_of(text: str, start: int, end: int) -> Piece | None:
    written = text.translate(_DROPPED)[:LONGEST_TERM]
    folded = fold(written).strip("_")
    term = _term(folded)
    if not term:
        return None
    if _is_acronym(written):
        return Piece(start, end, term, folded, unicodedata.normalize("NFC", written))
    accented = folded if written.isascii() else unicodedata.normalize("NFC", written.casefold())
    return Piece(start, end, term, folded, accented if accented != term else "")


def _term(folded: str) -> str:
    return stem(folded) if folded.isalpha() else folded


def _is_acronym(written: str) -> bool:
    letters = unicodedata.normalize("NFC", written)
    if not letters.isupper() or len(letters) > LONGEST_ACRONYM:
        return False
    return len(letters) > 1 or letters not in _NO_NAMES


def _number(reading: _Reading, raw: str) -> None:
    """In canonical form; what is no number, such as 12.09.2025, by its parts, or as it stands like 10.0.0.1."""
    written = raw.rstrip("+#")
    number = parse_number(re.sub(_ANY_APOSTROPHE, "'", re.sub(_ANY_SPACE, " ", written)), reading.lang)
    separated = not written.isdigit()
    if number is not None and separated:
        term = plain(number)
        reading.pieces.append(Piece(0, len(written), term, term))
    elif not separated or (set(written) <= set("0123456789.") and not re.search(r"\.\d{4}$", written)):
        reading.add(0, written)
    else:
        for part in re.finditer(r"\d+", written):
            reading.add(part.start(), part[0])


def _apostrophes(reading: _Reading, raw: str) -> None:
    """Elided articles and the English 's go; what is left joins up, as in O'Neil and Sana'a."""
    sections = [(found.start(), found[0]) for found in re.finditer(_BETWEEN_APOSTROPHES, raw)]
    if len(sections) > 1 and fold(sections[-1][1]) in ENCLITIC:
        sections.pop()
    while len(sections) > 1 and fold(sections[0][1]) in ELIDED and not _begins_a_name(sections):
        (_, article), (_, word) = sections[:2]
        if article.isupper() and word[0].isupper():
            reading.also(article + word)
        sections.pop(0)
    inner = [section for section in sections if len(sections) == 1 or fold(section[1]) not in ELIDED]
    if len(sections) > 1 and all(word.isalpha() for _, word in sections) and (inner == sections or len(sections) == 2):
        last = sections[-1]
        start, end = sections[0][0], last[0] + len(last[1])
        reading.add(start, raw[start:end], "".join(word for _, word in sections))
        reading.also(*(word for _, word in sections if len(word) > 1))
        return
    for start, section in inner:
        _hyphens(reading, start, section)


def _begins_a_name(sections: list[tuple[int, str]]) -> bool:
    (_, first), (_, name) = sections[:2]
    return first in _PARTICLES and name[0].isupper() and name[1:2].islower()


def _hyphens(reading: _Reading, start: int, section: str) -> None:
    parts = [(start + found.start(), found[0]) for found in re.finditer(_BETWEEN_HYPHENS, section)]
    if len(parts) > 2:
        parts = [one for position, one in enumerate(parts) if position == 0 or not _is_euphonic(parts, position)]
    if len(parts) == 2:
        (at, first), (_, second) = parts
        whole = fold(first + second)
        if first.isalpha() and second.isalpha() and (len(first) == 1 or fold(first) in PREFIXES or whole in CLOSED):
            if fold(second) not in PRONOUNS:
                reading.add(at, section, first + second)
                reading.also(first, second)
                return
        elif fold(second) not in PRONOUNS and whole.replace(".", "").isalnum() and not whole.isdigit():
            reading.also(whole)
    for at, part in parts:
        _marks(reading, at, part)


def _is_euphonic(parts: list[tuple[int, str]], position: int) -> bool:
    """The t of "a-t-il"."""
    following = parts[position + 1][1] if position + 1 < len(parts) else ""
    return fold(parts[position][1]) == "t" and fold(following) in PRONOUNS


def _marks(reading: _Reading, start: int, part: str) -> None:
    """Words with a mark inside or behind: Node.js, R&D, I+D, C++, Disney+; and numbers with their letters."""
    base = part.rstrip("+#")
    inner = [(start + found.start(), found[0]) for found in re.finditer(_BETWEEN_MARKS, base)]
    if len(inner) < 2:
        _plain_word(reading, start, part, base)
    elif parse_number(base, reading.lang) is not None:
        _number(reading, base)
        reading.pieces[-1] = reading.pieces[-1]._replace(start=start, end=start + len(base))
    elif all(len(fold(word)) == 1 for _, word in inner) and "." in base:
        reading.add(start, base, "".join(word for _, word in inner))
    elif _joins(base, inner):
        reading.add(start, base)
        reading.also(*(word for _, word in inner if "." in base and len(word) > 1))
    else:
        for at, word in inner:
            _plain_word(reading, at, word, word)


def _joins(base: str, inner: list[tuple[int, str]]) -> bool:
    """A sentence that runs on ("ended.The") does not join, nor do long names with an ampersand."""
    if "." in base:
        return not re.search(_RUN_ON, base)
    return all(len(word) <= 3 for _, word in inner)


def _plain_word(reading: _Reading, start: int, part: str, base: str) -> None:
    if base != part and (len(base) == 1 and base.isalpha()):
        reading.add(start, part)
        return
    split = re.fullmatch(_DIGITS_LETTERS, base)
    if split and fold(split[2]) in UNITS:
        reading.add(start, split[1])
        reading.add(start + split.start(2), split[2])
        return
    reading.add(start, base)
    if base != part and reading.pieces:
        reading.pieces[-1] = reading.pieces[-1]._replace(exact=fold(part), end=start + len(part))
    fused = re.fullmatch(_LETTERS_DIGITS, base)
    if fused:
        reading.also(*fused.groups())
    elif split and split[2] == "s" and len(split[1]) == 4:
        reading.also(split[1])
