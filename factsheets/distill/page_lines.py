"""The lines of a page, and what each looks like: prose, navigation, the call of a newsletter, a share bar."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from factsheets import vocabulary
from factsheets.distill.date_words import strings, unaccented
from factsheets.yaml_text import Data

_LINE = re.compile(r"[^\n\f]+")
_LEAD = re.compile(r"^[\s\-–—•·*>|#►▶→©»]+")
_WORD = re.compile(r"[^\W\d_]+")
_MARKS_ONLY = re.compile(r"[\W_]*")
_SENTENCE_END = re.compile(r"[.…][\"”»’)\]]{0,3}(?: \([A-Z][A-Za-z]{1,12}(?:/[A-Z][A-Za-z]{1,12})?\))?$")
_QUESTION_END = re.compile(r"[?!:;\"”»][\"”»’)\]\s]{0,3}$")
_COPYRIGHT = re.compile(r"©|\(c\) ?\d{4}|copyright\b", re.IGNORECASE)
_COPYRIGHT_LENGTH, _CUE_LENGTH, _MENU_WORDS, _FIELD_WORDS = 160, 90, 6, 3
SENTENCE, LONG_LINE = 60, 140
_STOP_LENGTH = 36


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank. `start` is where its content begins, `block` counts the blocks between blank lines."""

    text: str
    start: int
    block: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def lines(text: str) -> list[Line]:
    found, block, after = [], 0, 0
    for match in _LINE.finditer(text):
        raw = match.group()
        content = raw.strip()
        if not content:
            continue
        start = match.start() + len(raw) - len(raw.lstrip())
        if text.count("\n", after, start) > 1 or "\f" in text[after:start]:
            block += 1
        found.append(Line(content, start, block))
        after = match.start() + len(raw)
    return found


def spelt(text: str) -> str:
    """As cues are written: composed, small, straight apostrophes, without bullets before it."""
    return _spelt(text[:200])


@lru_cache(maxsize=1024)
def _spelt(text: str) -> str:
    typed = text.lower().replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")
    return _LEAD.sub("", unicodedata.normalize("NFC", typed), count=1)


@cache
def cues(name: str) -> re.Pattern[str]:
    """The cues of a kind in every language, at the beginning of a line."""
    words = sorted(
        {
            form
            for lang in page_languages()
            for word in strings(page_data(lang).get(name))
            for form in (word, unaccented(word))  # `A lire aussi`: capitals without their accents
        },
        key=len,
        reverse=True,
    )
    return re.compile(rf"(?:{'|'.join(re.escape(word) for word in words) or '(?!)'})(?!\w)")


def starts_with(name: str, line: str) -> re.Match[str] | None:
    return cues(name).match(spelt(line))


def behind_cue(name: str, text: str) -> str:
    """What follows a cue at the beginning of a line; empty when there is none."""
    lead = len(text) - len(text.lstrip(" -–—•·*>|"))
    found = cues(name).match(spelt(text))
    return text[lead + found.end() :].lstrip(" :.-–—") if found else ""


@cache
def page_languages() -> tuple[str, ...]:
    """The languages whose pages can be read."""
    return tuple(lang for lang in vocabulary.languages() if _has_page(lang))


def _has_page(lang: str) -> bool:
    try:
        return bool(page_data(lang))
    except FileNotFoundError:
        return False


def page_data(lang: str) -> dict[str, Data]:
    return vocabulary.language_data(lang, "page")


@cache
def common_words() -> dict[str, frozenset[str]]:
    return {lang: frozenset(strings(page_data(lang).get("common-words"))) for lang in page_languages()}


def language_of(text: str) -> str:
    """The language whose common words make up most of a text; empty when it has none of any."""
    words = [word.lower() for word in _WORD.findall(unicodedata.normalize("NFC", text[:20_000]))]
    counts = {lang: sum(word in common for word in words) for lang, common in common_words().items()}
    best = max(counts, key=lambda lang: counts[lang], default="")
    return best if counts.get(best) else ""


def is_prose(text: str) -> bool:
    """A sentence, not a headline: headlines do not end with a full stop."""
    if len(text) < SENTENCE:
        return False
    return bool(
        _SENTENCE_END.search(text[-_STOP_LENGTH:]) or (len(text) >= LONG_LINE and _QUESTION_END.search(text[-6:]))
    )


def is_cued(name: str, text: str, most_words: int) -> bool:
    """Whether a line is such a cue: one of a single word has no more behind it than that, or a colon."""
    found = starts_with(name, text)
    if not found:
        return False
    rest = spelt(text)[found.end() :].lstrip()
    named = found.group()
    return len(_WORD.findall(named)) > 1 or ":" in (named[-1], rest[:1]) or len(_WORD.findall(rest)) <= most_words


def is_marks(text: str) -> bool:
    """A bullet that stands alone."""
    return bool(_MARKS_ONLY.fullmatch(text))


def is_navigation(text: str) -> bool:
    """A bullet alone, a button, one entry of a menu."""
    if is_marks(text):
        return True
    if len(text) > _CUE_LENGTH:
        return False
    words = len(_WORD.findall(text))
    return words <= (_FIELD_WORDS if ":" in text else _MENU_WORDS) and is_cued("navigation", text, 1)


def is_tail(text: str) -> bool:
    """What can only stand behind an article."""
    if len(text) <= _COPYRIGHT_LENGTH and _COPYRIGHT.search(text):
        return True
    return len(text) <= _CUE_LENGTH and is_cued("tail", text, 2) and not is_prose(text)


def is_insert(text: str) -> bool:
    """What pages put between two paragraphs: `Lire aussi : ...`."""
    return len(text) <= 2 * _CUE_LENGTH and is_cued("inserts", text, 0) and not is_prose(text)


def words_of(text: str) -> Iterator[str]:
    return (found.group() for found in _WORD.finditer(text))
