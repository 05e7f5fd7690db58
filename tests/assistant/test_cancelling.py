import pytest

from assistant.cancelling import Abandoned, Cancellation, current


def test_cancelling_ends_what_is_being_waited_for_and_nothing_that_is_over() -> None:
    ended: list[str] = []
    cancellation = Cancellation()
    cancellation.waits_for(lambda: ended.append("first"))
    cancellation.waits_for(None)
    cancellation.waits_for(lambda: ended.append("second"))
    cancellation.cancel()
    cancellation.cancel()
    assert ended == ["second"]


def test_what_begins_after_the_cancelling_is_ended_at_once() -> None:
    ended: list[str] = []
    cancellation = Cancellation()
    cancellation.cancel()
    cancellation.waits_for(lambda: ended.append("late"))
    assert ended == ["late"]
    with pytest.raises(Abandoned):
        cancellation.go_on()


def test_work_is_under_the_cancellation_that_governs_it_and_under_none_otherwise() -> None:
    cancellation = Cancellation()
    cancellation.cancel()
    with cancellation.governing():
        assert current() is cancellation
    current().go_on()
