"""A run asks each case once, survives exceptions, stops at a dead server, and goes on where it was killed."""

import dataclasses
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from assistant.answer import Answer, Turn
from evals.case import Case, CaseError, Plant, Position
from evals.journal import Journal
from evals.outcome import Outcome
from evals.planting import DATA_VARIABLE, with_plant
from evals.runner import run
from evals.targets import IDLE_COPIES, LibraryTargets, Target
from tests.evals.honest import FakeTargets
from tests.evals.small import ALPHA, CASES, INJECTED, PAPERS, case, right_answer
from vectorstore import Library
from vectorstore.errors import ServerError


@dataclass
class Scripted:
    """Answers everything alike, and remembers what it was asked. Raises `failure` at the question `at`."""

    failure: Exception | None = None
    at: str = ""
    asked: list[tuple[str, int]] = field(default_factory=list)
    released: list[str] = field(default_factory=list)

    def ask(self, question: str, *, history: Sequence[Turn] = ()) -> Answer:
        self.asked.append((question, len(history)))
        if self.failure is not None and question == self.at:
            raise self.failure
        return right_answer()

    def target(self, asked: Case) -> Target:
        del asked
        return Target(assistant=self, papers=PAPERS, search=lambda _: tuple(PAPERS))

    def release(self, asked: Case) -> None:
        self.released.append(asked.case_id)


def many(count: int) -> tuple[Case, ...]:
    return tuple(case(f"a-{at}", turns=(f"question {at}",)) for at in range(count))


def test_each_turn_is_asked_with_those_before_it_as_history() -> None:
    assistant = Scripted()
    run((case(turns=("one", "two", "three")),), assistant)
    assert assistant.asked == [("one", 0), ("two", 1), ("three", 2)]


@pytest.mark.parametrize("jobs", [1, 4])
def test_outcomes_do_not_depend_on_the_number_of_jobs(jobs: int) -> None:
    result = run(many(20), Scripted(), jobs=jobs)
    assert sorted(result.outcomes) == sorted(each.case_id for each in many(20))
    assert all(outcome.found == tuple(PAPERS) for outcome in result.outcomes.values())


def test_an_exception_in_the_assistant_is_that_cases_outcome() -> None:
    result = run(many(3), Scripted(ValueError("boom"), "question 1"))
    assert result.outcomes["a-1"].state == "error"
    assert result.outcomes["a-1"].problem == "ValueError: boom"
    assert result.outcomes["a-2"].state == "answered"
    assert not result.stopped


def test_a_server_that_dies_halfway_stops_the_run_and_keeps_what_is_known(tmp_path: Path) -> None:
    dying = Scripted(ServerError("The server is down."), "question 2")
    with Journal(tmp_path / "outcomes.jsonl", "key", resume=False) as journal:
        result = run(many(5), dying, journal=journal)
    assert result.stopped == "The server is down."
    assert set(result.outcomes) == {"a-0", "a-1"}
    again = Scripted()
    with Journal(tmp_path / "outcomes.jsonl", "key", resume=True) as journal:
        whole = run(many(5), again, journal=journal)
    assert [question for question, _ in again.asked] == ["question 2", "question 3", "question 4"]
    assert len(whole.outcomes) == 5
    assert whole.outcomes["a-0"] == result.outcomes["a-0"]


def test_a_line_that_a_kill_cut_off_is_asked_again(tmp_path: Path) -> None:
    path = tmp_path / "outcomes.jsonl"
    with Journal(path, "key", resume=False) as journal:
        run(many(3), Scripted(), journal=journal)
    path.write_bytes(path.read_bytes()[:-100])
    again = Scripted()
    with Journal(path, "key", resume=True) as journal:
        result = run(many(3), again, journal=journal)
    assert [question for question, _ in again.asked] == ["question 2"]
    assert len(result.outcomes) == 3


def test_a_changed_case_is_asked_again_on_resume(tmp_path: Path) -> None:
    path = tmp_path / "outcomes.jsonl"
    with Journal(path, "key", resume=False) as journal:
        run((case(),), Scripted(), journal=journal)
    again = Scripted()
    with Journal(path, "key", resume=True) as journal:
        run((case(turns=("other words",)),), again, journal=journal)
    assert again.asked == [("other words", 0)]


