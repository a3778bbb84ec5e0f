"""Which country's dollars, pesos or pounds a document means, where it prints the bare word or sign."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from factsheets.distill.amount_span import Span, What
from factsheets.distill.currency_countries import weighed
from factsheets.distill.document import Document
from factsheets.distill.number_lexicon import CurrencyName, Lexicon, entries, lexicon, strings
from factsheets.model import CurrencyFrom
from factsheets.vocabulary import table
from factsheets.yaml_text import Data

_LEAD = 1.5
"""How many times the weight of the next country that of a country must be, to say whose money is meant."""
_TOLD = 3
"""The weight of a country whose money has a name that mostly means something else, to have it mean money."""
_WORD = re.compile(r"\w+")
_DEFAULT_LEAD = 2
"""The same, to move a bare dollar from the United States."""


@dataclass(slots=True)
class CurrencyContext:
    """What a document says of each family of currencies; families are resolved once, when first met."""

    known: Lexicon
    text: str
    explicit: Counter[str] = field(default_factory=Counter)
    families: Counter[str] = field(default_factory=Counter)
    first: dict[str, int] = field(default_factory=dict)
    last: dict[str, int] = field(default_factory=dict)
    resolved: dict[str, str] = field(default_factory=dict)
    countries: Counter[str] | None = None
    otherwise: bool | None = None

    @classmethod
    def of(cls, document: Document, spans: Iterable[Span]) -> "CurrencyContext":
        begin, end = document.article
        context = cls(lexicon(document.lang), document.text[begin:end])
        for position, span in enumerate(spans):
            name = span.currency
            if span.what is not What.MONEY or name is None or name.shy:
                continue
            if name.factor != 1 and not name.code:
                continue
            context.explicit[name.code] += bool(name.code)
            context.families[name.family] += bool(name.family)
            context.first.setdefault(name.code or name.family, position)
            context.last[name.code or name.family] = position
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

    def usual(self, family: str, code: str) -> str:
        """The currency that a bare name means where nothing decides, if it is another than one of the family."""
        default = str(entries_of(family).get("default", "")) if code in _candidates(family) else ""
        return default if default != code else ""

    def is_other(self, span: Span) -> bool:
        """Whether what is rarely money is none here: "livres", "60p" or "R150" where nothing names the currency."""
        name = span.currency
        if name is None or (name.code and not name.shy):
            return False
        if name.code:
            return not self.explicit[name.code] and self._weight(name.code) < _LEAD
        if name.shy:
            signed = entries_of(name.family).get("shy") and span.sign_before and self.code_of(name.family)
            return not signed and not self._has(name.family)
        if not self.known.has("rarely-money", name.family) or self._explicit_of(name.family):
            return False
        default = str(entries_of(name.family).get("default", ""))
        return not self._is_told(default) if default else not self.code_of(name.family)

    def _is_told(self, code: str) -> bool:
        """Whether a document speaks of the country of a currency, and of nothing else that its name means."""
        if self.otherwise is None:
            words = self.known.words.get("rarely-money-beside", frozenset())
            self.otherwise = not words.isdisjoint(_WORD.findall(self.text.lower()))
        return self._weight(code) >= _TOLD and not self.otherwise

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
        default, local = str(entry.get("default", "")), self._local(entry)
        others = {code: count for code, count in named.items() if code != default}
        best = max(others, key=lambda code: others[code], default="")
        if best and self._is_meant(family, best, default, others):
            return best
        like = str(entry.get("like", ""))
        if like and (local or "local" not in entry) and self.families[like] and not named:
            return self.code_of(like)
        if not default:
            return self._told(_candidates(family))
        return self._told_against(family, default, local) or default

    def _local(self, entry: Mapping[str, Data]) -> tuple[str, ...]:
        """The currencies that a bare sign may mean in the language of the document only."""
        local = entry.get("local")
        return strings(local, self.known.lang) if isinstance(local, dict) else ()

    def _is_meant(self, family: str, best: str, default: str, others: Mapping[str, int]) -> bool:
        """Whether a currency named in full is what the bare name means.

        One that is named again behind bare sums is what these are not: "$212m ... C$40m ... $18m".
        """
        if not default:
            return len(others) == 1
        if len(others) > 1 and sorted(others.values())[-2] == others[best]:
            return False
        like = str(entries_of(family).get("like", ""))
        likely = bool(like) and best in _candidates(like)
        if likely and not self.explicit[default] and others[best] >= self.families[family]:
            return True
        backed = self._weight(best) > self._weight(default)
        if self.first[best] < self.first.get(family, 0):
            return backed or self.last[best] < self.first[family]
        many = others[best] > max(1, self.explicit[default] if family != "dollar-sign" else 1)
        return many and (backed or not self._weight(default))

    def _weight(self, code: str) -> int:
        if self.countries is None:
            self.countries = weighed(self.text, self.known.lang)
        return self.countries[code]

    def _told(self, codes: Iterable[str]) -> str:
        """The currency of the country that the document speaks of, if one of them leads."""
        ranked = sorted(((weight, code) for code in codes if (weight := self._weight(code))), reverse=True)
        leads = ranked and (len(ranked) == 1 or ranked[0][0] >= _LEAD * ranked[1][0])
        return ranked[0][1] if leads else ""

    def _told_against(self, family: str, default: str, local: tuple[str, ...]) -> str:
        """The same, against a currency that stands where nothing decides: it takes more to move it."""
        entry = entries_of(family)
        elsewhere = {code for one in _mapping(entry.get("local")).values() for code in _strings(one)} - {*local}
        named = self._explicit_of(family)  # and judged before: not what the bare ones are
        told = self._told(one for one in _candidates(family) if one not in {default, *elsewhere, *named})
        least = int(str(entry.get("least", 1)))
        lead = 1 if self.explicit[default] or told in local else _DEFAULT_LEAD
        weight = self._weight(told) if told else 0
        return told if told and weight >= least and weight >= lead * self._weight(default) else ""


def entries_of(family: str) -> dict[str, Data]:
    return entries(table("shared_currencies"), family)


def _candidates(family: str) -> tuple[str, ...]:
    return strings(entries_of(family), "of")


def _mapping(data: Data | None) -> dict[str, Data]:
    return data if isinstance(data, dict) else {}


def _strings(data: Data) -> tuple[str, ...]:
    return tuple(str(one) for one in data) if isinstance(data, list) else ()
