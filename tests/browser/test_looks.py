"""Screenshots of every tab and state, four widths, light and dark, in the git-ignored `artefacts/`.

What a program can see is checked on the way: nothing wider than the screen, focus in reading order.
"""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.chain import Assistant
from assistant.page import launch
from assistant.settings import Settings
from tests.assistant.page.assistants import ScriptedEngine, WordEmbedder
from tests.assistant.page.samples import ZEBU
from tests.assistant.page.test_serving import free_port
from tests.browser.test_asking import ask
from vectorstore import Library
from vectorstore.errors import ServerError
from vectorstore.importers import to_jsonl

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import NewPerson


class HeldEmbedder(WordEmbedder):
    """Embeds nothing before it is released."""

    def __init__(self) -> None:
        self.released = threading.Event()

    def embed(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        self.released.wait(60)
        return super().embed(texts)


ARTEFACTS = Path(__file__).parents[2] / "artefacts"
WIDTHS = {360: 780, 768: 1024, 1280: 860, 1920: 1080}


def keep(page: "Page", name: str) -> None:
    """A screenshot at each width."""
    ARTEFACTS.mkdir(exist_ok=True)
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(100)
        page.screenshot(path=ARTEFACTS / f"{name}-{width}.png")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, (name, width)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_tab_fits_every_width(person: "NewPerson", theme: str) -> None:
    page = person()
    if page.evaluate("document.body.classList.contains('dark')") != (theme == "dark"):
        page.click("[data-theme-switch]")
    keep(page, f"opening-{theme}")
    ask(page)
    page.click("#thread .left-out summary")
    keep(page, f"answer-{theme}")
    page.set_viewport_size({"width": 1280, "height": 860})
    page.hover("#thread .cite")
    page.screenshot(path=ARTEFACTS / f"quote-{theme}.png")
    for tab, ready in (("Library", "#plots figure"), ("Quality", "#quality h2")):
        page.click(f"role=tab[name={tab}]")
        page.wait_for_selector(ready)
        keep(page, f"{tab.lower()}-{theme}")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_an_empty_library_a_running_import_and_an_error_say_what_to_do(
    chromium: "Browser", tmp_path: Path, theme: str
) -> None:
    embedder = HeldEmbedder()
    library = Library.open(tmp_path / "library", embedder=embedder)
    engine = ScriptedEngine(error=ServerError("The server of the model is down. Start it and ask again."))
    with Assistant(library, settings=Settings.load(engine="llm"), engine=engine) as assistant:
        served = launch(assistant, port=free_port())
        page = chromium.new_page()
        page.goto(f"{served.local_url}?__theme={theme}")
        page.wait_for_selector("text=This library is empty")
        assert not page.is_visible("#composer textarea")
        keep(page, f"empty-{theme}")
        page.click("text=Add papers")
        page.fill("#add textarea", to_jsonl([ZEBU]))
        page.click("#preview-button")
        page.click("#add-button >> text=Add 1")
        page.wait_for_selector("#report progress")
        page.wait_for_selector("#report >> text=You can go on using the page")
        keep(page, f"importing-{theme}")
        embedder.released.set()
        page.click("#report >> text=Ask about the papers")
        page.wait_for_function("document.activeElement.matches('#composer textarea')")
        ask(page)
        page.wait_for_selector("#turn-0 [role=alert] >> text=could not be answered")
        keep(page, f"error-{theme}")
        page.click("#turn-0 [data-act=edit]")
        page.wait_for_function("document.querySelector('#composer textarea').value !== ''")
        page.close()
        served.close(verbose=False)


def test_tab_goes_through_the_page_in_the_order_in_which_it_is_read(person: "NewPerson") -> None:
    page = person()
    ask(page)
    page.focus("[data-theme-switch]")
    seen: list[str] = []
    for _ in range(40):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate(
                "(e => e.closest('[data-theme-switch]') ? 'theme' : e.matches('.cite') ? 'marker' : "
                "e.closest('.rating') ? 'rating' : e.closest('.card') ? 'source' : "
                "e.closest('#composer') ? 'question' : '')(document.activeElement)"
            )
        )
    order = list(dict.fromkeys(each for each in seen if each))
    assert order[:4] == ["marker", "rating", "source", "question"]