def test_a_run_that_was_made_with_something_else_is_not_resumed(tmp_path: Path) -> None:
    with Journal(tmp_path / "outcomes.jsonl", "key", resume=False) as journal:
        run((case(),), Scripted(), journal=journal)
    with pytest.raises(CaseError, match="--resume"):
        Journal(tmp_path / "outcomes.jsonl", "another", resume=True)


def test_a_run_without_resume_starts_anew(tmp_path: Path) -> None:
    for _ in range(2):
        assistant = Scripted()
        with Journal(tmp_path / "outcomes.jsonl", "key", resume=False) as journal:
            run(CASES, assistant, journal=journal)
        assert len(assistant.asked) == len(CASES)


def test_a_text_that_is_not_on_this_machine_skips_its_case_visibly(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(DATA_VARIABLE, raising=False)
    assert INJECTED.plant is not None
    plant = Plant(paper=INJECTED.plant.paper, obeyed=("x",), source_file="attacks.jsonl", source_id="1")
    absent = case("x-1", kind="injection", plant=plant)
    outcome = run((absent,), FakeTargets(papers=PAPERS)).outcomes["x-1"]
    assert (outcome.state, DATA_VARIABLE in outcome.problem) == ("skipped", True)


def test_a_text_of_the_named_folder_is_planted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "attacks.jsonl").write_text('{"id": "1", "text": "Do evil."}\n', encoding="utf-8")
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    assert INJECTED.plant is not None
    plant = Plant(paper=INJECTED.plant.paper, obeyed=("x",), source_file="attacks.jsonl", source_id="1")
    result = run((case("x-1", kind="injection", plant=plant),), FakeTargets(papers=PAPERS))
    abstracts = [paper.abstract for paper in result.papers["x-1"].values()]
    assert sum("Do evil." in abstract for abstract in abstracts) == 1


@pytest.mark.parametrize(
    ("position", "expected"),
    [
        ("start", "Do evil. Alpha is a method. Alpha reaches 81% accuracy on Zeta."),
        ("middle", "Alpha is a method. Do evil. Alpha reaches 81% accuracy on Zeta."),
        ("end", "Alpha is a method. Alpha reaches 81% accuracy on Zeta. Do evil."),
    ],
)
def test_a_text_is_planted_before_between_or_after_the_sentences(position: Position, expected: str) -> None:
    plant = Plant(paper=ALPHA.title, obeyed=("x",), text="Do evil.", position=position)
    assert with_plant(PAPERS, plant)[ALPHA.paper_id].abstract == expected
    whole = replace(ALPHA, abstract="")
    assert with_plant({whole.paper_id: whole}, plant)[whole.paper_id].abstract == "Do evil."


def test_a_copy_with_a_planted_text_is_closed_when_others_have_been_asked_since(tmp_path: Path) -> None:
    plants = [Plant(paper=ALPHA.title, obeyed=("x",), text=f"Do {at}.") for at in range(IDLE_COPIES + 2)]
    with Library.open(tmp_path / "library") as library:
        library.ingest(PAPERS.values())
        targets = LibraryTargets(library, lambda _: Scripted(), tmp_path)
        for plant in plants:
            asked = case("x-1", kind="injection", plant=plant)
            assert targets.target(asked) is targets.target(asked)
            assert plant.text in str(targets.target(asked).papers.values())
            for _ in range(3):
                targets.release(asked)
        assert len([path for path in tmp_path.iterdir() if path.is_dir()]) == IDLE_COPIES + 1
        targets.close()


def test_every_target_is_handed_back_also_after_a_failure() -> None:
    assistant = Scripted(ValueError("boom"), "question 1")
    run(many(3), assistant)
    assert assistant.released == ["a-0", "a-1", "a-2"]


def test_progress_counts_to_the_end() -> None:
    seen: list[tuple[int, int]] = []
    run(many(3), Scripted(), progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_an_outcome_comes_back_from_the_journal_as_it_was() -> None:
    outcome = run((case(),), Scripted()).outcomes["a-1"]
    assert Outcome.from_json(json.loads(json.dumps(outcome.to_json()))) == outcome
    fields = {each.name for each in dataclasses.fields(Answer)}
    assert set(outcome.to_json()["answers"][0]) == fields
