"""Lines within an article that belong to the page: share bars, boxes of newsletters, links to other articles."""

import re
from collections.abc import Iterator
from functools import cache

from factsheets.distill.date_words import strings
from factsheets.distill.page_lines import Line, is_insert, is_prose, page_data, page_languages, starts_with, words_of
from factsheets.distill.page_noise import (
    BULLETS,
    has_phrase,
    is_call,
    is_comment_count,
    is_dated_line,
    is_headline,
    is_surely_noise,
    plain,
    segments,
)

_BAR_LENGTH, _BAR_WORDS, _PROMOTION_LENGTH, _CAPTION_LENGTH = 110, 5, 220, 250
_BOX_LINES, _LABEL_WORDS, _LEFT_WORDS = 4, 5, 1
_CLAUSE = r"(?:^|[.!?:;,–—>-]\s+|[¡¿«“\"]\s?)"
_AUDIENCE_NUMBER = re.compile(r"\d[\d.,\s]*(?:mil\s)?(?:k\s)?$")
_PRICE = re.compile(r"[€$£₦]\s?\d|\d\s?(?:[€$£]|euros?\b|cents?\b|pesos\b)")
_CAPITAL_LABEL = re.compile(r"(?P<label>[^\W\d_][^:>\d]{3,40}?)\s?[:>]\s+(?P<rest>\S.*)")


def is_share_bar(text: str) -> bool:
    """`Share   Facebook   X`, `Tweet this · Print · 19 comments`: buttons, with nothing said beside them."""
    if len(text) > _BAR_LENGTH or text[0] in BULLETS or is_prose(text) or starts_with("byline", text):
        return False
    if _is_of_buttons(text):
        return True
    cells = segments(text)
    if len(cells) < 2 or any(sum(1 for _ in words_of(cell)) > _BAR_WORDS for cell in cells):
        return False
    return any(is_call(cell) or is_comment_count(cell) or _is_of_buttons(cell, 1) for cell in cells)


def _is_of_buttons(text: str, least: int = 2) -> bool:
    """Two buttons with no more than a word beside them, or one that says what it is for: `Share this story`."""
    rest, buttons = _words("buttons").subn(" ", plain(text))
    rest, others = _words("button-words").subn(" ", rest)
    left = sum(1 for _ in words_of(rest))
    if buttons >= 2:
        return left <= _LEFT_WORDS
    opens = _words("buttons").match(plain(text))
    return bool(opens) and buttons + others >= least and not left and not any(map(str.isdigit, rest))


@cache
def _words(name: str) -> re.Pattern[str]:
    words = {word for lang in page_languages() for word in strings(page_data(lang).get(name))}
    names = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![\w@])(?:{names or '(?!)'})(?!\w)")


def is_promotion(text: str) -> bool:
    """What the paper asks of its readers: `Join 15,000 readers`, `Si te gusta, suscribite: 3 meses por $ 9.000`."""
    if len(text) > _PROMOTION_LENGTH:
        return False
    said = plain(text)
    asked = bool(_asks().search(said))
    mailing = has_phrase("mailings", said)
    ours = has_phrase("ours", said)
    audience = any(_AUDIENCE_NUMBER.search(said[: found.start()]) for found in _words("audiences").finditer(said))
    offer = has_phrase("offers", said)
    if asked or (ours and offer):
        paid = bool(_PRICE.search(said)) and has_phrase("periods", said)
        return mailing or ours or audience or offer or paid
    if mailing and ours and not is_prose(text) and any(one.isdigit() or one == "?" for one in text):
        return True
    return (audience and (mailing or ours)) or (bool(starts_with("mailings", text)) and (mailing + ours + audience > 1))


@cache
def _asks() -> re.Pattern[str]:
    words = {word for lang in page_languages() for word in strings(page_data(lang).get("asks"))}
    names = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"{_CLAUSE}(?:{names or '(?!)'})(?!\w)")


def is_credited(text: str) -> bool:
    """The caption of a picture, which ends with whose it is: `... Picture: Jane Doe/Agency`, `... © Jane Doe`."""
    return len(text) <= _CAPTION_LENGTH and not starts_with("byline", text) and bool(_credits().search(text))


@cache
def _credits() -> re.Pattern[str]:
    words = {word for lang in page_languages() for word in strings(page_data(lang).get("pictures"))}
    name = r"[A-ZÀ-Þ](?:[^.:;!?\n]|(?<=\b[A-ZÀ-Þ])\.){2,50}"
    pictures = rf"(?i:{'|'.join(re.escape(word) for word in sorted(words)) or '(?!)'})s?"
    cue = rf"(?:^|[.!?)(|–—]\s?)(?:{pictures}\s?:|{pictures} (?:by|par|de))|(?:^|[\s(|])©"
    forms = (
        rf"(?:{cue})\s?{name}\)?\.?$",
        r"\([A-ZÀ-Þ][\w.'’-]{0,20} [^()]{2,40}/\s?[A-Z]{2,6}\)\.?$",
        rf"\({pictures} {name}\)$",
        rf"^\[{pictures}\s?:[^\[\]]+\]$",
    )
    return re.compile("|".join(forms))


def noise_within(within: list[Line]) -> frozenset[int]:
    """The numbers of the lines of an article that are the page's; its headings, fields and bullets are not."""
    return frozenset(_noise(within))


def _noise(within: list[Line]) -> Iterator[int]:
    prose = next((number for number, line in enumerate(within) if is_prose(line.text)), len(within))
    yield from (number for number in range(1, prose) if is_surely_noise(within, number))
    at = 1
    while at < len(within):
        after = at + 1
        while after < len(within) and within[after].block == within[at].block:
            after += 1
        yield from _noise_of_block(within, at, after, within_prose=prose < at and after < len(within))
        at = after


def _noise_of_block(within: list[Line], at: int, after: int, *, within_prose: bool) -> Iterator[int]:
    block = [line.text for line in within[at:after]]
    boxed = within_prose and len(block) <= _BOX_LINES and not any(map(is_prose, block))
    if boxed and (any(map(is_promotion, block)) or _names_other_articles(block)):
        yield from range(at, after)
        return
    listed = False
    for number, text in enumerate(block, at):
        listed = listed and is_headline(text)
        if listed or _is_noise(text):
            yield number
        listed = listed or (within_prose and is_insert(text) and sum(1 for _ in words_of(text)) <= _LABEL_WORDS)


def _is_noise(text: str) -> bool:
    if is_insert(text) or is_promotion(text) or is_credited(text):
        return True
    if is_dated_line(text) or is_prose(text) or starts_with("byline", text):
        return False
    return is_share_bar(text) or is_comment_count(text) or is_call(text)


def _names_other_articles(block: list[str]) -> bool:
    """A label in capitals with headlines behind it, on its line or on lines of their own."""
    found = _CAPITAL_LABEL.fullmatch(block[0])
    if len(block) == 1:
        return bool(found and _is_capital_label(found["label"]) and is_headline(found["rest"]))
    return _is_capital_label(block[0]) and all(map(is_headline, block[1:]))


def _is_capital_label(text: str) -> bool:
    return text.isupper() and 1 < sum(1 for _ in words_of(text)) <= _LABEL_WORDS
