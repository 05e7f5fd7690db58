"""The sample's papers and the cases about them, and scored runs of fake assistants."""

from collections.abc import Callable, Mapping

import pytest

from evals.case import Case
from evals.judges import WordJudge
from evals.loader import load_cases
from evals.metrics.all import METRICS
from evals.runner import run
from evals.scoring import Scored, score, trials
from tests.evals.honest import FakeTargets, Honest
from vectorstore.records import Paper
from vectorstore.sample import sample_papers

Play = Callable[[Honest], list[Scored]]


@pytest.fixture(scope="session")
def papers() -> Mapping[str, Paper]:
    return {paper.paper_id: paper for paper in sample_papers()}


@pytest.fixture(scope="session")
def cases() -> tuple[Case, ...]:
    return load_cases()


@pytest.fixture(scope="session")
def play(papers: Mapping[str, Paper], cases: tuple[Case, ...]) -> Play:
    """Runs a fake assistant through every case and scores it."""

    def run_and_score(liar: Honest) -> list[Scored]:
        result = run(cases, FakeTargets(papers=papers, liar=liar))
        found = trials(cases, result.outcomes, result.papers)
        return [score(trial, METRICS, WordJudge()) for trial in found]

    return run_and_score


@pytest.fixture(scope="session")
def honest(play: Play) -> list[Scored]:
    return play(Honest())
