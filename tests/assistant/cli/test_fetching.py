"""`assistant fetch` brings papers from the services it is told of, and from nowhere without being told."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.assistant.cli.test_commands import closed_port, document, is_one_clear_line, run
from tests.vectorstore.fetching.asking import routed
from tests.vectorstore.fetching.services import OpenAlexStub, arxiv, crossref, datacite
from tests.vectorstore.fetching.stub import Service, Stub, status

SERVICES = ("arxiv", "openalex", "orcid", "crossref", "datacite")


@pytest.fixture
def stub() -> Iterator[Stub]:
    services: dict[str, Service] = {
        "arxiv": arxiv(3),
        "openalex": OpenAlexStub(4, abstracts={"10.1000/b": "Bays at rest."}),
        "crossref": crossref({"10.1000/a": "Tides.", "10.1000/b": None}),
        "datacite": datacite([]),
    }
    with Stub(routed(services)) as started:
        yield started


@pytest.fixture
def env(stub: Stub, tmp_path: Path) -> dict[str, str]:
    addresses = {f"ASSISTANT_{name.upper()}_URL": f"{stub.address}/{name}" for name in SERVICES}
    return {**addresses, "XDG_CACHE_HOME": str(tmp_path / "cache"), "ASSISTANT_MAIL": "ada@example.org"}


def printed(done: "subprocess.CompletedProcess[str]") -> dict[str, object]:
    assert done.returncode == 0, done.stderr
    report: dict[str, object] = json.loads(done.stdout)
    return report


def test_what_is_fetched_is_reported_and_in_the_library(
    stub: Stub, env: dict[str, str], tmp_path: Path
) -> None:
    library, dois = tmp_path / "library", tmp_path / "dois.txt"
    dois.write_text("10.1000/a\n10.1000/b\n10.9999/gone\n", "utf-8")
    fetch: list[str | Path] = ["fetch", "--arxiv-author", "Ada Love", "--dois", dois, "--library", library]
    planned = printed(run(*fetch, "--json", "--dry-run", env=env))
    assert not library.exists()
    asked = len(stub.requests)
    report = printed(run(*fetch, "--json", env=env))
    assert report == planned
    assert (report["read"], report["new"], report["merged"]) == (6, 5, 1)
    assert report["unreadable"] == [
        {
            "file": str(dois),
            "line": 3,
            "reason": "neither Crossref nor DataCite knows the DOI 10.9999/gone",
        }
    ]
    assert len(stub.requests) == asked + 1  # only what was not found
    assert all("ada@example.org" in request.headers["User-Agent"] for request in stub.requests)
    papers = {paper["doi"]: paper for paper in document("papers", "--library", library)["papers"]}
    assert papers["10.1000/b"]["abstract"] == "Bays at rest."
    assert papers["10.1000/b"]["venue"] == "Journal of Tides"
    done = run(*fetch, env=env)
    assert "unchanged" in done.stderr
    assert "neither Crossref nor DataCite" in done.stderr


def test_a_service_that_fails_leaves_the_library_as_it_was(
    stub: Stub, env: dict[str, str], tmp_path: Path
) -> None:
    stub.trouble += [status(429, retry_after="86400")]
    failed = run("fetch", "--openalex-author", "A1", "--library", tmp_path / "library", env=env)
    is_one_clear_line(failed, 3)
    assert "86,400 s" in failed.stderr
    assert not (tmp_path / "library").exists()


def test_without_a_network_it_says_so_in_one_line(env: dict[str, str], tmp_path: Path) -> None:
    nowhere = {**env, "ASSISTANT_OPENALEX_URL": f"http://127.0.0.1:{closed_port()}"}
    failed = run("fetch", "--openalex-author", "A1", "--library", tmp_path / "library", env=nowhere)
    is_one_clear_line(failed, 3)
    assert "network" in failed.stderr


@pytest.mark.parametrize(
    ("arguments", "setting"),
    [
        ([], {}),
        (["--orcid", "0000-0002-1825-0098"], {}),
        (["--openalex-author", "Ada Love"], {}),
        (["--arxiv-author", "Ada Love"], {"ASSISTANT_MAIL": "no mail"}),
        (["--arxiv-author", "Ada Love"], {"ASSISTANT_ARXIV_URL": "nonsense"}),
    ],
)
def test_what_cannot_be_asked_is_said(
    env: dict[str, str], arguments: list[str], setting: dict[str, str]
) -> None:
    is_one_clear_line(run("fetch", *arguments, env=env | setting), 2)
