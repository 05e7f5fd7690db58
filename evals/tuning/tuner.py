"""Textual gradient descent with momentum: critiques of a prompt's failures give candidates, few are kept.

Checks that failed become the feedback that changes the prompt, and the prompt to go on from is sampled from
earlier ones, the later and the better the likelier.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from evals.case import Case
from evals.statistics import Difference, Observation, difference
from evals.tuning.grading import Grade, Paying
from prompts import Prompt

LEVEL = 0.05
"""Of the paired test over a whole run: every step is tested at this level, divided by the number of steps."""
MOMENTUM = 0.7
"""What a prompt's chance is multiplied with for every step that it is older."""
TEMPERATURE = 0.1
"""A prompt that is better by this much on its batches is e times as likely."""
SHOWN_FAILURES = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Course:
    """How a run goes: steps, cases a step, candidates a step, and the seed of all that is drawn."""

    steps: int
    batch: int
    candidates: int
    seed: int


@dataclass(kw_only=True, slots=True)
class Tried:
    """A prompt of the run, the step it came in, and its grades by case."""

    prompt: Prompt
    step: int
    grades: dict[str, Grade] = field(default_factory=dict)

    @property
    def mean(self) -> float:
        return sum(each.value for each in self.grades.values()) / max(1, len(self.grades))


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """What a step found. `held_back` is its candidate against the best prompt, where it got that far."""

    base: str
    batch: float
    failures: int
    candidates: tuple[tuple[str, float], ...] = ()
    held_back: Difference | None = None
    kept: bool = False


@dataclass(kw_only=True)
class Tuner:
    """Improves one prompt. `best` is the best so far and `steps` what was found, also of a run that stops."""

    first: Prompt
    course: Course
    practice: Sequence[Case]
    held_back: Sequence[Case]
    paying: Paying
    steps: list[Step] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.best = Tried(prompt=self.first, step=0)
        self._pool = [self.best]

    def run(self) -> None:
        """All steps of the course. Raises TuningBudgetSpent and ServerError; then it can be resumed."""
        for number in range(1, self.course.steps + 1):
            self.steps.append(self._step(number))

    def _step(self, number: int) -> Step:
        random = Random(f"{self.course.seed} {number}")  # noqa: S311  # repeats, no secret
        batch = random.sample(list(self.practice), min(self.course.batch, len(self.practice)))
        base = self._sampled(random, number)
        before = self._graded(base, batch)
        failures = [grade.failure for grade in before.values() if grade.value < 1.0]
        mean = _mean(before)
        if not failures:
            return Step(base=base.prompt.version, batch=mean, failures=0)
        found = [
            (each, _mean(self._graded(each, batch))) for each in self._candidates(base, failures, number)
        ]
        step = Step(
            base=base.prompt.version,
            batch=mean,
            failures=len(failures),
            candidates=tuple((each.prompt.version, score) for each, score in found),
        )
        better = [(score, -at) for at, (_, score) in enumerate(found) if score > mean]
        if not better:
            return step
        chosen = found[-max(better)[1]][0]
        self._pool.append(chosen)
        return self._tested(step, chosen)

    def _tested(self, step: Step, chosen: Tried) -> Step:
        """The candidate against the best prompt on cases that no critique has seen."""
        before = self._graded(self.best, self.held_back)
        after = self._graded(chosen, self.held_back)
        found = difference(self._observed(before), self._observed(after), chosen.prompt.version)
        kept = found is not None and found.value > 0 and found.p <= LEVEL / self.course.steps
        if kept:
            self.best = chosen
        return replace(step, held_back=found, kept=kept)

    def _candidates(self, base: Tried, failures: Sequence[str], number: int) -> list[Tried]:
        """One candidate for each critique; every critique sees other failures, as far as there are others."""
        known = {each.prompt.version for each in self._pool}
        found: list[Tried] = []
        for at in range(self.course.candidates):
            shown = [*failures[at:], *failures[:at]][:: self.course.candidates][:SHOWN_FAILURES]
            critique = self.paying.critique(base.prompt, shown)
            prompt = self.paying.rewritten(base.prompt, critique) if critique else None
            if prompt is not None and prompt.version not in known:
                known.add(prompt.version)
                found.append(Tried(prompt=prompt, step=number))
        return found

    def _sampled(self, random: Random, number: int) -> Tried:
        """An earlier prompt, the later and the better on its practice cases the likelier."""
        practised = {case.digest for case in self.practice}
        weights = []
        for each in self._pool:
            values = [grade.value for digest, grade in each.grades.items() if digest in practised]
            mean = sum(values) / len(values) if values else 0.0
            weights.append(MOMENTUM ** (number - each.step) * math.exp(mean / TEMPERATURE))
        return random.choices(self._pool, weights)[0]

    def _graded(self, tried: Tried, cases: Sequence[Case]) -> dict[str, Grade]:
        for case in cases:
            if case.digest not in tried.grades:
                tried.grades[case.digest] = self.paying.grade(tried.prompt, case)
        return {case.digest: tried.grades[case.digest] for case in cases}

    def _observed(self, grades: Mapping[str, Grade]) -> dict[str, Observation]:
        groups = {case.digest: case.group for case in self.held_back}
        return {
            digest: Observation(group=groups[digest], value=grade.value) for digest, grade in grades.items()
        }


def split(cases: Sequence[Case], share: float, seed: int) -> tuple[tuple[Case, ...], tuple[Case, ...]]:
    """The cases to practise on and those held back, paraphrases of one question on the same side."""
    groups = sorted({case.group for case in cases})
    Random(seed).shuffle(groups)  # noqa: S311  # repeats, no secret
    back = set(groups[: round(share * len(groups))])
    return (
        tuple(case for case in cases if case.group not in back),
        tuple(case for case in cases if case.group in back),
    )


def _mean(grades: Mapping[str, Grade]) -> float:
    return sum(each.value for each in grades.values()) / max(1, len(grades))
