"""The audit of packages: a fault fails, an accepted one does not, and nothing audited is said."""

import json
from typing import Any

from tests import audit


def verdict(*packages: dict[str, Any]) -> tuple[int, str]:
    return audit.verdict(json.dumps({"dependencies": packages}))


def package(name: str, *faults: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "version": "1", "vulns": list(faults)}


def test_a_known_fault_fails_and_is_named() -> None:
    code, said = verdict(package("a"), package("b", {"id": "PYSEC-1", "aliases": []}))
    assert code == 1
    assert "b 1: PYSEC-1" in said


def test_an_accepted_fault_passes_under_any_of_its_names() -> None:
    fault = {"id": "GHSA-x", "aliases": ["CVE-2026-45829"]}
    assert verdict(package("chromadb", fault)) == (
        0,
        "1 packages audited, 0 not known there, 0 with a fault.",
    )


def test_where_nothing_could_be_audited_that_is_said() -> None:
    code, said = verdict({"name": "a", "skip_reason": "not found"})
    assert (code, said.split(":")[0]) == (0, "Audit skipped")
    assert audit.verdict("no JSON")[1].startswith("Audit skipped")
