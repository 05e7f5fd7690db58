"""`--vectorstore`: the same commands on a Chroma server."""

import json
from pathlib import Path

import pytest

from tests.assistant.cli.test_commands import is_one_clear_line, run
from tests.vectorstore.chroma_process import chroma_process

TOKEN = "made-up-token-of-chroma"


def test_a_library_is_filled_and_asked_on_a_server_that_the_command_names(tmp_path: Path) -> None:
    library = ("--library", tmp_path / "library")
    token = tmp_path / "token"
    token.write_text(TOKEN + "\n", encoding="utf-8")
    env = {"ASSISTANT_VECTORSTORE_TOKEN": f"@{token}"}
    with chroma_process(tmp_path / "chroma") as server:
        on_server = (*library, "--vectorstore", server.url)
        done = run("ingest", "--sample", *on_server, env=env)
        assert done.returncode == 0, done.stderr
        assert not (tmp_path / "library" / "index").exists()
        asked = run("ask", "How is robustness measured?", "--json", *on_server, env=env)
        assert json.loads(asked.stdout)["question"]
        elsewhere = run("ask", "What is measured?", *library)
        is_one_clear_line(elsewhere, 2)
        assert server.url in elsewhere.stderr
    is_one_clear_line(run("reindex", *on_server, env=env), 3)
    for file in (tmp_path / "library").iterdir():
        assert TOKEN.encode() not in file.read_bytes()


@pytest.mark.parametrize(
    ("url", "token", "exit_code"), [("chroma", "x", 2), ("http://127.0.0.1:9", "@missing", 2)]
)
def test_a_wrong_address_or_token_file_is_one_clear_line(
    tmp_path: Path, url: str, token: str, exit_code: int
) -> None:
    done = run(
        *("papers", "--library", tmp_path / "library", "--vectorstore", url),
        env={"ASSISTANT_VECTORSTORE_TOKEN": token},
    )
    is_one_clear_line(done, exit_code)
