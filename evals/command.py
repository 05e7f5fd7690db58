"""`assistant eval`: the command line of the suite. The product's command hands its arguments to `main`."""

import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Literal

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from assistant.cli.choices import EngineOption
from assistant.cli.output import people, plain, print_line
from assistant.settings import Settings
from evals import attacks as attack_texts
from evals.baseline import write_baseline
from evals.case import KINDS, Case, CaseError
from evals.detector.command import measure_detector
from evals.engines import assistant_over, settings_for
from evals.feedback import cases_of
from evals.gate import THRESHOLDS
from evals.judges import WordJudge
from evals.judges.agreement import agreement_notes
from evals.judges.llm import LLMJudge
from evals.loader import CASES, load_cases
from evals.metrics.all import METRICS
from evals.metrics.cost import cost_metric
from evals.new_case import append, draft
from evals.ragas import write_ragas
from evals.report import Report, write_reports
from evals.show import lines
from evals.suite import Plan, execute, library_of
from vectorstore.errors import ResearchError

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Judges = Literal["words", "llm"]
Formats = Literal["ragas"]


def main(arguments: Sequence[str]) -> None:
    """Run with these arguments and exit: 0 the gate passed, 1 it failed, 2 the run is not whole."""
    try:
        app(args=list(arguments), prog_name="assistant eval")
    except ResearchError as exc:
        sys.stderr.write(f"assistant eval: {exc}\n")
        sys.exit(2)


@app.command()
def evaluate(
    cases: Annotated[
        list[Path] | None,
        typer.Argument(help="Case files or folders; default: the cases that ship.", show_default=False),
    ] = None,
    library: Annotated[
        Path | None,
        typer.Option(
            envvar="ASSISTANT_LIBRARY", help="Library to ask; default: the sample.", show_default=False
        ),
    ] = None,
    engine: Annotated[EngineOption, typer.Option(help="Who writes the draft.")] = EngineOption.AUTO,
    output: Annotated[Path, typer.Option(help="Folder for the reports.")] = Path("eval-report"),
    jobs: Annotated[int, typer.Option(min=1, max=64, help="Cases asked at the same time.")] = 2,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with the run that is in --output.")] = False,
    case: Annotated[list[str] | None, typer.Option(help="Only this case, by id.", show_default=False)] = None,
    kind: Annotated[
        list[str] | None, typer.Option(help="Only this kind of case.", show_default=False)
    ] = None,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Show each case with everything.")] = False,
    judge: Annotated[Judges, typer.Option(help="Who judges support.")] = "words",
    judge_model: Annotated[
        str | None,
        typer.Option(envvar="ASSISTANT_JUDGE_MODEL", help="Model of --judge llm.", show_default=False),
    ] = None,
    thresholds: Annotated[
        Path, typer.Option(help="Thresholds of the gate.", show_default=False)
    ] = THRESHOLDS,
    baseline: Annotated[
        Path | None, typer.Option(help="Earlier scores to compare with.", show_default=False)
    ] = None,
    save_baseline: Annotated[
        Path | None,
        typer.Option("--write-baseline", help="Write this run's scores here.", show_default=False),
    ] = None,
    export: Annotated[Formats | None, typer.Option(help="Also write samples.", show_default=False)] = None,
    replay: Annotated[
        Path | None, typer.Option(help="Answer from these recorded LLM replies.", show_default=False)
    ] = None,
    record: Annotated[
        Path | None, typer.Option(help="Record the LLM's replies here.", show_default=False)
    ] = None,
    price_in: Annotated[float, typer.Option(min=0, help="US dollars per million prompt tokens.")] = 0.0,
    price_out: Annotated[float, typer.Option(min=0, help="US dollars per million completion tokens.")] = 0.0,
    attacks: Annotated[
        Path | None,
        typer.Option(
            help="Ask with the attack texts of this folder in papers and questions.", show_default=False
        ),
    ] = None,
    new_case: Annotated[
        str | None, typer.Option(help="Draft a case from this question and stop.", show_default=False)
    ] = None,
    from_feedback: Annotated[
        Path | None,
        typer.Option(
            help="Draft cases from the ratings in this feedback.jsonl and stop.", show_default=False
        ),
    ] = None,
    detector: Annotated[
        Path | None,
        typer.Option(
            help="Measure the claim check on this folder of labelled data and stop.", show_default=False
        ),
    ] = None,
) -> None:
    """Measure answers: are they grounded, is anything made up? Exit 0 passed, 1 failed, 2 could not run."""
    if detector is not None:
        measure_detector(detector, output)
        return
    if from_feedback is not None:
        _draft_from_feedback(from_feedback, cases)
        return
    with ExitStack() as stack:
        settings, label, server = settings_for(stack, engine.value, replay, record)
        if new_case is not None:
            _draft_case(new_case, settings, library, cases)
            return
        loaded = load_cases(tuple(cases or [CASES]))
        if attacks is not None:
            loaded = attack_texts.attack_cases(loaded, attacks)
            thresholds = attack_texts.THRESHOLDS if thresholds == THRESHOLDS else thresholds
        recorded = server.cases if server is not None else ()
        selected = _selected(loaded, case or (None if kind else recorded), kind)
        chosen = LLMJudge.of(settings, judge_model) if judge == "llm" else WordJudge()
        notes = agreement_notes(chosen) if isinstance(chosen, LLMJudge) else ()
        priced = (cost_metric(price_in, price_out),) if price_in or price_out else ()
        plan = Plan(
            cases=selected,
            settings=settings,
            judge=chosen,
            metrics=(*METRICS, *priced),
            output=output,
            library=library,
            jobs=jobs,
            resume=resume,
            thresholds=thresholds,
            baseline=baseline,
            engine_label=label,
            notes=notes,
            progress=_progress(stack),
        )
        report = execute(plan)
        if server is not None and record is not None:
            server.finish([each.case_id for each in selected])
        if server is not None and server.missed:
            message = f"{server.missed} requests have no recorded reply; record anew with --record."
            report = replace(report, stopped=message)
    if attacks is not None:
        report = replace(report, notes=(*report.notes, *attack_texts.attack_notes(report.scored)))
    paths = write_reports(report, output)
    if save_baseline is not None:
        write_baseline(save_baseline, report.scored)
    if export == "ragas":
        write_ragas(output / "ragas.jsonl", report.scored)
    _show(report, verbose=verbose, cases=bool(verbose or case))
    people.print(f"Reports: {paths[-1].parent}", markup=False)
    raise typer.Exit(2 if report.stopped else 0 if report.passed else 1)


