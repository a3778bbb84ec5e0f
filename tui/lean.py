"""Loads Textual without what the browser never uses: a tenth of its start, and seven megabytes.

The palette is the browser's own, so Textual's, with the widgets it brings, is left out; nothing goes online, so neither
is TLS loaded, which asyncio does without wherever Python was built without it. Whoever wants either later gets it.
Python's own hashes take the place of OpenSSL's: slower by the megabyte, of which the browser hashes few, and three
megabytes less.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

_PALETTE = "textual.command"
_NAMED_ONLY = {"CommandListItem", "CommandPalette", "DiscoveryHit", "Hit", "Hits", "Provider", "SimpleProvider"}
"""What Textual takes from its palette to name it, in signatures and as a base of what only the palette uses."""
_TLS = "ssl"
_OPENSSL = "_hashlib"
_SHA2 = ("_sha2",) if sys.version_info >= (3, 12) else ("_sha256", "_sha512")
_OWN_HASHES = ("_md5", "_sha1", *_SHA2, "_sha3", "_blake2")
"""What `hashlib` falls back on, as CPython calls it; a Python may be built without."""


class _Unused(ModuleType):
    """Stands for a module whose names are only mentioned; asked for any other, it gives way to the real one."""

    def __getattr__(self, name: str) -> Any:
        if name in _NAMED_ONLY:
            named = type(name, (), {})
            setattr(self, name, named)
            return named
        if name.startswith("__"):
            raise AttributeError(name)
        _withdraw(self)
        return getattr(import_module(_PALETTE), name)


def _withdraw(stand_in: ModuleType) -> None:
    if sys.modules.get(_PALETTE) is stand_in:
        del sys.modules[_PALETTE]
    package = sys.modules.get("textual")
    if package is not None and vars(package).get("command") is stand_in:
        del vars(package)["command"]


@contextmanager
def _without_palette() -> Iterator[None]:
    stand_in = _Unused(_PALETTE)
    sys.modules.setdefault(_PALETTE, stand_in)
    try:
        yield
    finally:
        _withdraw(stand_in)


@contextmanager
def _without(name: str) -> Iterator[None]:
    """`None` in the place of a module is Python's own way of saying that there is none."""
    absent = name not in sys.modules
    if absent:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        if absent and sys.modules.get(name) is None:
            del sys.modules[name]


def _load_hashes() -> None:
    try:
        for name in _OWN_HASHES:
            import_module(name)
    except ImportError:
        return
    with _without(_OPENSSL):
        import_module("hashlib")


_load_hashes()
try:
    with _without(_TLS), _without_palette():
        import textual.app
except ImportError:  # another release of what Textual itself loads may need one of them
    import textual.app  # noqa: F401 - loaded here so that whoever imports it next finds it
