"""Where the article begins and ends on a page of plain text."""

import re
from collections.abc import Iterator

from factsheets.distill.page_end import article_end, is_sentence
from factsheets.distill.page_lines import Line, is_marks, is_navigation, is_prose, starts_with, words_of
from factsheets.distill.page_noise import (
    is_call,
    is_dated_line,
    is_headline,
    is_list_opener,
    is_surely_noise,
)

_RECURRING_LETTERS = 20
_HEAD_LINES = 6
_MENU, _SECTIONS = 3, 4
_TITLE_WORDS = 4
_MOST_HEADLINES = 0.5
_FIELD = re.compile(r"[^\W\d_][^:.]{1,50}:\s")
_ISSUE = re.compile(r"(?:\bn[°ºo.]{1,2}|\bnúm\.|\bvol\.|#)\s?\d", re.IGNORECASE)
_SHARE_BAR = 5
_FIGURE = re.compile(r"[-+(]?[\d\s.,']{1,24}[)%€$£]?")
_META = ("byline", "published", "updated")


def article_lines(found: list[Line]) -> tuple[int, int]:
    """The numbers of the first line of the article, and of the first line behind it."""
    prose = _first_prose(found)
    if prose is None:
        return 0, len(found)
    start = _start(found, prose)
    return start, article_end(found, start, prose)


def _first_prose(found: list[Line]) -> int | None:
    """The first sentence; wrapped lines count as the block they stand in."""
    at = 0
    while at < len(found):
        after = at + 1
        while after < len(found) and found[after].block == found[at].block:
            after += 1
        for number in range(at, after):
            if is_sentence(found[number].text):
                return _wrapped_start(found, at, number)
        at = after
    return None


def _wrapped_start(found: list[Line], block: int, prose: int) -> int:
    """The line where a wrapped paragraph begins: the lines before it end in the middle of a sentence."""
    while prose > block and found[prose - 1].text[-1:].isalnum() and found[prose].text[:1].islower():
        prose -= 1
    return prose


def _start(found: list[Line], prose: int) -> int:
    recurring = _recurring(found, prose)
    if recurring is not None:
        return recurring
    junk, strong = _junk(found, prose)
    if not strong and len(junk) < _MENU:
        return 0
    if not any(_may_be_title(line.text) for line in found[junk[-1] + 1 : prose]):
        return _above_share_bar(found, junk, prose)
    behind = _behind_junk(found, junk[-1], prose)
    if is_list_opener(found[junk[-1]].text) and found[behind].block == found[junk[-1]].block:
        return _last_headline(found, behind, prose)
    return _below_headlines(found, behind, prose)


def _junk(found: list[Line], prose: int) -> tuple[list[int], bool]:
    """The lines above the prose that are no part of an article, and whether one of them leaves no doubt."""
    strong = [number for number in range(prose) if is_surely_noise(found, number)]
    strong = sorted(
        {*strong, *_calls(found, prose, strong), *_lists_of_sections(found, prose), *_preheader(found, prose)}
    )
    certain = set(strong)
    junk = [
        number
        for number in range(prose)
        if number in certain or (is_navigation(found[number].text) and not _is_row(found, number))
    ]
    last = junk[-1] + 1 if junk else prose
    if last < prose - 1 and is_marks(found[junk[-1]].text) and _may_be_title(found[last + 1].text):
        junk.append(last)  # the last item of a list whose bullets stand alone
    return junk, bool(strong)


def _calls(found: list[Line], prose: int, junk: list[int]) -> Iterator[int]:
    """The calls of the paper above whatever may be a title; below it they stand within the article."""
    for number in range(prose):
        text = found[number].text
        if is_call(text):
            yield number
        elif _may_be_title(text) and number not in junk and not _may_be_masthead(found, number):
            return


def _preheader(found: list[Line], prose: int) -> Iterator[int]:
    """The first lines of a letter sent by mail, one of them a call: `View online`, `Preferences · Unsubscribe`."""
    after = next((number for number in range(prose) if found[number].block), prose)
    titled = any(_may_be_title(line.text) for line in found[after:prose])
    if titled and after <= _MENU and any(is_call(line.text) for line in found[:after]):
        yield from range(after)


def _may_be_masthead(found: list[Line], number: int) -> bool:
    """The name of a paper on the first line: `The Harbour Post`."""
    return number == 0 and len(list(words_of(found[0].text))) <= _TITLE_WORDS


