"""Where the article begins and ends on a page of plain text."""

import re

from factsheets.distill.page_lines import (
    Line,
    is_insert,
    is_marks,
    is_navigation,
    is_prose,
    is_tail,
    starts_with,
    words_of,
)
from factsheets.distill.page_noise import (
    is_about_the_author,
    is_attachment,
    is_comment_count,
    is_dated_line,
    is_list_opener,
    is_menu,
    is_notice,
    segments,
)

_RECURRING_LETTERS = 20
_HEAD_LINES = 6
_MENU = 3
_PROSE_BEHIND = 0.35
_TITLE_WORDS = 4
_MOST_HEADLINES = 0.5
_FIELD = re.compile(r"[^\W\d_][^:.]{1,50}:\s")
_SHARE_BAR = 5
_LONGEST_HEADLINE = 160
_NO_HEADLINE_ENDS = ".,;:…)"
_LABEL_WORDS, _NO_LABEL_ENDS = 3, '.,;!?…)»”"'
_BULLETS = "-–—•·*▪●◦"
_FIGURE = re.compile(r"[-+(]?[\d\s.,']{1,24}[)%€$£]?")
_META = ("byline", "published", "updated")


def article_lines(found: list[Line]) -> tuple[int, int]:
    """The numbers of the first line of the article, and of the first line behind it."""
    prose = _first_prose(found)
    if prose is None:
        return 0, len(found)
    start = _start(found, prose)
    return start, _end(found, start, prose)


def _is_sentence(text: str) -> bool:
    """Prose that is no notice on cookies."""
    return is_prose(text) and not is_notice(text)


def _first_prose(found: list[Line]) -> int | None:
    """The first sentence; wrapped lines count as the block they stand in."""
    at = 0
    while at < len(found):
        after = at + 1
        while after < len(found) and found[after].block == found[at].block:
            after += 1
        for number in range(at, after):
            if _is_sentence(found[number].text):
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
    strong = [number for number in range(prose) if _surely_junk(found, number)]
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


def _surely_junk(found: list[Line], number: int) -> bool:
    text = found[number].text
    return (is_menu(text) and not _in_table(found, number)) or is_list_opener(text) or is_notice(text)


def _is_row(found: list[Line], number: int) -> bool:
    """Whether a figure follows: `Health` above `41,250,000` is a row of a table that was printed cell by cell."""
    return number + 1 < len(found) and bool(_FIGURE.fullmatch(found[number + 1].text))


def _in_table(found: list[Line], number: int) -> bool:
    """Whether a neighbour has the same number of cells, figures among them."""
    cells = len(segments(found[number].text))
    near = found[max(number - 1, 0) : number] + found[number + 1 : number + 2]
    return any(len(segments(line.text)) == cells and not is_menu(line.text) for line in near)


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
    return above[-1] + 1 if above else 0


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
        return next((number for number in range(start, prose) if _begins_article(found[number].text)), start)
    return _last_headline(found, start, prose)


def _begins_article(text: str) -> bool:
    return _may_be_title(text) or (bool(starts_with("letterheads", text)) and not is_list_opener(text))


def _heads_a_document(found: list[Line], start: int, prose: int) -> bool:
    """A block of its own, of fields and bullets more than of headlines: `Reference: ...`, `• 38% of them ...`."""
    if not start or found[start].block == found[start - 1].block:
        return False
    headlines = sum(_is_headline(line.text) and not _FIELD.match(line.text) for line in found[start:prose])
    return headlines < _MOST_HEADLINES * (prose - start)


def _last_headline(found: list[Line], start: int, prose: int) -> int:
    return next((number for number in range(prose - 1, start - 1, -1) if _may_be_title(found[number].text)), start)


def _may_be_title(text: str) -> bool:
    """Longer than the heading of a section, or a menu's word that no cue names."""
    if len(list(words_of(text))) < _TITLE_WORDS or any(starts_with(cue, text) for cue in _META):
        return False
    return not is_dated_line(text)


def _end(found: list[Line], start: int, prose: int) -> int:
    """The first line of the tail: one of its cues with little prose behind it, or none where it names an article."""
    sizes = [len(line.text) if _is_sentence(line.text) else 0 for line in found]
    behind = sum(sizes[prose:])
    total = behind
    for number in range(max(start, prose), len(found)):
        text = found[number].text
        most = 0 if is_insert(text) and ":" in text else _PROSE_BEHIND * total
        if number > prose and ((is_tail(text) and behind <= most) or (behind == 0 and _ends_a_page(found, number))):
            return _above_related(found, number, prose)
        behind -= sizes[number]
    return _above_related(found, len(found), prose) if start else len(found)


def _ends_a_page(found: list[Line], number: int) -> bool:
    """What is the end of a page only where no prose follows it: a menu, a notice, `14 comments`."""
    text = found[number].text
    return _surely_junk(found, number) or is_comment_count(text) or is_attachment(text)


def _above_related(found: list[Line], tail: int, prose: int) -> int:
    """Two or more headlines before the tail belong to it, in a block of their own where the page has blocks."""
    while tail - 1 > prose and is_about_the_author(found[tail - 1].text) and tail < len(found):
        tail -= 1
    first = tail
    while first - 1 > prose and _is_headline(found[first - 1].text):
        first -= 1
    blocks = found[prose].block != found[-1].block
    if blocks and first < len(found) and _is_label(found, first - 1, prose):
        return first - 1
    while blocks and first < tail and found[first].block == found[first - 1].block:
        first += 1
    return first if tail - first > 1 else tail


def _is_label(found: list[Line], number: int, prose: int) -> bool:
    """Whether a line opens its block with a word or two and no stop: `Related`, above the headlines of its block."""
    text = found[number].text
    if number <= prose + 1 or found[number - 1].block == found[number].block or found[number + 1].block != found[number].block:
        return False
    return len(list(words_of(text))) <= _LABEL_WORDS and text[0].isupper() and text[-1] not in _NO_LABEL_ENDS


def _is_headline(text: str) -> bool:
    if len(list(words_of(text))) < _TITLE_WORDS or len(text) > _LONGEST_HEADLINE:
        return False
    if text[-1] in _NO_HEADLINE_ENDS or text[0] in _BULLETS or not (text[0].isupper() or text[0].isdigit()):
        return False
    return len(segments(text)) < 3 and not is_dated_line(text)
