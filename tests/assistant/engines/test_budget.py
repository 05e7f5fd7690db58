"""Limits are kept before a request is sent, and what was used is booked and priced."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer import Usage
from assistant.engines.budget import Budget, BudgetSpent
from assistant.engines.draft import DraftUsage
from assistant.engines.ledger import Ledger
from tests.assistant.engines.scripted_llm import KEY, REQUEST, engine_for
from tests.fake_openai import FakeOpenAI, Reply, error, event, raw, stream


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(folder=tmp_path / "usage")


def asked(server: FakeOpenAI, ledger: Ledger, usage: DraftUsage, **limits: object) -> list[str]:
    engine = engine_for(server.base_url, ledger=ledger, given=limits)
    return [sentence.text for sentence in engine.draft(REQUEST, usage)]


def test_what_the_server_reports_is_summed_priced_and_booked(ledger: Ledger) -> None:
    usage = DraftUsage()
    fine = stream("Owls see mice [1].", prompt_tokens=1000)
    with FakeOpenAI(error(500), fine, fine) as server:
        for _ in range(2):
            asked(server, ledger, usage, price_in=2.0, price_out=10.0)
    assert replace(usage.usage, cost_usd=None) == Usage(prompt_tokens=2000, completion_tokens=14, calls=3)
    assert usage.usage.cost_usd == pytest.approx(0.00414)
    assert [(each.model, each.usage) for each in ledger.days()] == [("fake", usage.usage)]
    assert ledger.today() == usage.usage


def test_without_prices_the_cost_is_unknown_and_not_zero(ledger: Ledger) -> None:
    usage = DraftUsage()
    with FakeOpenAI(stream("Owls see mice [1].")) as server:
        asked(server, ledger, usage)
    assert usage.usage.cost_usd is None


def test_a_server_that_reports_no_tokens_is_counted_by_estimate(ledger: Ledger) -> None:
    usage = DraftUsage()
    with FakeOpenAI(raw(event("Owls see mice [1]. ") + event(finish="stop"))) as server:
        asked(server, ledger, usage)
    assert usage.usage.prompt_tokens > 200
    assert 4 <= usage.usage.completion_tokens <= 20


def test_a_draft_that_is_left_halfway_is_booked(ledger: Ledger) -> None:
    usage = DraftUsage()
    with FakeOpenAI(stream("Owls see mice [1]. Bats hear moths [2].")) as server:
        draft = engine_for(server.base_url, ledger=ledger).draft(REQUEST, usage)
        next(draft)
        draft.close()  # type: ignore[attr-defined]  # a generator
    assert ledger.today().calls == 1
    assert ledger.today().prompt_tokens > 0


@pytest.mark.parametrize(
    ("limits", "message", "sent"),
    [
        ({"calls_per_question": 2}, r"used its 2 requests.*ASSISTANT_CALLS_PER_QUESTION", 2),
        ({"tokens_per_question": 100}, r"budget of 100 tokens for one question", 0),
        ({"tokens_per_day": 100}, r"budget for today is spent: 0 of 100 tokens.*ASSISTANT_TOKENS_PER_DAY", 0),
    ],
)
def test_a_limit_is_kept_and_said_in_words(
    ledger: Ledger, limits: dict[str, int], message: str, sent: int
) -> None:
    script: list[Reply] = [error(500)] * sent
    with FakeOpenAI(*script) as server:
        with pytest.raises(BudgetSpent, match=message) as caught:
            asked(server, ledger, DraftUsage(), **limits)
        assert len(server.requests) == sent
    assert KEY not in str(caught.value)
    assert not caught.value.retryable


def test_the_budget_of_the_day_is_shared_by_every_process_and_ends_with_the_day(tmp_path: Path) -> None:
    folder = tmp_path / "usage"
    spent = Usage(prompt_tokens=900, completion_tokens=50, calls=1)
    Ledger(folder=folder).add("fake", spent)
    budget = Budget(ledger=Ledger(folder=folder), calls=6, day_tokens=2000)
    assert budget.reply_tokens(DraftUsage(), prompt=500, wanted=400) == 400
    assert budget.reply_tokens(DraftUsage(), prompt=900, wanted=400) == 150
    with pytest.raises(BudgetSpent, match="950 of 2,000 tokens"):
        budget.reply_tokens(DraftUsage(), prompt=1000, wanted=400)
    next(folder.iterdir()).rename(folder / "2001-01-01.jsonl")
    assert budget.reply_tokens(DraftUsage(), prompt=1000, wanted=400) == 400


def test_a_reply_is_no_longer_than_the_budget_of_its_question_allows(ledger: Ledger) -> None:
    with FakeOpenAI(stream("Owls see mice [1].")) as server:
        asked(server, ledger, DraftUsage(), tokens_per_question=1200)
    assert 64 <= server.requests[0].body["max_tokens"] < 1000
