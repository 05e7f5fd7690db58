import pytest

from assistant.page.rate_limit import RateLimit, TooManyRequests


def test_a_client_over_the_limit_is_told_how_long_to_wait_and_others_are_not_refused() -> None:
    now = [0.0]
    limit = RateLimit(requests=2, seconds=60, clock=lambda: now[0])
    limit.admit("a")
    now[0] = 20.0
    limit.admit("a")
    with pytest.raises(TooManyRequests, match="wait 40 s"):
        limit.admit("a")
    limit.admit("b")
    now[0] = 61.0
    limit.admit("a")


def test_clients_that_have_gone_are_forgotten() -> None:
    now = [0.0]
    limit = RateLimit(requests=1, seconds=1, clock=lambda: now[0])
    for client in range(100):
        limit.admit(str(client))
        now[0] += 1
    assert len(limit._times) == 1
