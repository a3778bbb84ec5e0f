"""Which type of fact states what a question asks: one table for what is looked at first and for what stands first."""

from factsheets.model import Per
from index.schema import DocType

TYPE_PRIOR = {
    DocType.DATE: 0.8,
    DocType.STATEMENT: 0.6,
    DocType.TOOL: 0.7,
    DocType.ACTOR: 0.7,
    DocType.PLACE: 0.5,
}
OF_MONEY = frozenset({"amount", "payer", "payee", "budget", "monthly-price", "total", "quantity"})
OF_ITSELF = frozenset({"where", "kind", "name"})
"""What a fact about somebody or something says of itself."""
OF_UNITS = frozenset({"count", "age", "duration", "quantity", "weight", "length"})
COUNTED_BY = {"per-unit": Per.UNIT, "per-year": Per.YEAR, "monthly-price": Per.MONTH}
TYPE_ASKED = {
    "who": DocType.ACTOR,
    "maker": DocType.TOOL,
    "operator": DocType.TOOL,
    "tool": DocType.TOOL,
    "kind": DocType.TOOL,
    "statement": DocType.STATEMENT,
    "speaker": DocType.STATEMENT,
    "where": DocType.PLACE,
}
