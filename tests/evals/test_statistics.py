"""Intervals and p-values: repeatable, by clusters, and right on numbers that are known."""

from hypothesis import given
from hypothesis import strategies as st

from evals.statistics import Observation, difference, estimate


def sample(values: list[float], size: int = 1) -> dict[str, Observation]:
    return {f"c{at}": Observation(group=f"g{at // size}", value=each) for at, each in enumerate(values)}


def test_the_mean_is_weighted() -> None:
    found = estimate([Observation(group="a", value=1, weight=2), Observation(group="b", value=0)])
    assert round(found.value, 4) == 0.6667


def test_the_same_numbers_give_the_same_interval_to_the_last_digit() -> None:
    values = [float(at % 3 == 0) for at in range(60)]
    assert estimate(list(sample(values).values()), "x") == estimate(list(sample(values).values()), "x")


def test_paraphrases_that_agree_widen_the_interval() -> None:
    values = [float(at // 4 % 2) for at in range(80)]
    alone, grouped = (estimate(list(sample(values, size).values())) for size in (1, 4))
    assert grouped.high - grouped.low > 1.5 * (alone.high - alone.low)


def test_a_clear_loss_is_significant_and_no_change_is_not() -> None:
    before, after = sample([1.0] * 40), sample([1.0] * 20 + [0.0] * 20)
    loss = difference(before, after)
    assert loss is not None
    assert (loss.value, loss.p < 0.01, loss.high < 0) == (-0.5, True, True)
    same = difference(before, before)
    assert same is not None
    assert (same.value, same.p) == (0.0, 1.0)


def test_nothing_to_compare_is_no_difference() -> None:
    assert difference({}, sample([1.0])) is None


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_the_interval_holds_between_the_extremes(values: list[float]) -> None:
    found = estimate(list(sample(values).values()))
    assert min(values) - 1e-9 <= found.low <= found.high <= max(values) + 1e-9
