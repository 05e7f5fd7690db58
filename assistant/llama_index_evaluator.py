"""The claim check as a response evaluator for LlamaIndex: no model call, no key."""

from collections.abc import Sequence
from typing import Any

from llama_index.core.evaluation import BaseEvaluator, EvaluationResult

from assistant.grounding.claims import clauses, states_something
from assistant.grounding.support import UNSUPPORTED, Support, weigh_each
from vectorstore.sentences import sentence_spans
from vectorstore.sentences import sentences as sentences_in


class ClaimCheckEvaluator(BaseEvaluator):
    """Passes a response when every claim of it is supported by one of its contexts.

    `score` is the share of claims that are; `feedback` names the others with verdict and support. A response
    that states nothing, or has no contexts, is invalid rather than wrong.
    """

    async def aevaluate(
        self,
        query: str | None = None,
        response: str | None = None,
        contexts: Sequence[str] | None = None,
        **kwargs: Any,
    ) -> EvaluationResult:
        del kwargs
        text = response or ""
        claims = [
            clause
            for start, end in sentence_spans(text)
            if states_something(text[start:end])
            for clause in clauses(text[start:end])
        ]
        if not claims or not contexts:
            reason = "no claims to check" if contexts else "no contexts to hold the response to"
            return EvaluationResult(
                query=query, response=response, contexts=contexts, invalid_result=True, invalid_reason=reason
            )
        found = [(claim, _best(claim, contexts)) for claim in claims]
        failed = [(claim, support) for claim, support in found if support.verdict != "supported"]
        return EvaluationResult(
            query=query,
            response=response,
            contexts=contexts,
            passing=not failed,
            score=1 - len(failed) / len(found),
            feedback="\n".join(f"{each.verdict} ({each.support:.2f}): {claim}" for claim, each in failed),
        )

    def _get_prompts(self) -> dict[str, Any]:
        return {}

    def _update_prompts(self, prompts_dict: dict[str, Any]) -> None:
        """There is no prompt to change."""


def _best(claim: str, contexts: Sequence[str]) -> Support:
    found = weigh_each(claim, [sentences_in(context) for context in contexts])
    return max(found, key=lambda each: (each.verdict == "supported", each.support), default=UNSUPPORTED)
