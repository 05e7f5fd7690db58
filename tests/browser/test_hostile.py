"""A paper, a question, a file name and a model that carry markup: shown as characters, never run."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.engines.draft import DraftSentence
from assistant.page import launch
from tests.assistant.page.assistants import ScriptedEngine, assistant_of
from tests.assistant.page.samples import HOSTILE, ZEBU
from tests.assistant.page.test_serving import free_port
from tests.browser.conftest import HOSTILE_PAPER
from tests.browser.test_asking import ask
from tests.papers import paper

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

MARKUP = "<img src=x onerror=alert(1)>"
SAID = DraftSentence(text=f"A kettle named {HOSTILE} boils.", numbers=(1,))
MADE_UP = DraftSentence(text=f"The kettle {HOSTILE} plays 40 songs.", numbers=(1, 2))


@pytest.fixture(scope="module")
def page(chromium: "Browser", tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Page]":
    papers = (HOSTILE_PAPER, ZEBU, paper("Whales sing at night", "They sing.", HOSTILE))
    folder = tmp_path_factory.mktemp("hostile") / "library"
    with assistant_of(folder, *papers, engine=ScriptedEngine(SAID, MADE_UP)) as assistant:
        served = launch(assistant, port=free_port())
        page = chromium.new_page()
        page.on("dialog", lambda _: pytest.fail("markup of a paper ran"))
        page.goto(str(served.local_url))
        page.wait_for_selector(".opening")
        yield page
        page.wait_for_timeout(300)
        assert page.locator("#rooms img, .peek img, .toast-wrap img").count() == 0
        page.close()
        served.close(verbose=False)


def test_in_what_is_asked_answered_left_out_and_kept(page: "Page") -> None:
    ask(page, f"Which kettle is named {HOSTILE}?")
    page.click("#thread .left-out summary")
    assert MARKUP in page.inner_text("#thread .left-out")
    assert MARKUP in page.input_value("#picker input")
    with page.expect_download() as saved:
        page.click("#save")
    text = saved.value.path().read_text("utf-8")
    assert MARKUP not in text
    assert "](" not in text


def test_in_the_conditions_of_a_question(page: "Page") -> None:
    page.click("#filters > button")
    page.locator("#filters input").nth(3).click()
    page.click(f"role=option[name='{HOSTILE}']")
    page.wait_for_selector("#filters > button >> text=Asking only")
    assert MARKUP in page.inner_text("#filters > button")
    page.click("#ask-all")


def test_in_the_table_the_plots_and_on_the_map(page: "Page") -> None:
    page.click("role=tab[name=Library]")
    page.wait_for_selector("#plots .plots")
    assert MARKUP in page.inner_text("#papers tbody")
    assert MARKUP in page.inner_text("#plots")
    page.hover(f"#map [data-paper={HOSTILE_PAPER.paper_id}]")
    assert MARKUP in page.inner_text(".peek")
    page.fill("#search textarea, #search input", MARKUP)
    page.wait_for_selector("#papers >> text=/ of 3 papers/")


@pytest.mark.parametrize("name", ["BibTeX", "CSV", "Markdown"])
def test_in_what_is_saved(page: "Page", name: str) -> None:
    with page.expect_download() as saved:
        page.click(f"#shelf-tools >> text={name}")
    assert "onerror" in saved.value.path().read_text("utf-8")


def test_in_the_name_of_a_file_and_in_what_is_wrong_with_it(page: "Page", tmp_path: Path) -> None:
    page.click("#add > button")
    file = tmp_path / f"{MARKUP}.jsonl"
    file.write_text(f'{{"title": "{MARKUP}"}}\n{{"{MARKUP}"\n', "utf-8")
    page.set_input_files("#add input[type=file]", file)
    page.wait_for_selector("#report .reading, #report .failure")
    assert "onerror" in page.inner_text("#report")
