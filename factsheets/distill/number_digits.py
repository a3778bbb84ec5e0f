"""Numbers in digits, told from the digits of codes, times, versions and telephone numbers."""

from decimal import Decimal

from factsheets.amounts import parse_number
from factsheets.distill.number_lexicon import Lexicon, glyph
from factsheets.distill.number_tokens import Tokens

_GLUE = frozenset("/_#@§°\\=&")
_LONGEST_SYMBOL = 5


def digits_at(tokens: Tokens, index: int, lexicon: Lexicon) -> Decimal | None:
    """The value of a token of digits; None where it is part of a code, a time, a telephone number."""
    if not (index < len(tokens) and tokens.digits[index]) or index in tokens.chained:
        return None
    word = tokens.words[index]
    if len(word) > 1 and word[0] == "0" and word[1].isdigit():
        return None
    if _code_before(tokens, index, lexicon) or _code_after(tokens, index, lexicon):
        return None
    grouped = "," in word and (tokens.commas_group or _is_dollars(tokens, index, word))
    return parse_number(word, "en" if grouped else lexicon.lang)


def _is_dollars(tokens: Tokens, index: int, word: str) -> bool:
    """Whether a sum could only have tenths of a cent if its comma were a decimal one: "$1,500" in Spanish."""
    return (
        tokens.word(index - 1) == "$" and len(word.partition(",")[2]) == 3 and word.count(",") == 1 and "." not in word
    )


def _code_before(tokens: Tokens, index: int, lexicon: Lexicon) -> bool:
    if not tokens.glued(index):
        return False
    before = tokens.words[index - 1]
    if before == "." and index > 1:
        return tokens.glued(index - 1) and not _is_symbol(tokens, index, lexicon)
    if before == ":":
        return index > 1 and tokens.digits[index - 2] and tokens.glued(index - 1)
    if before[0].isalpha() or before in _GLUE:
        return not _is_symbol(tokens, index, lexicon)
    if before in "-–":
        known = index > 1 and tokens.words[index - 2]
        return (
            bool(known) and tokens.glued(index - 1) and str(known)[0].isalpha() and not _ends_amount(tokens, index - 1)
        )
    return False


def _is_symbol(tokens: Tokens, index: int, lexicon: Lexicon) -> bool:
    """Whether a currency's sign or code ends right before a token: "R$", "S/", "KSh"."""
    return any(tokens.raw(first, index) in lexicon.symbols for first in range(max(0, index - _LONGEST_SYMBOL), index))


def _ends_amount(tokens: Tokens, end: int) -> bool:
    """Whether what ends before a dash is a number with its suffix: the 3m of "3m-5m"."""
    return end > 1 and tokens.digits[end - 2] and tokens.glued(end - 1)


def _code_after(tokens: Tokens, index: int, lexicon: Lexicon) -> bool:
    after = index + 1
    if not tokens.glued(after):
        return False
    word = tokens.words[after]
    if word in ":/":
        return after + 1 < len(tokens) and tokens.digits[after + 1] and tokens.glued(after + 1)
    if not word[0].isalpha() or glyph(word):
        return word in {"_", "\\", "=", "@"}
    raw = tokens.raw(after, after + 1)
    if raw in lexicon.unit_symbols and not (tokens.glued(after + 1) and tokens.digits[after + 1]):
        return False
    if (
        raw in lexicon.subunit_signs
        or word in lexicon.compact
        or word in lexicon.scales
        or lexicon.units.at(tokens, after)
    ):
        return False
    return not any(
        tokens.raw(after, end) in lexicon.symbols
        for end in range(after + 1, min(after + _LONGEST_SYMBOL, len(tokens) + 1))
    ) and (money_prefix(raw, lexicon) is None and word not in lexicon.scaled_names and raw not in {"m2", "km"})


def money_prefix(raw: str, lexicon: Lexicon) -> tuple[Decimal, str] | None:
    """(factor, ISO code) of a token such as MEUR, kEUR, MUSD."""
    code = raw[-3:]
    if len(raw) < 4 or code not in lexicon.symbols or raw[:-3].lower() not in lexicon.compact:
        return None
    return lexicon.compact[raw[:-3].lower()], code
