import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from assistant.page.excerpt import marked, sentence_around
from tests.assistant.page.samples import ABSTRACT

SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda pair: (min(pair), max(pair))))
TEXT = st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=0x17F), max_size=60)


def test_the_quoted_words_are_bold_inside_their_sentence() -> None:
    start = ABSTRACT.index("12 litres")
    span = (start, start + len("12 litres"))
    html = marked(ABSTRACT, [span], within=sentence_around(ABSTRACT, *span), tag="b")
    assert html == "The Zebu kettle boils <b>12 litres</b> in 3 minutes."


def test_a_quote_across_two_sentences_shows_both() -> None:
    start, end = ABSTRACT.index("water"), ABSTRACT.index("kettle boils")
    assert sentence_around(ABSTRACT, start, end) == (0, ABSTRACT.index(" It is"))


@given(text=TEXT, spans=SPANS)
def test_marking_adds_nothing_drops_nothing_moves_nothing(text: str, spans: list[tuple[int, int]]) -> None:
    assert unescape(re.sub("</?mark>", "", marked(text, spans))) == re.sub("[\x7f]", "", text)


@given(text=TEXT.filter(bool), spans=SPANS)
def test_exactly_the_words_at_the_spans_are_marked(text: str, spans: list[tuple[int, int]]) -> None:
    wanted = {at for start, end in spans for at in range(start, min(end, len(text)))}
    expected = "".join(character for at, character in enumerate(text) if at in wanted)
    found = "".join(
        unescape(part) for part in re.findall("<mark>(.*?)</mark>", marked(text, spans), re.DOTALL)
    )
    assert found == re.sub("[\x7f]", "", expected)


@given(text=TEXT, pair=st.tuples(st.integers(0, 60), st.integers(0, 60)))
def test_the_sentence_contains_the_quote(text: str, pair: tuple[int, int]) -> None:
    start, end = sorted(min(each, len(text)) for each in pair)
    first, last = sentence_around(text, start, end)
    assert first <= start <= end <= last
