"""What the product imports is what pyproject.toml declares, and nothing declared is idle."""

import re
import sys
import tomllib
from importlib.metadata import packages_distributions

from packaging.requirements import Requirement

from tests.architecture.imports import MAY_IMPORT, imports_of
from tests.architecture.tree import ROOT, product_files, read

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DISTRIBUTIONS = {**packages_distributions(), "fastembed": ["fastembed"], "sklearn": ["scikit-learn"]}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def declared() -> set[str]:
    optional = PROJECT.get("optional-dependencies", {}).values()
    wanted = [*PROJECT["dependencies"], *(each for group in optional for each in group)]
    return {normal(Requirement(each).name) for each in wanted}


def distribution(target: str) -> str | None:
    """The distribution that an imported name comes from; None for the standard library and for our own."""
    package, _, rest = target.partition(".")
    if package in sys.stdlib_module_names or package in MAY_IMPORT:
        return None
    if package == "llama_index":
        part, _, rest = rest.partition(".")
        name = "-".join(["llama-index", part.replace("_", "-"), *rest.split(".")[:1]])
        return "llama-index" if part in {"core", ""} else normal(name)
    return normal(DISTRIBUTIONS.get(package, [package])[0])


def imported() -> dict[str, str]:
    """Each distribution that the product imports from, and the first file that does."""
    found: dict[str, str] = {}
    for path in product_files():
        for each in imports_of(read(path), path):
            if (name := distribution(each.target)) is not None:
                found.setdefault(name, f"{path}:{each.line}")
    return found


def test_every_imported_package_is_declared() -> None:
    problems = [f"{place}: {name}" for name, place in imported().items() if name not in declared()]
    assert not problems, "\n".join(problems)


def test_every_declared_package_is_imported() -> None:
    assert declared() - imported().keys() == set()


def test_names_are_traced_to_what_is_installed() -> None:
    assert distribution("json.decoder") is None
    assert distribution("vectorstore.records") is None
    assert distribution("typer") == "typer"
    assert distribution("pydantic_settings.BaseSettings") == "pydantic-settings"
    assert distribution("llama_index.core.schema.TextNode") == "llama-index"
    assert (
        distribution("llama_index.vector_stores.chroma.ChromaVectorStore")
        == "llama-index-vector-stores-chroma"
    )
    assert distribution("no_such_package") == "no-such-package"
