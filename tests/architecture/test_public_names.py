"""What a package offers is listed once, sorted, and there."""

import ast
import importlib
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import pytest

from tests.architecture.tree import product_files, read

WITH_PUBLIC_NAMES = [
    ".".join(path.with_suffix("").parts).removesuffix(".__init__")
    for path in product_files()
    if any(
        isinstance(node, ast.Assign)
        and any(getattr(target, "id", "") == "__all__" for target in node.targets)
        for node in ast.parse(read(path)).body
    )
]
ROOMS_WITH_A_DOOR = {"assistant", "prompts", "vectorstore"}


def problems(module: ModuleType, names: Sequence[str]) -> list[str]:
    """What is wrong with a module's list of public names."""
    found = [f"no {name}" for name in names if not hasattr(module, name)]
    if sorted(set(names)) != list(names):
        found.append("not sorted, or a name twice")
    return found + [f"private {name}" for name in names if name.startswith("_")]


def test_each_room_lists_its_public_names() -> None:
    assert set(WITH_PUBLIC_NAMES) >= ROOMS_WITH_A_DOOR


@pytest.mark.parametrize("name", WITH_PUBLIC_NAMES)
def test_public_names_are_sorted_and_importable(name: str) -> None:
    module = importlib.import_module(name)
    assert problems(module, module.__all__) == []


def test_a_wrong_list_is_found() -> None:
    module = ModuleType("made_up")
    module.__dict__.update(a=1, b=2, _c=3)
    assert problems(module, ["a", "b"]) == []
    assert problems(module, ["b", "a"])
    assert problems(module, ["a", "a", "b"])
    assert problems(module, ["a", "d"]) == ["no d"]
    assert problems(module, ["_c"])


def test_an_unknown_name_is_an_attribute_error() -> None:
    for name in sorted(ROOMS_WITH_A_DOOR):
        with pytest.raises(AttributeError, match="no_such_name"):
            getattr(importlib.import_module(name), Path("no_such_name").name)
