"""The Answer keeps its promises: every marker resolves, an abstention is bare, a paper has one number."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import MARKER, Answer, Citation, Claim


def citation(number: int = 1, paper_id: str = "p1") -> Citation:
    return Citation(
        number=number,
        paper_id=paper_id,
        title="A title",
        authors=("A. Author",),
        year=None,
        url=None,
        field="abstract",
        quote="words",
        start=0,
        end=5,
    )


def answer(**changes: Any) -> Answer:
    given: dict[str, Any] = {
        "question": "q",
        "standalone_question": "q",
        "kind": "content",
        "status": "answered",
        "reason": None,
        "text": "Words. [1]",
        "claims": (Claim(text="Words.", citations=(1,), verdict="supported", support=1.0),),
        "citations": (citation(),),
        "engine": "extractive",
    }
    return Answer(**(given | changes))


def test_a_sound_answer_prints_the_contract() -> None:
    document = answer().to_json()
    assert set(document) == {
        "question",
        "standalone_question",
        "kind",
        "status",
        "reason",
        "text",
        "claims",
        "withheld",
        "citations",
        "invalid_citations",
        "notes",
        "engine",
        "model",
        "usage",
        "timings_ms",
    }
    assert set(document["citations"][0]) == {
        "number",
        "paper_id",
        "title",
        "authors",
        "year",
        "url",
        "field",
        "quote",
        "start",
        "end",
    }
    assert set(document["timings_ms"]) == {"retrieve", "draft", "check", "total"}


@pytest.mark.parametrize(
    "changes",
    [
        {"text": "  "},
        {"text": "Words. [2]"},
        {"status": "abstained"},
        {"citations": (citation(), citation(paper_id="p2"))},
        {"citations": (citation(), citation(number=2))},
        {"claims": (Claim(text="Words.", citations=(), verdict="supported", support=1.0),)},
        {"claims": (Claim(text="Words.", citations=(3,), verdict="supported", support=1.0),)},
    ],
)
def test_a_broken_answer_cannot_be_made(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        answer(**changes)


@given(st.lists(st.integers(1, 20), max_size=8), st.sets(st.integers(1, 20), max_size=8))
def test_an_answer_exists_only_when_its_markers_resolve(markers: list[int], known: set[int]) -> None:
    text = "Words. " + "".join(f"[{number}]" for number in markers)
    citations = tuple(citation(number, f"p{number}") for number in sorted(known))
    if set(markers) <= known:
        made = answer(text=text, citations=citations, claims=())
        assert {int(number) for number in MARKER.findall(made.text)} <= {
            each.number for each in made.citations
        }
    else:
        with pytest.raises(ValueError, match="unresolved"):
            answer(text=text, citations=citations, claims=())
