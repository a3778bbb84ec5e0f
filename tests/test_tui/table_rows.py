"""Rows for the tests of tables: one figure or event in a line."""

from decimal import Decimal
from typing import Any

from factsheets.amounts import Amount, Modifier
from factsheets.dates import parse_edtf
from factsheets.model import Confidence, Evidence, Nature, Rank
from tui.tables.entry import Entry


def amount_of(words: str) -> Amount:
    """ "5", "3..7", "~5", ">5", "<5", "^6" for millions of, "" for none."""
    if ".." in words:
        low, high = words.split("..")
        return Amount(min=Decimal(low), max=Decimal(high), modifier=Modifier.RANGE)
    if words.startswith("^"):
        return Amount(magnitude=Decimal(10) ** int(words[1:]), modifier=Modifier.MAGNITUDE)
    signs = {"~": Modifier.ABOUT, ">": Modifier.MORE_THAN, "<": Modifier.LESS_THAN}
    modifier = signs.get(words[:1], Modifier.AS_PRINTED)
    return Amount(value=Decimal(words.lstrip("~><")), modifier=modifier) if words else Amount()


def figure(fact: str, amount: str = "100", **more: Any) -> Entry:
    when = more.pop("date", "")
    parties = (more.get("payer", ""), more.get("payee", ""))
    given: dict[str, Any] = {
        "sheet": "harbour", "label": f"Label of {fact}", "draft": False, "bulk": False, "nature": Nature.REPORTED,
        "confidence": Confidence.HIGH, "kind": "contract", "currency": "USD", "per": "total", "parties": parties,
        "rank": Rank.NORMAL, "printed": f"printed {amount}", "source": "The report",
        "proof": Evidence(source="s1", exact=f"printed {amount}", paragraph=3),
    } | more  # fmt: skip
    date = parse_edtf(when) if when else None
    return Entry(
        fact=fact, type="figure", amount=amount_of(amount), amount_words=f"${amount}", date=date, when=when, **given
    )


def event(fact: str, date: str = "", **more: Any) -> Entry:
    when = parse_edtf(date) if date else None
    given: dict[str, Any] = {
        "sheet": "harbour", "label": f"Label of {fact}", "draft": False, "bulk": False, "nature": Nature.REPORTED,
        "confidence": Confidence.HIGH, "when": date, "proof": Evidence(source="s1", exact=date, paragraph=3),
    } | more  # fmt: skip
    return Entry(fact=fact, type="date", date=when, **given)
