from dataclasses import replace

from assistant.page.closest import closest_html, closest_papers
from assistant.page.retrieved import Retrieved
from assistant.page.turn import answered_turn
from tests.assistant.page.samples import HOSTILE, ZEBU, answered, cited
from tests.assistant.page.test_turn import abstained
from tests.papers import hit, paper

FOUND = [Retrieved.of(hit(ZEBU))]


def test_an_abstention_names_the_closest_papers_as_such_and_once() -> None:
    answer = replace(abstained(), notes=(f"Closest: “{ZEBU.title}”.", "Another note."))
    html = answered_turn(0, answer, lambda _: ZEBU, retrieved=FOUND)
    assert "Closest papers here; they do not answer the question" in html
    assert html.count(ZEBU.title) == 1
    assert "Another note." in html
    assert "Sources" not in html


def test_an_answer_names_none() -> None:
    html = answered_turn(0, answered("12 [1]", cited(ZEBU, "12 litres")), lambda _: ZEBU, retrieved=FOUND)
    assert "Closest" not in html


def test_papers_that_left_the_library_are_not_named() -> None:
    assert closest_papers(FOUND, lambda _: None) == ()
    assert closest_html(()) == ""


def test_hostile_titles_are_shown_not_run() -> None:
    assert "<img" not in closest_html([paper(HOSTILE, "It boils.")])
