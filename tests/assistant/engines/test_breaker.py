from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pytest

from assistant.engines.breaker import OPENS_AFTER, REST_SECONDS, CircuitBreaker
from assistant.engines.draft import DraftRequest, DraftSentence, DraftUsage
from vectorstore.errors import ServerError

REQUEST = DraftRequest(question="Why?", hits=())


@dataclass
class Scripted:
    """Drafts what the script says; a ServerError is raised, a sentence drafted."""

    script: list[Sequence[DraftSentence | ServerError]]
    name: str = "llm"
    model: str | None = "owl"
    asked: int = 0

    def draft(self, _request: DraftRequest, _usage: DraftUsage) -> Iterator[DraftSentence]:
        self.asked += 1
        for step in self.script.pop(0):
            if isinstance(step, ServerError):
                raise step
            yield step


@dataclass
class Clock:
    now: float = 0.0
    down: ServerError = field(default_factory=lambda: ServerError("It is down.", retryable=True))

    def __call__(self) -> float:
        return self.now


def ask(breaker: CircuitBreaker) -> list[str]:
    return [sentence.text for sentence in breaker.draft(REQUEST, DraftUsage())]


def fail(breaker: CircuitBreaker) -> str:
    with pytest.raises(ServerError) as caught:
        ask(breaker)
    return str(caught.value)


FINE: Sequence[DraftSentence | ServerError] = [DraftSentence(text="Fine.")]


def test_a_server_that_fails_again_and_again_is_left_alone_and_then_asked_again() -> None:
    clock = Clock()
    engine = Scripted([[clock.down]] * OPENS_AFTER + [FINE])
    breaker = CircuitBreaker(engine, clock=clock)
    for _ in range(OPENS_AFTER):
        assert fail(breaker) == "It is down."
    assert fail(breaker) == "It is down. It is asked again in 30 s."
    assert engine.asked == OPENS_AFTER
    clock.now += REST_SECONDS
    assert ask(breaker) == ["Fine."]


def test_after_the_rest_one_request_finds_out_while_others_still_fail() -> None:
    clock = Clock()
    breaker = CircuitBreaker(Scripted([[clock.down]] * OPENS_AFTER + [FINE, FINE]), clock=clock)
    for _ in range(OPENS_AFTER):
        fail(breaker)
    clock.now += REST_SECONDS
    trial = breaker.draft(REQUEST, DraftUsage())
    assert next(trial).text == "Fine."
    assert "asked again" in fail(breaker)
    assert list(trial) == []
    assert ask(breaker) == ["Fine."]


def test_a_failure_of_the_trial_opens_it_again() -> None:
    clock = Clock()
    breaker = CircuitBreaker(Scripted([[clock.down]] * (OPENS_AFTER + 1)), clock=clock)
    for _ in range(OPENS_AFTER):
        fail(breaker)
    clock.now += REST_SECONDS
    assert fail(breaker) == "It is down."
    assert "asked again" in fail(breaker)


@pytest.mark.parametrize(
    "step",
    [
        FINE,
        [ServerError("Wrong key.")],
        [DraftSentence(text="Half."), ServerError("It broke off.", retryable=True)],
    ],
)
def test_what_says_nothing_about_the_server_being_down_never_opens_it(
    step: Sequence[DraftSentence | ServerError],
) -> None:
    engine = Scripted([step] * 10)
    breaker = CircuitBreaker(engine, clock=Clock())
    for _ in range(10):
        try:
            ask(breaker)
        except ServerError as exc:
            assert "asked again" not in str(exc)  # noqa: PT017  # some steps fail, some do not
    assert engine.asked == 10


def test_success_forgets_earlier_failures() -> None:
    clock = Clock()
    breaker = CircuitBreaker(Scripted([[clock.down], [clock.down], FINE] * 5), clock=clock)
    for _ in range(5):
        assert fail(breaker) == fail(breaker) == "It is down."
        assert ask(breaker) == ["Fine."]
    assert (breaker.name, breaker.model) == ("llm", "owl")


@dataclass
class Completing(Scripted):
    """Completes as its list says, or fails."""

    replies: list[str | ServerError] = field(default_factory=list)

    def complete(self, prompt: str, usage: DraftUsage, *, field: str, **values: str) -> str | None:
        del prompt, usage, field, values
        found = self.replies.pop(0)
        if isinstance(found, ServerError):
            raise found
        return found


def test_completions_and_drafts_fail_and_recover_together() -> None:
    clock = Clock()
    engine = Completing([[clock.down]], replies=[clock.down, clock.down, "Fine."])
    breaker = CircuitBreaker(engine, clock=clock)
    assert fail(breaker) == "It is down."
    for expected in ("It is down.", "It is down.", "It is down. It is asked again in 30 s."):
        with pytest.raises(ServerError) as caught:
            breaker.complete("condense", DraftUsage(), field="question", question="Why?")
        assert str(caught.value) == expected
    assert "asked again" in fail(breaker)
    clock.now += REST_SECONDS
    assert breaker.complete("condense", DraftUsage(), field="question", question="Why?") == "Fine."


def test_an_engine_that_completes_nothing_gives_nothing() -> None:
    breaker = CircuitBreaker(Scripted([]), clock=Clock())
    assert breaker.complete("condense", DraftUsage(), field="question") is None
