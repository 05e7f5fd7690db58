import re
from typing import TYPE_CHECKING

from tests.assistant.page.samples import HOSTILE, ZEBU

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import NewPerson

QUESTION = "How fast is the Zebu kettle?"


def ask(page: "Page", question: str = QUESTION, turn: int = 0) -> None:
    page.fill("#composer textarea", question)
    page.press("#composer textarea", "Enter")
    page.wait_for_selector(f"#thread #turn-{turn}:not(.running)")
    page.wait_for_selector("#composer .submit-button")  # one question at a time: the box is ready again


def test_a_question_gets_a_cited_answer_with_the_quote_beside_it(person: "NewPerson") -> None:
    page = person()
    ask(page)
    assert "boils 12 litres in 3 minutes" in page.inner_text("#thread .answer-text")
    assert page.inner_text("#thread .card .excerpt b") == "The Zebu kettle boils 12 litres in 3 minutes."
    assert page.input_value("#composer textarea") == ""


def test_pointing_at_a_marker_shows_the_quote_and_pressing_it_opens_the_source(person: "NewPerson") -> None:
    page = person()
    ask(page)
    page.hover("#thread .cite")
    assert "12 litres" in page.inner_text(".peek")
    page.click("#thread .cite")
    assert page.inner_text("#thread .abstract mark") == "The Zebu kettle boils 12 litres in 3 minutes."
    assert page.evaluate("document.activeElement.className").startswith("card")


def test_what_was_left_out_opens_with_its_reason(person: "NewPerson") -> None:
    page = person()
    ask(page)
    assert not page.is_visible("text=plays 40 songs")
    page.click("#thread .left-out summary")
    assert page.is_visible("text=plays 40 songs")
    assert re.search("cited words", page.inner_text("#thread .left-out .why"))


def test_an_example_asks_itself(person: "NewPerson") -> None:
    page = person()
    page.click(".examples button >> nth=0")
    page.wait_for_selector("#thread #turn-0")


def test_a_follow_up_stands_below_and_the_last_question_can_be_edited(person: "NewPerson") -> None:
    page = person()
    ask(page)
    ask(page, "And how quiet is it?", turn=1)
    page.click("#turn-1 [data-act=edit]")
    page.wait_for_selector("#turn-1", state="detached")
    page.wait_for_function("document.querySelector('#composer textarea').value !== ''")
    assert page.input_value("#composer textarea") == "And how quiet is it?"
    assert page.locator("#turn-0").count() == 1


def test_two_people_never_see_each_others_questions(person: "NewPerson") -> None:
    ann, ben = person(), person()
    ask(ann, "How fast is the Zebu kettle of Ann?")
    ask(ben, "How fast is the Zebu kettle of Ben?")
    assert "of Ann" in ann.inner_text("#thread")
    assert "of Ben" not in ann.inner_text("#thread")
    assert "of Ann" not in ben.inner_text("#thread")


def test_a_hostile_paper_and_a_hostile_question_are_shown_not_run(person: "NewPerson") -> None:
    page = person()
    ask(page, f"Which kettle is named {HOSTILE}?")
    assert HOSTILE in page.inner_text("#thread .question")
    assert page.locator("#thread img").count() == 0


def test_everything_can_be_reached_by_keyboard_with_the_focus_seen(person: "NewPerson") -> None:
    page = person()
    ask(page)
    page.focus("#thread .cite")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(outline) == "solid"
    assert page.is_visible(".peek")
    page.keyboard.press("Enter")
    page.wait_for_selector("#thread .card .abstract[open]")


def test_light_and_dark_can_be_chosen_and_are_kept(person: "NewPerson") -> None:
    page = person()
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("[data-theme-switch]")
    after = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert before != after
    page.reload()
    page.wait_for_selector(".opening")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == after


def test_nothing_overflows_on_a_narrow_screen(person: "NewPerson") -> None:
    page = person()
    page.set_viewport_size({"width": 360, "height": 740})
    ask(page, f"Which kettle is named {HOSTILE}?")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_question_can_be_asked_of_one_paper_or_of_some_years_only(person: "NewPerson") -> None:
    page = person()
    ask(page)
    page.click("#thread .pin")
    page.wait_for_selector(f"#filters >> text=Asking only: {ZEBU.title}")
    ask(page, turn=1)
    assert page.locator("#turn-1 .card").count() == 1
    assert page.inner_text("#turn-1 .part") == f"Asked only of: {ZEBU.title}"
    page.click("#filters > button")
    page.locator("#filters input").nth(0).click()
    page.click("role=option[name=2024]")
    page.wait_for_selector("#filters >> text=from 2024")
    page.locator("#filters input[type=checkbox]").check()
    page.wait_for_selector("#filters >> text=with code")
    ask(page, turn=2)
    assert "No answer in these papers" in page.inner_text("#turn-2")
    assert page.locator("#turn-2 .card").count() == 0
    page.click("#ask-all")
    page.wait_for_selector("#filters >> text=Ask about a part of the library")
    ask(page, turn=3)
    assert page.locator("#turn-3 .card").count() == 1
    assert page.locator("#turn-3 .part").count() == 0
