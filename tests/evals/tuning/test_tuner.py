"""A prompt is replaced only by one that is better on cases that no critique has seen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from evals.case import Case
from evals.tuning.grading import Grade
from evals.tuning.tuner import Course, Tuner, split
from prompts import Prompt, load
from tests.evals.small import case

FIRST = load("answer")
BETTER = "Copy every number."


def cases(count: int, start: int = 0) -> tuple[Case, ...]:
    return tuple(
        case(f"a-{at}", group=f"g{at}", turns=(f"question {at}",)) for at in range(start, start + count)
    )


@dataclass
class Scripted:
    """Grades by a function of prompt and case, and writes the candidates of its list one after another."""

    grading: Callable[[str, Case], float]
    texts: list[str] = field(default_factory=list)
    critiques: list[Sequence[str]] = field(default_factory=list)
    graded: list[tuple[str, str]] = field(default_factory=list)
    spent: int = 0

    def grade(self, prompt: Prompt, asked: Case) -> Grade:
        self.graded.append((prompt.version, asked.case_id))
        return Grade(value=self.grading(prompt.text, asked), failure=f"failed {asked.case_id}")

    def critique(self, prompt: Prompt, failures: Sequence[str]) -> str | None:
        del prompt
        self.critiques.append(failures)
        return "Numbers are wrong."

    def rewritten(self, prompt: Prompt, critique: str) -> Prompt | None:
        assert critique == "Numbers are wrong."
        return Prompt(name=prompt.name, text=prompt.text + self.texts.pop(0)) if self.texts else None


def tuned(paying: Scripted, *, steps: int = 1, candidates: int = 1) -> Tuner:
    course = Course(steps=steps, batch=6, candidates=candidates, seed=3)
    tuner = Tuner(
        first=FIRST,
        course=course,
        practice=cases(20),
        held_back=cases(20, 100),
        paying=paying,  # type: ignore[arg-type]  # what a Tuner needs of it
    )
    tuner.run()
    return tuner


def test_a_candidate_that_is_better_on_held_back_cases_is_kept() -> None:
    tuner = tuned(Scripted(lambda text, _: float(BETTER in text), [BETTER]))
    assert tuner.best.prompt.text == FIRST.text + BETTER
    step = tuner.steps[0]
    assert step.kept
    assert step.held_back is not None
    assert (step.held_back.value, step.held_back.cases) == (1.0, 20)
    assert step.held_back.p < 0.001


def test_one_that_is_better_only_where_it_was_made_is_not_kept() -> None:
    practised = {each.case_id for each in cases(20)}
    paying = Scripted(lambda text, asked: float(BETTER in text and asked.case_id in practised), [BETTER])
    tuner = tuned(paying)
    assert tuner.best.prompt == FIRST
    assert tuner.steps[0].candidates[0][1] == 1.0
    assert not tuner.steps[0].kept


def test_one_that_is_better_by_chance_is_not_kept() -> None:
    lucky = {"a-100", "a-101", "a-102"} | {each.case_id for each in cases(20)}
    paying = Scripted(lambda text, asked: float(BETTER in text and asked.case_id in lucky), [BETTER])
    tuner = tuned(paying)
    assert tuner.steps[0].held_back is not None
    assert tuner.steps[0].held_back.value > 0
    assert tuner.best.prompt == FIRST


def test_one_that_is_no_better_on_its_batch_never_sees_a_held_back_case() -> None:
    paying = Scripted(lambda _, asked: float(int(asked.case_id[2:]) % 2), ["x"])
    tuned(paying)
    assert not [name for _, name in paying.graded if int(name[2:]) >= 100]


def test_where_nothing_fails_nothing_is_changed() -> None:
    paying = Scripted(lambda *_: 1.0, [BETTER])
    tuner = tuned(paying)
    assert (tuner.steps[0].failures, paying.critiques) == (0, [])


def test_every_candidate_comes_of_other_failures() -> None:
    paying = Scripted(lambda *_: 0.0, ["a", "b"])
    tuner = tuned(paying, candidates=2)
    first, second = paying.critiques
    assert set(first).isdisjoint(second)
    assert len(tuner.steps[0].candidates) == 2


def test_later_steps_go_on_from_what_got_better() -> None:
    levels = ["x", "xx", "xxx"]
    paying = Scripted(lambda text, _: min(1.0, text.count("~") / 3), ["~"] * len(levels))
    tuner = tuned(paying, steps=3)
    assert tuner.best.prompt.text == FIRST.text + "~~~"
    assert [step.kept for step in tuner.steps] == [True, True, True]


def test_the_same_seed_gives_the_same_run() -> None:
    def once() -> list[tuple[str, str]]:
        paying = Scripted(
            lambda text, asked: (hash_of(text) + int(asked.case_id[2:])) % 5 / 4, list("abcdef")
        )
        tuned(paying, steps=3, candidates=2)
        return paying.graded

    assert once() == once()


def hash_of(text: str) -> int:
    return int(Prompt(name="answer", text=text).version, 16)


def test_paraphrases_stand_on_one_side_of_the_split() -> None:
    paired = [case(f"c-{at}", group=f"g{at // 2}", turns=(f"question {at}",)) for at in range(40)]
    practice, held_back = split(paired, 0.5, seed=1)
    assert len(practice) == len(held_back) == 20
    assert {each.group for each in practice}.isdisjoint(each.group for each in held_back)
