"""Vectors kept on disk by content and model, so that no text is embedded twice."""

import hashlib
import sqlite3
import threading
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

VECTORS_NAME: Final = "vectors.sqlite3"
_KEPT: Final = 200_000  # vectors; of 384 dimensions that is about 320 MB
_AT_A_TIME: Final = 500  # below SQLite's bound on parameters
_BUSY_SECONDS: Final = 0.2


class StoredVectors:
    """A bounded table of vectors in a library's folder; the oldest leave first. Safe between threads.

    It holds a hash of model and text, no text. It only saves time: where it cannot be read or written (full
    disk, read-only folder, kept busy by another process) nothing is found or kept and no error is raised; a
    damaged file is replaced. Nothing is created before the library's folder exists.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / VECTORS_NAME
        self._connection: sqlite3.Connection | None = None
        self._guard = threading.Lock()
        self._closed = False

    def find(self, model: str, texts: Iterable[str]) -> "dict[str, NDArray[np.float32]]":
        """The vectors that are kept of these texts by the model of this name."""
        import numpy as np  # local: a tenth of a second, which listing papers does without

        by_key = {_key(model, text): text for text in texts}
        keys, found = list(by_key), {}
        with self._guard:
            try:
                connection = self._opened(create=False)
                for first in range(0, len(keys) if connection else 0, _AT_A_TIME):
                    some = keys[first : first + _AT_A_TIME]
                    marks = ",".join("?" * len(some))
                    sql = f"SELECT key, vector FROM vector WHERE key IN ({marks})"  # noqa: S608 - question marks
                    for key, vector in connection.execute(sql, some) if connection else ():
                        found[by_key[key]] = np.frombuffer(vector, dtype="<f4").astype(np.float32)
            except (sqlite3.Error, OSError, ValueError) as exc:
                self._give_up(exc)
                return {}
        return found

    def keep(self, model: str, vectors: "Mapping[str, NDArray[np.float32]]") -> None:
        """Store the vectors of texts, all or none."""
        rows = [(_key(model, text), vector.astype("<f4").tobytes()) for text, vector in vectors.items()]
        with self._guard:
            try:
                if (connection := self._opened(create=True)) is None:
                    return
                with connection:
                    connection.executemany("INSERT OR REPLACE INTO vector (key, vector) VALUES (?, ?)", rows)
                    connection.execute(
                        "DELETE FROM vector WHERE number <= (SELECT max(number) FROM vector) - ?", (_KEPT,)
                    )
            except (sqlite3.Error, OSError) as exc:
                self._give_up(exc)

    def close(self) -> None:
        with self._guard:
            self._closed = True
            self._disconnect()

    def _opened(self, *, create: bool) -> sqlite3.Connection | None:
        if self._connection is None and not self._closed:
            if not self._path.exists() and not (create and self._path.parent.is_dir()):
                return None
            self._connection = sqlite3.connect(self._path, timeout=_BUSY_SECONDS, check_same_thread=False)
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._connection.execute(
                "CREATE TABLE IF NOT EXISTS vector"
                " (number INTEGER PRIMARY KEY AUTOINCREMENT, key BLOB NOT NULL UNIQUE, vector BLOB NOT NULL)"
            )
        return self._connection

    def _give_up(self, error: Exception) -> None:
        self._disconnect()
        reason = str(error)
        if "malformed" in reason or "not a database" in reason or isinstance(error, ValueError):
            for ending in ("", "-wal", "-shm"):
                with suppress(OSError):
                    self._path.with_name(VECTORS_NAME + ending).unlink(missing_ok=True)

    def _disconnect(self) -> None:
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None


def _key(model: str, text: str) -> bytes:
    return hashlib.sha256(f"{model}\0{text}".encode("utf-8", "surrogatepass")).digest()
