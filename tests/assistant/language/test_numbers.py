"""Numbers are read as values with units."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.numbers import numbers, states_number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("11% to 54% absolute", [("11", "%"), ("54", "%")]),
        ("costs of $102m in 2022", [("102000000", "$"), ("2022", "")]),
        ("1.4k turns, 184k tokens", [("1400", ""), ("184000", "")]),
        ("ten tasks and ninety-five percent", [("10", ""), ("95", "%")]),
        ("10,000 pairs", [("10000", "")]),
        ("a 4-bit model", [("4", "")]),
        ("GPT4 and v2 and GPT3.5", []),
        ("a 2-3 fold increase", [("2", ""), ("3", "x")]),
        ("one hundred twenty three", [("123", "")]),
        ("a loss of -0.5", [("-0.5", "")]),
        ("3 million users", [("3000000", "")]),
        ("no numbers here", []),
    ],
)
def test_numbers_are_read_with_their_units(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(number.value, number.unit) for number in numbers(text)] == [
        (Decimal(value), unit) for value, unit in expected
    ]


@pytest.mark.parametrize(
    ("claim", "evidence", "stated"),
    [
        ("95 %", "a rate of 0.95", True),
        ("0.95", "95% of them", True),
        ("ten", "10 tasks", True),
        ("10,000", "10000 rows", True),
        ("54%", "a drop of 5.4%", False),
        ("5%", "5 times", False),
        ("1", "11", False),
    ],
)
def test_a_number_is_stated_by_the_same_value_in_a_fitting_unit(
    claim: str, evidence: str, stated: bool
) -> None:
    assert states_number(numbers(claim)[0], evidence) is stated


@given(st.text())
def test_any_text_is_read_and_offsets_lie_inside(text: str) -> None:
    for number in numbers(text):
        assert 0 <= number.start < number.end <= len(text)


@given(st.integers(0, 10**9))
def test_thousands_separators_do_not_change_a_value(value: int) -> None:
    assert numbers(f"{value:,} rows")[0].value == value
