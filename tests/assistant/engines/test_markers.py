import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.engines.markers import take_markers


@pytest.mark.parametrize(
    ("sentence", "text", "numbers"),
    [
        ("It helps [1].", "It helps.", (1,)),
        ("It helps.[1]", "It helps.", (1,)),
        ("It helps [1, 2].", "It helps.", (1, 2)),
        ("It helps [1,2].", "It helps.", (1, 2)),
        ("It helps [1; 3].", "It helps.", (1, 3)),
        ("It helps [1 and 3].", "It helps.", (1, 3)),
        ("It helps [1-3].", "It helps.", (1, 2, 3)),
        ("It helps [1–3, 5].", "It helps.", (1, 2, 3, 5)),
        ("It helps [1][2].", "It helps.", (1, 2)),
        ("It helps [1], [2].", "It helps.", (1, 2)),
        ("It helps [2][1][2].", "It helps.", (2, 1)),
        ("It helps 【1】.", "It helps.", (1,)),
        ("It helps 【1†source】.", "It helps.", (1,)),
        ("It helps ［2］.", "It helps.", (2,)),
        ("It helps [[1]].", "It helps.", (1,)),
        ("It helps [^1].", "It helps.", (1,)),
        ("It helps [#1].", "It helps.", (1,)),
        ("It helps [Paper 1].", "It helps.", (1,)),
        ("It helps [papers 1 and 2].", "It helps.", (1, 2)),
        ("It helps [1](https://example.org/1).", "It helps.", (1,)),
        ("It helps [9].", "It helps.", (9,)),
        ("It helps [0].", "It helps.", (0,)),
        ("It helps [3-1].", "It helps.", (3, 1)),
        ("It helps [1-4000].", "It helps.", (1, 4000)),
        ("It helps (1).", "It helps.", (1,)),
        ("It helps (1, 2).", "It helps.", (1, 2)),
        ("It helps (1)", "It helps", (1,)),
        ("A [1] helps, B [2] does not.", "A helps, B does not.", (1, 2)),
        ("[1] It helps.", "It helps.", (1,)),
        ("[1]: It helps.", "It helps.", (1,)),
        ("According to [2], it helps.", "It helps.", (2,)),
        ("According to the paper [2], it helps.", "It helps.", (2,)),
        ("As shown in [1][2], it helps.", "It helps.", (1, 2)),
        ("Paper [2] shows that it helps.", "It helps.", (2,)),
        ("[2] reports that it helps.", "It helps.", (2,)),
    ],
)
def test_forms_that_models_write_are_read_and_removed(
    sentence: str, text: str, numbers: tuple[int, ...]
) -> None:
    marked = take_markers(sentence, parentheses=True)
    assert (marked.text, marked.numbers) == (text, numbers)


@pytest.mark.parametrize(
    "sentence",
    [
        "Values lie in [0, 1].",
        "There are (1) few and (2) many.",
        "It rose by .5 points [sic].",
        "The array a[i] is read.",
        "Precision is 0.5 (95% CI 0.4 to 0.6).",
        "It ran (3 times).",
    ],
)
def test_prose_in_brackets_stays(sentence: str) -> None:
    marked = take_markers(sentence, parentheses=True)
    assert (marked.text, marked.numbers) == (sentence, ())


def test_parentheses_are_prose_beside_brackets_and_where_brackets_were_used_before() -> None:
    assert take_markers("It ran [1] (2).", parentheses=True).numbers == (1,)
    assert take_markers("It ran (2).", parentheses=False).text == "It ran (2)."


@given(text=st.text(alphabet="ab .[](),-0123456789【】†", max_size=60))
def test_no_text_breaks_the_reader_and_no_marker_is_left(text: str) -> None:
    marked = take_markers(text, parentheses=False)
    assert len(marked.numbers) == len(set(marked.numbers))
    again = take_markers(marked.text, parentheses=False)
    assert again.numbers == () or "[" in text