def _lists_of_sections(found: list[Line], prose: int) -> Iterator[int]:
    """Lines of a word or two in a row, one of them the entry of a menu that is known: `Home`, `Courts`, `Football`."""
    first = 0
    while first < prose:
        after = first
        while after < prose and _may_be_section(found[after].text) and found[after].block == found[first].block:
            after += 1
        row = range(first, after)
        if len(row) >= _SECTIONS and any(is_navigation(found[number].text) for number in row):
            yield from row
        first = max(after, first + 1)


def _may_be_section(text: str) -> bool:
    return len(list(words_of(text))) < _TITLE_WORDS and text[0].isupper() and text[-1].isalpha()


def _is_row(found: list[Line], number: int) -> bool:
    """Whether a figure follows: `Health` above `41,250,000` is a row of a table that was printed cell by cell."""
    return number + 1 < len(found) and bool(_FIGURE.fullmatch(found[number + 1].text))


def _above_share_bar(found: list[Line], junk: list[int], prose: int) -> int:
    """Nothing but buttons stands between the title and the prose; or there is no title."""
    first = junk[-1]
    marked = set(junk)
    while first - 1 in marked:
        first -= 1
    title = first - 1
    while title >= 0 and title not in marked and not _may_be_title(found[title].text):
        title -= 1
    if title < 0 or title in marked or prose - title > _SHARE_BAR + _HEAD_LINES:
        return _below_headlines(found, junk[-1] + 1, prose) if junk[-1] + 1 < prose else prose
    above = [number for number in junk if number < title]
    return _behind_junk(found, above[-1], first) if above else 0


def _behind_junk(found: list[Line], last: int, prose: int) -> int:
    """The line behind the last one, or behind its whole block when a block with a headline follows."""
    block = found[last].block
    behind = next((number for number in range(last, prose) if found[number].block != block), prose)
    if any(_may_be_title(line.text) for line in found[behind:prose]):
        return behind
    return last + 1


def _recurring(found: list[Line], prose: int) -> int | None:
    """The title: a long line that recurs, at its last occurrence before the prose, with little between them."""
    seen: dict[str, int] = {}
    for line in found:
        key = " ".join(line.text.split()).casefold()
        seen[key] = seen.get(key, 0) + 1
    for number in range(prose, max(prose - _HEAD_LINES, 0) - 1, -1):
        if number >= len(found):
            continue
        text = " ".join(found[number].text.split())
        letters = sum(letter.isalpha() for letter in text)
        if letters >= _RECURRING_LETTERS and seen[text.casefold()] > 1 and not is_prose(text):
            return number
    return None


def _below_headlines(found: list[Line], start: int, prose: int) -> int:
    """Of many headlines between the menu and the prose only the last can be the title with what belongs to it."""
    if prose - start <= _HEAD_LINES or _heads_a_document(found, start, prose):
        if _heads_an_issue(found, start, prose):
            return start
        return next((number for number in range(start, prose) if _begins_article(found[number].text)), start)
    return _last_headline(found, start, prose)


def _heads_an_issue(found: list[Line], start: int, prose: int) -> bool:
    """A block of its own with the day and the number of a letter to subscribers, under its name."""
    block = [line.text for line in found[start:prose] if line.block == found[start].block]
    opens = start > 0 and found[start - 1].block != found[start].block
    return opens and 1 < len(block) <= _MENU and any(is_dated_line(text) and _ISSUE.search(text) for text in block[1:])


def _begins_article(text: str) -> bool:
    return _may_be_title(text) or (bool(starts_with("letterheads", text)) and not is_list_opener(text))


def _heads_a_document(found: list[Line], start: int, prose: int) -> bool:
    """A block of its own, of fields and bullets more than of headlines: `Reference: ...`, `• 38% of them ...`."""
    if not start or found[start].block == found[start - 1].block:
        return False
    headlines = sum(is_headline(line.text) and not _FIELD.match(line.text) for line in found[start:prose])
    return headlines < _MOST_HEADLINES * (prose - start)


def _last_headline(found: list[Line], start: int, prose: int) -> int:
    return next((number for number in range(prose - 1, start - 1, -1) if _may_be_title(found[number].text)), start)


def _may_be_title(text: str) -> bool:
    """Longer than the heading of a section, or a menu's word that no cue names."""
    if len(list(words_of(text))) < _TITLE_WORDS or any(starts_with(cue, text) for cue in _META):
        return False
    return not is_dated_line(text)
