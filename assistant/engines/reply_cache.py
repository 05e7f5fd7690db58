"""Replies of language models kept on disk, so that the same request need not be sent twice."""

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path

KEPT = 10_000
"""Replies; the oldest go first."""


class ReplyCache:
    """Whole replies by a hash of their request, in one SQLite file. Safe to share between threads and
    processes. A file that cannot be read or written is as good as an empty one."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def get(self, key: str) -> str | None:
        """The reply that was kept under `key`; None when there is none."""
        try:
            with closing(self._open()) as database:
                row = database.execute("SELECT text FROM replies WHERE key = ?", (key,)).fetchone()
        except (sqlite3.Error, OSError):
            return None
        return str(row[0]) if row else None

    def put(self, key: str, text: str) -> None:
        """Keep a reply."""
        try:
            with closing(self._open()) as database, database:
                database.execute("INSERT OR REPLACE INTO replies VALUES (?, ?, ?)", (key, text, time.time()))
                database.execute(
                    "DELETE FROM replies WHERE key NOT IN "
                    "(SELECT key FROM replies ORDER BY kept DESC LIMIT ?)",
                    (KEPT,),
                )
        except (sqlite3.Error, OSError):
            return

    def _open(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(self._path, os.O_CREAT | os.O_WRONLY, 0o600))  # holds what people asked
        database = sqlite3.connect(self._path, timeout=5)
        database.execute("CREATE TABLE IF NOT EXISTS replies (key TEXT PRIMARY KEY, text TEXT, kept REAL)")
        return database


def user_cache() -> ReplyCache:
    """The cache in the person's own cache folder."""
    from platformdirs import user_cache_path  # only when it is asked for

    return ReplyCache(user_cache_path("assistant") / "replies.sqlite3")
