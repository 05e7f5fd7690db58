"""Real Chromium on a real page. Skipped, with the reason, where Chromium or Playwright is missing."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.engines.draft import DraftSentence
from assistant.page import launch
from tests.assistant.page.assistants import ScriptedEngine, assistant_of
from tests.assistant.page.samples import ABSTRACT, HOSTILE, ZEBU
from tests.assistant.page.test_serving import free_port
from tests.papers import paper

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Dialog, Page

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
FACT = DraftSentence(text="The Zebu kettle boils 12 litres in 3 minutes.", numbers=(1,))
LIE = DraftSentence(text="The Zebu kettle plays 40 songs.", numbers=(1,))
HOSTILE_PAPER = paper(HOSTILE, f"A kettle named {HOSTILE} boils. {ABSTRACT}", HOSTILE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def chromium() -> "Iterator[Browser]":
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("chromium is not installed (Debian: apt install chromium)")
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


Address = str
NewPerson = Callable[[], "Page"]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    """A page over three papers, one of them hostile; its engine drafts one true and one false sentence."""
    folder = tmp_path_factory.mktemp("page") / "library"
    with assistant_of(folder, ZEBU, HOSTILE_PAPER, engine=ScriptedEngine(FACT, LIE)) as assistant:
        page = launch(assistant, port=free_port())
        yield str(page.local_url)
        page.close(verbose=False)


@pytest.fixture
def person(chromium: "Browser", address: Address) -> "Iterator[NewPerson]":
    """Opens the page as somebody new: a browser with storage of its own.

    At the end it fails the test when the page loaded from another host, raised an error, or ran a script
    of a paper.
    """
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def refuse(dialog: "Dialog") -> None:
        wrong.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def arrive() -> "Page":
        context = chromium.new_context(viewport={"width": 1280, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: _note_foreign(request.url, address, wrong))
        page.on("pageerror", lambda error: wrong.append(f"page error: {error}"))
        page.on("dialog", refuse)
        page.goto(address)
        page.wait_for_selector(".opening")
        return page

    yield arrive
    for context in contexts:
        context.close()
    assert wrong == []


def _note_foreign(url: str, address: Address, wrong: list[str]) -> None:
    if not url.startswith((address, "data:", "blob:")):
        wrong.append(f"loaded from elsewhere: {url}")
