"""The lock pins every package by version and hash, and says nothing of where it was made."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, requires

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement

from tests.architecture.tree import ROOT

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
WANTED = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]
PYTHONS = ("3.11.0", "3.12.0", "3.13.0")


def entries() -> list[tuple[Requirement, list[str]]]:
    """Each requirement of the lock with its hashes."""
    joined = re.sub(r"\\\n\s*", "", LOCK)
    lines = [line for line in joined.splitlines() if line and not line.startswith("#")]
    return [
        (Requirement(re.sub(r"\s*--hash=\S+", "", line)), re.findall(r"--hash=sha256:([0-9a-f]{64})\b", line))
        for line in lines
    ]


def pinned(name: str, python: str) -> list[str]:
    """The versions of a package that the lock installs on Linux with this Python."""
    key = re.sub(r"[-_.]+", "-", name).lower()
    place = {"python_full_version": python, "python_version": python[:4], "sys_platform": "linux"}
    return [
        str(entry.specifier).removeprefix("==")
        for entry, _ in entries()
        if entry.name == key and (entry.marker is None or Marker(str(entry.marker)).evaluate(place))
    ]


def test_every_line_is_one_exact_version_with_hashes() -> None:
    for entry, hashes in entries():
        assert re.fullmatch(r"==[^*,]+", str(entry.specifier)), entry
        assert hashes, entry


def test_it_holds_no_address_and_no_path() -> None:
    assert not re.search(r"://|file:|@ |^-|/", re.sub(r"--hash=\S+", "", LOCK), re.MULTILINE)


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("requirement", WANTED)
def test_it_pins_what_pyproject_asks_for_on_every_python(requirement: str, python: str) -> None:
    wanted = Requirement(requirement)
    (version,) = pinned(wanted.name, python)
    assert wanted.specifier.contains(version), "run `make lock`"


def test_the_large_neural_frameworks_stay_out() -> None:
    assert not {"jax", "tensorflow", "torch"} & {entry.name for entry, _ in entries()}


def test_an_extra_that_a_package_asks_for_stands_in_the_lock() -> None:
    """Else pip resolves 'name[extra]' apart, takes the newest version, and finds no hash for it."""
    locked = {entry.name: entry.extras for entry, _ in entries()}
    here = {"extra": "", "python_full_version": "3.11.0", "python_version": "3.11"}
    asked = [
        needed
        for name in locked
        for needed in map(Requirement, _requires(name))
        if needed.extras and (needed.marker is None or needed.marker.evaluate(here))
    ]
    assert asked
    for needed in asked:
        key = re.sub(r"[-_.]+", "-", needed.name).lower()
        assert needed.extras <= locked.get(key, set()), needed


def _requires(name: str) -> list[str]:
    try:
        return requires(name) or []
    except PackageNotFoundError:
        return []
