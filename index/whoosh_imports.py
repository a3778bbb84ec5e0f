"""The one place that imports Whoosh; everything else here takes Whoosh's names from this module.

Whoosh's `compat` asks for `urllib.request.urlretrieve`, which Whoosh never calls and which brings the whole web client
with it: sockets, TLS, HTTP, mail. Nothing here goes online, so a stand-in takes its place while Whoosh is loaded. Nor
is anything marked in HTML, for which it would bring every entity there is.
"""

import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

_WEB_CLIENT = "urllib.request"
_HTML = "html"


class _Offline(ModuleType):
    """Refuses the one function that Whoosh asks for; asked for anything else, it gives way to the real module.

    That is for another thread, or another distribution of Whoosh, that wants the web client at the same moment.
    """

    @staticmethod
    def urlretrieve(*_: Any, **_more: Any) -> Any:
        raise OSError("this program is offline")

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        _withdraw(self)
        return getattr(import_module(_WEB_CLIENT), name)


def _withdraw(stand_in: ModuleType) -> None:
    if sys.modules.get(_WEB_CLIENT) is stand_in:
        del sys.modules[_WEB_CLIENT]
    package = import_module("urllib")
    if vars(package).get("request") is stand_in:
        del vars(package)["request"]


@contextmanager
def _without_web_client() -> Iterator[None]:
    stand_in = _Offline(_WEB_CLIENT)
    if sys.modules.setdefault(_WEB_CLIENT, stand_in) is stand_in:
        vars(import_module("urllib"))["request"] = stand_in
    try:
        yield
    finally:
        _withdraw(stand_in)


@contextmanager
def _without_html() -> Iterator[None]:
    """`None` in the place of a module is Python's own way of saying that there is none; Whoosh does without."""
    absent = sys.modules.setdefault(_HTML, None) is None  # type: ignore[arg-type]
    try:
        yield
    finally:
        if absent and sys.modules.get(_HTML) is None:
            del sys.modules[_HTML]


with warnings.catch_warnings(), _without_web_client(), _without_html():
    warnings.simplefilter("ignore")  # Whoosh 2.7.4 has escapes that newer Pythons warn of when they first compile it
    from whoosh import columns, fields, formats, reading
    from whoosh.codec import base as codec_base
    from whoosh.codec import whoosh3
    from whoosh.filedb import filestore

__all__ = [
    "codec_base",
    "columns",
    "fields",
    "filestore",
    "formats",
    "reading",
    "whoosh3",
]
