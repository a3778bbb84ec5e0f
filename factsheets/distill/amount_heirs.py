"""Bare numbers of millions near a sum of money: "of the total, 31 million will come from the state"."""

from dataclasses import dataclass, field, replace
from decimal import Decimal

from factsheets.distill.amount_span import Span, What
from factsheets.distill.amount_units import is_labelled
from factsheets.distill.number_lexicon import Lexicon
from factsheets.distill.number_tokens import Tokens

_THOUSAND, _MILLION = Decimal(1000), Decimal(1_000_000)
_REACH = 8
"""Paragraphs over which a sum is remembered, where a word of money stands in the sentence."""
_BEFORE, _AFTER, _NEAR, _NEXT = 15, 6, 30, 8
_NEAR_SIZE = 100
"""How many times a sum a bare number beside it may be, or the other way round."""
STOPS = frozenset(".!?")


@dataclass(slots=True)
class Heirs:
    """What was counted last in large numbers: money of a currency, or something else in the same paragraph."""

    known: Lexicon
    code: str = ""
    paragraph: int = -_REACH - 2
    suffixed: bool = False
    other: bool = False
    at: int = -1
    bound: int = 0
    value: Decimal = Decimal(0)
    factor: Decimal = Decimal(1)
    sums: dict[Decimal, str] = field(default_factory=dict)

    def enter(self, position: int) -> None:
        """A new paragraph: what the last one counted, money aside, is forgotten."""
        self.other = self.other and self.paragraph == position
        self.at, self.bound = -1, 0

    def money(self, position: int, span: Span, code: str, *, printed: bool) -> None:
        """Remember a sum; one with a currency of its own also stands for the same number without it."""
        self.code, self.paragraph, self.other = code, position, False
        self.suffixed, self.at = span.numeral.compact is not None, span.end
        self.value, self.factor = span.value or span.min or Decimal(0), span.numeral.factor
        if printed and span.value is not None and code:
            self.sums.setdefault(span.value, code)

    def pass_by(self, span: Span) -> None:
        """Another amount: millions of people keep the next bare million from being money."""
        if span.what in {What.NOUN, What.UNIT} and span.numeral.factor >= _MILLION:
            self.other, self.bound = True, span.end

    def heir(self, tokens: Tokens, span: Span, position: int) -> tuple[Span, str] | None:
        """The sum that a span is, with the currency that it inherits."""
        if span.value in self.sums and self.is_bare(tokens, span):
            return span, self.sums[span.value]
        gap = position - self.paragraph
        if not self.code or gap > _REACH or (span.value is None and span.min is None):
            return None
        suffix = span.numeral.compact
        unlabelled = suffix and not is_labelled(tokens, span.numeral, self.known)
        if (
            self.suffixed
            and gap == 0
            and suffix
            and unlabelled
            and span.value is not None
            and _is_million(tokens, span, suffix)
        ):
            return replace(span, what=What.MONEY, end=suffix[0], value=span.value * suffix[1], unit=""), self.code
        if gap == 0 and self._is_listed(tokens, span):
            return span, self.code
        if gap == 0 and self._is_scaled(tokens, span):
            return replace(span, value=(span.value or Decimal(0)) * self.factor), self.code
        large = span.numeral.factor >= _MILLION or self._is_near(tokens, span, gap)
        doubtful = self.other or gap > 1
        fits = large and self.is_bare(tokens, span) and (not doubtful or self._speaks_of_money(tokens, span))
        return (span, self.code) if fits else None

    def _is_near(self, tokens: Tokens, span: Span, gap: int) -> bool:
        """Whether thousands are of the sum just before them, in the paragraph that speaks of money."""
        if gap or not span.numeral.digits or span.numeral.factor != _THOUSAND:
            return False
        free = not tokens.word(span.end)[:1].isalpha() or self.known.per.at(tokens, span.end)
        return span.start - self.at <= _NEAR and bool(free)

    def _is_listed(self, tokens: Tokens, span: Span) -> bool:
        """Whether a number grouped by thousands goes on from a sum: "46.000 euros, en dos pagos de 20.000 y 26.000"."""
        value, follows = span.value, tokens.word(span.end)
        if span.what is not What.BARE or span.numeral.factor != 1 or value is None or self.at < 0:
            return False
        if tokens.words[span.start].isdigit() or value < _THOUSAND or not self._is_of_size(value):
            return False
        between = range(self.at, span.start)
        if len(between) > _BEFORE or any(tokens.words[at] in STOPS and not tokens.glued(at + 1) for at in between):
            return False
        if follows[:1].isalpha() and not self.known.has("bare-before", follows):
            return False
        return follows not in {"-", "%", "/", "°"} and not is_labelled(tokens, span.numeral, self.known)

    def _is_scaled(self, tokens: Tokens, span: Span) -> bool:
        """Whether the millions of a sum are those of its part: "3,2 M€, dont 1,9 à la charge de la région"."""
        if span.what is not What.BARE or span.numeral.factor != 1 or not span.numeral.digits or self.at < 0:
            return False
        value, whole = span.value, self.value / self.factor
        if value is None or not 0 < value < _THOUSAND or not self.factor >= _MILLION or value >= whole:
            return False
        between = range(self.at, span.start)
        if len(between) > _NEXT or any(tokens.words[at] in STOPS and not tokens.glued(at + 1) for at in between):
            return False
        told = self.known.modifiers.before(tokens, span.start)
        part = self.known.phrases["of-whom"].before(tokens, told[0] if told else span.start)
        follows = tokens.word(span.end)
        free = not follows[:1].isalnum() or self.known.has("bare-before", follows)
        return bool(part) and free and follows not in {"%", "-", "/"}

    def _is_of_size(self, value: Decimal) -> bool:
        return self.value <= value * _NEAR_SIZE and value <= self.value * _NEAR_SIZE

    def is_bare(self, tokens: Tokens, span: Span) -> bool:
        """Whether nothing is counted: no noun behind "of", no hyphen, no odds of "one in a million"."""
        if span.what is not What.BARE or span.numeral.factor < _THOUSAND:
            return False
        of = self.known.phrases["of"].at(tokens, span.end)
        counted = of and not any(self.known.has(key, tokens.word(of[0])) for key in ("comparatives", "money-words"))
        if counted or tokens.word(span.end) in {"-", "%"}:
            return False
        if self.known.has("people-verbs", tokens.word(span.end)):
            return False
        odds = self.known.phrases["ratio"].before(tokens, span.start)
        return odds is None or not (tokens.digits[odds[0] - 1] or self.known.numbers.before(tokens, odds[0]))

    def _speaks_of_money(self, tokens: Tokens, span: Span) -> bool:
        for at in range(span.start - 1, max(self.bound - 1, span.start - 1 - _BEFORE), -1):
            if tokens.words[at] in STOPS:
                break
            if self.known.has("money-words", tokens.words[at]):
                return True
        for at in range(span.end, min(len(tokens), span.end + _AFTER)):
            if tokens.words[at] in STOPS:
                break
            if self.known.has("money-words", tokens.words[at]):
                return True
        return False


def _is_million(tokens: Tokens, span: Span, suffix: tuple[int, Decimal]) -> bool:
    return suffix[1] >= _MILLION and tokens.glued(suffix[0] - 1) and span.end <= suffix[0]
