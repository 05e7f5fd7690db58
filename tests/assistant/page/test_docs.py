"""What docs/page.md shows works, and what it names exists."""

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from assistant.page import launch
from assistant.page.endpoints import FilterRecord, IngestRecord, PaperRecord
from tests.architecture.tree import ROOT
from tests.assistant.page.assistants import assistant_of
from tests.assistant.page.samples import ZEBU
from tests.assistant.page.test_serving import free_port

PAGE = (ROOT / "docs" / "page.md").read_text("utf-8")


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    with assistant_of(tmp_path / "library", ZEBU) as assistant:
        page = launch(assistant, port=free_port())
        yield str(page.local_url).rstrip("/")
        page.close(verbose=False)


def test_the_example_for_programs_runs(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    (example,) = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    exec(compile(example.replace("http://127.0.0.1:7860", address), "docs/page.md", "exec"), {})  # ours
    assert capsys.readouterr().out.split()[0] in {"answered", "abstained"}


def test_the_fields_of_replies_are_those_of_the_records() -> None:
    for record in (PaperRecord, IngestRecord):
        for each in fields(record):
            assert f'"{each.name}"' in PAGE
    for name in FilterRecord.__annotations__:
        assert f"`{name}`" in PAGE
