"""The command line keeps its contract: JSON alone on stdout, one clear line for a failure, the exit codes."""

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest


def closed_port() -> int:
    """A loopback port that nothing listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


COMMAND = (sys.executable, "-c", "from assistant.cli import main; main()")


def run(*arguments: str | Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # our own command
        [*COMMAND, *map(str, arguments)],
        capture_output=True,
        text=True,
        env=os.environ | (env or {}),
        timeout=120,
        check=False,
    )


def document(*arguments: str | Path) -> Any:
    done = run(*arguments, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def is_one_clear_line(done: subprocess.CompletedProcess[str], exit_code: int) -> None:
    assert done.returncode == exit_code, done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert done.stderr.strip().startswith("assistant: ")
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, publications: Path) -> Path:
    folder = tmp_path_factory.mktemp("libraries") / "filled"
    report = document("ingest", publications, "--library", folder)
    assert {name: report[name] for name in ("read", "new", "unchanged", "updated", "merged")} == {
        "read": 2,
        "new": 2,
        "unchanged": 0,
        "updated": 0,
        "merged": 0,
    }
    [unreadable] = report["unreadable"]
    assert unreadable["line"] == 4
    assert unreadable["reason"]
    return folder


def test_ingesting_the_same_list_again_changes_nothing(filled: Path, publications: Path) -> None:
    assert document("ingest", publications, "--library", filled)["unchanged"] == 2


def test_a_dry_run_writes_nothing(tmp_path: Path, publications: Path) -> None:
    folder = tmp_path / "library"
    assert document("ingest", publications, "--library", folder, "--dry-run")["new"] == 2
    assert not folder.exists()


def test_ask_prints_an_answer_with_its_citation(filled: Path) -> None:
    answer = document("ask", "How many whale calls does WhaleNet find?", "--library", filled)
    assert answer["status"] == "answered"
    assert "93%" in answer["text"]
    [citation] = answer["citations"]
    [paper] = [
        paper
        for paper in document("papers", "--library", filled)["papers"]
        if paper["paper_id"] == citation["paper_id"]
    ]
    assert paper["abstract"][citation["start"] : citation["end"]] == citation["quote"]


def test_ask_shows_people_the_quote(filled: Path) -> None:
    done = run("ask", "How many whale calls does WhaleNet find?", "--library", filled)
    assert "[1] WhaleNet" in done.stdout
    assert "“WhaleNet finds 93% of all calls.”" in done.stdout


def test_an_abstention_is_an_answer(filled: Path) -> None:
    assert document("ask", "Who funded WhaleNet?", "--library", filled)["status"] == "abstained"


def test_history_gives_a_follow_up_its_subject(filled: Path, tmp_path: Path) -> None:
    history = tmp_path / "turns.json"
    history.write_text(json.dumps([{"question": "What is WhaleNet?", "answer": "A network."}]), "utf-8")
    answer = document("ask", "How many calls does it find?", "--library", filled, "--history", history)
    assert "WhaleNet" in answer["standalone_question"]
    assert "93%" in answer["text"]


def test_papers_lists_what_the_contract_names(filled: Path) -> None:
    papers = document("papers", "--library", filled)["papers"]
    assert [paper["year"] for paper in papers] == [2023, 2024]
    assert {"paper_id", "title", "authors", "authors_complete", "date", "year", "categories", "venue"} <= set(
        papers[0]
    )
    assert {"has_code", "url", "doi", "abstract"} <= set(papers[0])
    assert [paper["authors_complete"] for paper in papers] == [False, True]


@pytest.mark.parametrize(
    ("flags", "count"),
    [
        (["--year", "2023"], 1),
        (["--since", "2024"], 1),
        (["--until", "2020"], 0),
        (["--category", "CV"], 1),
        (["--author", "Ada Example"], 1),
        (["--author", "Nobody"], 0),
        (["--code"], 1),
        (["--no-code"], 1),
    ],
)
def test_papers_can_be_filtered(filled: Path, flags: Sequence[str], count: int) -> None:
    assert len(document("papers", "--library", filled, *flags)["papers"]) == count


def test_remove_and_reindex(tmp_path: Path, publications: Path) -> None:
    folder = tmp_path / "library"
    document("ingest", publications, "--library", folder)
    first = document("papers", "--library", folder)["papers"][0]["paper_id"]
    assert run("remove", first, "--library", folder).returncode == 0
    assert len(document("papers", "--library", folder)["papers"]) == 1
    is_one_clear_line(run("remove", first, "--library", folder), 2)
    assert run("reindex", "--library", folder).returncode == 0


def test_the_sample_ships_along(tmp_path: Path) -> None:
    assert document("ingest", "--sample", "--library", tmp_path / "library", "--dry-run")["new"] == 35


def test_check_prints_a_verdict_a_line(tmp_path: Path) -> None:
    file = tmp_path / "claims.jsonl"
    claims = [
        {"id": "a", "claim": "Songs are 18% shorter.", "evidence": "Songs are 18% shorter near ships."},
        {"id": "b", "claim": "Songs are 81% shorter.", "evidence": "Songs are 18% shorter near ships."},
    ]
    file.write_text("\n".join(map(json.dumps, claims)), "utf-8")
    done = run("check", "--json", file)
    verdicts = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(each["id"], each["verdict"]) for each in verdicts] == [("a", "supported"), ("b", "unsupported")]
    assert all(0 <= each["support"] <= 1 for each in verdicts)


def test_doctor_says_what_there_is(filled: Path) -> None:
    found = document("doctor", "--library", filled)
    assert found["library"]["papers"] == 2
    assert found["engine"] == "extractive"
    assert found["llm"]["answers"] is False
    assert run("doctor", "--library", filled).returncode == 0


def test_doctor_finds_a_damaged_catalogue_and_says_how_to_restore_it(filled: Path, tmp_path: Path) -> None:
    damaged = shutil.copytree(filled, tmp_path / "damaged")  # the tests below use the other one
    file = damaged / "catalogue.sqlite3"
    pages = bytearray(file.read_bytes())
    for first in range(4096, len(pages), 4096):
        pages[first + 8 : first + 40] = b"\xff" * 32
    file.write_bytes(pages)
    problem = document("doctor", "--library", damaged)["library"]["problem"]
    assert "damaged; restore it from a backup" in problem
    assert "\n" not in problem


def bad_inputs(folder: Path) -> dict[str, tuple[int, list[str | Path]]]:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.bin").write_bytes(bytes(range(256)) * 40)
    (folder / "prose.txt").write_text("Dear diary, nothing happened today.\n" * 5, "utf-8")
    (folder / "turns.json").write_text('{"question": "no list"}', "utf-8")
    (folder / "claims.jsonl").write_text('{"id": "a"}\n', "utf-8")
    other = folder / "other"
    other.mkdir()
    (other / "notes.txt").write_text("mine", "utf-8")
    library = folder / "library"
    return {
        "empty file": (2, ["ingest", folder / "empty.txt", "--library", library]),
        "binary file": (2, ["ingest", folder / "binary.bin", "--library", library]),
        "no record": (2, ["ingest", folder / "prose.txt", "--library", library]),
        "no such file": (2, ["ingest", folder / "missing.txt", "--library", library]),
        "nothing to ingest": (2, ["ingest", "--library", library]),
        "another program's folder": (2, ["papers", "--library", other]),
        "a file as library": (2, ["papers", "--library", folder / "prose.txt"]),
        "empty question": (2, ["ask", "  ", "--library", library]),
        "endless question": (2, ["ask", "why " * 25_000, "--library", library]),
        "history that is no list": (
            2,
            ["ask", "why?", "--library", library, "--history", folder / "turns.json"],
        ),
        "claims without evidence": (2, ["check", folder / "claims.jsonl"]),
        "unknown paper": (2, ["remove", "p000000000000", "--library", library]),
    }


@pytest.mark.parametrize(
    "name",
    [
        "empty file",
        "binary file",
        "no record",
        "no such file",
        "nothing to ingest",
        "another program's folder",
        "a file as library",
        "empty question",
        "endless question",
        "history that is no list",
        "claims without evidence",
        "unknown paper",
    ],
)
def test_bad_input_gets_one_clear_line(name: str, tmp_path: Path) -> None:
    exit_code, arguments = bad_inputs(tmp_path)[name]
    is_one_clear_line(run(*arguments), exit_code)
    assert not (tmp_path / "library").exists(), "nothing is half-written"
    assert sorted(path.name for path in (tmp_path / "other").iterdir()) == ["notes.txt"]


def test_wrong_usage_exits_with_2() -> None:
    assert run("ask").returncode == 2
    assert run("nonsense").returncode == 2


def test_a_server_that_is_down_exits_with_3_when_it_was_asked_for(filled: Path) -> None:
    env = {"OPENAI_BASE_URL": f"http://127.0.0.1:{closed_port()}/v1", "OPENAI_API_KEY": "sk-secret-key"}
    done = run("ask", "What is WhaleNet?", "--library", filled, "--engine", "llm", env=env)
    is_one_clear_line(done, 3)
    assert "sk-secret-key" not in done.stderr


def test_an_llm_that_nobody_configured_is_wrong_input(filled: Path) -> None:
    done = run("ask", "What is WhaleNet?", "--library", filled, "--engine", "llm")
    is_one_clear_line(done, 2)
    assert "OPENAI_" in done.stderr


def test_help_names_every_command_and_loads_nothing_heavy() -> None:
    listed = run("--help").stdout
    for command in "ingest ask chat papers remove reindex serve eval check doctor".split():
        assert f"  {command} " in listed
    heavy = "chromadb gradio llama_index onnxruntime openai numpy pydantic".split()
    code = f"import assistant.cli, sys; print([name for name in {heavy!r} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
