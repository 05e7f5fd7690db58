"""Importing the package costs next to nothing: what is heavy is loaded when it is used."""

import json
import subprocess
import sys

import pytest

from tests.architecture.imports import HEAVY

LATE = HEAVY | {"nltk", "numpy", "pandas", "pylatexenc", "sqlalchemy", "tiktoken", "transformers"}


def loaded_by(statement: str) -> set[str]:
    """The top-level packages in `sys.modules` after a statement in a fresh process."""
    modules = "import json, sys; print(json.dumps([name.partition('.')[0] for name in sys.modules]))"
    run = subprocess.run(
        [sys.executable, "-c", f"{statement}\n{modules}"], stdout=subprocess.PIPE, text=True, check=True
    )
    return set(json.loads(run.stdout.splitlines()[-1]))


@pytest.mark.parametrize("package", ["assistant", "assistant.cli", "evals", "prompts", "vectorstore"])
def test_importing_loads_nothing_heavy(package: str) -> None:
    assert loaded_by(f"import {package}") & LATE == set()


def test_reading_the_sample_loads_nothing_heavy() -> None:
    assert loaded_by("from vectorstore.sample import sample_papers; sample_papers()") & HEAVY == set()


def test_a_heavy_import_would_be_seen() -> None:
    assert "numpy" in loaded_by("import numpy")
