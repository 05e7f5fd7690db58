"""A question about the collection, answered from its records."""

from collections.abc import Sequence
from dataclasses import replace
from time import perf_counter
from typing import Protocol

from assistant.answer import Answer, Reason, Status, Timings, Turn
from assistant.catalogue.citing import Citations
from assistant.catalogue.names import Records
from assistant.catalogue.narrowing import narrowed
from assistant.catalogue.noting import notes_on
from assistant.catalogue.proposing import proposed
from assistant.catalogue.reading import Asked, LookUp, Reading
from assistant.catalogue.record_fields import field_sentence
from assistant.catalogue.refining import paper_meant, read_in_context
from assistant.catalogue.remembering import Remembering
from assistant.catalogue.statement import Statement, Told, written
from assistant.catalogue.wording import told
from assistant.engines.draft import Completer, DraftUsage
from vectorstore import Filters, Paper
from vectorstore.query import QueryResult


class RecordLibrary(Records, Protocol):
    """The library, as far as answers about its records need it."""

    def papers(self, filters: Filters | None = None) -> tuple[Paper, ...]: ...


def answer_from_records(
    question: str, history: Sequence[Turn], library: RecordLibrary, *, filters: Filters | None = None
) -> Answer | None:
    """The exact answer to a question about the records; None when it asks for something else.

    `filters` narrow the result, as they narrow a search.
    """
    began = perf_counter()
    reading = read_in_context(question, history, Remembering(library))
    if reading is None:
        return None
    return _answer(question, reading, library, filters, began)


def answer_with_model(
    question: str,
    library: RecordLibrary,
    model: Completer,
    usage: DraftUsage,
    *,
    filters: Filters | None = None,
) -> Answer | None:
    """The exact answer to a question that `answer_from_records` does not read, by a query that a language
    model proposes; None when it asks for something else, or the proposal cannot be trusted.

    Raises ServerError when the server fails or a budget is spent.
    """
    began = perf_counter()
    reading = proposed(question, Remembering(library), model, usage)
    if reading is None:
        return None
    answer = _answer(question, reading, library, filters, began)
    return replace(answer, prompts=dict(usage.prompts), usage=usage.usage)


def with_title(question: str, history: Sequence[Turn], library: RecordLibrary) -> str | None:
    """The question with the title of the paper that it points at ('the second one', 'it') in the last answer
    about the records; None when it points at none."""
    meant = paper_meant(question, history, Remembering(library))
    if meant is None:
        return None
    (start, end), paper_id = meant
    title = _papers([paper_id], library)[paper_id].title
    return f"{question[:start]}“{title}”{question[end:]}"


def _answer(
    question: str, reading: Reading, library: RecordLibrary, filters: Filters | None, began: float
) -> Answer:
    if isinstance(reading, Asked):
        reading = narrowed(reading, filters)
        result = library.query(reading.query)
        citations = Citations(_papers(_needed(result), library))
        said = told(reading, result, library, citations)
        notes = (*reading.notes, *notes_on(result), *_paged(reading, result))
        for evidence in result.evidence.values():
            for paper_id in result.paper_ids:
                if paper_id in evidence:
                    citations.add(paper_id, evidence[paper_id])
    elif isinstance(reading, LookUp):
        citations = Citations(_papers(reading.paper_ids, library))
        said, notes = _looked_up(reading, citations), ()
    else:
        citations, said, notes = Citations({}), Told(plain=reading.text), ()
    text, claims = written(said.statements, citations)
    status: Status = "answered" if claims else "abstained"
    reason: Reason | None = None if claims else "not_in_library"
    spent = round((perf_counter() - began) * 1000, 2)
    return Answer(
        question=question,
        standalone_question=question,
        kind="catalogue",
        status=status,
        reason=reason,
        text=text if claims else said.plain,
        claims=claims,
        citations=citations.made() if claims else (),
        notes=tuple(notes),
        series=said.series if claims else (),
        engine="catalogue",
        timings_ms=Timings(retrieve=spent, total=spent),
    )


def _looked_up(reading: LookUp, citations: Citations) -> Told:
    return Told(
        statements=tuple(
            Statement(text=field_sentence(reading.attribute, citations.paper(each)), paper_ids=(each,))
            for each in reading.paper_ids
        )
    )


def _paged(asked: Asked, result: QueryResult) -> tuple[str, ...]:
    count, last = len(result.paper_ids), asked.start + asked.shown
    if result.query.aggregate not in ("list", "count") or (count <= last and not asked.start):
        return ()
    listed = f"The first {last} are listed" if not asked.start else f"The list ends at {min(last, count):,}"
    more = "" if count <= last else " “Show more” lists the next ones."
    return (f"{listed}; all {count:,} are among the citations.{more}",)


def _needed(result: QueryResult) -> list[str]:
    grouped = (each for group in result.groups for each in group.paper_ids)
    return list(dict.fromkeys((*result.paper_ids, *result.base, *grouped)))


def _papers(paper_ids: Sequence[str], library: RecordLibrary) -> dict[str, Paper]:
    found = library.papers(Filters(paper_ids=tuple(paper_ids)))
    return {paper.paper_id: paper for paper in found}
