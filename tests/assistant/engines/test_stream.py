import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.engines.draft import DraftSentence
from assistant.engines.stream import LONGEST_SENTENCE, SentenceStream

REPLIES = [
    ("A helps [1]. B hurts [2].", [("A helps.", (1,)), ("B hurts.", (2,))]),
    ("A helps. [1] B hurts. [2]", [("A helps.", (1,)), ("B hurts.", (2,))]),
    ("A helps.[1][3] B hurts.[2]", [("A helps.", (1, 3)), ("B hurts.", (2,))]),
    ("A helps. [1, 2]. B hurts [2].", [("A helps.", (1, 2)), ("B hurts.", (2,))]),
    ("A helps. (1) B hurts (2).", [("A helps.", (1,)), ("B hurts.", (2,))]),
    ("A helps [1]. B runs (2).", [("A helps.", (1,)), ("B runs (2).", ())]),
    ("Lee et al. [1] found it. B hurts 3.5 [2].", [("Lee et al. found it.", (1,)), ("B hurts 3.5.", (2,))]),
    ("A helps [1]\nB hurts [2]", [("A helps", (1,)), ("B hurts", (2,))]),
    ("A helps.\n[1]\n\nB hurts. [2]", [("A helps.", (1,)), ("B hurts.", (2,))]),
    ("[1] A helps.\n[2] B hurts.", [("A helps.", (1,)), ("B hurts.", (2,))]),
    ("A helps a lot\nof people [1].", [("A helps a lot of people.", (1,))]),
    ("- A helps [1]\n- b hurts [2]", [("A helps", (1,)), ("b hurts", (2,))]),
    ("1. A helps [1].\n2. B hurts [2].", [("A helps.", (1,)), ("B hurts.", (2,))]),
    ("* **A** helps `x_y` [1].", [("A helps x_y.", (1,))]),
    ("Now **A helps.** *B* hurts *c d* [2].", [("Now A helps.", ()), ("B hurts c d.", (2,))]),
    ("So [A b](https://example.org) helps 2 * 3 x_i [1].", [("So A b helps 2 * 3 x_i.", (1,))]),
    ("## Results\n\n**Summary**\n\nA helps [1].", [("A helps.", (1,))]),
    ("## A helps [1]\nB hurts [2].", [("A helps", (1,)), ("B hurts.", (2,))]),
    ("> A helps [1].", [("A helps.", (1,))]),
    ("A helps [1].\n```python\nB = 'hurts [2].'\n```\nC is [3].", [("A helps.", (1,)), ("C is.", (3,))]),
    ("A helps [1].\n\nReferences:\n[1] The paper on A. 2020.", [("A helps.", (1,))]),
    ("A helps [1].\n\n---\n\nB hurts [2].", [("A helps.", (1,)), ("B hurts.", (2,))]),
    ("<think>B hurts [2]. Yes.\n\nSo A.</think>\n\nA helps [1].", [("A helps.", (1,))]),
    ("<b>A</b> helps [1].", [("<b>A</b> helps.", (1,))]),
    ("<think>B hurts [2]. Yes.", []),
    ("A helps 【1†source】. B hurts [1-2].", [("A helps.", (1,)), ("B hurts.", (1, 2))]),
    ("A cut x from 54.2% to 0.5% (see Fig. 3) [1]. Dr. Wu agrees [2].",
     [("A cut x from 54.2% to 0.5% (see Fig. 3).", (1,)), ("Dr. Wu agrees.", (2,))]),
    ("They report:\n- A [1]", [("They report:", ()), ("A", (1,))]),
    ("A helps [1][2] and [3].\n[9]", [("A helps and.", (1, 2, 3, 9))]),
    ("  \n\n", []),
    ("<", [("<", ())][:0]),
    ("[1]", []),
]  # fmt: skip


def read(pieces: list[str], *, cut: bool = False) -> list[DraftSentence]:
    stream = SentenceStream()
    found = [sentence for piece in pieces for sentence in stream.feed(piece)]
    return [*found, *stream.finish(cut=cut)]


@pytest.mark.parametrize(("reply", "expected"), REPLIES)
def test_a_reply_becomes_sentences_with_their_numbers(
    reply: str, expected: list[tuple[str, tuple[int, ...]]]
) -> None:
    assert [(sentence.text, sentence.numbers) for sentence in read([reply])] == expected


@given(
    reply=st.one_of(
        st.sampled_from([reply for reply, _ in REPLIES]),
        st.text(alphabet="aB .!?\n[]()12【】*#-<>`", max_size=80),
    ),
    data=st.data(),
)
def test_how_the_stream_is_cut_into_pieces_changes_nothing(reply: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(reply)), max_size=8)))
    edges = [0, *cuts, len(reply)]
    pieces = [reply[start:end] for start, end in itertools.pairwise(edges)]
    assert read(pieces) == read([reply])


def test_a_sentence_is_given_with_the_first_word_after_it() -> None:
    stream = SentenceStream()
    assert list(stream.feed("A helps. [1]")) == []
    assert list(stream.feed(" B")) == []
    assert [sentence.text for sentence in stream.feed(" hurts")] == ["A helps."]
    assert list(stream.feed(" C.\n")) == []
    assert [sentence.text for sentence in stream.feed("\n- D is")] == ["B hurts C."]


@pytest.mark.parametrize(
    ("reply", "texts"),
    [
        ("A helps [1]. B hurts the", ["A helps."]),
        ("A helps [1]. B hurts [2].", ["A helps.", "B hurts."]),
        ("A helps [1].\nB hurts the", ["A helps."]),
        ("A helps the", []),
        ("No. Yes. But th", ["No.", "Yes."]),
    ],
)
def test_the_unfinished_end_of_a_cut_reply_is_left_out(reply: str, texts: list[str]) -> None:
    assert [sentence.text for sentence in read([reply], cut=True)] == texts


@pytest.mark.parametrize("piece", ["a. ", ". [1] ", "* ", "[1][2] ", "word ", "(1 "])
def test_a_model_in_a_loop_is_read_in_bounded_time_and_memory(piece: str) -> None:
    stream = SentenceStream()
    found = [sentence for _ in range(2000) for sentence in stream.feed(piece)]
    assert all(len(sentence.text) <= LONGEST_SENTENCE + len(piece) for sentence in found)
    assert len(list(stream.finish())) <= 2


@given(words=st.lists(st.text(alphabet="abcdefgh", min_size=2, max_size=8), min_size=1, max_size=30))
def test_no_word_of_plain_prose_is_lost(words: list[str]) -> None:
    prose = " ".join(
        word.capitalize() + "." if number % 4 == 3 else word for number, word in enumerate(words)
    )
    assert " ".join(sentence.text for sentence in read([prose])).split() == prose.split()
