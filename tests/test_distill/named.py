"""How the cases of actors, tools, places, statements and relations are written, and run."""

from collections.abc import Callable, Iterable

from factsheets.amounts import plain
from factsheets.distill.actor import actors
from factsheets.distill.document import Document
from factsheets.distill.findings import Finding, Kind
from factsheets.distill.money import money
from factsheets.distill.place import places
from factsheets.distill.relation import relations
from factsheets.distill.statement import statements
from factsheets.distill.tool import tools
from tests.test_distill.cases import Case, findings_of

RULES: tuple[Callable[[Document], Iterable[Finding]], ...] = (money, actors, places, tools, statements, relations)


def read(case: Case, kind: Kind) -> tuple[str, ...]:
    """What the rules find of one kind, a line each, in the order of the text."""
    return tuple(NOTATIONS[kind](one) for one in findings_of(case, *RULES) if one.kind == kind)


def _actor(one: Finding) -> str:
    """`Ana Ruiz => person; role: mayor of Vigo; also: Ruiz`."""
    return _with(f"{one.name} => {one.actor_kind}", role=one.role, also=" | ".join(one.aliases))


def _tool(one: Finding) -> str:
    """`Argos => software; by: Vigilia`."""
    return _with(f"{one.name} => {one.tool_kind}", by=one.maker)


def _place(one: Finding) -> str:
    """`Lyon => city; 3 times`."""
    return f"{one.name} => {one.place_kind}" + (f"; {len(one.mentions)} times" if len(one.mentions) > 1 else "")


def _statement(one: Finding) -> str:
    """`what is said => who; to: outlet; indirect`; a dash stands for nobody."""
    said = " ".join(one.printed.split())
    return _with(f"{said} => {one.speaker or '-'}", to=one.outlet) + ("" if one.direct else "; indirect")


def _relation(one: Finding) -> str:
    """`payer -> payee => amount`."""
    amount = one.value if one.value is not None else one.magnitude
    written = "?" if amount is None else plain(amount)
    return f"{one.payer or '-'} -> {one.payee or '-'} => {written} {one.currency}".rstrip()


def _with(text: str, **notes: str) -> str:
    return text + "".join(f"; {name}: {note}" for name, note in notes.items() if note)


NOTATIONS: dict[Kind, Callable[[Finding], str]] = {
    Kind.ACTOR: _actor,
    Kind.TOOL: _tool,
    Kind.PLACE: _place,
    Kind.STATEMENT: _statement,
    Kind.RELATION: _relation,
}
