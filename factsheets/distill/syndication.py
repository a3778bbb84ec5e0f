"""The same story under another masthead: documents compared by runs of five words, whatever stands before and behind.

A sketch is the smallest hashes of a text's word runs (Broder, "On the resemblance and containment of documents", 1997):
what two texts share of the smallest hashes is, about, what they share of their runs. The hash is CRC-32, the same on
every machine and in every process.
"""

import re
import unicodedata
from array import array
from itertools import accumulate, pairwise
from typing import TypeAlias
from zlib import crc32

RUN = 5
SKETCH = 128
"""How many hashes a sketch holds; the share it tells is then off by some four hundredths."""
FEWEST = 8
"""Fewer hashes in common are a phrase that both use, not a story."""
SAME_STORY = 0.3
"""The share of the shorter text's runs; chosen on made pairs, see tests/benchmarks/syndication.py."""
SAME_DOCUMENT = 0.2
"""The share of the shorter text's word pairs from which two texts of one name are versions of one document."""
Sketch: TypeAlias = "array[int]"
"""Hashes in rising order, each of 32 bits."""
_WORD = re.compile(r"\w+")
_MARKS = re.compile(r"[\u0300-\u036f]+")


def folded_words(text: str) -> list[str]:
    """Words without case, accents and punctuation: what an editor's light hand does not change."""
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return _WORD.findall(text.casefold())


def sketch(text: str) -> Sketch:
    """The fingerprint of a text, sorted; empty for a text of less than a run."""
    words = [word.encode() for word in folded_words(text)]
    ends = list(accumulate(len(word) + 1 for word in words))
    line = b" ".join(words)
    starts = (0, *ends)
    runs = {crc32(line[start : end - 1]) for start, end in zip(starts, ends[RUN - 1 :], strict=False)}
    return array("I", sorted(runs)[:SKETCH])


def share(one: Sketch, other: Sketch) -> float:
    """How much of the shorter text's runs the other has too, from 0 to 1; 0 where too little is in common."""
    if not one or not other:
        return 0.0
    most = min(one[-1] if len(one) == SKETCH else 1 << 32, other[-1] if len(other) == SKETCH else 1 << 32)
    left, right = {each for each in one if each <= most}, {each for each in other if each <= most}
    common = len(left & right)
    return common / min(len(left), len(right)) if common >= FEWEST else 0.0


def resemblance(one: str, other: str) -> float:
    """How much of the shorter text's pairs of words the other has too: a looser measure, for two texts of one name."""
    left, right = _pairs(one), _pairs(other)
    fewer = min(len(left), len(right))
    return len(left & right) / fewer if fewer else float(folded_words(one) == folded_words(other))


def _pairs(text: str) -> set[tuple[str, str]]:
    words = folded_words(text)
    return set(pairwise(words))
