import json
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.page import feedback as module
from assistant.page.conversation import Conversation, Exchange, conversation_html
from assistant.page.feedback import LONGEST_COMMENT, Feedback, FeedbackFile
from tests.assistant.page.samples import HOSTILE, ZEBU, answered, cited
from tests.assistant.page.test_turn import abstained
from vectorstore.errors import InputError, StorageError

ANSWER = answered("It boils 12 litres. [1]", cited(ZEBU, "12 litres"))
TALK = Conversation(name="talk").with_exchange(Exchange(question="How fast is it?", answer=ANSWER))


def rated(comment: str = "") -> Feedback:
    return TALK.feedback(0, "down", comment)


def test_a_rating_is_one_line_that_only_the_owner_can_read(tmp_path: Path) -> None:
    FeedbackFile(tmp_path).append(rated(f"wrong\n{HOSTILE}"))
    file = tmp_path / "feedback.jsonl"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    (line,) = file.read_text("utf-8").splitlines()
    record = json.loads(line)
    assert record["comment"] == f"wrong\n{HOSTILE}"
    assert record["key"] == "talk-0"
    assert record["questions"] == ["How fast is it?"]
    assert record["papers"] == [ZEBU.title]


def test_lines_are_added_and_never_replaced(tmp_path: Path) -> None:
    for _ in range(2):
        FeedbackFile(tmp_path).append(rated())
    assert len((tmp_path / "feedback.jsonl").read_text("utf-8").splitlines()) == 2


def test_a_comment_is_cut_and_a_full_file_takes_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    FeedbackFile(tmp_path).append(rated("x" * 100_000))
    size = (tmp_path / "feedback.jsonl").stat().st_size
    assert size < LONGEST_COMMENT + 1_000
    monkeypatch.setattr(module, "LARGEST_FILE", size)
    with pytest.raises(InputError, match="No more feedback fits"):
        FeedbackFile(tmp_path).append(rated())
    assert (tmp_path / "feedback.jsonl").stat().st_size == size


def test_a_link_in_place_of_the_file_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    (tmp_path / "feedback.jsonl").symlink_to(elsewhere)
    with pytest.raises(StorageError):
        FeedbackFile(tmp_path).append(rated())
    assert not elsewhere.exists()


@pytest.mark.parametrize("at", [-1, 1, 7])
def test_what_is_no_answer_cannot_be_rated(at: int) -> None:
    failed = TALK.with_exchange(Exchange(question="Broken?", failure="x"))
    with pytest.raises(InputError, match="no such answer"):
        failed.feedback(at, "up", "")


def test_a_rating_is_shown_and_its_answer_alone_is_rated() -> None:
    twice = TALK.with_exchange(Exchange(question="And?", answer=ANSWER)).with_rating(1, "up")
    assert [each.rating for each in twice.exchanges] == [None, "up"]
    html = conversation_html(twice.exchanges, lambda _: ZEBU)
    assert html.count('aria-pressed="true"') == 1


def test_without_a_library_there_is_nothing_to_rate() -> None:
    empty = Conversation().with_exchange(
        Exchange(question="Why?", answer=replace(abstained(), reason="empty_library"))
    )
    with pytest.raises(InputError):
        empty.feedback(0, "up", "")
    assert "thumb" not in conversation_html(empty.exchanges, lambda _: None)
