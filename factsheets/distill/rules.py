"""The rules in their order: a later one may look at what the earlier ones found."""

from datetime import date

from factsheets.distill.actor import actors
from factsheets.distill.date import dates
from factsheets.distill.document import Document
from factsheets.distill.findings import Rule, without_overlaps
from factsheets.distill.money import money
from factsheets.distill.page import read_document
from factsheets.distill.place import places
from factsheets.distill.quantity import quantity
from factsheets.distill.relation import relations
from factsheets.distill.statement import statements
from factsheets.distill.tool import tools
from factsheets.gazetteer import Gazetteer

RULES: tuple[Rule, ...] = (dates, money, quantity, actors, tools, places, statements, relations)


def distilled(text: str, *, gazetteer: Gazetteer | None = None, published: date | None = None) -> Document:
    """A text with everything that the rules find in it, in the order of the text."""
    document = read_document(text, gazetteer=gazetteer, published=published)
    for rule in RULES:
        document.found += list(rule(document))
    document.found = without_overlaps(document.found)
    return document
