import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorstore.sentences import sentence_spans, sentences

MESSY = st.text(
    alphabet=st.one_of(
        st.sampled_from([*'.!?… \n\t$\\^_{}()[]"”,;:-AaBbet al i.e 03。', "\ud800", "\u2028", "\x00"]),
        st.characters(exclude_categories=()),
    ),
    max_size=200,
)


@pytest.mark.parametrize(
    "one_sentence",
    [
        "Rossi et al. proposed a hive that hums.",
        "It beats the rest, e.g. by speed, i.e. time, cf. Weber and Klein.",
        "As Fig. 3 and Eq. (4) in Sec. 2.1 show, it holds.",
        "The value rose from 0.5 to 1.25 vs. 3.0 before.",
        "J. A. Smith and B. Jones counted them.",
        "It is robust w.r.t. noise and i.i.d. samples.",
        "We call it I$^2$F and $a. B$ is its bound.",
        "Code is at https://example.org/a.b/c?d=e.F and stays there.",
        "It has three parts: (i) fast. (ii) small; and (iii) open ends are kept together by lower case.",
        'Bees Can Get "Lost Souls"! is what they called it.',
        "Dr. Weber of St. Gallen joined.",
        "See No. 5 and pp. 3 for more.",
        "1. The first item of a list.",
        "They used approx. 30 hives.",
    ],
)
def test_stays_one_sentence(one_sentence: str) -> None:
    assert sentences(one_sentence) == [one_sentence]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Bees dance.", "They point at meadows."),
        ("Was it so?", "It was."),
        ("It was measured in 2020.", "35 hives took part."),
        ("This follows Rossi et al.", "We extend it."),
        ("The gain is 91.2%.", "The loss is not."),
        ("It was done in the U.S.", "However, others did it too."),
        ("They lacked vitamin C.", "We gave them some."),
        ("The cost was $5 million.", "The gain was $6 million."),
        ("It ended (so they said.)", "Nobody believed it."),
        ("The hives hum.", "mRNA levels rose."),
        ("他说。", "我们。"),
        ("A heading without a stop", "Its first sentence."),
        ("We propose a method.", "Results follow."),
    ],
)
def test_splits_in_two(first: str, second: str) -> None:
    between = "" if first.endswith("。") else "\n\n" if first[-1] == "p" else " "
    assert sentences(first + between + second) == [first, second]


def test_a_missing_space_before_a_word_that_begins_sentences_is_no_obstacle() -> None:
    assert sentences("We keep bees.The hives hum at node.js events.") == [
        "We keep bees.",
        "The hives hum at node.js events.",
    ]


@given(MESSY)
def test_spans_are_ordered_stripped_and_cover_everything_but_space(text: str) -> None:
    spans = sentence_spans(text)
    covered = 0
    for start, end in spans:
        assert covered <= start < end <= len(text)
        assert text[covered:start].strip() == ""
        assert text[start:end] == text[start:end].strip()
        covered = end
    assert text[covered:].strip() == ""


@pytest.mark.parametrize("unit", [".", "a. ", "$", "\n ", "?!", "A. ", '."', "et al. ", "x", "$a$. "])
def test_a_hundred_thousand_characters_take_no_time(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    assert sum(end - start for start, end in sentence_spans(text)) <= len(text)
