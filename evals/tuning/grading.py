"""What tuning pays for: answers with a prompt, graded, and the model's critiques and rewritings."""

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import prompts
from assistant.engines.draft import DraftUsage
from assistant.engines.numbered_papers import defuse
from evals.case import Case
from evals.runner import ask
from evals.targets import Targets
from evals.trial import Trial
from evals.tuning.journal import PaidFor
from evals.tuning.objective import described, value
from prompts import Messages, Prompt
from prompts.loader import PLACEHOLDERS
from vectorstore.errors import OutsideError

_FENCE = "5d2e71c8"
"""The same in every request, so that a run repeats; what is fenced is defused, so that it cannot hold it."""
_FIXED = re.compile(r"^(?:</?[\w-]+-\$fence>|---)$", re.MULTILINE)


class TuningBudgetSpent(OutsideError):
    """The tokens that tuning may use are used."""


class TextModel(Protocol):
    """Gives the text `field` of the JSON object that answers the messages; None when there is none."""

    def text_for(self, messages: Messages, usage: DraftUsage, *, field: str) -> str | None: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Grade:
    """How good an answer was, and what was wrong with it in words."""

    value: float
    failure: str


@dataclass(kw_only=True)
class Paying:
    """Grades and texts, each paid for once. Raises TuningBudgetSpent before it would go over `budget` tokens.

    targets  the assistants that answer with a prompt in the place of the one of its name
    """

    targets: Callable[[Prompt], Targets]
    model: TextModel
    paid: PaidFor
    budget: int
    spent: int = field(default=0)

    def grade(self, prompt: Prompt, case: Case) -> Grade:
        """The answer to a case with this prompt, graded."""
        key = f"grade {prompt.version} {case.digest}"
        if key not in self.paid:
            self._may_spend()
            targets = self.targets(prompt)
            target = targets.target(case)
            try:
                outcome = ask(case, target.assistant.ask, None)
            finally:
                targets.release(case)
            trial = Trial(case=case, outcome=outcome, papers=target.papers)
            tokens = sum(answer.usage.tokens for answer in outcome.answers)
            self.paid.keep(key, [value(trial), described(trial), tokens])
        found = self.paid[key]
        self.spent += int(found[2])
        return Grade(value=float(found[0]), failure=str(found[1]))

    def critique(self, prompt: Prompt, failures: Sequence[str]) -> str | None:
        """What in the prompt leads to the failures, as the model sees it: the textual gradient."""
        listed = "\n\n".join("\n".join(_defused(line) for line in each.splitlines()) for each in failures)
        messages = prompts.load("tune_critique").render(fence=_FENCE, prompt=prompt.text, failures=listed)
        return self._text(messages, "critique")

    def rewritten(self, prompt: Prompt, critique: str) -> Prompt | None:
        """The prompt as the model rewrites it; None when what it wrote cannot be used as this prompt."""
        names = ", ".join(f"${name}" for name in sorted(PLACEHOLDERS[prompt.name]))
        messages = prompts.load("tune_rewrite").render(
            fence=_FENCE, prompt=prompt.text, critique=_defused(critique), placeholders=names
        )
        text = self._text(messages, "instructions")
        if text is None or not set(_fixed(prompt.text)) <= set(_fixed(text)):
            return None
        try:
            return prompts.checked(prompt.name, text.strip() + "\n", place="It")
        except prompts.PromptError:
            return None

    def _text(self, messages: Messages, wanted: str) -> str | None:
        key = f"{wanted} {hashlib.sha256(f'{messages.system}{messages.user}'.encode()).hexdigest()[:16]}"
        if key not in self.paid:
            self._may_spend()
            usage = DraftUsage()
            text = self.model.text_for(messages, usage, field=wanted)
            self.paid.keep(key, [text, usage.usage.tokens])
        text, tokens = self.paid[key]
        self.spent += int(tokens)
        return None if text is None else str(text)

    def _may_spend(self) -> None:
        if self.spent >= self.budget:
            raise TuningBudgetSpent(
                f"Tuning has used {self.spent:,} tokens of {self.budget:,}. "
                "Go on with --resume and a higher --tokens."
            )


def _fixed(text: str) -> list[str]:
    """The lines of a prompt that no rewriting may lose: the fences, and the rule that parts it in two."""
    return _FIXED.findall(text)


def _defused(line: str) -> str:
    return defuse(line, fence=_FENCE)
