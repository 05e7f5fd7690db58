"""`assistant export` and `assistant import`, as a person uses them."""

import json
from pathlib import Path

from tests.assistant.cli.test_commands import is_one_clear_line, run
from tests.papers import paper
from tests.vectorstore.fakes import WordEmbedder
from vectorstore import Library
from vectorstore.importers import to_jsonl


def test_papers_go_into_an_archive_and_come_out_of_it(tmp_path: Path) -> None:
    written = paper("A Made-Up Study of Quiet Gardens", "Quiet gardens lower the pulse.")
    with Library.open(tmp_path / "one", embedder=WordEmbedder()) as library:
        library.ingest([written])
    archive = tmp_path / "backup.zip"
    done = run("export", archive, "--library", tmp_path / "one")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert "Exported 1 paper" in done.stderr
    is_one_clear_line(run("export", archive, "--library", tmp_path / "one"), 2)
    done = run("import", archive, "--library", tmp_path / "two")
    assert done.returncode == 0, done.stderr
    assert "Imported 1 paper" in done.stderr
    is_one_clear_line(run("import", archive, "--library", tmp_path / "two"), 2)
    listed = json.loads(run("papers", "--json", "--library", tmp_path / "two").stdout)
    assert [each["title"] for each in listed["papers"]] == [written.title]
    (tmp_path / "list.jsonl").write_text(to_jsonl([written]), encoding="utf-8")
    is_one_clear_line(run("import", tmp_path / "list.jsonl", "--library", tmp_path / "two"), 2)
