"""`assistant tune-prompt`: the product's command hands its arguments to `main`."""

import json
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Literal

import typer

from assistant.chain import Assistant
from assistant.cli.output import people, print_line
from assistant.engines.llm import LLMEngine
from assistant.engines.prompt_files import load_prompts, prompts_folder
from assistant.settings import Settings
from evals.case import CaseError
from evals.engines import FENCE
from evals.loader import CASES, load_cases
from evals.suite import library_of
from evals.targets import LibraryTargets
from evals.tuning.grading import Paying, TuningBudgetSpent
from evals.tuning.journal import PaidFor
from evals.tuning.tuner import Course, Tuner, split
from prompts import Prompt
from vectorstore import Library
from vectorstore.errors import ResearchError, SettingsError

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
Tunable = Literal["answer", "correct", "condense", "catalogue"]
KINDS = ("fact", "synthesis", "unanswerable", "false_premise", "confusable", "conversation")
"""Kinds of cases whose answers depend on a prompt."""


def main(arguments: Sequence[str]) -> None:
    """Run with these arguments and exit: 0 done, whether or not a better prompt was found, 2 it could not
    run, 3 the server failed."""
    try:
        app(args=list(arguments), prog_name="assistant tune-prompt")
    except ResearchError as exc:
        sys.stderr.write(f"assistant tune-prompt: {exc}\n")
        sys.exit(exc.exit_code)


@app.command()
def tune(
    cases: Annotated[
        list[Path] | None,
        typer.Argument(help="Case files or folders; default: the cases that ship.", show_default=False),
    ] = None,
    prompt: Annotated[Tunable, typer.Option(help="The prompt to improve.")] = "answer",
    library: Annotated[
        Path | None,
        typer.Option(
            envvar="ASSISTANT_LIBRARY", help="Library to ask; default: the sample.", show_default=False
        ),
    ] = None,
    output: Annotated[Path, typer.Option(help="Folder for what is found.")] = Path("tuned-prompt"),
    steps: Annotated[int, typer.Option(min=1, max=1000, help="Steps at most.")] = 8,
    batch: Annotated[int, typer.Option(min=1, help="Cases that a step looks at.")] = 12,
    candidates: Annotated[int, typer.Option(min=1, max=20, help="Candidates of a step.")] = 2,
    held_back: Annotated[
        float, typer.Option(min=0.1, max=0.9, help="Share of the cases that only the test sees.")
    ] = 0.5,
    tokens: Annotated[
        int, typer.Option(min=1, help="Most tokens to use, earlier runs included.")
    ] = 1_000_000,
    seed: Annotated[int, typer.Option(help="Of all that is drawn.")] = 1,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with the run that is in --output.")] = False,
) -> None:
    """Let the configured model improve one of its prompts; kept is only what is better on other cases."""
    settings = Settings.load(engine="llm")
    if not settings.has_llm:
        raise SettingsError("Tuning needs an LLM: set OPENAI_API_KEY or OPENAI_BASE_URL.")
    selected = [case for case in load_cases(tuple(cases or [CASES])) if cases or case.kind in KINDS]
    practice, back = split(selected, held_back, seed)
    if not practice or not back:
        raise CaseError("tuning needs cases of at least two questions. Name more case files.")
    first = load_prompts()[prompt]
    made_with = {
        "prompt": first.version,
        "name": prompt,
        "model": settings.model or "",
        "seed": seed,
        "cases": [case.digest for case in selected],
    }
    paid = PaidFor(output / "paid.jsonl", made_with, resume=resume)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="assistant-tune-")))
        opened = stack.enter_context(library_of(settings, library, folder))
        paying = Paying(
            targets=_Answering(settings, opened, folder, stack),
            model=LLMEngine(settings, fence=lambda: FENCE),
            paid=paid,
            budget=tokens,
        )
        course = Course(steps=steps, batch=batch, candidates=candidates, seed=seed)
        tuner = Tuner(first=first, course=course, practice=practice, held_back=back, paying=paying)
        try:
            tuner.run()
        except TuningBudgetSpent as exc:
            people.print(str(exc), markup=False)
        finally:
            _write(tuner, output)
    _tell(tuner, output)


class _Answering:
    """The assistants of one library that answer with a prompt in the place of the one of its name."""

    def __init__(self, settings: Settings, library: Library, folder: Path, stack: ExitStack) -> None:
        self._settings, self._library, self._folder, self._stack = settings, library, folder, stack
        self._made: dict[str, LibraryTargets] = {}

    def __call__(self, prompt: Prompt) -> LibraryTargets:
        if prompt.version not in self._made:
            engine = LLMEngine(self._settings, fence=lambda: FENCE, changed={prompt.name: prompt})

            def make(library: Library) -> Assistant:
                return Assistant(library, settings=self._settings, engine=engine)

            self._made[prompt.version] = LibraryTargets(self._library, make, self._folder)
            self._stack.callback(self._made[prompt.version].close)
        return self._made[prompt.version]


def _write(tuner: Tuner, output: Path) -> None:
    """What every step found, and the winner with its scores at its head, where there is one."""
    history = [asdict(step) for step in tuner.steps]
    (output / "steps.json").write_text(json.dumps(history, indent=1) + "\n", encoding="utf-8")
    won = [step.held_back for step in tuner.steps if step.kept and step.held_back]
    if not won:
        return
    head = "\n".join(
        f"Better by {each.value:.3f} [{each.low:.3f}, {each.high:.3f}], p = {each.p:.4f}, "
        f"on {each.cases} held-back cases."
        for each in won
    )
    prompt = tuner.best.prompt
    text = (
        f"<!--\nMade by assistant tune-prompt from version {tuner.first.version}.\n{head}\n-->\n{prompt.text}"
    )
    (output / f"{prompt.name}.md").write_text(text, encoding="utf-8")


def _tell(tuner: Tuner, output: Path) -> None:
    for number, step in enumerate(tuner.steps, start=1):
        tested = ""
        if step.held_back is not None:
            kept = "kept" if step.kept else "not kept"
            tested = f"; held back {step.held_back.value:+.3f}, p = {step.held_back.p:.4f}: {kept}"
        tries = ", ".join(f"{score:.3f}" for _, score in step.candidates) or "none"
        print_line(f"step {number}: from {step.base} at {step.batch:.3f}; candidates {tries}{tested}")
    people.print(f"{tuner.paying.spent:,} tokens. What was found: {output}", markup=False)
    if tuner.best.prompt.version == tuner.first.version:
        people.print("No candidate was better on the held-back cases; the prompt stays.", markup=False)
    else:
        name = f"{tuner.first.name}.md"
        people.print(f"Use it: copy {output / name} to {prompts_folder() / name}", markup=False)
