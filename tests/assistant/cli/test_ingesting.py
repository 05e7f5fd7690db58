"""Merged records are reported, shown and split; --sync asks before papers leave."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.assistant.cli.test_commands import document, is_one_clear_line, run

TIDES = "The slow turning of tides in shallow bays"
PREPRINT = {"title": TIDES, "authors": ["Ada Love"], "date": "2020", "arxiv_id": "2001.00001"}
ARTICLE = {
    "title": TIDES,
    "authors": ["A. Love"],
    "date": "2021",
    "doi": "10.1000/tides",
    "abstract": "Tides.",
}
OTHER = {"title": "Sands that sing", "authors": ["Bob Ray"], "abstract": "Sands sing."}


def listed(file: Path, records: Sequence[dict[str, Any]]) -> Path:
    file.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return file


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    preprints = listed(tmp_path / "preprints.jsonl", [PREPRINT, OTHER])
    articles = listed(tmp_path / "articles.jsonl", [ARTICLE])
    planned = document("ingest", preprints, articles, "--library", tmp_path / "library", "--dry-run")
    assert not (tmp_path / "library").exists()
    report = document("ingest", preprints, articles, "--library", tmp_path / "library")
    assert report == planned
    assert report == {
        "read": 3,
        "new": 2,
        "unchanged": 0,
        "updated": 0,
        "merged": 1,
        "without_abstract": 1,
        "unreadable": [],
    }
    return tmp_path / "library"


def test_a_merge_is_shown_and_can_be_undone(filled: Path) -> None:
    [merged] = document("papers", "--merged", "--library", filled)["papers"]
    assert merged["doi"] == "10.1000/tides"
    assert [record["year"] for record in merged["merged_from"]] == [2020, 2021]
    assert TIDES in run("papers", "--merged", "--library", filled).stdout
    assert run("split", merged["paper_id"], "--library", filled).returncode == 0
    assert len(document("papers", "--library", filled)["papers"]) == 3
    assert document("papers", "--merged", "--library", filled)["papers"] == []
    is_one_clear_line(run("split", merged["paper_id"], "--library", filled), 2)


def test_sync_removes_what_left_the_list_once_that_is_confirmed(filled: Path, tmp_path: Path) -> None:
    articles = tmp_path / "articles.jsonl"
    sync: list[str | Path] = ["ingest", articles, "--sync", "--library", filled]
    is_one_clear_line(run(*sync, "--json"), 2)
    is_one_clear_line(run(*sync), 2)
    planned = run(*sync, "--dry-run")
    assert "Sands that sing" in planned.stderr
    assert len(document("papers", "--library", filled)["papers"]) == 2
    report = document(*sync, "--yes")
    assert (report["read"], report["updated"], report["removed"]) == (1, 1, 1)
    [paper] = document("papers", "--library", filled)["papers"]
    assert (paper["title"], paper["year"]) == (TIDES, 2021)
    assert document(*sync)["removed"] == 0


def test_people_read_the_report_as_a_table(filled: Path, tmp_path: Path) -> None:
    done = run("ingest", tmp_path / "articles.jsonl", "--library", filled)
    rows = dict(line.rsplit(maxsplit=1) for line in done.stderr.splitlines() if line[-1:].isdigit())
    assert {name.strip(): count for name, count in rows.items()} == {
        "read": "1",
        "new": "0",
        "unchanged": "1",
        "updated": "0",
        "merged": "0",
        "without abstract": "0",
        "unreadable": "0",
    }


def test_people_read_where_a_record_could_not_be_read_and_why(tmp_path: Path) -> None:
    file = tmp_path / "list.jsonl"
    file.write_text(json.dumps(OTHER) + '\n{"title": 3}\n', "utf-8")
    done = run("ingest", file, "--dry-run", "--library", tmp_path / "library", env={"COLUMNS": "200"})
    [row] = [line for line in done.stderr.splitlines() if "expected 'title' to be a text" in line]
    assert row.split()[:2] == [str(file)[:40], "2"]


def test_the_columns_of_a_table_can_be_named(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("Name;What it says;When\nSands that sing;Sands sing.;2019\n", "utf-8")
    library = tmp_path / "library"
    is_one_clear_line(run("ingest", table, "--library", library), 2)
    columns = "title=Name,abstract=What it says,date=When"
    assert document("ingest", table, "--columns", columns, "--library", library)["new"] == 1
    [paper] = document("papers", "--library", library)["papers"]
    assert (paper["title"], paper["abstract"], paper["year"]) == ("Sands that sing", "Sands sing.", 2019)
    for wrong in ("title", "title=", "nonsense=Name"):
        is_one_clear_line(run("ingest", table, "--columns", wrong, "--library", library), 2)
