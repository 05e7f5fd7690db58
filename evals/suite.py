"""One run of the suite from the library to the reports."""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant.engines.prompt_files import load_prompts
from assistant.opening import open_library
from assistant.settings import Settings
from evals.baseline import BASELINES, Baseline, read_baseline
from evals.case import Case, CaseError
from evals.engines import assistant_over, settings_for
from evals.gate import THRESHOLDS, Check, checks, read_thresholds
from evals.journal import Journal
from evals.judges import Judge, WordJudge
from evals.loader import load_cases
from evals.metrics import Metric
from evals.metrics.all import METRICS
from evals.provenance import provenance
from evals.report import Report, write_reports
from evals.runner import run
from evals.scoring import score, trials
from evals.summary import by_kind, summarise, timing
from evals.targets import LibraryTargets
from vectorstore import Library
from vectorstore.sample import sample_papers


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What to run. `library` None: the sample that ships. `engine_label` names thresholds and baseline."""

    cases: Sequence[Case]
    settings: Settings
    judge: Judge
    metrics: Sequence[Metric]
    output: Path
    library: Path | None = None
    jobs: int = 1
    resume: bool = False
    thresholds: Path = THRESHOLDS
    baseline: Path | None = None
    engine_label: str = "extractive"
    notes: tuple[str, ...] = ()
    progress: Callable[[int, int], None] | None = None


@contextmanager
def library_of(settings: Settings, path: Path | None, folder: Path) -> Iterator[Library]:
    """The library at a path, else the sample's, made in `folder`. Raises CaseError when it is empty."""
    if path is None:
        settings = settings.model_copy(update={"vectorstore_url": None})
    library = open_library(settings, path or folder / "sample")
    try:
        if path is None:
            library.ingest(sample_papers())
        if not len(library):
            raise CaseError(f"{path}: no papers in this library. Add some with `assistant ingest FILE`.")
        library.reindex() if library.stats().embedding_model is None else None
        yield library
    finally:
        library.close()


def execute(plan: Plan) -> Report:
    """Ask the cases, score them, hold them against thresholds and baseline.

    Raises CaseError when thresholds, baseline or journal cannot be used, before anything is asked.
    """
    thresholds = read_thresholds(plan.thresholds, plan.engine_label)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="assistant-eval-")))
        library = stack.enter_context(library_of(plan.settings, plan.library, folder))
        targets = LibraryTargets(library, lambda each: assistant_over(each, plan.settings), folder)
        stack.callback(targets.close)
        made = provenance(
            plan.cases,
            library.papers(),
            settings=_shown(plan.settings),
            engine=plan.engine_label,
            model=(plan.settings.model or "") if plan.settings.chosen_engine == "llm" else "",
            judge=plan.judge.name,
            prompt_versions=_prompt_versions(plan.settings),
        )
        baseline = _baseline(plan)
        plan.output.mkdir(parents=True, exist_ok=True)
        journal = stack.enter_context(
            Journal(plan.output / "outcomes.jsonl", made.run_key, resume=plan.resume)
        )
        result = run(plan.cases, targets, jobs=plan.jobs, journal=journal, progress=plan.progress)
    scored = [
        score(each, plan.metrics, plan.judge) for each in trials(plan.cases, result.outcomes, result.papers)
    ]
    compared = baseline.compared(scored) if baseline else frozenset()
    summaries = summarise(scored, plan.metrics, baseline.for_cases(compared) if baseline else None, compared)
    return Report(
        provenance=made,
        scored=scored,
        metrics=summaries,
        kinds=by_kind(scored),
        checks=(*checks(summaries, thresholds, scored), *_comparison(plan, len(compared))),
        timing=timing(scored),
        worse=baseline.worse(scored) if baseline else (),
        stopped=result.stopped,
        notes=plan.notes,
    )


def measure(cases: Path | str, *, library: Path | str, output: Path | str) -> Report:
    """The report of a case file over a library, with the engine that the environment sets, for a test.

    Reports are written to `output`. Raises CaseError and the errors of `Assistant.open`.
    """
    with ExitStack() as stack:
        settings, label, _ = settings_for(stack, "auto", None, None)
        plan = Plan(
            cases=load_cases((Path(cases),)),
            settings=settings,
            judge=WordJudge(),
            metrics=METRICS,
            output=Path(output),
            library=Path(library),
            engine_label=label,
        )
        report = execute(plan)
    write_reports(report, Path(output))
    return report


def _prompt_versions(settings: Settings) -> dict[str, str]:
    if settings.chosen_engine == "extractive":
        return {}
    return {name: prompt.version for name, prompt in load_prompts().items()}


def _baseline(plan: Plan) -> Baseline | None:
    """The baseline that was named, else the shipped one of this engine when the sample is asked."""
    if plan.baseline is not None:
        return read_baseline(plan.baseline)
    shipped = BASELINES / f"{plan.engine_label}.jsonl"
    return read_baseline(shipped) if plan.library is None and shipped.exists() else None


def _comparison(plan: Plan, compared: int) -> tuple[Check, ...]:
    """A baseline that was named and knows none of these cases as they read now compares nothing."""
    if plan.baseline is None:
        return ()
    detail = f"{compared} of {len(plan.cases)} cases read as they did; write it anew with --write-baseline"
    return (Check(name="baseline", passed=bool(compared), detail=detail),)


def _shown(settings: Settings) -> Mapping[str, str]:
    """The settings that change answers; no key and no address."""
    return {
        "engine": settings.chosen_engine,
        "embedding_model": settings.embedding_model,
        "top_k": str(settings.top_k),
    }
