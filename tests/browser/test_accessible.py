"""Names, ids and contrast on every tab, in light and dark, by the rules of `accessible.js`."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.page import launch
from tests.assistant.page.assistants import ScriptedEngine, assistant_of
from tests.assistant.page.samples import ZEBU
from tests.assistant.page.test_quality import a_report, write
from tests.assistant.page.test_serving import free_port
from tests.browser.conftest import FACT, LIE
from tests.browser.test_asking import ask
from tests.papers import LIBRARY

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

RULES = (Path(__file__).parent / "accessible.js").read_text("utf-8")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    library = tmp_path_factory.mktemp("accessible") / "library"
    with assistant_of(library, ZEBU, *LIBRARY, engine=ScriptedEngine(FACT, LIE)) as assistant:
        write(library, a_report())
        served = launch(assistant, port=free_port())
        yield str(served.local_url)
        served.close(verbose=False)


def wrong(page: "Page") -> list[str]:
    page.wait_for_timeout(300)  # colours fade
    found: list[str] = page.evaluate(RULES)
    return found


def test_the_rules_find_what_they_are_for(chromium: "Browser") -> None:
    page = chromium.new_page()
    page.set_content("<button></button><input><p style='color: #999'>pale</p><i id='a'></i><i id='a'></i>")
    found = "\n".join(wrong(page))
    for fault in ("no language", "no title", "a twice", "no name: button", "no name: input", "contrast 2.85"):
        assert fault in found
    page.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_everything_has_a_name_and_can_be_read(chromium: "Browser", address: str, theme: str) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{address}?__theme={theme}")
    page.wait_for_selector(".opening")
    assert wrong(page) == []
    ask(page)
    page.click("#thread .left-out summary")
    page.click("#thread .whole summary")
    page.click("#thread .thumb.down")
    page.click("#filters > button")
    page.click("#delete")
    page.wait_for_selector("#confirm-delete")
    assert wrong(page) == []
    page.click("role=tab[name=Library]")
    page.wait_for_selector("#plots .plots")
    page.click("#add > button")
    page.fill("#add textarea", "hello")
    page.click("#preview-button")
    page.wait_for_selector("#report .failure")
    page.locator("#papers tbody input").first.check()
    assert wrong(page) == []
    page.click("role=tab[name=Quality]")
    page.click(".quality .case summary")
    assert wrong(page) == []
    page.close()
