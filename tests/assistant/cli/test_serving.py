"""`assistant serve` opens the page on the library that was named, with the sample where it is asked for."""

from pathlib import Path
from typing import Any

import pytest

import assistant.page
from assistant.chain import Assistant
from assistant.cli import serving
from assistant.cli.choices import EngineOption
from assistant.cli.place import Place
from tests.papers import LIBRARY
from vectorstore import Library
from vectorstore.errors import InputError


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the page was started with, instead of starting it."""
    calls: list[dict[str, Any]] = []

    def serve(opened: Assistant, **given: Any) -> None:
        calls.append(given | {"papers": len(opened.library)})

    monkeypatch.setattr(assistant.page, "serve", serve)
    return calls


def door(auth: str | None = None) -> serving.Door:
    return serving.Door(host="127.0.0.1", port=7860, auth=auth, open_to_anyone=False, mcp=False)


def run(folder: Path, *, sample: bool = False, auth: str | None = None) -> None:
    serving.run(place=Place(library=folder), engine=EngineOption.AUTO, sample=sample, door=door(auth))


def test_the_sample_fills_an_empty_library_once(tmp_path: Path, served: list[dict[str, Any]]) -> None:
    run(tmp_path / "library", sample=True)
    run(tmp_path / "library", sample=True)
    assert [call["papers"] for call in served] == [35, 35]
    assert (served[0]["host"], served[0]["port"]) == ("127.0.0.1", 7860)


def test_the_sample_is_not_mixed_into_somebodys_papers(tmp_path: Path, served: list[dict[str, Any]]) -> None:
    with Library.open(tmp_path / "library") as library:
        library.ingest(LIBRARY)
    run(tmp_path / "library", sample=True)
    assert served[0]["papers"] == len(LIBRARY)


def test_credentials_come_from_the_command_or_a_file(tmp_path: Path, served: list[dict[str, Any]]) -> None:
    file = tmp_path / "auth"
    file.write_text("ada:from-the-file\n", "utf-8")
    run(tmp_path / "library", auth="ada:given")
    run(tmp_path / "library", auth=f"@{file}")
    assert all(call["credentials"] is not None for call in served)
    assert "from-the-file" not in repr(served[1]["credentials"])
    with pytest.raises(InputError):
        run(tmp_path / "library", auth=f"@{tmp_path / 'missing'}")
