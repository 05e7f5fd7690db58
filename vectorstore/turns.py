"""Turns at the files of the vector index: many who read, or one who writes, over all processes."""

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from vectorstore.errors import LibraryBusy
from vectorstore.storage import storage_errors

SUFFIX: Final = ".lock"
_WAIT_SECONDS: Final = 60.0
_FIRST_PAUSE, _LONGEST_PAUSE = 0.0005, 0.02
_COUNTER_BYTES: Final = 8


class Turns:
    """For the index in `folder`. Chroma keeps parts of it in memory, so a process must learn of the writes of
    others: every write is counted, and who finds another count than it remembers opens the index anew.

    The kernel takes back the turn of a killed process. Who waits to write is let in before those who come
    to read later. A turn inside `alone` of the same thread is part of it. LibraryBusy after a minute.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder.with_name(folder.name + SUFFIX)
        self._mine = threading.local()

    @contextmanager
    def together(self) -> Iterator[int | None]:
        """A reader's turn; how many writes there have been.

        None, and no turn, where the lock file cannot be made: there nobody can write either.
        """
        held: int | None = getattr(self._mine, "count", None)
        file = self._opened_to_read() if held is None else None
        if file is None:
            yield held
            return
        try:
            self._take(file, fcntl.LOCK_SH)
            yield _count(file)
        finally:
            os.close(file)

    @contextmanager
    def alone(self) -> Iterator[int]:
        """A writer's turn; how many writes there have been with it. StorageError when the disk fails."""
        held: int | None = getattr(self._mine, "count", None)
        if held is not None:
            yield held
            return
        with storage_errors(self._folder.parent):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            file = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            self._take(file, fcntl.LOCK_EX)
            count = _count(file) + 1
            with storage_errors(self._folder.parent):
                os.pwrite(file, count.to_bytes(_COUNTER_BYTES, "big"), 0)
            self._mine.count = count
            yield count
        finally:
            self._mine.count = None
            os.close(file)

    def _opened_to_read(self) -> int | None:
        for flags in (os.O_RDWR | os.O_CREAT, os.O_RDONLY):
            try:
                return os.open(self._file, flags, 0o666)
            except OSError:
                continue
        return None

    def _take(self, file: int, kind: int) -> None:
        """Everybody passes the gate, the library's folder, on the way to the lock: who waits for the lock in
        order to write keeps the gate shut meanwhile.
        """
        with storage_errors(self._folder.parent):
            gate = os.open(self._file.parent, os.O_RDONLY)
            try:
                self._wait_for(gate, kind)
                self._wait_for(file, kind)
            finally:
                os.close(gate)

    def _wait_for(self, file: int, kind: int) -> None:
        deadline, pause = time.monotonic() + _WAIT_SECONDS, _FIRST_PAUSE
        while True:
            try:
                fcntl.flock(file, kind | fcntl.LOCK_NB)
                return
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    raise LibraryBusy(
                        f"The vector index {self._folder} has been in use by other processes for a minute: "
                        "wait until they are done, or end them, and try again."
                    ) from None
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)


def _count(file: int) -> int:
    return int.from_bytes(os.pread(file, _COUNTER_BYTES, 0), "big")
