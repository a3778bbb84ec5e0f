"""Where the decisions of a review are kept so that the next command, or the next session, can undo them."""

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

from factsheets.review.history import KeptHistory


def review_folder(env: Mapping[str, str]) -> Path:
    """In the user's state folder (XDG Base Directory Specification), for the user's eyes only."""
    given = env.get("XDG_STATE_HOME", "")
    base = Path(given) if given.startswith("/") else Path(env.get("HOME") or Path.home()) / ".local" / "state"
    return base / "factfile" / "review"


def review_history(path: Path, env: Mapping[str, str]) -> KeptHistory:
    """The history of one sheet's file, wherever its library is reached from."""
    name = hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:16]
    return KeptHistory(review_folder(env) / name)
