"""`ask`: a question to facts with their proof."""

from collections.abc import Iterator

from factsheets.display import fact_line, labelled
from factsheets.model import Figure, Status
from factsheets.vocabulary import label
from index.answer import JSON_VERSION, Answer, Engine, Proof, Result, payload
from tui.cli import Call
from tui.output import Exit
from tui.verbs.choosing import NO_SHEETS
from tui.verbs.hits import hit_payload, write_hits
from tui.verbs.opening import answering, narrate, question_of
from tui.verbs.rows import write_lines

ANSWERS = 10
SHOWN_CANDIDATES = 5
_INDENT = "  "
CSV_COLUMNS = (
    "ref",
    "type",
    "label",
    "kind",
    "value",
    "min",
    "max",
    "magnitude",
    "currency",
    "unit",
    "modifier",
    "basis",
    "per",
    "payer",
    "payee",
    "speaker",
    "via",
    "date",
    "printed",
    "nature",
    "status",
    "rank",
    "not_stated",
)


def ask(call: Call) -> Exit:
    question = question_of(call)
    limit = call.args.limit or ANSWERS
    with answering(call, lambda engine: engine.ask(question, limit)) as (engine, result):
        _write(call, engine, result)
    return Exit.FOUND if result.answers else Exit.NOTHING


def _write(call: Call, engine: Engine, result: Result) -> None:
    if not engine.reader.count:
        call.output.note(NO_SHEETS)
    elif not result.answers:
        call.output.note(f"{_word('no-answer', call.lang)} “{result.query}”")
    if call.args.json:
        call.output.json(result_payload(result))
    else:
        rows = [payload(answer) for answer in result.answers]
        write_lines(call, rows, CSV_COLUMNS, lambda: _Text(call).write(result))
    narrate(call, engine, () if call.args.json or not engine.reader.count else result.hints)


def result_payload(result: Result) -> dict[str, object]:
    return {
        "version": JSON_VERSION,
        "query": result.query,
        "answers": [payload(answer) for answer in result.answers],
        "sheets": [hit_payload(hit) for hit in result.sheets],
        "hints": list(result.hints),
    }


class _Text:
    """The first answer with its proof, then other candidates, then sheets and passages."""

    def __init__(self, call: Call) -> None:
        self._call = call
        self._output = call.output
        self._lang = call.lang

    def write(self, result: Result) -> None:
        if result.answers:
            self._first(result.answers[0])
        if result.answers[1:]:
            self._heading("candidates")
            for answer in result.answers[1 : 1 + SHOWN_CANDIDATES]:
                lacking = "".join(f" · {self._lacking(answer, attribute)}" for attribute in answer.not_stated)
                self._output.wrap(self._line(answer) + lacking, _INDENT, _INDENT * 2)
                what = f"{answer.label} " if isinstance(answer.fact, Figure) else ""
                self._output.wrap(f"{what}[{answer.ref}]", _INDENT * 2)
        if result.sheets:
            if result.answers:
                self._heading("sheets-and-passages")
            write_hits(self._call, list(result.sheets[:SHOWN_CANDIDATES]), result.query)

    def _heading(self, key: str) -> None:
        self._output.lines(["", _word(key, self._lang)])

    def _line(self, answer: Answer) -> str:
        """The index has lines in English; in another language it is made of what the index has of the fact."""
        if self._lang == "en":
            return answer.line
        sheet, fact = answer.sheet, answer.fact
        draft, bulk = sheet.status is Status.DRAFT, sheet.in_bulk(fact.id)
        return fact_line(fact, lambda entity: answer.names.get(entity, entity), self._lang, draft=draft, bulk=bulk)

    def _first(self, answer: Answer) -> None:
        for attribute in answer.not_stated:
            self._output.wrap(self._lacking(answer, attribute))
        line = self._line(answer)
        self._output.wrap(line)
        if answer.label not in line:
            self._output.wrap(answer.label)
        if answer.not_stated_note:
            self._output.wrap(labelled(_word("note", self._lang), answer.not_stated_note, self._lang))
        for proof in _passages(answer):
            self._output.lines([""])
            self._proof(proof, answer)
        self._output.lines([""])
        self._output.wrap(f"[{answer.ref}]")
        words = (("matched", answer.matched), ("unmatched", answer.unmatched))
        told = [labelled(_word(key, self._lang), ", ".join(found), self._lang) for key, found in words]
        self._output.wrap("; ".join(part for part in told if part))

    def _lacking(self, answer: Answer, attribute: str) -> str:
        """What a person has not read over says nothing of its sources: a machine may have missed it."""
        name = _asked(attribute, self._lang)
        if answer.sheet.status is Status.DRAFT:
            return labelled(name, _word("not-in-draft", self._lang), self._lang)
        count = answer.sources_count()
        sources = _word("one-source" if count == 1 else "many-sources", self._lang)
        return labelled(name, f"{_word('not-stated-in', self._lang)} {count} {sources}", self._lang)

    def _proof(self, proof: Proof, answer: Answer) -> None:
        here = [one for one in answer.proofs if _place(one) == _place(proof)]
        printed = ", ".join(dict.fromkeys(one.evidence.exact for one in here))
        for key, text in (
            ("printed", printed),
            ("passage", proof.passage),
            ("source", source_words(proof, self._lang)),
        ):
            if text:
                self._output.wrap(labelled(_word(key, self._lang), text, self._lang), _INDENT)


def _asked(name: str, lang: str) -> str:
    """What was asked for, an attribute, a kind of figure or a unit, by its label; a word of the question as it is."""
    vocabularies = ("attributes", "figure_kinds", "units")
    found = (label(vocabulary, name, lang) for vocabulary in vocabularies)
    return next((word for word in found if word != name), name)


def _word(key: str, lang: str) -> str:
    return label("labels", key, lang)


def _place(proof: Proof) -> tuple[str, int | None, int | None]:
    return proof.source.id, proof.evidence.paragraph, proof.evidence.page


def _passages(answer: Answer) -> list[Proof]:
    """One proof for each paragraph that the evidence stands in."""
    places: dict[tuple[str, int | None, int | None], Proof] = {}
    for proof in answer.proofs:
        places.setdefault(_place(proof), proof)
    return list(places.values())


def source_words(proof: Proof, lang: str) -> str:
    """A source as an answer cites it: who, what, where in it, and what vouches for it."""
    source = proof.source
    title = source.original.title if source.original and source.original.title else source.title or source.file
    who = source.agency or source.publisher
    parts = (title, who, *_where(proof, lang), _standing(proof, lang))
    return " · ".join(part for part in parts if part)


def _where(proof: Proof, lang: str) -> Iterator[str]:
    for key in ("paragraph", "page"):
        number = getattr(proof.evidence, key)
        if number is not None:
            yield f"{_word(key, lang)} {number}"


def _standing(proof: Proof, lang: str) -> str:
    if proof.verified == "original":
        return _word("verified-original", lang)
    if proof.verified == "text":
        return _word("restated" if proof.source.restated else "verified", lang)
    return _word("unproven", lang)
