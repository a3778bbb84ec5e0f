"""An index that may be read, and what was done to bring it up to date."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index.location import in_memory, is_temporary
from index.segment_reader import Leaf, open_leaves
from index.stamp import Stamp

Progress = Callable[[int, int], None]
"""Called with (files done, files in all)."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Files of the library against what is indexed, as `+ added ~ changed - removed`."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    rebuilt: bool = False
    renamed: bool = False
    """Whether the register changed: the sheets whose names or judgements did are among the changed."""

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed or self.rebuilt or self.renamed)

    def lines(self) -> Iterator[str]:
        for mark, names in (("+", self.added), ("~", self.changed), ("-", self.removed)):
            yield from (f"{mark} {name}" for name in names)


@dataclass(frozen=True, slots=True)
class Built:
    """An index that may be read, as one process published it, and what this one changed.

    `missing` of the `total` sheet files are not in it as they are now, since another process is at work on them; what
    it says of them is left out.
    """

    stamp: Stamp
    changes: Changes
    folder: Path
    total: int
    missing: int = 0
    resumed: bool = False
    """Whether a build that was interrupted was brought to its end."""
    memory: Any = None
    """Whoosh's storage of an index that no folder could take."""
    _opened: list[Sequence[Leaf]] = field(default_factory=list)

    def opened(self) -> "Built":
        """Open the segments: from here on they are readable, whatever another process does to their files."""
        self._opened.append(self._open())
        return self

    @property
    def index(self) -> Sequence[Leaf]:
        """Its segments; for a second reader they are opened once more."""
        return self._opened.pop() if self._opened else self._open()

    def _open(self) -> Sequence[Leaf]:
        dead = {part.name: part.dead_bits() for part in self.stamp.parts if part.dead}
        return open_leaves(self.memory or self.folder, self.stamp.infos(), dead)

    def notices(self) -> list[str]:
        """What a reader should know of the index."""
        found = []
        if self.missing:
            found.append(f"{self.missing} of {self.total} sheets are not indexed yet: another process is at work on it")
        if self.memory or in_memory(self.folder):
            found.append("neither the cache folder nor a temporary one can be written to: the index is kept in memory")
        elif is_temporary(self.folder):
            found.append("the cache folder cannot be used: the index is private, temporary and gone after this command")
        return found
