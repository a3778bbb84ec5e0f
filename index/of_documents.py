"""What a question asks of a document itself: who signed it, who published it, when."""

from collections.abc import Callable, Iterable

from factsheets.dates import format_date
from factsheets.model import FactSheet, Source

_TOLD: dict[str, Callable[[Source], str]] = {
    "author": lambda source: ", ".join(source.authors),
    "outlet": lambda source: source.publisher or source.agency,
    "publication-date": lambda source: format_date(source.published, "en") if source.published else "",
}
OF_DOCUMENTS = frozenset(_TOLD)


def told_of_documents(attributes: Iterable[str], sheets: Iterable[FactSheet]) -> tuple[str, ...]:
    """A line for each source of the sheet that answers best, when it states what is asked of it; nothing otherwise."""
    first = next(iter(sheets), None)
    asked = [name for name in attributes if name in _TOLD]
    if first is None:
        return ()
    return tuple(
        f"{name.replace('-', ' ')}: {_TOLD[name](source)} · {source.title or source.file} [{first.id}, {source.id}]"
        for name in asked
        for source in first.sources
        if _TOLD[name](source)
    )


def told(sheet: FactSheet) -> list[str]:
    """What some source of the sheet states of itself."""
    return [name for name, read in _TOLD.items() if any(map(read, sheet.sources))]
