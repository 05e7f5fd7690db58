from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.assistant.catalogue.libraries import opened
from vectorstore import Library


@pytest.fixture(scope="package")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder: Path = tmp_path_factory.mktemp("records")
    with opened(folder) as library:
        yield library
