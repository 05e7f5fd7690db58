"""The questions on the sample library: exact everywhere, topics by precision and recall."""

from collections.abc import Iterator

import pytest

from assistant.answer import Answer, Turn
from assistant.catalogue.answering import answer_from_records
from evals.case import Case
from evals.loader import CASES, load_cases
from evals.metrics.catalogue_exactness import exactness
from evals.outcome import Outcome
from evals.trial import Trial
from vectorstore import Library
from vectorstore.sample import sample_papers

FILES = ("catalogue.jsonl", "catalogue_questions.jsonl", "catalogue_held_out.jsonl", "catalogue_fresh.jsonl")
ALL = load_cases([CASES / name for name in FILES])
TOPICS = tuple(case for case in ALL if case.papers)
EXACT = tuple(case for case in ALL if not case.papers)
OTHERS = tuple(
    case for case in load_cases() if case.kind in ("fact", "unanswerable", "false_premise", "out_of_field")
)
NEEDED = 0.9


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("sample") / "library") as library:
        library.ingest(sample_papers())
        yield library


def last_answer(case: Case, library: Library) -> Answer | None:
    history: list[Turn] = []
    answer = None
    for question in case.turns:
        answer = answer_from_records(question, history, library)
        if answer is not None:
            history.append(Turn(question=question, answer=answer.text))
    return answer


def problem(case: Case, library: Library) -> str | None:
    """What is wrong with the answer; None when it is exact."""
    answer = last_answer(case, library)
    if answer is None:
        return f"{case.case_id} {case.turns}: not read"
    outcome = Outcome(case_id=case.case_id, digest=case.digest, state="answered", answers=(answer,))
    trial = Trial(case=case, outcome=outcome, papers={paper.paper_id: paper for paper in library.papers()})
    right, why = exactness(trial)
    if not all(trial.stated(fact) for fact in case.facts):
        right, why = False, "a fact is not stated"
    if not case.answerable and not case.facts and not trial.abstained:
        right, why = False, "answered what the records do not tell"
    return None if right else f"{case.case_id} {case.turns}: {why}: {answer.text[:120]}"


def test_every_answer_is_exact(sample: Library) -> None:
    problems = [found for case in EXACT if (found := problem(case, sample)) is not None]
    assert not problems, "\n".join(problems)
    assert len({case.group for case in EXACT}) >= 150


def test_topics_are_precise_and_complete(sample: Library) -> None:
    by_title = {paper.title: paper.paper_id for paper in sample.papers()}
    right = found = wanted = 0
    for case in TOPICS:
        answer = last_answer(case, sample)
        cited = set() if answer is None else {citation.paper_id for citation in answer.citations}
        gold = {by_title[title] for title in case.papers}
        right, found, wanted = right + len(cited & gold), found + len(cited), wanted + len(gold)
    assert len({case.group for case in TOPICS}) >= 20
    assert right / found >= NEEDED
    assert right / wanted >= NEEDED


def test_no_question_of_content_is_taken_for_one_about_records(sample: Library) -> None:
    taken = [case.turns for case in OTHERS if (answer_from_records(case.question, (), sample)) is not None]
    assert taken == []
