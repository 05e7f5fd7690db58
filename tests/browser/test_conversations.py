from typing import TYPE_CHECKING

from tests.browser.test_asking import ask

if TYPE_CHECKING:
    from tests.browser.conftest import NewPerson


def test_a_reload_keeps_the_conversation_with_its_sources(person: "NewPerson") -> None:
    page = person()
    ask(page)
    page.wait_for_selector("#shelf")
    page.reload()
    page.wait_for_selector("#thread #turn-0 .card")
    assert "12 litres" in page.inner_text("#thread .answer-text")
    ask(page, "And how quiet is it?", turn=1)


def test_several_conversations_are_kept_and_one_can_be_deleted(person: "NewPerson") -> None:
    page = person()
    ask(page, "How fast is the first Zebu kettle?")
    page.click("#new")
    page.wait_for_selector(".opening")
    ask(page, "How fast is the second Zebu kettle?")
    page.wait_for_function("document.querySelector('#picker input').value.includes('second')")
    page.click("#picker input")
    page.click("role=option[name=/first/]")
    page.wait_for_selector("#thread .question >> text=first")
    page.click("#delete")
    page.wait_for_selector("#confirm-delete >> text=Delete this conversation")
    page.wait_for_function("document.activeElement.id === 'keep-conversation'")
    page.keyboard.press("Escape")
    page.wait_for_selector("#confirm-delete", state="hidden")
    assert page.locator("#thread .question >> text=first").count() == 1
    page.click("#delete")
    page.click("#really-delete")
    page.wait_for_selector(".opening")
    page.click("#picker input")
    page.click("role=option[name=/second/]")
    page.wait_for_selector("#thread .question >> text=second")
    assert page.locator("text=How fast is the first").count() == 0


def test_a_conversation_is_saved_as_markdown(person: "NewPerson") -> None:
    page = person()
    ask(page)
    page.wait_for_selector("#shelf")
    with page.expect_download() as saved:
        page.click("#save")
    text = saved.value.path().read_text("utf-8")
    assert saved.value.suggested_filename == "conversation.md"
    assert "## How fast is the Zebu kettle?" in text
    assert "> The Zebu kettle boils 12 litres in 3 minutes." in text
