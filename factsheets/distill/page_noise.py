"""What a line of a page looks like that belongs to no article: a menu, a list of headlines, a notice on cookies."""

import re
from functools import cache

from factsheets.distill.date_words import strings
from factsheets.distill.page_lines import page_data, page_languages, spelt, starts_with, words_of

_CELLS = re.compile(r"\s*[|·•›»]\s*|\s+[>/]\s+|\s{2,}")
_WIDE = re.compile(r"\s{2,}")
_PHONE = re.compile(r"\+?[\d ().-]{8,}")
_DAY_AND_YEAR = re.compile(r"\b\d{1,2}(?:\.|º|er|st|nd|rd|th)?[\s./-](?:\w{1,10}\.?[\s./-]){1,3}(?:19|20)\d\d\b")
_YEAR_FIRST = re.compile(r"\b(?:19|20)\d\d-\d\d-\d\d")
_MONTH_FIRST = re.compile(r"\b[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d\d\b")
_FILE_SIZE = re.compile(r"\b\d{1,4}(?:[.,]\d{1,2})?[ \u00a0]?[KMkm](?:[Bb]|[Oo])\b")
_MAIL = re.compile(r"[\w.-]{1,64}@[\w-]{1,64}\.")
_CELL_WORDS, _MENU_CELLS, _MENU_LENGTH = 4, 3, 200
_NOTICE_LENGTH, _COUNT_LENGTH, _DATED_LENGTH = 600, 60, 90


def segments(text: str) -> list[str]:
    """The cells of a line: what stands between its separators, or between wide gaps."""
    return [cell for cell in _CELLS.split(text[: _MENU_LENGTH + 1]) if cell]


def is_menu(text: str) -> bool:
    """Three or more names of a word or two: `Home | World | Sport`, `Home > World > Africa`."""
    if len(text) > _MENU_LENGTH or is_dated_line(text) or starts_with("byline", text):
        return False
    cells = segments(text)
    if len(cells) < _MENU_CELLS:
        return False
    named = [cell for cell in cells if not (_PHONE.fullmatch(cell) or is_comment_count(cell))]
    capitals = bool(_WIDE.search(text))
    return len(named) > 1 and all(_is_menu_cell(cell, capitals=capitals) for cell in named)


def _is_menu_cell(cell: str, *, capitals: bool) -> bool:
    if not cell[0].isalpha() or cell[-1] in ".:;," or (capitals and not cell[0].isupper()):
        return False
    return len(list(words_of(cell))) <= _CELL_WORDS


def is_list_opener(text: str) -> bool:
    """`Most read`, alone or with the first headline behind a colon."""
    found = starts_with("lists", text)
    if not found:
        return False
    rest = spelt(text)[found.end() :].strip()
    return not rest or rest[0] == ":"


def is_notice(text: str) -> bool:
    return len(text) <= _NOTICE_LENGTH and bool(_phrases("notices").search(_plain(text)))


def is_comment_count(text: str) -> bool:
    """`14 comments`, whatever else the short line says."""
    return len(text) <= _COUNT_LENGTH and bool(_counts().search(_plain(text)))


def is_attachment(text: str) -> bool:
    """`Report (PDF, 212 KB)`: a short line with the size of a file."""
    return len(text) <= _DATED_LENGTH and bool(_FILE_SIZE.search(text))


def is_about_the_author(text: str) -> bool:
    """A line with an address to write to, which is not that of a press office."""
    return (
        len(text) <= _NOTICE_LENGTH and bool(_MAIL.search(text)) and not _phrases("press-offices").search(_plain(text))
    )


def is_dated_line(text: str) -> bool:
    """A short line with a full date: no title, whoever signs it."""
    if len(text) > _DATED_LENGTH:
        return False
    return any(form.search(text) for form in (_DAY_AND_YEAR, _YEAR_FIRST, _MONTH_FIRST))


def _plain(text: str) -> str:
    return text.lower().replace("’", "'")


@cache
def _phrases(name: str) -> re.Pattern[str]:
    words = sorted({word for lang in page_languages() for word in strings(page_data(lang).get(name))})
    return re.compile(rf"\b(?:{'|'.join(re.escape(word) for word in words) or '(?!)'})(?!\w)")


@cache
def _counts() -> re.Pattern[str]:
    return re.compile(rf"(?:^|[^\w.,])\d{{1,6}} {_phrases('counted').pattern}\s*(?:$|\W)")
