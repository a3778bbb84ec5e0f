"""What a line of a page looks like that belongs to no article: a menu, a list of headlines, a notice on cookies."""

import re
from functools import cache

from factsheets.distill.date_words import strings
from factsheets.distill.page_lines import Line, is_prose, page_data, page_languages, spelt, starts_with, words_of

_CELLS = re.compile(r"\s*[|·•›»]\s*|\s+[>/]\s+|\s{2,}")
_WIDE = re.compile(r"\s{2,}")
_PHONE = re.compile(r"\+?[\d ().-]{8,}")
_DAY_AND_YEAR = re.compile(r"\b\d{1,2}(?:\.|º|er|st|nd|rd|th)?[\s./-](?:\w{1,10}\.?[\s./-]){1,3}(?:19|20)\d\d\b")
_YEAR_FIRST = re.compile(r"\b(?:19|20)\d\d-\d\d-\d\d")
_MONTH_FIRST = re.compile(r"\b[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d\d\b")
_FILE_SIZE = re.compile(r"\b\d{1,4}(?:[.,]\d{1,2})?[ \u00a0]?[KMkm](?:[Bb]|[Oo])\b")
_MINUTES = re.compile(r"\b\d{1,3} ?min\b")
_MAIL = re.compile(r"[\w.-]{1,64}@[\w-]{1,64}\.")
_CELL_WORDS, _MENU_CELLS, _MENU_LENGTH = 4, 3, 200
_MINUTES_WORDS, _CALL_WORDS = 6, 2
_HEADLINE_WORDS, _LONGEST_HEADLINE, _NO_HEADLINE_ENDS = 4, 160, ".,;:…)"
BULLETS = "-–—•·*▪●◦"
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
    return len(text) <= _NOTICE_LENGTH and bool(_phrases("notices").search(plain(text)))


def is_surely_noise(found: list[Line], number: int) -> bool:
    """A menu, a list of headlines or a notice, wherever it stands."""
    text = found[number].text
    return (is_menu(text) and not _in_table(found, number)) or is_list_opener(text) or is_notice(text)


def _in_table(found: list[Line], number: int) -> bool:
    """Whether a neighbour has the same number of cells, figures among them."""
    cells = len(segments(found[number].text))
    near = found[max(number - 1, 0) : number] + found[number + 1 : number + 2]
    return any(len(segments(line.text)) == cells and not is_menu(line.text) for line in near)


def is_headline(text: str) -> bool:
    if len(list(words_of(text))) < _HEADLINE_WORDS or len(text) > _LONGEST_HEADLINE:
        return False
    if text[-1] in _NO_HEADLINE_ENDS or text[0] in BULLETS or not (text[0].isupper() or text[0].isdigit()):
        return False
    return len(segments(text)) < 3 and not is_dated_line(text)


def is_call(text: str) -> bool:
    """A short line that sells or announces the paper itself: `Subscribe for $1 a week`, `Listen (22 min read)`."""
    if len(text) > _DATED_LENGTH:
        return False
    if _MINUTES.search(text) and len(list(words_of(text))) <= _MINUTES_WORDS:
        return True
    return any(_begins_with_a_call(cell) for cell in segments(text))


def _begins_with_a_call(cell: str) -> bool:
    """A cue of a single word is nearly alone; `Advertising: Google is fined` is a headline."""
    found = starts_with("calls", cell)
    if not found:
        return False
    return len(list(words_of(found.group()))) > 1 or len(list(words_of(cell))) <= _CALL_WORDS


def is_comment_count(text: str) -> bool:
    """`14 comments`, whatever else the short line says."""
    return len(text) <= _COUNT_LENGTH and bool(_counts().search(plain(text)))


def is_comments_head(text: str) -> bool:
    """`Comments (14)`, `14 comments · Newest first`, `19 responses to ...`: what readers wrote follows."""
    if len(text) > _DATED_LENGTH or is_prose(text):
        return False
    return bool(_comments().match(spelt(text)))


def is_attachment(text: str) -> bool:
    """`Report (PDF, 212 KB)`: a short line with the size of a file."""
    return len(text) <= _DATED_LENGTH and bool(_FILE_SIZE.search(text))


def is_about_the_author(text: str) -> bool:
    """A line with an address to write to, which is not that of a press office."""
    return (
        len(text) <= _NOTICE_LENGTH and bool(_MAIL.search(text)) and not _phrases("press-offices").search(plain(text))
    )


def is_dated_line(text: str) -> bool:
    """A short line with a full date: no title, whoever signs it."""
    if len(text) > _DATED_LENGTH:
        return False
    return any(form.search(text) for form in (_DAY_AND_YEAR, _YEAR_FIRST, _MONTH_FIRST))


def plain(text: str) -> str:
    """As phrases are written: small, with straight apostrophes."""
    return text.lower().replace("’", "'")


@cache
def _phrases(name: str) -> re.Pattern[str]:
    words = sorted({word for lang in page_languages() for word in strings(page_data(lang).get(name))})
    return re.compile(rf"\b(?:{'|'.join(re.escape(word) for word in words) or '(?!)'})(?!\w)")


@cache
def _counts() -> re.Pattern[str]:
    return re.compile(rf"(?:^|[^\w.,])\d{{1,6}}(?:[.,]\d)?k? {_phrases('counted').pattern}\s*(?:$|\W)")


@cache
def _comments() -> re.Pattern[str]:
    words = {word for lang in page_languages() for word in strings(page_data(lang).get("comments"))}
    name = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or "(?!)"
    return re.compile(rf"\d{{1,6}} (?:{name})(?!\w)|(?:[^\W\d_]+ ){{0,3}}(?:{name}) ?\(\d{{1,6}}\)$")


def has_phrase(name: str, said: str) -> bool:
    """Whether plain text holds one of the phrases of a kind."""
    return bool(_phrases(name).search(said))
