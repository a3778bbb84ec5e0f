"""What stands published of a library's index, told without opening it: for who will not wait for a build."""

from collections.abc import Mapping

from factsheets.library import Library
from index.location import UntrustedError, identity, index_folder
from index.schema import fingerprint
from index.stamp import read_stamp, unproven


def is_published(library: Library, environment: Mapping[str, str]) -> bool:
    """Whether something can be read at once, if only the first part of a build."""
    folder = index_folder(library, environment)
    stamp = read_stamp(folder) if folder else None
    if folder is None or stamp is None or not stamp.is_about(identity(library), fingerprint()):
        return False
    try:
        for name in unproven(folder, stamp.files()):
            del name
    except (OSError, UntrustedError):
        return False
    return True
