"""Asks the cases, several at a time, and keeps what came back."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event

from assistant.answer import Answer, Turn
from evals.case import Case, CaseError
from evals.journal import Journal
from evals.outcome import Outcome
from evals.planting import NothingToPlant
from evals.targets import Targets
from vectorstore.errors import OutsideError
from vectorstore.records import Paper


@dataclass(frozen=True, kw_only=True, slots=True)
class RunResult:
    """Outcomes by case id, and the papers of each case's library. `stopped` says why a run is partial."""

    outcomes: Mapping[str, Outcome]
    papers: Mapping[str, Mapping[str, Paper]]
    stopped: str = ""


def run(
    cases: Sequence[Case],
    targets: Targets,
    *,
    jobs: int = 1,
    journal: Journal | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> RunResult:
    """Ask every case that the journal does not know.

    An exception in the assistant is that case's outcome. What fails outside of it (an LLM server, the
    disk) stops the run: the rest is left unasked and can be resumed.
    """
    stop = Event()
    problems: list[str] = []
    outcomes: dict[str, Outcome] = {}
    papers: dict[str, Mapping[str, Paper]] = {}

    def one(case: Case) -> None:
        if stop.is_set():
            return
        try:
            known = journal.outcome_of(case) if journal else None
            try:
                target = targets.target(case)
            except NothingToPlant as exc:
                papers[case.case_id] = {}
                outcomes[case.case_id] = Outcome(
                    case_id=case.case_id, digest=case.digest, state="skipped", problem=str(exc)
                )
                return
            papers[case.case_id] = target.papers
            try:
                outcome = known or ask(case, target.assistant.ask, target.search).read_back()
            finally:
                targets.release(case)
        except OutsideError as exc:
            problems.append(str(exc))
            stop.set()
            return
        outcomes[case.case_id] = outcome
        if journal and known is None:
            journal.write(outcome)

    done = 0
    with ThreadPoolExecutor(max_workers=max(1, jobs)) as pool:
        futures: list[Future[None]] = [pool.submit(one, case) for case in cases]
        try:
            for future in futures:
                future.result()
                done += 1
                if progress is not None:
                    progress(done, len(cases))
        except BaseException:
            stop.set()
            raise
    return RunResult(outcomes=outcomes, papers=papers, stopped=problems[0] if problems else "")


def ask(
    case: Case,
    question: Callable[..., Answer],
    search: Callable[[str], tuple[str, ...]] | None,
) -> Outcome:
    """The outcome of one case: its turns in order, each with those before it as history."""
    answers: list[Answer] = []
    try:
        for turn in case.turns:
            history = tuple(Turn(question=each.question, answer=each.text) for each in answers)
            answers.append(question(turn, history=history))
        found = search(answers[-1].standalone_question) if search else None
    except (OutsideError, CaseError):
        raise
    except Exception as exc:  # noqa: BLE001  # whatever the assistant raises is its result for this case
        problem = f"{type(exc).__name__}: {exc}"[:500]
        return Outcome(
            case_id=case.case_id, digest=case.digest, state="error", answers=tuple(answers), problem=problem
        )
    return Outcome(case_id=case.case_id, digest=case.digest, answers=tuple(answers), found=found)
