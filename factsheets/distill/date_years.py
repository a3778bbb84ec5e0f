"""Years, decades and centuries, and what tells a year from another number of four digits."""

import re

from factsheets.distill.date_reading import DROPPED, LIKELY, Elements, Reading, Recipe, Surroundings

_LAST_WORD = re.compile(r"(?P<opens>(?:^|[.!?:»\"\n])\s*)?(?P<word>[^\W\d_]\w*)[ \u00a0]$")
_NUMBER_OF = re.compile(r"\d (?P<link>[^\W\d_]{2,4}) $")
_GLUED_WORD = re.compile(r"[-–]([^\W\d_]{3,20})")
_NUMBERED = re.compile(r"([^\W\d_]{1,15})(?P<comma>,)?[.°º]?[ \u00a0(\"«]*$")


def _years(elements: Elements, around: Surroundings) -> Reading | None:
    """`2019-2021`, `FY2024/25`; the second year may be printed short. `article L. 2121-29` is none."""
    if _is_after_a_number_word(around):
        return DROPPED
    first = elements.one("YEARS", "FISCAL", "YEAR")
    last = next((v["LAST"] for name, _, v in elements.found if name == "YEARS"), 0)
    if len(elements.found) > 1:
        last = elements.found[1][1]
        last += first // 100 * 100 if last < 100 else 0
    if not last:
        return Reading(str(first))
    return Reading(str(first), str(last)) if first < last else None


def _year(elements: Elements, around: Surroundings) -> Reading | None:
    year = elements.one("YEAR")
    return Reading(str(year)) if stands_as_year(around) and not _counts(around, strict=False) else None


def _cued_year(elements: Elements, around: Surroundings) -> Reading | None:
    return _year(elements, around) if 1900 <= elements.one("YEAR") <= 2100 else None


def _bare_year(elements: Elements, around: Surroundings) -> Reading | None:
    """A year that nothing announces: `the 2024 elections`, `budget 2026`, `(2019)`; never a round number."""
    year = elements.one("YEAR")
    if not 1900 <= year <= 2100 or year % 100 == 0 or not stands_as_year(around) or _counts(around, strict=True):
        return None
    return None if _ends_a_name(around) else Reading(str(year), confidence=LIKELY)


def _ends_a_name(around: Surroundings) -> bool:
    """Whether a capitalised word precedes within the sentence: `Agenda 2030`."""
    found = _LAST_WORD.search(around.text, max(around.start - 40, 0), around.start)
    if not found or not found["word"][0].isupper() or len(found["word"]) == 1:
        return False
    if found["word"].isupper() and _in_capitals(around):
        return False
    return not found["opens"] and found["word"].lower() not in around.words.words


def _in_capitals(around: Surroundings) -> bool:
    """Whether the whole line is written so, as headings are, and a capital says nothing about a word."""
    line = around.text[max(around.start - 60, 0) : around.start].rpartition("\n")[2]
    return line.isupper() and len(line.split()) > 1


def _is_numbered(around: Surroundings) -> bool:
    """`No. 0418 of 2023`."""
    found = _NUMBER_OF.search(around.text, max(around.start - 16, 0), around.start)
    return bool(found and found["link"].lower() in around.words.numbered)


def _is_after_a_number_word(around: Surroundings) -> bool:
    """`article 2010`, `décret n° 2019`; behind a comma only in a title: `Asset Disposal Act, 2015`."""
    found = _NUMBERED.search(around.text, max(around.start - 20, 0), around.start)
    if not found or (found["comma"] and not found[1][0].isupper()):
        return False
    return found[1].lower() in around.words.not_after


def stands_as_year(around: Surroundings) -> bool:
    """Not within a longer name or number: `JO-2026`, `$2025`, `2025 €`."""
    before, after = around.text[max(around.start - 1, 0) : around.start], around.text[around.end : around.end + 1]
    if (before, after) == ("[", "]") or _is_numbered(around):
        return False
    if before in set("$€£¥#§°/.,+=©@&") or after in set("%°$€£"):
        return False
    if _is_after_a_number_word(around):
        return False
    glued = _GLUED_WORD.match(around.text, around.end)
    if glued and glued[1].lower() not in around.words.words:
        return False  # 2024-ABC
    if before in {"-", "–"}:
        word = around.text[max(around.start - 12, 0) : around.start - 1].split()
        return not word or word[-1].lower() in around.words.words
    return around.text[max(around.start - 2, 0) : around.start] not in {"© ", "$ ", "£ ", "€ "}


def _counts(around: Surroundings, *, strict: bool) -> bool:
    """Whether what follows is counted by the number: `2019 personnes`."""
    word = around.next_word()
    if not word or word in around.words.words:
        return False
    plural = word[-1] in "sx"
    if word in around.words.counted and (plural or strict or not word.isalpha() or word in {"people", "%"}):
        return True
    return strict and plural and len(word) > 4 and word.islower() and around.words.names_are_small


def _decade(elements: Elements, _: Surroundings) -> Reading | None:
    number = elements.one("DECADE", "NUMBER", "YEAR")
    if number % 10 or (number < 100 and not 10 <= number <= 90):
        return None
    century = 0 if number >= 1000 else 1900 if number >= 30 else 2000
    return Reading(f"{(number + century) // 10}X")


def _century(elements: Elements, _: Surroundings) -> Reading | None:
    number = elements.one("ORDINAL", "ROMAN", "NUMBER", "DAY")
    return Reading(f"{number - 1:02}XX") if 2 <= number <= 22 else None


YEARS: dict[str, Recipe] = {
    "years": _years,
    "fiscal": _years,
    "year": _year,
    "cued-year": _cued_year,
    "bare-year": _bare_year,
    "decade": _decade,
    "century": _century,
}
