from hypothesis import given
from hypothesis import strategies as st

from vectorstore.catalogue.words import MAX_TERMS, match_any, match_word, terms


def test_stop_words_and_repeats_are_dropped_and_compounds_kept_whole_and_in_parts() -> None:
    assert terms("What is the Loom-Net, and what is a loom?") == ["loom", "net", "loomnet"]


def test_a_question_of_stop_words_only_asks_for_nothing() -> None:
    assert match_any("what is it about?") is None
    assert match_word("?!") is None


def test_a_pasted_page_is_cut_to_its_first_words() -> None:
    assert len(terms(" ".join(f"word{n}" for n in range(10_000)))) == MAX_TERMS


@given(st.text(st.characters(exclude_categories=()), max_size=80))
def test_only_quoted_terms_leave(text: str) -> None:
    for expression in (match_any(text), match_word(text)):
        if expression is not None:
            outside = expression.split('"')[::2]
            assert set(outside) <= {"", " OR "}
