from dataclasses import replace

from assistant.page.answer_text import Anchors
from assistant.page.retrieved import Retrieved
from assistant.page.source_cards import SHOWN, source_cards
from tests.assistant.page.samples import ZEBU, cited
from tests.papers import hit, paper

QUOTE = cited(ZEBU, "12 litres")
ANCHORS = Anchors(prefix="t0")


def test_a_hit_says_by_which_way_and_at_which_rank_it_was_found() -> None:
    found = Retrieved.of(replace(hit(ZEBU), word_rank=2, vector_rank=1, similarity=0.6149))
    assert found.why == "words, rank 2 · meaning, rank 1 (similarity 0.61)"
    assert Retrieved.of(replace(hit(ZEBU), word_rank=None, similarity=None)).why == "meaning, rank 1"
    assert Retrieved.of(replace(hit(ZEBU), vector_rank=None, similarity=None)).why == "words, rank 1"


def test_a_card_says_why_its_paper_was_read_and_no_other_papers_reason() -> None:
    here = source_cards([QUOTE], lambda _: ZEBU, ANCHORS, [Retrieved.of(hit(ZEBU))])
    assert "Found by words, rank 1" in here
    other = source_cards([QUOTE], lambda _: ZEBU, ANCHORS, [Retrieved(paper_id="p0", word_rank=1)])
    assert "Found by" not in other


def test_a_record_says_that_it_is_one() -> None:
    record = replace(QUOTE, field="record", quote="2024 · Ada Example", start=0, end=18)
    assert "Found by its record in the list" in source_cards([record], lambda _: ZEBU, ANCHORS)


def test_cards_beyond_the_first_few_are_folded_and_none_is_lost() -> None:
    papers = [paper(f"Kettle {number}", "It boils.") for number in range(1, 36)]
    citations = [cited(each, "It boils.", number) for number, each in enumerate(papers, 1)]
    html = source_cards(citations, lambda _: None, ANCHORS)
    assert html.count('<li class="card"') == 35
    assert html.index(f"Kettle {SHOWN}<") < html.index("29 more sources") < html.index(f"Kettle {SHOWN + 1}<")
    assert "more source" not in source_cards(citations[: SHOWN + 1], lambda _: None, ANCHORS)
