"""LlamaIndex users hold any response to its contexts."""

from llama_index.core.base.response.schema import Response
from llama_index.core.schema import NodeWithScore, TextNode

from assistant.llama_index_evaluator import ClaimCheckEvaluator

CONTEXT = "Ship noise shortened the songs of whales by 18%. Calves were not affected."


def test_a_response_passes_when_a_context_holds_each_claim() -> None:
    found = ClaimCheckEvaluator().evaluate(response=CONTEXT, contexts=["Rain stops all dances.", CONTEXT])
    assert (found.passing, found.score, found.feedback) == (True, 1.0, "")


def test_the_claims_that_fail_are_named_and_counted() -> None:
    found = ClaimCheckEvaluator().evaluate(
        response="Ship noise shortened the songs of whales by 18%. Calves lost weight by 40%.",
        contexts=[CONTEXT],
    )
    assert (found.passing, found.score) == (False, 0.5)
    assert "40%" in (found.feedback or "")
    assert "18%" not in (found.feedback or "")


def test_a_response_of_a_query_engine_is_held_to_its_source_nodes() -> None:
    node = NodeWithScore(node=TextNode(text=CONTEXT), score=1.0)
    found = ClaimCheckEvaluator().evaluate_response(
        response=Response("Whales lost 40% of their weight.", source_nodes=[node])
    )
    assert found.passing is False


def test_what_states_nothing_is_invalid_and_not_wrong() -> None:
    for response, contexts in (("Here is what the papers say:", [CONTEXT]), (CONTEXT, [])):
        found = ClaimCheckEvaluator().evaluate(response=response, contexts=contexts)
        assert found.invalid_result
        assert found.passing is None
