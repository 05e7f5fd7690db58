from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.vectorstore.fakes import BARE, BEES
from vectorstore.chunking import PASSAGE_TOKENS, embedded_text, paper_id_of, passage_spans, passages_of
from vectorstore.embeddings.minilm import MAX_TOKENS, token_counter
from vectorstore.records import Paper
from vectorstore.sentences import sentence_spans

WORDS = st.lists(
    st.sampled_from(["bees", "dance,", "hives.", "We", "3.5", "et al.", "km;", "\n\n", "I$^2$F"]),
    max_size=700,
)


@given(st.text(st.characters(exclude_categories=()), max_size=120).filter(str.strip), st.integers(1, 12))
@settings(max_examples=60)
@example("\ud800. A\x00b \n\n\n c", 20)
@example("\u00a0.\u2028\u3000x", 3)
def test_a_passage_is_what_its_offsets_say_for_any_text(text: str, times: int) -> None:
    paper = Paper(title="A", abstract=text * times)
    covered = 0
    for ordinal, passage in enumerate(passages_of(paper)):
        assert passage.ordinal == ordinal
        assert passage.text == paper.abstract[passage.start : passage.end] != ""
        assert paper.abstract[covered : passage.start].strip() == ""
        covered = passage.end
    assert paper.abstract[covered:].strip() == ""


@given(WORDS)
@settings(max_examples=40)
def test_passages_are_runs_of_whole_sentences(words: list[str]) -> None:
    text = " ".join(words)
    sentences = sentence_spans(text)
    counter = token_counter()
    if any(
        len(counter.encode(text[a:b], add_special_tokens=False).ids) > PASSAGE_TOKENS for a, b in sentences
    ):
        return
    starts, ends = {a for a, _ in sentences}, {b for _, b in sentences}
    assert all(start in starts and end in ends for start, end in passage_spans(text))


def test_a_short_abstract_is_one_passage() -> None:
    (passage,) = passages_of(BEES)
    assert passage.text == BEES.abstract


def test_a_sentence_longer_than_a_passage_is_cut() -> None:
    spans = passage_spans("bees and wasps and " * 300)
    assert len(spans) > 1


def test_a_paper_without_abstract_has_one_empty_passage() -> None:
    (passage,) = passages_of(BARE)
    assert (passage.start, passage.end, passage.text) == (0, 0, "")
    assert embedded_text(BARE.title, passage.text) == BARE.title


def test_a_passage_with_its_title_fits_the_model() -> None:
    text = " ".join(f"Hive {n} hummed at {n}.{n} hertz while the others slept." for n in range(200))
    counter = token_counter()
    for start, end in passage_spans(text):
        assert len(counter.encode(embedded_text(BEES.title, text[start:end])).ids) <= MAX_TOKENS


def test_the_id_of_a_passage_tells_its_paper() -> None:
    assert {paper_id_of(passage.passage_id) for passage in passages_of(BEES)} == {BEES.paper_id}


def test_ids_change_with_the_text_and_with_the_title_only() -> None:
    ids = {p.passage_id for p in passages_of(BEES)}
    same = Paper(title=BEES.title, abstract=BEES.abstract, doi=BEES.doi, has_code=False)
    renamed = Paper(title="Other", abstract=BEES.abstract, doi=BEES.doi)
    assert {p.passage_id for p in passages_of(same)} == ids
    assert not {p.passage_id for p in passages_of(renamed)} & ids
