"""Stop, and many people at the same time."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.chain import Assistant
from assistant.engines.draft import DraftRequest, DraftSentence, DraftUsage
from assistant.page import launch
from assistant.settings import Settings
from tests.assistant.page.assistants import ScriptedEngine, assistant_of
from tests.assistant.page.samples import ZEBU
from tests.assistant.page.test_serving import free_port
from tests.browser.conftest import FACT
from tests.fake_openai import FakeOpenAI, silent

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PEOPLE = 20


class WaitingEngine(ScriptedEngine):
    """Says one sentence, then waits to be released before the next; counts who is waiting."""

    def __init__(self) -> None:
        super().__init__(FACT)
        self.released = threading.Event()
        self.waiting = threading.Semaphore(0)

    def draft(self, request: DraftRequest, usage: DraftUsage) -> Iterator[DraftSentence]:  # noqa: ARG002
        yield FACT
        self.waiting.release()
        self.released.wait(60)
        yield DraftSentence(text="It is quiet.", numbers=(1,))


@pytest.fixture
def waiting(tmp_path: Path) -> "Iterator[tuple[str, WaitingEngine]]":
    engine = WaitingEngine()
    with assistant_of(tmp_path / "library", ZEBU, engine=engine) as assistant:
        page = launch(assistant, port=free_port())
        yield str(page.local_url), engine
        engine.released.set()
        page.close(verbose=False)


def test_checked_sentences_stream_and_escape_stops_and_gives_the_question_back(
    chromium: "Browser", waiting: "tuple[str, WaitingEngine]"
) -> None:
    address, engine = waiting
    page = chromium.new_page()
    page.goto(address)
    page.wait_for_selector(".opening")
    page.fill("#composer textarea", "How fast is the Zebu kettle?")
    page.press("#composer textarea", "Enter")
    page.wait_for_selector("#live .answer-text .cite")
    assert "12 litres" in page.inner_text("#live .answer-text")
    page.wait_for_selector("#composer .stop-button")
    page.keyboard.press("Escape")
    page.wait_for_function("document.querySelector('#composer textarea').value !== ''")
    assert page.input_value("#composer textarea") == "How fast is the Zebu kettle?"
    page.wait_for_selector("#live .turn", state="detached")
    engine.released.set()
    while (
        page.locator("#turn-0").count() == 0
    ):  # Gradio drops an Enter until it has seen the cancelled run end
        page.press("#composer textarea", "Enter")
        page.wait_for_timeout(300)
    page.wait_for_selector("#thread #turn-0")
    page.close()


def test_stopping_a_question_closes_its_request_to_the_model(chromium: "Browser", tmp_path: Path) -> None:
    folder = tmp_path / "library"
    with FakeOpenAI(silent()) as server, assistant_of(folder, ZEBU) as known:
        settings = Settings.load(OPENAI_BASE_URL=server.base_url, OPENAI_API_KEY="k", model="fake")
        served = launch(Assistant(known.library, settings=settings), port=free_port())
        page = chromium.new_page()
        page.goto(str(served.local_url))
        page.wait_for_selector(".opening")
        page.fill("#composer textarea", "How fast is the Zebu kettle?")
        page.press("#composer textarea", "Enter")
        page.wait_for_selector("#live >> text=Reading 1 paper")
        while not server.requests:
            page.wait_for_timeout(50)
        assert not server.hung_up.is_set()
        page.keyboard.press("Escape")
        assert server.hung_up.wait(10)
        page.wait_for_function("document.querySelector('#composer textarea').value !== ''")
        page.close()
        served.close(verbose=False)


def test_twenty_people_are_answered_at_the_same_time_and_none_is_refused(
    chromium: "Browser", waiting: "tuple[str, WaitingEngine]"
) -> None:
    address, engine = waiting
    pages = [chromium.new_context().new_page() for _ in range(PEOPLE)]
    for number, page in enumerate(pages):
        page.goto(address)
        page.wait_for_selector(".opening", timeout=60_000)
        page.fill("#composer textarea", f"How fast is the Zebu kettle of person {number:02}?")
        page.press("#composer textarea", "Enter")
    for _ in pages:
        assert engine.waiting.acquire(timeout=60), "not all were being answered at once"
    pages[0].click("[data-theme-switch]")  # alive meanwhile
    engine.released.set()
    for number, page in enumerate(pages):
        page.wait_for_selector("#thread #turn-0", timeout=60_000)
        assert f"person {number:02}" in page.inner_text("#thread .question")
        page.context.close()
