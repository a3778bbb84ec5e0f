"""Copying to the clipboard of the terminal that one sits at, however far away, by OSC 52 (xterm's control sequences).

tmux takes the sequence itself (`set-clipboard on`); `screen` drops it unless it is wrapped for the terminal outside.
"""

from binascii import b2a_base64
from collections.abc import Mapping

MOST_BYTES = 8_000
"""Terminals drop what is longer, each at its own length; beyond this most do."""
_WRAPPED = 240
"""Characters that every `screen` passes on in one piece."""


def is_too_long(text: str) -> bool:
    return len(text.encode("utf-8", "replace")) > MOST_BYTES


def copy_sequence(text: str, env: Mapping[str, str]) -> str:
    """What tells the terminal to keep a text.

    From another machine `TERM=screen...` may mean either multiplexer: both forms are sent, each deaf to the other's.
    """
    coded = b2a_base64(text.encode("utf-8", "replace"), newline=False).decode("ascii")
    plain = f"\x1b]52;c;{coded}\x07"
    if "TMUX" in env or not env.get("TERM", "").startswith("screen"):
        return plain
    pieces = (plain[start : start + _WRAPPED] for start in range(0, len(plain), _WRAPPED))
    wrapped = "".join(f"\x1bP{piece}\x1b\\" for piece in pieces)
    return wrapped if "STY" in env else wrapped + plain
