"""How the bytes of sheets and of their sources are told apart, and which of the sources are looked at."""

from hashlib import sha256

from factsheets.files import leads_inside, read_or_none
from factsheets.library import Library
from index.ledger import CONTENT


def stays_inside(file: str) -> bool:
    """Whether a source's file name can be looked at: the library reads no others."""
    return bool(file) and file[0] != "/" and "\0" not in file and ".." not in file.split("/")


def content_hash(hexadecimal: str) -> bytes:
    return bytes.fromhex(hexadecimal)[:CONTENT]


def short_hash(hexadecimal: str) -> int:
    """A hash as the ledger keeps it for a source: half of it would do."""
    return int(hexadecimal[:15] or "0", 16)


def source_hash(library: Library, file: str) -> int:
    """A number for a source's bytes; 0 where they cannot be read."""
    path = library.seeds_dir / file
    raw = read_or_none(path) if leads_inside(path, library.seeds_dir) else None
    return 0 if raw is None else short_hash(sha256(raw).hexdigest())
