"""The library's table and plots, ratings, the eval report."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.page import launch
from tests.assistant.page.assistants import ScriptedEngine, assistant_of
from tests.assistant.page.samples import HOSTILE, ZEBU
from tests.assistant.page.test_quality import a_report, write
from tests.assistant.page.test_serving import free_port
from tests.browser.conftest import FACT
from tests.browser.test_asking import ask
from tests.papers import paper

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

WHALES = paper("Whales sing at night", "They sing.", "Ada Example", date="2021-02-01")
UNDATED = paper(HOSTILE, "It is undated.", "Ada Example", date=None)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tabs") / "library"


@pytest.fixture(scope="module")
def address(library: Path) -> "Iterator[str]":
    with assistant_of(library, ZEBU, WHALES, UNDATED, engine=ScriptedEngine(FACT)) as assistant:
        served = launch(assistant, port=free_port())
        yield str(served.local_url)
        served.close(verbose=False)


@pytest.fixture
def page(chromium: "Browser", address: str) -> "Iterator[Page]":
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.on("dialog", lambda _: pytest.fail("a script of a paper ran"))
    page.goto(address)
    page.wait_for_selector(".opening")
    yield page
    context.close()


def open_library(page: "Page") -> None:
    page.click("role=tab[name=Library]")
    page.wait_for_selector("#plots .plots")


def titles(page: "Page") -> list[str]:
    return page.locator("#papers tbody .title").all_inner_texts()


def test_the_table_is_searched_and_sorted_by_keys_with_an_unknown_year_apart(page: "Page") -> None:
    open_library(page)
    page.fill("#search textarea, #search input", "whales")
    page.wait_for_selector("#papers >> text=1 of 3 papers")
    assert titles(page) == [WHALES.title]
    page.fill("#search textarea, #search input", "")
    page.wait_for_selector("#papers [role=status] >> text=/^3 papers/")
    page.focus("#papers [data-value=year]")
    page.keyboard.press("Enter")
    page.wait_for_selector("#papers th.year[aria-sort=descending]")
    assert page.locator("#papers td.year").all_inner_texts() == ["2024", "2021", "–"]
    page.wait_for_function("document.activeElement.dataset.value === 'year'")
    page.keyboard.press("Enter")
    page.wait_for_selector("#papers th.year[aria-sort=ascending]")
    assert page.locator("#papers td.year").all_inner_texts() == ["2021", "2024", "–"]


def test_rows_are_ticked_by_key_and_all_at_once_and_removing_asks_first(page: "Page") -> None:
    open_library(page)
    page.focus(f"#papers [data-paper={WHALES.paper_id}]")
    page.keyboard.press("Space")
    page.wait_for_selector(f"#plots .dot[data-paper={WHALES.paper_id}][aria-pressed=true]")
    page.click("#papers [data-all]")
    page.wait_for_selector("#papers >> text=3 selected")
    page.click("#remove")
    page.wait_for_selector("#confirm >> text=Remove these 3 papers from the library?")
    page.click("#keep")
    page.wait_for_selector("#confirm", state="hidden")
    page.click("#papers [data-table=clear]")
    page.wait_for_selector("#papers tbody input:checked", state="detached")
    assert len(titles(page)) == 3


def test_a_bar_and_a_dot_select_papers_and_the_selection_becomes_a_filter(page: "Page") -> None:
    open_library(page)
    page.click("#plots button[aria-label^='no year: 1 paper']")
    page.wait_for_selector("#plots .dot[aria-pressed=true]")
    page.hover(f"#plots .dot[data-paper={ZEBU.paper_id}]")
    assert page.inner_text(".peek") == f"{ZEBU.title} (2024)"
    page.click(f"#plots .dot[data-paper={ZEBU.paper_id}]")
    page.wait_for_function("document.querySelectorAll('#plots .dot[aria-pressed=true]').length === 2")
    page.click("#plots button[aria-label^='no year: 1 paper']")
    page.wait_for_function("document.querySelectorAll('#plots .dot[aria-pressed=true]').length === 1")
    page.click("#ask-only")
    page.wait_for_selector(f"#filters >> text=Asking only: {ZEBU.title}")
    ask(page)
    assert page.locator("#turn-0 .card").count() == 1


def test_a_frame_on_the_map_selects_and_arrow_keys_walk_it(page: "Page") -> None:
    open_library(page)
    page.locator("#map").scroll_into_view_if_needed()
    box = page.locator("#map").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 9, box["y"] + 9)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 4, box["y"] + box["height"] - 4, steps=4)
    page.mouse.up()
    page.wait_for_function("document.querySelectorAll('#plots .dot[aria-pressed=true]').length === 3")
    page.focus("#map .dot[tabindex='0']")
    first = page.evaluate("document.activeElement.dataset.paper")
    for key in ("ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.className") == "dot"
    assert page.locator("#map .dot[tabindex='0']").count() == 1
    assert first


def test_a_rating_with_a_comment_is_kept_beside_the_library(page: "Page", library: Path) -> None:
    ask(page)
    page.click("#turn-0 .thumb.down")
    page.fill("#turn-0 .comment input", "It is 14 litres")
    page.keyboard.press("Enter")
    page.wait_for_selector("#turn-0 .thanks >> text=Thank you")
    file = library / "feedback.jsonl"
    page.wait_for_timeout(500)
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert [(each["rating"], each["comment"]) for each in lines] == [
        ("down", ""),
        ("down", "It is 14 litres"),
    ]
    page.reload()
    page.wait_for_selector("#turn-0 .thumb.down[aria-pressed=true]")


def test_the_sources_of_an_answer_are_saved(page: "Page") -> None:
    ask(page)
    assert "Found by words" in page.inner_text("#turn-0 .card")
    with page.expect_download() as saved:
        page.click("#turn-0 .exports >> text=CSV")
    assert saved.value.suggested_filename == "sources.csv"
    assert ZEBU.title in saved.value.path().read_text("utf-8")


def test_quality_says_how_to_measure_then_shows_the_report(page: "Page", library: Path) -> None:
    page.click("role=tab[name=Quality]")
    page.wait_for_selector("#quality >> text=Not measured yet")
    write(library, a_report())
    page.click("role=tab[name=Ask]")
    page.click("role=tab[name=Quality]")
    page.wait_for_selector("#quality >> text=Gate failed")
    page.click("#quality .case summary")
    assert HOSTILE in page.inner_text("#quality .case")
    assert page.locator("#quality img").count() == 0


def test_a_long_list_is_gone_through_with_a_button(chromium: "Browser", tmp_path: Path) -> None:
    many = [paper(f"Kettle number {number}", "It boils.") for number in range(30)]
    with assistant_of(tmp_path / "library", *many) as assistant:
        served = launch(assistant, port=free_port())
        page = chromium.new_page()
        page.goto(str(served.local_url))
        page.wait_for_selector(".opening")
        ask(page, "List all papers")
        page.click("#turn-0 .more button")
        page.wait_for_selector("#thread #turn-1 .answer-text >> text=Kettle number 29")
        assert page.locator("#turn-0 .more, #turn-1 .more").count() == 0
        page.close()
        served.close(verbose=False)
