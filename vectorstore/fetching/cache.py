"""Answers of the network, kept as files for a day: what has come is not asked for again after a break."""

import contextlib
import hashlib
import time
from pathlib import Path
from tempfile import NamedTemporaryFile

from vectorstore.errors import StorageError

KEPT_SECONDS = 24 * 3600.0
_ENDING = ".answer"


class AnswerCache:
    """A folder of answers, each under the address it came from. The folder may be deleted at any time.

    StorageError when it cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find(self, url: str) -> Path | None:
        """The answer of this address, where there is one of the last day."""
        path = self._path(url)
        return path if _is_fresh(path) else None

    def keep(self, url: str, body: bytes) -> Path:
        """Store a whole answer: all of it or nothing, even when the process is killed."""
        path = self._path(url)
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=self.folder, delete=False) as file:
                file.write(body)
            Path(file.name).replace(path)
        except OSError as exc:
            raise StorageError(
                f"{self.folder}: answers cannot be kept there ({exc.strerror or exc}). Make room, or set "
                "XDG_CACHE_HOME to another folder."
            ) from exc
        return path

    def tidy(self) -> None:
        """Delete what is older than a day."""
        with contextlib.suppress(OSError):
            for path in self.folder.iterdir():
                if not _is_fresh(path):
                    path.unlink()

    def _path(self, url: str) -> Path:
        return self.folder / (hashlib.sha256(url.encode()).hexdigest() + _ENDING)


def _is_fresh(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime < KEPT_SECONDS
    except OSError:
        return False
