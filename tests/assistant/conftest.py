"""A small library of invented papers, made once with the embedded model, for everything that only reads."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.chain import Assistant
from assistant.settings import Settings
from tests.papers import LIBRARY
from vectorstore import Library


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("library") / "animals") as opened:
        opened.ingest(LIBRARY)
        yield opened


@pytest.fixture
def assistant(library: Library) -> Assistant:
    """The extractive assistant. Not closed: its library is shared."""
    return Assistant(library, settings=Settings.load(engine="extractive"))


@pytest.fixture(scope="session")
def publications(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pasted page of two papers and one broken record."""
    file = tmp_path_factory.mktemp("lists") / "page.txt"
    file.write_text(
        "12.5LGMay 3, 2023Code\n"
        "WhaleNet: Listening to Whales with Small NetworksAda Example, Ben Sample et al.\n"
        "We present WhaleNet, a network that hears whales. WhaleNet finds 93% of all calls.\n"
        "LGJun 5\n"
        "CVJul 7, 2024\n"
        "Bees Dance Longer under GlassCleo Model, Dan O'Test\n"
        "Bees in glass hives dance 40% longer than bees in wooden hives.\n",
        "utf-8",
    )
    return file
