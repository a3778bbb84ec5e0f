"""The register as the review uses it: what a confirmed name teaches, what was judged, and the way back."""

from collections.abc import Callable

from factsheets import register
from factsheets.files import read_or_none
from factsheets.library import ConflictError, Library, Stamp
from factsheets.model import Actor, Place, Tool
from factsheets.register import RegisterError, Written
from factsheets.review.errors import DecisionError

Judge = Callable[[Library, str, str], Written | None]
SAME: Judge = register.judge_same
DIFFERENT: Judge = register.judge_different
BACK: Judge = register.unjudge


def teach(library: Library, entity: Actor | Tool | Place, lang: str) -> None:
    """Raises DecisionError where the register cannot learn, so that nothing is half confirmed."""
    try:
        register.teach(library, entity, lang)
    except RegisterError as error:
        raise DecisionError(str(error)) from None


def judge(judgement: Judge, library: Library, one: str, other: str) -> bool:
    """Record or take back a judgement about two; False where the register said so already."""
    try:
        return judgement(library, one, other) is not None
    except RegisterError as error:
        raise DecisionError(str(error)) from None


def register_bytes(library: Library) -> bytes | None:
    return read_or_none(library.gazetteer_file)


def put_back(library: Library, before: bytes | None, after: str) -> bool:
    """The register as it was before a decision; False where somebody changed it since, and then it is left alone."""
    try:
        register.take_back(library, Written(before, Stamp(after)))
    except ConflictError:
        return False
    return True
