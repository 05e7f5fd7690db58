"""What people asked and thought can be read by them alone."""

import stat
from pathlib import Path

import pytest

from assistant.engines.reply_cache import ReplyCache
from evals.journal import Journal


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    for _ in range(2):  # made, then opened again
        with Journal(tmp_path / "outcomes.jsonl", "key", resume=True):
            pass
        ReplyCache(tmp_path / "replies.sqlite3").put("key", "text")
    assert ReplyCache(tmp_path / "replies.sqlite3").get("key") == "text"
    return [path for path in tmp_path.iterdir() if path.is_file()]


def test_journals_and_kept_replies_are_for_their_owner(files: list[Path]) -> None:
    assert {path.name for path in files} >= {"outcomes.jsonl", "replies.sqlite3"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
