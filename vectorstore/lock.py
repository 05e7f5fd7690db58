"""One writer at a time, across threads and processes."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from vectorstore.errors import LibraryBusy
from vectorstore.storage import storage_errors

LOCK_NAME = "writer.lock"


@contextmanager
def writer_lock(folder: Path, *, wait_seconds: float = 3.0) -> Iterator[None]:
    """Hold the library's write lock; LibraryBusy with the holder's pid after `wait_seconds`.

    The folder is made where there is none. The kernel drops the lock of a killed process, so a stale file
    locks nobody out. It is not reentrant: a second holder in the same process waits like any other.
    """
    with storage_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / LOCK_NAME).open("a+b")
    with file:
        with storage_errors(folder):
            _acquire(file, folder, wait_seconds)
        yield


def _acquire(file: BinaryIO, folder: Path, wait_seconds: float) -> None:
    deadline = time.monotonic() + wait_seconds
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except BlockingIOError:
            if time.monotonic() >= deadline:
                file.seek(0)
                raise LibraryBusy(_busy(folder, file.read(32))) from None
        time.sleep(0.05)
    file.seek(0)
    file.truncate()
    file.write(str(os.getpid()).encode("ascii"))
    file.flush()


def _busy(folder: Path, written: bytes) -> str:
    pid = written.decode("ascii", "replace").strip() or "unknown"
    return f"The library {folder} is being written by another process (pid {pid}): wait until it is done."
