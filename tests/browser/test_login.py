from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.page import Credentials, launch
from tests.assistant.page.assistants import assistant_of
from tests.assistant.page.samples import ZEBU
from tests.assistant.page.test_serving import free_port

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    with assistant_of(tmp_path / "library", ZEBU) as assistant:
        served = launch(assistant, port=free_port(), credentials=Credentials(user="ann", password="right"))
        yield str(served.local_url)
        served.close(verbose=False)


def test_a_wrong_password_is_told_and_the_right_one_lets_in(chromium: "Browser", address: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("input[type=password]")
    assert ZEBU.title not in page.content()
    for password in ("wrong", "right"):
        page.locator("input:not([type=password])").first.fill("ann")
        page.fill("input[type=password]", password)
        page.click("role=button[name=/log ?in/i]")
        if password == "wrong":
            page.wait_for_selector("text=/incorrect/i")
    page.wait_for_selector(".opening")
    context.close()
