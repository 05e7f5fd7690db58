import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorstore.fusion import NearPassage, fuse


def near(paper_id: str, similarity: float, ordinal: int = 0) -> NearPassage:
    return NearPassage(passage_id=f"{paper_id}-{ordinal}", paper_id=paper_id, similarity=similarity)


def test_the_score_is_the_sum_of_reciprocal_ranks() -> None:
    fused = {one.paper_id: one for one in fuse(["a", "b"], [near("b", 0.9), near("c", 0.8)])}
    assert fused["b"].score == pytest.approx(1 / 62 + 1 / 61)
    assert fused["a"].score == pytest.approx(1 / 61)
    assert (fused["c"].word_rank, fused["c"].vector_rank, fused["c"].similarity) == (None, 2, 0.8)


def test_a_paper_stands_where_its_nearest_passage_stands() -> None:
    fused = fuse([], [near("a", 0.9), near("a", 0.7, 1), near("b", 0.6)])
    assert [(one.paper_id, one.vector_rank) for one in fused] == [("a", 1), ("b", 2)]
    assert fused[0].passage_ids == ("a-0", "a-1")


def test_equal_scores_go_by_similarity_then_by_id() -> None:
    fused = fuse(["b", "a"], [near("a", 0.5), near("b", 0.5)])
    assert [one.paper_id for one in fused] == ["a", "b"]
    assert [one.paper_id for one in fuse(["w"], [near("v", 0.4)])] == ["v", "w"]


@given(st.lists(st.sampled_from("abcdef"), unique=True), st.lists(st.sampled_from("abcdef"), unique=True))
def test_every_paper_found_comes_out_once_best_first(words: list[str], vectors: list[str]) -> None:
    fused = fuse(words, [near(p, 1 - place / 10) for place, p in enumerate(vectors)])
    assert sorted(one.paper_id for one in fused) == sorted({*words, *vectors})
    assert [one.score for one in fused] == sorted((one.score for one in fused), reverse=True)
