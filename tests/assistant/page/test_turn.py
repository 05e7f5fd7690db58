from dataclasses import replace

from assistant.answer import Answer, WithheldClaim
from assistant.page.turn import answered_turn, failed_turn, running_turn
from tests.assistant.page.samples import HOSTILE, ZEBU, answered, cited

QUOTE = cited(ZEBU, "12 litres")


def left_out(verdict: str, text: str = "It sings.") -> WithheldClaim:
    return WithheldClaim(text=text, citations=(1,), verdict=verdict, support=0.1)  # type: ignore[arg-type]  # one of three


def abstained() -> Answer:
    return Answer(
        question="Why?",
        standalone_question="Why?",
        kind="content",
        status="abstained",
        reason="not_in_library",
        text="The papers do not say.",
        notes=("Closest: Zebu.",),
        engine="extractive",
    )


def test_a_finished_turn_has_question_answer_and_sources() -> None:
    html = answered_turn(0, answered("12 litres. [1]", QUOTE), lambda _: ZEBU)
    assert (
        html.index("How fast is it?") < html.index("12 litres. <a") < html.index("Zebu: A Fast Kettle</bdi>")
    )
    assert "left-out" not in html


def test_what_was_withheld_is_folded_with_the_reason() -> None:
    withheld = (left_out("contradicted"), left_out("unsupported"), left_out("uncited"))
    html = answered_turn(
        0, answered("12 litres. [1]", QUOTE, withheld=withheld, invalid=(9,)), lambda _: ZEBU
    )
    assert '<details class="left-out"><summary>Left out <span class="count">4</span>' in html
    for reason in ("say otherwise", "do not say this", "cited no paper", "a source that it was not given"):
        assert reason in html
    assert "[9]" in html
    assert "Answered in part" in html


def test_an_abstention_shows_no_sources() -> None:
    html = answered_turn(0, abstained(), lambda _: ZEBU)
    assert "The papers do not say." in html
    assert "Closest: Zebu." in html
    assert "Sources" not in html
    assert "cite" not in html


def test_only_the_last_turn_can_be_asked_again_or_edited() -> None:
    assert 'data-act="again"' not in answered_turn(0, abstained(), lambda _: ZEBU)
    assert 'data-act="again"' in answered_turn(0, abstained(), lambda _: ZEBU, last=True)
    assert 'data-act="edit"' in failed_turn(0, "Why?", "The server is down.", last=True)


def test_a_running_turn_says_what_is_happening() -> None:
    html = running_turn(2, "Why?", status="Reading 4 papers", lookup=lambda _: None)
    assert '<p class="status" role="status">Reading 4 papers</p>' in html


def test_hostile_questions_models_and_messages_are_shown_not_run() -> None:
    answer = answered(f"{HOSTILE} [1]", QUOTE, withheld=(left_out("uncited", HOSTILE),))
    pages = (
        answered_turn(0, answer, lambda _: ZEBU),
        failed_turn(0, HOSTILE, HOSTILE),
        running_turn(0, HOSTILE, status=HOSTILE, sentences=[HOSTILE], lookup=lambda _: None),
    )
    for html in pages:
        assert "<img" not in html
        assert "&lt;img src=x onerror=alert(1)&gt;" in html


def test_a_list_that_goes_on_has_a_button_that_asks_for_more_in_the_last_turn_only() -> None:
    listed = replace(
        answered("12 litres. [1]", QUOTE),
        kind="catalogue",
        notes=("The first 50 are listed; all 90 are among the citations. “Show more” lists the next ones.",),
    )
    button = 'data-act="example" data-value="Show more"'
    assert button in answered_turn(0, listed, lambda _: ZEBU, last=True)
    assert button not in answered_turn(0, listed, lambda _: ZEBU)
    assert button not in answered_turn(0, replace(listed, kind="content"), lambda _: ZEBU, last=True)


def test_a_turn_says_which_part_of_the_library_was_asked() -> None:
    assert "Asked only of: <bdi>2024 · LG</bdi>" in answered_turn(
        0, abstained(), lambda _: ZEBU, part="2024 · LG"
    )
    assert "Asked only of" not in answered_turn(0, abstained(), lambda _: ZEBU)
