"""A judge that is a language model of a pinned name, behind any OpenAI-compatible server."""

import hashlib
import json
import re
from dataclasses import dataclass, field
from typing import Literal, Self

import openai

from assistant.settings import Settings
from evals.case import CaseError
from evals.judges.judge import Judgement
from prompts import Messages, load
from vectorstore.errors import ServerError

SUPPORT_VERDICTS = {"supported": 1.0, "not_supported": 0.0}
Preference = Literal["first", "second", "tie"]
_OBJECT = re.compile(r"\{[^{}]*\}")


def last_verdict(reply: str, allowed: tuple[str, ...]) -> str | None:
    """The verdict of the last JSON object of a reply that has one; None when that is none of `allowed`.

    A model that reconsiders writes a second verdict, so the last one counts.
    """
    found: str | None = None
    for match in _OBJECT.finditer(reply):
        try:
            value = json.loads(match[0])
        except ValueError:
            continue
        if isinstance(value, dict) and "verdict" in value:
            verdict = value["verdict"]
            found = verdict if isinstance(verdict, str) and verdict in allowed else None
    return found


def fenced(text: str) -> tuple[str, str]:
    """A fence that the text does not hold, and the text between two of them."""
    fence = "text-" + hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]
    return fence, f"<{fence}>\n{text.replace(fence, 'text-')}\n</{fence}>"


@dataclass(frozen=True, kw_only=True, slots=True)
class LLMJudge:
    """Verdicts of one model at temperature 0. What cannot be read as a verdict is unscored, and so is a text
    that the server refuses.

    Raises ServerError when the server fails.
    """

    model: str
    client: openai.OpenAI
    name: str = field(default="", init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", f"llm:{self.model}")

    @classmethod
    def of(cls, settings: Settings, model: str | None) -> Self:
        """The judge on the server of the settings. Raises CaseError when its model is not named.

        It is never the answering model by default.
        """
        if not model:
            raise CaseError("--judge llm needs --judge-model NAME, so that scores stay comparable.")
        key = settings.openai_api_key.get_secret_value() if settings.openai_api_key else "none"
        client = openai.OpenAI(
            api_key=key, base_url=settings.openai_base_url or None, timeout=settings.timeout_seconds
        )
        return cls(model=model, client=client)

    def support(self, claim: str, evidence: str) -> Judgement:
        fence, text = fenced(f"CLAIM\n{claim}\n\nEVIDENCE\n{evidence}")
        reply = self._reply(load("judge_support").render(fence=fence, text=text))
        verdict = last_verdict(reply, ("supported", "not_supported", "cannot_tell"))
        if verdict in SUPPORT_VERDICTS:
            return Judgement(value=SUPPORT_VERDICTS[verdict], reason=verdict)
        return Judgement(value=None, reason="the judge cannot tell" if verdict else "no verdict in the reply")

    def prefer(self, question: str, first: str, second: str) -> Preference | None:
        """Which of two answers is better, asked in both orders: a verdict that the swap turns is a tie."""
        verdicts = []
        for one, two in ((first, second), (second, first)):
            fence, text = fenced(f"QUESTION\n{question}\n\nANSWER 1\n{one}\n\nANSWER 2\n{two}")
            reply = self._reply(load("judge_pair").render(fence=fence, text=text))
            verdicts.append(last_verdict(reply, ("1", "2", "tie")))
        if None in verdicts:
            return None
        winners = {("1", "2"): "first", ("2", "1"): "second"}
        return winners.get((str(verdicts[0]), str(verdicts[1])), "tie")  # type: ignore[return-value]  # the literals above

    def _reply(self, messages: Messages) -> str:
        try:
            got = self.client.chat.completions.create(
                model=self.model,
                temperature=0,
                seed=0,
                max_tokens=400,
                messages=[
                    {"role": "system", "content": messages.system},
                    {"role": "user", "content": messages.user},
                ],
            )
        except openai.BadRequestError:  # most often a text that is longer than the model's window
            return ""
        except openai.OpenAIError as exc:
            raise ServerError(
                f"The judge's server failed ({type(exc).__name__}). Check it and run --resume."
            ) from exc
        return (got.choices[0].message.content or "") if got.choices else ""
