"""More questions at once than can be answered or held: who is too many is told so at once."""

import threading
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.page import launch
from assistant.page.ask_tab import SIMULTANEOUS_QUESTIONS
from tests.assistant.page.assistants import assistant_of
from tests.assistant.page.samples import ZEBU
from tests.assistant.page.test_serving import free_port

QUESTION = "How fast is the Zebu kettle?"


def test_a_full_queue_is_told_and_empties_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.page.serving.WAITING", 2)
    with assistant_of(tmp_path / "library", ZEBU) as assistant:
        answer, let_go, busy = assistant.ask, threading.Event(), list[str]()

        def slowly(question: str, **given: Any) -> object:
            busy.append(question)
            let_go.wait(60)
            return answer(question, **given)

        monkeypatch.setattr(assistant, "ask", slowly)
        page = launch(assistant, port=free_port())
        try:
            with httpx.Client(base_url=str(page.local_url), timeout=30) as client:

                def asked() -> httpx.Response:
                    return client.post("/gradio_api/call/ask", json={"data": [QUESTION, None, None]})

                for _ in range(SIMULTANEOUS_QUESTIONS):
                    assert asked().status_code == 200
                deadline = time.monotonic() + 60
                while len(busy) < SIMULTANEOUS_QUESTIONS and time.monotonic() < deadline:
                    time.sleep(0.05)
                assert [asked().status_code for _ in range(2)] == [200, 200]
                refused = asked()
                assert (refused.status_code, "full" in refused.text) == (503, True)
                let_go.set()
                while len(busy) < SIMULTANEOUS_QUESTIONS + 2 and time.monotonic() < deadline:
                    time.sleep(0.05)
                assert asked().status_code == 200
        finally:
            let_go.set()
            page.close(verbose=False)
