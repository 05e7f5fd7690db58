"""Ratings given on the page become cases."""

import json
from pathlib import Path

import pytest

from assistant.page.conversation import Conversation, Exchange
from assistant.page.feedback import FeedbackFile
from evals.case import CaseError
from evals.command import main
from evals.feedback import cases_of
from evals.loader import load_cases, parse_case
from tests.assistant.page.samples import ZEBU, answered, cited
from tests.assistant.page.test_turn import abstained

ANSWER = answered("It boils 12 litres. [1]", cited(ZEBU, "12 litres"))
TALK = (
    Conversation(name="talk")
    .with_exchange(Exchange(question="How fast is it?", answer=ANSWER))
    .with_exchange(Exchange(question="And why?", answer=abstained()))
)


@pytest.fixture
def ratings(tmp_path: Path) -> Path:
    """The answer first found right, then wrong; the abstention found right."""
    file = FeedbackFile(tmp_path)
    file.append(TALK.feedback(0, "up", ""))
    file.append(TALK.feedback(0, "down", "It is 14 litres"))
    file.append(TALK.feedback(1, "up", ""))
    return tmp_path / "feedback.jsonl"


def test_the_later_rating_holds_and_what_was_wrong_is_forbidden(ratings: Path) -> None:
    first, second = (parse_case(line, "here") for line in cases_of(ratings).lines)
    assert first.case_id == "feedback-talk-0"
    assert first.forbidden[0].alternatives == (ANSWER.claims[0].text,)
    assert first.facts == ()
    assert first.why == "It is 14 litres"
    assert second.turns == ("How fast is it?", "And why?")
    assert not second.answerable


def test_what_was_found_right_becomes_the_gold(tmp_path: Path) -> None:
    FeedbackFile(tmp_path).append(TALK.feedback(0, "up", ""))
    (line,) = cases_of(tmp_path / "feedback.jsonl").lines
    case = parse_case(line, "here")
    assert case.papers == (ZEBU.title,)
    assert case.facts[0].alternatives == (ANSWER.claims[0].text,)


def test_a_wrong_abstention_gives_no_case_and_is_told_with_its_comment(tmp_path: Path) -> None:
    FeedbackFile(tmp_path).append(TALK.feedback(1, "down", "page 3 says it"))
    drafts = cases_of(tmp_path / "feedback.jsonl")
    assert drafts.lines == ()
    assert "page 3 says it" in drafts.left[0]


@pytest.mark.parametrize("line", ["no json", "[]", '{"key": "a"}', '{"key": 1}'])
def test_a_line_that_is_no_rating_names_its_place(tmp_path: Path, line: str) -> None:
    path = tmp_path / "feedback.jsonl"
    path.write_text(f"\n{line}\n", "utf-8")
    with pytest.raises(CaseError, match=r"feedback\.jsonl, line 2, field "):
        cases_of(path)


def test_the_command_adds_new_cases_to_a_file_once(ratings: Path, tmp_path: Path) -> None:
    cases = tmp_path / "cases.jsonl"
    for _ in range(2):
        with pytest.raises(SystemExit) as caught:
            main([str(cases), "--from-feedback", str(ratings)])
        assert not caught.value.code
    assert [case.case_id for case in load_cases([cases])] == ["feedback-talk-0", "feedback-talk-1"]
    assert json.loads(cases.read_text("utf-8").splitlines()[0])["question"] == "How fast is it?"