def _selected(
    cases: Sequence[Case], ids: Sequence[str] | None, kinds: Sequence[str] | None
) -> tuple[Case, ...]:
    """The cases with these ids or kinds; all without either. Raises CaseError for what there is none of."""
    known = {case.case_id for case in cases} | {case.kind for case in cases}
    if missing := [name for name in (*(ids or ()), *(kinds or ())) if name not in known]:
        raise CaseError(f"no case or kind {missing[0]!r} in these files. Kinds: {', '.join(KINDS)}.")
    if not ids and not kinds:
        return tuple(cases)
    return tuple(case for case in cases if case.case_id in (ids or ()) or case.kind in (kinds or ()))


def _draft_case(question: str, settings: Settings, library: Path | None, files: list[Path] | None) -> None:
    """Print the drafted case; append it when a file is named."""
    with TemporaryDirectory() as folder, library_of(settings, library, Path(folder)) as opened:
        answer = assistant_over(opened, settings).ask(question)
        line = draft(question, answer, {paper.paper_id: paper.title for paper in opened.papers()})
    print_line(line)
    if files:
        append(files[0], line)
        people.print(f"Added to {files[0]}. Check its papers and facts by reading.", markup=False)


def _draft_from_feedback(feedback: Path, files: list[Path] | None) -> None:
    """Print the drafted cases, or append those that are new to a file when one is named."""
    known = load_cases(files[:1]) if files and files[0].exists() else ()
    drafts = cases_of(feedback, {case.case_id for case in known})
    for line in drafts.lines:
        append(files[0], line) if files else print_line(line)
    for note in drafts.left:
        people.print(note, markup=False)
    place = f" in {files[0]}" if files else ""
    people.print(f"{len(drafts.lines)} new cases{place}. Check papers and facts by reading.", markup=False)


def _progress(stack: ExitStack) -> Callable[[int, int], None]:
    """A bar on stderr, where that is a terminal."""
    columns = (TextColumn("Asking"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    bar = Progress(*columns, console=people, transient=True, disable=not people.is_terminal)
    stack.enter_context(bar)
    task = bar.add_task("asking", total=None)
    return lambda done, total: bar.update(task, completed=done, total=total)


def _show(report: Report, *, verbose: bool, cases: bool) -> None:
    """Cases on stdout where they were asked for; metrics, verdict and failed checks on stderr."""
    for each in report.scored if cases else ():
        for line in lines(each, verbose=verbose):
            print_line(plain(line))
    for summary in report.metrics:
        if (found := summary.estimate) is not None:
            interval = f"[{found.low:.3f}, {found.high:.3f}]"
            people.print(f"{summary.metric.title:42} {found.value:8.3f}  {interval}", markup=False)
    people.print(report.headline, markup=False)
    for check in report.checks:
        if not check.passed:
            people.print(f"  {check.name}: {check.detail}", markup=False)
