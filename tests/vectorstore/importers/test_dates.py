import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorstore.importers.dates import date_of, date_of_parts
from vectorstore.records import PartialDate


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022-03-18", "2022-03-18"),
        ("2022/03/18", "2022-03-18"),
        ("2022/3/8/", "2022-03-08"),
        ("2022/03//", "2022-03"),
        ("2022///", "2022"),
        ("2022-03-18T10:00:00Z", "2022-03-18"),
        ("20220318", "2022-03-18"),
        ("2022", "2022"),
        ("2019 Jan 5", "2019-01-05"),
        ("2019 Jan", "2019-01"),
        ("2019 Jan-Feb", "2019"),
        ("March 18, 2022", "2022-03-18"),
        ("18 March 2022", "2022-03-18"),
        ("FEB 2011", "2011-02"),
        ("JUN 28 2011", "2011-06-28"),
        ("Spring 2019", "2019"),
        ("c2003", "2003"),
        ("[2003]", "2003"),
        ("märz 2020", "2020-03"),
        ("03/04/2020", "2020"),
        ("2021-13-45", "2021"),
        ("2021-02-30", "2021-02"),
    ],
)
def test_a_date_is_read_as_far_as_it_is_given(text: str, expected: str) -> None:
    assert date_of(text) == PartialDate.parse(expected)


@pytest.mark.parametrize(
    "text", ["", "in press", "n.d.", "May 5", "12345", "0000", "3.2022.1", "Date of Letter"]
)
def test_no_year_is_made_up(text: str) -> None:
    assert date_of(text) is None


@given(st.text(max_size=60))
def test_any_text_is_read_without_a_crash(text: str) -> None:
    date = date_of(text)
    assert date is None or str(date.year) in text


def test_parts_may_be_missing_or_impossible() -> None:
    assert date_of_parts("2020", "may") == PartialDate(year=2020, month=5)
    assert date_of_parts(2020, 13, 1) == PartialDate(year=2020)
    assert date_of_parts(None, 5, 1) is None
