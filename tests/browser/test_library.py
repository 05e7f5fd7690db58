from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.page import launch
from tests.assistant.page.assistants import assistant_of
from tests.assistant.page.samples import HOSTILE, ZEBU
from tests.assistant.page.test_serving import free_port
from tests.papers import paper
from vectorstore.importers import to_jsonl

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

OTHER = paper("Other: A Slow Kettle", "It is slow.")


@pytest.fixture
def page(chromium: "Browser", tmp_path: Path) -> "Iterator[Page]":
    with assistant_of(tmp_path / "library") as assistant:
        served = launch(assistant, port=free_port())
        page = chromium.new_page()
        page.on("dialog", lambda _: pytest.fail("a script of a paper ran"))
        page.goto(str(served.local_url))
        page.wait_for_selector(".opening")
        yield page
        page.close()
        served.close(verbose=False)


def test_an_empty_library_is_filled_from_a_file_searched_exported_and_emptied(
    page: "Page", tmp_path: Path
) -> None:
    assert "This library is empty" in page.inner_text(".opening")
    page.click("text=Add papers")
    page.wait_for_function("document.activeElement.matches('#add textarea')")
    upload = tmp_path / "list.jsonl"
    upload.write_text(to_jsonl([ZEBU, OTHER, ZEBU]) + "{broken\n", "utf-8")
    page.set_input_files("#add input[type=file]", upload)
    page.wait_for_selector(".reading")
    assert "3 papers read. 2 new" in page.inner_text(".reading")
    assert "list.jsonl, line 4" in page.inner_text(".reading")
    assert page.inner_text(".holdings") == "No papers yet"
    page.click("text=Add 2")
    page.wait_for_selector("text=2 papers added")
    page.wait_for_selector(".holdings >> text=2 papers")
    page.locator("#papers tbody tr", has_text=OTHER.title).locator("input").check()
    page.wait_for_selector("#papers >> text=1 selected")
    page.wait_for_timeout(200)  # the choice is on its way to the hidden field
    with page.expect_download() as saved:
        page.click("#shelf-tools >> text=BibTeX")
    assert saved.value.suggested_filename == "papers.bib"
    assert "Slow Kettle" in saved.value.path().read_text("utf-8")
    assert "Zebu" not in saved.value.path().read_text("utf-8")
    page.click("#remove")
    page.click("#really")
    page.wait_for_selector(".holdings >> text=1 paper")
    page.click("role=tab[name=Ask]")
    page.fill("#composer textarea", "How fast is the Zebu kettle?")
    page.press("#composer textarea", "Enter")
    page.wait_for_selector("#thread .card")


def test_a_pasted_text_that_is_no_list_says_what_to_give(page: "Page") -> None:
    page.click("role=tab[name=Library]")
    page.fill("#add textarea", "hello")
    page.click("#preview-button")
    page.wait_for_selector("#report .failure")
    assert "Traceback" not in page.inner_text("#report")
    assert not page.is_enabled("#add-button")


def test_a_hostile_list_is_shown_not_run(page: "Page") -> None:
    page.click("role=tab[name=Library]")
    page.fill("#add textarea", to_jsonl([paper(HOSTILE, f"{HOSTILE}. It boils.", HOSTILE)]))
    page.click("#preview-button")
    page.click("text=Add 1")
    page.wait_for_selector("text=1 paper added")
    page.wait_for_selector("#papers tbody >> text=<img src=x onerror=alert(1)>")
    assert page.locator("#rooms img").count() == 0
