"""Who pays whom in a question: read off the verb, and off the little word before a name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

PAYER, PAYEE = "payer", "payee"
GIVES = frozenset({"pay", "spend", "buy", "award", "fund", "lend", "invest", "owe"})
TAKES = frozenset({"receive", "sell", "win", "borrow"})
_OTHER = {PAYER: PAYEE, PAYEE: PAYER}
_BY = frozenset({"by", "par", "por"})
_TO = frozenset({"to", "à", "a", "au", "aux", "al", "pour"})
_FROM = frozenset({"from", "de", "d", "du", "des", "del", "auprès", "desde"})
_FROM_PAYER = frozenset({"receive", "win", "borrow"})
"""Verbs beside which "from" leads the payer; beside "buy" it leads the payee."""
_BE = frozenset({"was", "were", "been", "is", "are", "est", "sont", "été", "fue", "fueron", "sido", "es", "son"})
_ASKING = frozenset({"did", "does", "do", "has", "have", "had", "was", "were", "is", "are"})
_SPANISH_PARTICIPLE = re.compile(r"[ai]d[oa]s?$")
_ARTICLES = frozenset({"the", "a", "an", "le", "la", "les", "l", "el", "los", "las", "un", "une", "una"})


@dataclass(frozen=True, slots=True)
class Word:
    """A run of words of the question: a name (`group` tells which), a verb, or anything else."""

    text: str
    group: int = 0
    predicate: str = ""
    asks: tuple[str, ...] = ()


def roles_of(words: list[Word]) -> list[tuple[int, str]]:
    """(group, "payer" or "payee") for each name whose side the question tells."""
    verb = _verb(words)
    return [] if verb is None else list(_sides(words, verb))


def asked_side(words: list[Word]) -> str:
    """The side that "who" asks for: who paid X asks for the payer, who did X pay for the payee."""
    verb = _verb(words)
    who = None if verb is None else _who(words, verb)
    if verb is None or who is None:
        return ""
    led = words[who - 1].text if who else ""
    if led in _BY | _FROM:
        return _led_side(led, words, verb)
    sides = dict(_sides(words, verb))
    for place in range(who + 1, verb):
        before = words[_before(words, place)]
        if words[place].group and (before is words[who] or before.text in _ASKING):
            return _OTHER.get(sides.get(words[place].group, ""), "")
    subject = _subject(words[verb].predicate)
    return _OTHER[subject] if _is_passive(words, verb) else subject


def _verb(words: list[Word]) -> int | None:
    return next((place for place, word in enumerate(words) if word.predicate in GIVES | TAKES), None)


def _who(words: list[Word], verb: int) -> int | None:
    return next((place for place in reversed(range(verb)) if "who" in words[place].asks), None)


def _subject(predicate: str) -> str:
    return PAYER if predicate in GIVES else PAYEE


def _sides(words: list[Word], verb: int) -> Iterator[tuple[int, str]]:
    who = _who(words, verb)
    asked = who is not None and not (who and words[who - 1].text in _BY | _FROM)
    passive, subject = _is_passive(words, verb), _subject(words[verb].predicate)
    led, previous = "", -2
    for place, word in enumerate(words):
        if not word.group:
            continue
        before = _preposition(words, place, verb)
        led = before if before or place != previous + 1 else led
        previous = place
        if led:
            side = _led_side(led, words, verb)
        elif passive:
            side = PAYEE if subject == PAYER else ""  # what was sold is neither
        else:
            side = subject if place < verb or not (asked or _is_active(words, verb)) else _OTHER[subject]
        if side:
            yield word.group, side


def _before(words: list[Word], place: int) -> int:
    """The place before a name, its articles skipped."""
    place -= 1
    while place > 0 and words[place].text in _ARTICLES and words[place].text != "a":
        place -= 1
    return place


def _preposition(words: list[Word], place: int, verb: int) -> str:
    """The little word that leads a name; behind the verb only: "a" and "de" are also other words."""
    text = words[_before(words, place)].text if place else ""
    return text if place > verb and text in _BY | _TO | _FROM else ""


def _led_side(led: str, words: list[Word], verb: int) -> str:
    predicate = words[verb].predicate
    subject = _subject(predicate)
    if led in _BY:
        return subject if _is_agent(led, words[verb]) else _OTHER[subject]
    if led in _TO:
        return _OTHER[subject]
    return _OTHER[subject] if predicate in _FROM_PAYER | {"buy"} else ""


def _is_agent(led: str, verb: Word) -> bool:
    """Whether "by" leads who did it; the Spanish "por" does so behind a participle only: pagó por leads what for."""
    return led != "por" or bool(_SPANISH_PARTICIPLE.search(verb.text))


def _is_passive(words: list[Word], verb: int) -> bool:
    """Whether the verb is told of who is paid: X was paid, was X paid, X payé par Y."""
    names = (place for place, word in enumerate(words) if word.group and place > verb)
    led = (_preposition(words, place, verb) for place in names)
    if any(one in _BY and _is_agent(one, words[verb]) for one in led):
        return True
    place = verb - 1
    while place >= 0 and (words[place].group or words[place].text in _ARTICLES):
        place -= 1
    return place >= 0 and words[place].text in _BE and not words[verb].text.endswith("ing")


def _is_active(words: list[Word], verb: int) -> bool:
    """Whether somebody stands before the verb, so that what follows it is the other side."""
    return any(word.group for word in words[:verb])
