"""The rules on names, speech and payments against odd input: linear time, sound spans, no exception."""

import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factsheets.distill.findings import Finding
from factsheets.vocabulary import languages
from tests.test_distill.cases import document
from tests.test_distill.named import RULES

WORDS = st.sampled_from(
    [
        *["Ana", "Ruiz", "Clearview", "ICE", "Lyon", "Texas", "la", "the", "de", "of", "et", "and", "société", "app"],
        *["« ", " »", '"', "“", "”", "—", "(", ")", ",", ".", ":", "dit", "said", "dijo", "que", "that", "selon"],
        *["Ministère", "Ministry", "police", "contrat", "3 millions", "euros", "Ltd", "S.L.", "'s", "l'", "\n", "é"],
    ]
)
ADVERSARIAL = [
    "A" * 20_000,
    "Ana " * 5_000,
    "Ana Ruiz (AR) " * 1_500,
    "A-" * 10_000,
    "l'" * 10_000,
    "« " * 10_000,
    '" ' * 10_000,
    "‘a " * 7_000,
    "“Nobody asked us at all,” Ana Ruiz said. " * 500,
    "— Nada —dijo Ana " * 1_200,
    "selon Ana Ruiz, " * 1_200,
    "Ana Ruiz said that it was so, and " * 600,
    "Ministère de la " * 1_300,
    "Ministry of Health, " * 1_000,
    "la police de " * 1_600,
    "gouvernement " + "national " * 2_500,
    "la société de " * 1_500 + "Vigilia",
    "Ana Ruiz, la directora, " * 900,
    "tool called " * 1_700,
    "software that lets " * 1_100,
    "((((((((((" * 2_000,
    "X (Y) " * 3_500,
    "Vigilia paid " + "3 million euros " * 1_300 + "to Orbis Ltd",
    "Vigilia Ltd paid 3 million euros to Orbis Ltd. " * 450,
    "A & " * 5_000,
    "de " * 7_000 + "Ana",
    "E\u0301 " * 7_000,
]


def everything(text: str, lang: str) -> list[Finding]:
    read = document(text, lang)
    for rule in RULES[1:]:
        read.found.extend(rule(read))
    return read.found


def seconds(text: str, lang: str) -> float:
    """The best of two: the machine may be busy with other things."""
    measured = []
    for _ in range(2):
        begin = time.process_time()
        everything(text, lang)
        measured.append(time.process_time() - begin)
    return min(measured)


@pytest.mark.parametrize("text", ADVERSARIAL, ids=lambda text: text[:16].strip())
def test_time_is_linear(text: str) -> None:
    for lang in languages():
        quarter, whole = seconds(text[: len(text) // 4], lang), seconds(text, lang)
        assert whole < max(9 * quarter, 0.1), f"{lang}: four times the text, {whole / quarter:.1f} times the time"
        assert whole < 10, lang


@given(st.lists(WORDS, max_size=60), st.sampled_from(languages()))
def test_spans_are_sound(words: Sequence[str], lang: str) -> None:
    text = " ".join(words)
    for one in everything(text, lang):
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.printed
        assert all(0 <= begin < end <= len(text) for begin, end in one.mentions)
        assert 0 < one.confidence < 1


@given(st.text(max_size=200), st.sampled_from(languages()))
def test_any_text_is_read(text: str, lang: str) -> None:
    everything(text.replace("\r", ""), lang)


def test_a_language_without_words_has_no_cues() -> None:
    assert everything("La empresa Zorak compró a Ana Ruiz un barco.", "xx")
