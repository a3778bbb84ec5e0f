"""Where the article ends on a page: before its related articles, the box about its author, the calls of the paper."""

import re
from itertools import takewhile

from factsheets.distill.page_boxes import is_promotion, is_share_bar
from factsheets.distill.page_lines import (
    LONG_LINE,
    Line,
    is_insert,
    is_marks,
    is_navigation,
    is_prose,
    is_tail,
    words_of,
)
from factsheets.distill.page_noise import (
    BULLETS,
    has_phrase,
    is_about_the_author,
    is_attachment,
    is_comment_count,
    is_comments_head,
    is_headline,
    is_notice,
    is_surely_noise,
    plain,
)
from factsheets.distill.page_published import NAME, byline

_PROSE_BEHIND, _COMMENTS_BEHIND = 0.35, 0.6
_LABEL_WORDS, _NO_LABEL_ENDS = 5, '.,;!?…)»”"'
_AUTHOR_LINE, _AUTHOR_LEAD, _BOX_LINES, _HEAD_LINES, _LIST_LINES = 90, 45, 4, 6, 8
_INITIALS = re.compile(r"[a-z]{2,4}(?:[/-][a-z]{2,4}){1,4}")
_GAP = re.compile(r"\s+")
_BEHIND_A_NAME = re.compile(r"\s*(?:$|[,|·•@;–—-])")
_BETWEEN_NAMES = re.compile(r"\s*(?:,|&|\band\b|\bet\b|\by\b|·|\|)\s*")


def is_sentence(text: str) -> bool:
    """Prose that is no notice on cookies."""
    return is_prose(text) and not is_notice(text)


def article_end(found: list[Line], start: int, prose: int) -> int:
    """The first line of the tail: one of its cues with little prose behind it, or none where it names an article."""
    boxes = _author_boxes(found, start, prose)
    sizes = [
        len(line.text) if number not in boxes and is_sentence(line.text) and not is_promotion(line.text) else 0
        for number, line in enumerate(found)
    ]
    behind = total = sum(sizes[prose:])
    for number in range(max(start, prose), len(found)):
        text = found[number].text
        if number > prose and (
            _begins_tail(found, number, behind, total)
            or (behind == 0 and (number in boxes or _ends_a_page(found, number)))
            or (behind == 0 and start and _opens_list(found, number))
        ):
            return _above_related(found, number, prose)
        behind -= sizes[number]
        if behind == 0 and number > prose and _INITIALS.fullmatch(text):
            return number + 1
    return _above_related(found, len(found), prose) if start else len(found)


def _begins_tail(found: list[Line], number: int, behind: int, total: int) -> bool:
    text = found[number].text
    if is_comments_head(text):
        return behind <= _COMMENTS_BEHIND * total
    if not is_tail(text):
        return False
    if is_insert(text) and ":" in text:
        return behind == 0
    return behind <= _PROSE_BEHIND * total and not (behind and _is_box_between(found, number))


def _is_box_between(found: list[Line], number: int) -> bool:
    """A block of a few lines that are no prose, and the text goes on behind it: `READ ALSO`, a headline."""
    block = found[number].block
    if found[number - 1].block == block:
        return False
    after = next((one for one in range(number, len(found)) if found[one].block != block), len(found))
    if after == len(found) or after - number > _BOX_LINES:
        return False
    prose = found[after].text
    goes_on = len(prose) >= LONG_LINE and is_sentence(prose) and not is_promotion(prose)
    return goes_on and not any(is_prose(line.text) for line in found[number:after])


def _ends_a_page(found: list[Line], number: int) -> bool:
    """What is the end of a page only where no prose follows it: a menu, a notice, `14 comments`."""
    text = found[number].text
    if is_navigation(text) and number + 1 < len(found) and is_navigation(found[number + 1].text):
        return True
    told = is_comment_count(text) or is_attachment(text) or is_promotion(text) or is_share_bar(text)
    return told or is_surely_noise(found, number)


def _opens_list(found: list[Line], number: int) -> bool:
    """A label with two headlines or more behind it, or a block with as many and no sentence, whatever it says."""
    block = [line.text for line in found[number : number + _LIST_LINES] if line.block == found[number].block]
    behind = [text for text in block[1:] if not is_marks(text)]
    if found[number - 1].block != found[number].block:
        return sum(map(is_headline, behind)) > 1 and not any(map(is_prose, block)) and not _INITIALS.fullmatch(block[0])
    listed = sum(1 for _ in takewhile(is_headline, behind))
    return is_prose(found[number - 1].text) and _may_be_label(block[0]) and listed > 1


