"""What a question word and a verb ask for together: who paid asks for the payer, how much was paid for the amount."""

import re

from index.cues import asked_together
from index.roles import GIVES, PAYEE, PAYER, TAKES

_INTERROGATIVES = {"who": "who", "amount": "how", "quantity": "how", "tool": "tool", "date": "when"}
_SIDES = frozenset({PAYER, PAYEE})
OF_A_TEXT = re.compile(
    r"\b(?:article|art[ií]culo|document|documento|text|texte|texto|report|rapport|informe|story)", re.IGNORECASE
)
"""Whether a question is about who wrote a text, and not who made a thing."""
_WHAT = re.compile(r"\W*(?:what|qu['’]|que\b|qué\b)", re.IGNORECASE)


def asked_for(text: str, attributes: list[str], predicates: list[str], side: str) -> list[str]:
    """What is asked for, with a question word and its verb read together: who paid asks for the payer.

    `side` is the one of the two that "who" asks for where the verb is one of paying.
    """
    words = {_INTERROGATIVES[name] for name in attributes if name in _INTERROGATIVES}
    if _WHAT.match(text):
        words.add("what")
    found = list(attributes)
    for predicate in predicates:
        for word, usual in asked_together().get(predicate, {}).items():
            asked = "maker" if usual == "author" and not OF_A_TEXT.search(text) else usual
            if word == "who" and (asked in _SIDES or (asked == "maker" and side == PAYER)):
                asked = side or asked
            if word in words:
                found = [name for name in found if _INTERROGATIVES.get(name) != word or word == "tool"]
                found.append(asked)
    if "to-whom" in found:
        place = found.index("to-whom")
        found[place] = "payee" if GIVES & set(predicates) else "payer" if TAKES & set(predicates) else "who"
        found = [name for name in found if name not in {"who", "payer"}] if found[place] == "payee" else found
    return found
