"""What belongs to the project: the files that the house rules are checked on."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("assistant", "evals", "prompts", "vectorstore")
_FOLDERS = (*ROOMS, ".ci", "docs", "tests")
_MADE = {"__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis"}


def files() -> Iterator[Path]:
    """Every file of the project, relative to its root: the files in the root, and all below its folders.

    Found without git, so that an unpacked archive can be checked too. What tools make is left out.
    """
    for path in sorted(ROOT.iterdir()):
        if path.is_file() and not path.name.startswith(".coverage"):
            yield path.relative_to(ROOT)
    for folder in _FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and not _MADE.intersection(path.parts):
                yield path.relative_to(ROOT)


def python_files() -> list[Path]:
    return [path for path in files() if path.suffix == ".py"]


def product_files() -> list[Path]:
    """The Python of the product: the rooms and `app.py`, without tests."""
    rooms = [path for path in python_files() if path.parts[0] in ROOMS or path.name == "app.py"]
    return [path for path in rooms if not path.name.startswith("test_")]


def read(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")
