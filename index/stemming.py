"""A light stem, one for the three languages: a question does not say which it is in.

Only what inflection adds is taken off, never what derivation adds: plurals, the mute e, and the y/ie/ies and z/ces
that English, French and Spanish write for one ending. Works on folded words.
"""

IRREGULAR = {
    "aids": "aids",
    "buses": "bus",
    "children": "child",
    "fils": "fils",
    "gases": "gas",
    "gens": "gens",
    "journaux": "journal",
    "leyes": "ley",
    "lois": "loi",
    "meses": "mes",
    "men": "man",
    "mois": "mois",
    "news": "news",
    "pais": "pais",
    "paises": "pais",
    "pays": "pays",
    "plus": "plus",
    "reyes": "rey",
    "this": "this",
    "thus": "thus",
    "travaux": "travail",
    "women": "woman",
    "yeux": "oeil",
}
"""Folded words that the rules below would spoil or miss."""

_SHORTEST = 4
_VOWELS = frozenset("aeiouy")


def stem(word: str) -> str:
    """Words of up to three letters stay as they are, but for a z: "voz" is one with "voces"."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    if len(word) < _SHORTEST:
        return word[:-1] + "c" if len(word) == 3 and word[-1] == "z" else word
    return _ending(_singular(word))


def _singular(word: str) -> str:
    last, before = word[-1], word[-2]
    if last == "x":
        if word.endswith("aux") and len(word) > _SHORTEST:
            return word[:-1] if word[-4] == "e" else word[:-2] + "l"
        return word[:-1] if before == "u" and word[-3] in "aeo" else word
    return word[:-1] if last == "s" and before != "s" else word


def _ending(word: str) -> str:
    """ "company", "companies" and "compagnie" end in i, "luz" and "luces" in c; a mute e goes after a consonant."""
    if len(word) < _SHORTEST:
        return word
    last, before = word[-1], word[-2]
    if last == "y":
        return word if before in _VOWELS else word[:-1] + "i"
    if last == "z":
        return word[:-1] + "c"
    if last != "e":
        return word
    if before == "i":
        return word[:-1]
    return word[:-1] if len(word) > _SHORTEST or before in {"x", "c"} else word
