"""Imports point one way, heavy ones come late, and a late one says why."""

from pathlib import Path

import pytest

from tests.architecture.imports import direction_problems, imports_of, place_problems, weight_problems
from tests.architecture.tree import product_files, python_files, read


def test_rooms_import_only_what_lies_below_them() -> None:
    problems = [problem for path in python_files() for problem in direction_problems(read(path), path)]
    assert not problems, "\n".join(problems)


def test_heavy_packages_are_imported_late() -> None:
    problems = [problem for path in product_files() for problem in weight_problems(read(path), path)]
    assert not problems, "\n".join(problems)


def test_imports_stand_at_the_top_or_say_why_not() -> None:
    problems = [problem for path in product_files() for problem in place_problems(read(path), path)]
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("vectorstore/a.py", "import assistant"),
        ("vectorstore/a.py", "from assistant.answer import Answer"),
        ("vectorstore/a.py", "import prompts"),
        ("vectorstore/a/b.py", "def f():\n    import evals.case"),
        ("vectorstore/a.py", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import assistant"),
        ("vectorstore/a.py", "import importlib\nimportlib.import_module('assistant.chain')"),
        ("vectorstore/a.py", "__import__('assistant')"),
        ("vectorstore/__init__.py", "from .. import assistant"),
        ("vectorstore/a/b.py", "from ...assistant import answer"),
        ("prompts/a.py", "import vectorstore"),
        ("assistant/a.py", "import evals"),
        ("assistant/cli/asking.py", "from evals import command"),
        ("assistant/a.py", "try:\n    import app\nexcept ImportError:\n    pass"),
        ("assistant/a.py", "import tests"),
        ("evals/a.py", "import app"),
        ("app.py", "import vectorstore"),
        ("assistant/a.py", "from vectorstore.catalogue.rows import row"),
        ("assistant/a.py", "from vectorstore import index"),
        ("evals/a.py", "import vectorstore.chunking"),
    ],
)
def test_an_import_in_the_wrong_direction_is_found(path: str, source: str) -> None:
    assert len(direction_problems(source, Path(path))) == 1


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("vectorstore/catalogue/a.py", "from . import rows\nfrom .. import index\nfrom .rows import row"),
        ("assistant/a.py", "from vectorstore import Library\nimport prompts\nfrom assistant import answer"),
        ("evals/a.py", "import assistant.chain\nimport vectorstore\nimport prompts\nimport json"),
        ("assistant/cli/commands.py", "import_module('evals.command')"),
        ("tests/vectorstore/test_a.py", "from vectorstore.catalogue import rows\nimport app"),
    ],
)
def test_an_import_in_the_right_direction_passes(path: str, source: str) -> None:
    assert direction_problems(source, Path(path)) == []


@pytest.mark.parametrize("package", ["gradio", "llama_index.core", "chromadb", "onnxruntime", "openai"])
def test_a_heavy_import_at_the_top_is_found(package: str) -> None:
    path = Path("assistant/a.py")
    assert weight_problems(f"import {package}", path)
    assert weight_problems(f"try:\n    from {package} import x\nexcept ImportError:\n    x = None", path)
    assert weight_problems(f"class A:\n    import {package}", path)
    assert not weight_problems(f"def f():\n    import {package}", path)
    assert not weight_problems(
        f"from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import {package}", path
    )


def test_a_local_import_needs_a_reason() -> None:
    path = Path("assistant/a.py")
    assert place_problems("def f():\n    from assistant.chain import Assistant", path)
    assert place_problems("def f():\n    import json  # rarely needed", path)
    assert not place_problems("def f():\n    import gradio  # takes seconds", path)
    assert not place_problems("def f():\n    # takes seconds\n    import gradio", path)
    assert not place_problems("def __getattr__(name):\n    from assistant.chain import Assistant", path)


def test_relative_imports_are_read_as_absolute_ones() -> None:
    source = "from . import a\nfrom .a import b\nfrom .. import c\nfrom ..d import e"
    found = [found.target for found in imports_of(source, Path("assistant/cli/asking.py"))]
    assert found == ["assistant.cli.a", "assistant.cli.a.b", "assistant.c", "assistant.d.e"]