def _authors(found: list[Line], start: int, prose: int) -> frozenset[str]:
    """The names above the text, of two words or more: behind `By`, or at the beginning of a short line."""
    names = set()
    for number in range(start + 1, min(prose + _HEAD_LINES, len(found))):
        text = found[number].text
        if len(text) > _AUTHOR_LINE or is_prose(text):
            continue
        name = NAME.match(text)
        if number < prose and name and _BEHIND_A_NAME.match(text[name.end() :]):
            names.add(name.group())
        names.update(name for at in _words_at(text) for name in _BETWEEN_NAMES.split(byline(text[at:])))
    return frozenset(plain(name) for name in names if " " in name)


def _words_at(text: str) -> list[int]:
    """Where a byline may begin on a line: `Posted on 3 July by Jane Doe`."""
    return [0, *(found.end() for found in _GAP.finditer(text))]


def _author_boxes(found: list[Line], start: int, prose: int) -> frozenset[int]:
    """The lines behind the text about who wrote it: `Jane Doe covers the courts`, and what follows in its block."""
    authors = _authors(found, start, prose)
    boxes: set[int] = set()
    blocks = found[prose].block != found[-1].block
    for number in range(prose + 1, len(found)):
        if number in boxes or not (_names_an_author(found, number, authors) or _tells_who_wrote(found, number, prose)):
            continue
        boxes.add(number)
        after = number + 1
        while after < len(found) and found[after].block == found[number].block and (blocks or after == number + 1):
            boxes.add(after)
            after += 1
    return frozenset(boxes)


def _names_an_author(found: list[Line], number: int, authors: frozenset[str]) -> bool:
    """A signature alone is none of it: a name with nothing behind it belongs to the article."""
    lead = plain(found[number].text[:_AUTHOR_LEAD])
    name = next((one for one in authors if one in lead), "")
    if not name or lead[0] in "\"“«—-('":
        return False
    alone = len(found[number].text) - len(name) < _AUTHOR_LINE - _AUTHOR_LEAD and not is_prose(found[number].text)
    return not alone or (number + 1 < len(found) and found[number + 1].block == found[number].block)


def _tells_who_wrote(found: list[Line], number: int, prose: int) -> bool:
    """`Jane Doe is a freelance reporter`, of someone whom the article does not name."""
    text = found[number].text
    name = NAME.match(text)
    if not name or not has_phrase("about-authors", plain(text[name.end() : name.end() + _AUTHOR_LEAD])):
        return False
    return not any(name.group() in line.text for line in found[prose:number])


def _above_related(found: list[Line], tail: int, prose: int) -> int:
    """Two or more headlines before the tail belong to it, in a block of their own where the page has blocks."""
    while tail - 1 > prose and is_about_the_author(found[tail - 1].text) and tail < len(found):
        tail -= 1
    first = tail
    while first - 1 > prose and is_headline(found[first - 1].text):
        first -= 1
    blocks = found[prose].block != found[-1].block
    listed = tail - first > 1 or tail < len(found)
    if blocks and listed and first < len(found) and _is_label(found, first - 1, prose):
        return first - 1
    if tail - first > 1 and _is_label_behind_prose(found, first - 1, prose):
        return first - 1
    while blocks and first < tail and found[first].block == found[first - 1].block:
        first += 1
    if tail - first == 1 and blocks and tail < len(found):
        opens = found[first].block != found[first - 1].block and found[first].block == found[tail].block
        return first if opens else tail
    return first if tail - first > 1 else tail


def _is_label(found: list[Line], number: int, prose: int) -> bool:
    """Whether a line opens its block with a few words and no stop: `Related`, above the headlines of its block."""
    if (
        number <= prose + 1
        or found[number - 1].block == found[number].block
        or found[number + 1].block != found[number].block
    ):
        return False
    return _may_be_label(found[number].text)


def _is_label_behind_prose(found: list[Line], number: int, prose: int) -> bool:
    """The same right below the last sentence, on a page that leaves no line blank."""
    return number > prose + 1 and is_prose(found[number - 1].text) and _may_be_label(found[number].text)


def _may_be_label(text: str) -> bool:
    if text[0] in BULLETS or not text[0].isupper() or text[-1] in _NO_LABEL_ENDS:
        return False
    return sum(1 for _ in words_of(text)) <= _LABEL_WORDS
