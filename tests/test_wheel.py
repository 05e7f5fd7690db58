"""The wheel holds the whole product with its data, and nothing else."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.architecture.tree import ROOMS, ROOT, files


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], cwd=ROOT, check=True
    )
    (built,) = folder.iterdir()
    return zipfile.ZipFile(built)


def test_it_holds_every_file_of_the_rooms_and_the_page_and_no_other(wheel: zipfile.ZipFile) -> None:
    product = {path.as_posix() for path in files() if path.parts[0] in ROOMS or path.name == "app.py"}
    assert {name for name in wheel.namelist() if ".dist-info/" not in name} == product


@pytest.mark.parametrize(
    "data",
    [
        "prompts/answer.md",
        "vectorstore/embeddings/model/tokenizer.json",
        "vectorstore/sample/papers.jsonl",
        "evals/cases/facts.jsonl",
    ],
)
def test_it_holds_the_data_that_the_program_reads(wheel: zipfile.ZipFile, data: str) -> None:
    assert wheel.read(data) == (ROOT / data).read_bytes()


def test_it_brings_the_command_the_licence_and_the_notice(wheel: zipfile.ZipFile) -> None:
    about = {Path(name).name: wheel.read(name).decode() for name in wheel.namelist() if ".dist-info/" in name}
    assert "assistant = assistant.cli:main" in about["entry_points.txt"]
    assert "Apache License" in about["LICENSE"]
    assert "all-MiniLM-L6-v2" in about["NOTICE"]
    assert "License-Expression: Apache-2.0" in about["METADATA"]
