"""Regular entries are read without bibtexparser, and exactly as bibtexparser reads them."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vectorstore.importers import bibtex_entries
from vectorstore.importers.bibtex_entries import Entry, entries_of
from vectorstore.importers.bibtex_regular import regular_entry

STRINGS = {month: month for month in bibtex_entries._MONTHS}
ENTRY = """@article{love2022,
  title   = {On {T}ides of {\\"a} {H$_{2}$O}, and more = less @ sea "quoted"},
  author  = "Love, Ada",
  journal = {Tides}, month = MAR, year = 2022
}
"""
_PIECES = st.sampled_from(
    ["{", "}", "\\", '"', "=", ",", "#", "@", "@b{", "\n@c{", " ", "\n", "(", ")", "%", "é"]
)


def parsed(text: str) -> list[Entry]:
    """What bibtexparser makes of it."""
    found = bibtex_entries._parsed(text, 1, dict(STRINGS))
    return [one for one in found if isinstance(one, Entry)]


def test_an_entry_that_a_program_wrote_is_regular() -> None:
    found = regular_entry("\n" + ENTRY, STRINGS)

    assert found is not None
    assert found.fields["month"] == "mar"
    assert found.raw == ENTRY.strip()


@pytest.mark.parametrize(
    "text",
    [
        "@string{a = {b}}",
        "@comment{a, b = {c}}",
        "@article(a, title = {b})",
        '@article{a, title = "b" # c}',
        "@article{a, title = {b\\}}}",
        "@article{a, title = {b}} and more",
        "@article{a, title = {b}\nyear = 2020}",
        "@article{a, title = {" + "{" * 9 + "b" + "}" * 9 + "}}",
        "",
    ],
)
def test_what_is_not_regular_is_left_to_bibtexparser(text: str) -> None:
    assert regular_entry(text, STRINGS) is None


@given(damage=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 3), _PIECES), max_size=2))
@settings(max_examples=150, deadline=None)
def test_entries_are_read_as_bibtexparser_reads_the_whole_text(damage: list[tuple[float, int, str]]) -> None:
    text = ENTRY + "\n" + ENTRY.replace("love2022", "ray2023")
    for where, length, piece in damage:
        place = int(where * len(text))
        text = text[:place] + piece + text[place + length :]

    found = [one for one in entries_of(io.StringIO(text)) if isinstance(one, Entry)]
    assert [_all(one) for one in found] == [_all(one) for one in parsed(text)]


def _all(entry: Entry) -> tuple[object, ...]:
    """Without the line: bibtexparser does not count one that ends in a backslash."""
    return entry.kind, entry.key, dict(entry.fields), entry.raw


def test_a_long_text_that_is_nearly_regular_is_given_up_at_once() -> None:
    for text in ("{" * 200_000, "\\" * 200_000, "x{a}" * 50_000 + "{", '"' * 200_000):
        assert regular_entry("@article{a, title = {" + text, STRINGS) is None
