"""Who pays and who is paid, as the verb, its voice and the little words tell; and which of the two "who" asks for."""

import pytest

from index.question import understand


def sides_of(text: str) -> dict[str, str]:
    return {group.text: side for group, side in understand(text).sides}


@pytest.mark.parametrize(
    "text",
    [
        "Ternwick pays Hollin",
        "how much did Ternwick pay Hollin",
        "how much did Ternwick pay to Hollin",
        "how much has the Ternwick paid the Hollin",
        "what did Ternwick buy from Hollin",
        "money lent by Ternwick to Hollin",
        "how much did Hollin receive from Ternwick",
        "how much did Hollin borrow from Ternwick",
        "how much was Hollin paid by Ternwick",
        "Hollin was paid by Ternwick",
        "Hollin, funded by Ternwick",
        "what Hollin sold to Ternwick",
        "combien Ternwick a payé à Hollin",
        "combien Ternwick a versé 3 millions à Hollin",
        "combien Ternwick a dû payer à Hollin",
        "combien Hollin a reçu de Ternwick",
        "Hollin a été payé par Ternwick",
        "logiciels achetés par Ternwick à Hollin",
        "ce que Ternwick a acheté auprès de Hollin",
        "cuánto pagó Ternwick a Hollin",
        "cuánto pagó Ternwick al Hollin",
        "cuánto pagó Ternwick por Hollin",
        "cuánto recibió Hollin de Ternwick",
        "Hollin fue pagado por Ternwick",
        "qué compró Ternwick a Hollin",
    ],
)
def test_ternwick_pays_and_hollin_is_paid(text: str) -> None:
    sides = sides_of(text)
    assert sides == {"Ternwick": "payer", "Hollin": "payee"}


@pytest.mark.parametrize(
    ("text", "asked", "side"),
    [
        ("who paid Hollin", "payer", "payee"),
        ("who owes Hollin", "payer", "payee"),
        ("who was Hollin paid by", "payer", "payee"),
        ("by whom was Hollin paid", "payer", "payee"),
        ("from whom did Hollin receive money", "payer", "payee"),
        ("which company paid Hollin", "payer", "payee"),
        ("to whom did Hollin sell", "payer", "payee"),
        ("who did Hollin sell it to", "payer", "payee"),
        ("qui a payé Hollin", "payer", "payee"),
        ("qui doit payer Hollin", "payer", "payee"),
        ("par qui Hollin a-t-il été payé", "payer", "payee"),
        ("de qui Hollin a-t-il reçu", "payer", "payee"),
        ("quién pagó a Hollin", "payer", "payee"),
        ("por quién fue pagado Hollin", "payer", "payee"),
        ("de quién recibió Hollin", "payer", "payee"),
        ("who did Hollin pay", "payee", "payer"),
        ("who has Hollin paid", "payee", "payer"),
        ("who was Hollin paying", "payee", "payer"),
        ("which company did Hollin pay", "payee", "payer"),
        ("who was paid by Hollin", "payee", "payer"),
        ("to whom did Hollin pay 3 million", "payee", "payer"),
        ("who did Hollin buy it from", "payee", "payer"),
        ("who borrowed from Hollin", "payee", "payer"),
        ("who received money from Hollin", "payee", "payer"),
        ("à qui Hollin a-t-il payé", "payee", "payer"),
        ("à qui Hollin doit payer", "payee", "payer"),
        ("qui Hollin a-t-il payé", "payee", "payer"),
        ("qui a été payé par Hollin", "payee", "payer"),
        ("a quién pagó Hollin", "payee", "payer"),
        ("quién fue pagado por Hollin", "payee", "payer"),
    ],
)
def test_who_asks_for_the_side_that_is_not_named(text: str, asked: str, side: str) -> None:
    question = understand(text)
    assert {"payer", "payee", "who"} & set(question.attributes) == {asked}
    assert sides_of(text) == {"Hollin": side}


@pytest.mark.parametrize(
    "text",
    [
        "Ternwick and Hollin",
        "contract between Ternwick and Hollin",
        "who leads Hollin",
        "Hollin was sold",
        "how much was paid",
        "",
    ],
)
def test_without_a_verb_of_paying_or_a_name_no_side_is_told(text: str) -> None:
    assert sides_of(text) == {}


def test_sums_dates_and_common_words_are_on_no_side() -> None:
    assert sides_of("Ternwick paid 3 million for software in September 2025") == {"Ternwick": "payer"}


@pytest.mark.parametrize("text", ["how much was paid by Port Hollin", "how much was paid by the Port Hollin"])
def test_names_that_stand_together_are_on_one_side(text: str) -> None:
    assert sides_of(text) == {"Port": "payer", "Hollin": "payer"}


def test_from_tells_no_side_of_who_pays() -> None:
    assert sides_of("what Ternwick paid from Hollin") == {"Ternwick": "payer"}


def test_who_is_no_question_behind_what_it_describes() -> None:
    assert "payer" not in understand("la société qui a payé Hollin").attributes


@pytest.mark.parametrize(
    ("text", "attributes"),
    [
        ("combien Hollin doit-elle payer", ("amount",)),
        ("payer of the contract", ("payer",)),
        ("Hollin payer", ("payer",)),
        ("who sold the cameras", ("maker",)),
    ],
)
def test_what_is_asked_beside_who_pays(text: str, attributes: tuple[str, ...]) -> None:
    assert understand(text).attributes == attributes
