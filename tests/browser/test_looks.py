"""Screenshots of every tab, three widths, light and dark, in the git-ignored `artefacts/`, to be looked at.

What a program can see is checked on the way: nothing wider than the screen, focus in reading order.
"""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.test_asking import ask

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import NewPerson

ARTEFACTS = Path(__file__).parents[2] / "artefacts"
WIDTHS = {360: 780, 1024: 768, 1920: 1080}


def keep(page: "Page", name: str) -> None:
    ARTEFACTS.mkdir(exist_ok=True)
    page.screenshot(path=ARTEFACTS / f"{name}.png")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_tab_fits_every_width(person: "NewPerson", theme: str) -> None:
    page = person()
    if page.evaluate("document.body.classList.contains('dark')") != (theme == "dark"):
        page.click("[data-theme-switch]")
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        keep(page, f"opening-{theme}-{width}")
    ask(page)
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        keep(page, f"answer-{theme}-{width}")
    for tab, ready in (("Library", "#plots figure"), ("Quality", "#quality h2")):
        page.click(f"role=tab[name={tab}]")
        page.wait_for_selector(ready)
        for width, height in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": height})
            page.wait_for_timeout(200)
            keep(page, f"{tab.lower()}-{theme}-{width}")


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
