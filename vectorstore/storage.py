"""Failures of the disk and of SQLite in our words."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vectorstore.errors import StorageError


@contextmanager
def storage_errors(folder: Path) -> Iterator[None]:
    """OSError and sqlite3.Error as StorageError, with what to do."""
    try:
        with sqlite_errors(folder):
            yield
    except OSError as exc:
        raise StorageError(f"The library {folder}: {_advice_on(exc)} ({exc.strerror or exc}).") from exc


@contextmanager
def sqlite_errors(folder: Path) -> Iterator[None]:
    """sqlite3.Error as StorageError; an OSError is somebody else's, such as the list that is being read."""
    try:
        yield
    except sqlite3.Error as exc:
        raise StorageError(f"The library {folder}: {_advice(str(exc))} ({exc}).") from exc


def _advice(reason: str) -> str:
    """What happened and what to do, for the reason that SQLite or Chroma gives."""
    if "full" in reason:
        return "the disk is full; free some space and try again, nothing was half-written"
    if "readonly" in reason or "unable to open" in reason:
        return "it cannot be written or opened; check the folder's permissions"
    if "locked" in reason:
        return "another program keeps it locked; try again when that is done"
    if "malformed" in reason or "not a database" in reason or "disk image" in reason:
        return (
            "the catalogue is damaged; restore it from a backup (`assistant import FILE.zip --replace`), or "
            "ingest the list into a new folder"
        )
    return "its files could not be read or written; check the disk and try again"


def _advice_on(error: OSError) -> str:
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return _advice("full")
    return _advice("readonly" if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS} else "")
