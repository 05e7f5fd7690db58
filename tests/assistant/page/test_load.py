"""The load of `make bench-load`, for a few clients and seconds."""

import os
from pathlib import Path

from assistant.page import launch
from tests.assistant.page.assistants import assistant_of
from tests.assistant.page.samples import ZEBU
from tests.assistant.page.test_serving import free_port
from tests.load import load


def test_clients_at_once_are_all_answered_without_an_error(tmp_path: Path) -> None:
    with assistant_of(tmp_path / "library", ZEBU) as assistant:
        page = launch(assistant, port=free_port())
        try:
            found = load(str(page.local_url).rstrip("/"), os.getpid(), clients=6, seconds=2)
        finally:
            page.close(verbose=False)
    assert not found.errors
    assert len(found.seconds) >= 6
    assert min(found.quarters()) > 0
