"""Which country's dollars, pesos or pounds a document means, where it prints the bare word or sign."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from factsheets.distill.amount_spans import Span, What
from factsheets.distill.document import Document
from factsheets.distill.number_lexicon import CurrencyName, Lexicon, entries, lexicon, strings
from factsheets.model import CurrencyFrom
from factsheets.vocabulary import table
from factsheets.yaml_text import Data

_LEAD = 2
"""How many times the mentions of the next country those of a country must be, to say whose money is meant."""


@dataclass(slots=True)
class CurrencyContext:
    """What a document says of each family of currencies; families are resolved once, when first met."""

    known: Lexicon
    text: str
    explicit: Counter[str] = field(default_factory=Counter)
    families: Counter[str] = field(default_factory=Counter)
    first: dict[str, int] = field(default_factory=dict)
    resolved: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Document, spans: Iterable[Span]) -> "CurrencyContext":
        context = cls(lexicon(document.lang), document.text)
        for position, span in enumerate(spans):
            name = span.currency
            if span.what is not What.MONEY or name is None or name.shy:
                continue
            if name.factor != 1 and not name.code:
                continue
            context.explicit[name.code] += bool(name.code)
            context.families[name.family] += bool(name.family)
            context.first.setdefault(name.code or name.family, position)
        return context

    def resolve(self, span: Span) -> tuple[str, CurrencyFrom]:
        """(ISO code or nothing, how it is known) of a sum of money."""
        name = span.currency
        if name is None or name.code:
            return (name.code if name else ""), CurrencyFrom.EXPLICIT
        family = self._family(name)
        told = entries_of(family).get("known") == CurrencyFrom.EXPLICIT.value
        return self.code_of(family), CurrencyFrom.EXPLICIT if told else CurrencyFrom.CONTEXT

    def code_of(self, family: str) -> str:
        if family not in self.resolved:
            self.resolved[family] = self._resolve(family)
        return self.resolved[family]

    def is_other(self, span: Span) -> bool:
        """Whether what is rarely money is none here: "livres" or "60p" where the document never names the currency."""
        name = span.currency
        if name is None or name.code:
            return False
        if name.shy:
            return not self._has(name.family)
        if entries_of(name.family).get("shy"):
            return span.sign_before and not self.code_of(name.family)
        return self.known.has("rarely-money", name.family) and not self._explicit_of(name.family)

    def _has(self, family: str) -> bool:
        return self.families[family] > 0 or bool(self._explicit_of(family))

    def _explicit_of(self, family: str) -> dict[str, int]:
        return {code: self.explicit[code] for code in _candidates(family) if self.explicit[code]}

    def _family(self, name: CurrencyName) -> str:
        """The family of a name; cents are those of the currency with cents that the document has most of."""
        others = self.known.words.get("subunit-others", frozenset())
        if name.factor == 1 or name.family not in others:
            return name.family
        counts = {one: self._sums(one) + (one == "dollar") * self.families["dollar-sign"] for one in sorted(others)}
        most = max(counts, key=lambda one: (counts[one], -self._place(one), one == name.family))
        return most if counts[most] else name.family

    def _place(self, family: str) -> int:
        """Where the document first has a sum of a family."""
        names = [family, *_candidates(family), *(["dollar-sign"] if family == "dollar" else [])]
        return min((self.first[one] for one in names if one in self.first), default=0)

    def _sums(self, family: str) -> int:
        return self.families[family] + sum(self._explicit_of(family).values())

    def _resolve(self, family: str) -> str:
        entry, named = entries_of(family), self._explicit_of(family)
        default = str(entry.get("default", ""))
        others = {code: count for code, count in named.items() if code != default}
        best = max(others, key=lambda code: others[code], default="")
        if best and self._is_meant(family, best, default, others):
            return best
        like = str(entry.get("like", ""))
        if like in self.families and self.families[like] and not named:
            return self.code_of(like)
        if not named or not default:
            return self._told(family, int(str(entry.get("least", 1)))) or default
        return default

    def _is_meant(self, family: str, best: str, default: str, others: Mapping[str, int]) -> bool:
        """Whether a currency named in full is what the bare name means; once, behind bare sums, is too little."""
        if not default:
            return len(others) == 1
        if len(others) > 1 and sorted(others.values())[-2] == others[best]:
            return False
        likely = best in _candidates(str(entries_of(family).get("like", "")))
        if likely and not self.explicit[default] and others[best] >= self.families[family]:
            return True
        early = self.first[best] < self.first.get(family, 0)
        return early or others[best] > max(1, self.explicit[default] if family != "dollar-sign" else 1)

    def _told(self, family: str, least: int) -> str:
        """The currency of the country that the document speaks of, if one of them leads."""
        text = self.text.lower()
        counts = {code: sum(_mentions(text, word) for word in words) for code, words in _candidates(family).items()}
        ranked = sorted(((count, code) for code, count in counts.items() if count), reverse=True)
        if not ranked or ranked[0][0] < least:
            return ""
        leads = len(ranked) == 1 or ranked[0][0] > _LEAD * ranked[1][0]
        return ranked[0][1] if leads else ""


def _mentions(text: str, word: str) -> int:
    return len(re.findall(rf"(?<!\w){re.escape(word)}(?!\w)", text)) if word in text else 0


def entries_of(family: str) -> dict[str, Data]:
    found = table("shared_currencies").get(family)
    return found if isinstance(found, dict) else {}


def _candidates(family: str) -> Mapping[str, tuple[str, ...]]:
    codes = entries(entries_of(family), "of")
    return {code: strings(codes, code) for code in codes}
