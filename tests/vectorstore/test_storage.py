import errno
import os
import sqlite3
from pathlib import Path

import pytest

from tests.vectorstore.fakes import PAPERS, WordEmbedder
from vectorstore import Library
from vectorstore.errors import StorageError
from vectorstore.storage import sqlite_errors, storage_errors


@pytest.mark.parametrize(
    ("failure", "advice"),
    [
        (sqlite3.OperationalError("database or disk is full"), "free some space"),
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), "free some space"),
        (OSError(errno.EFBIG, os.strerror(errno.EFBIG)), "free some space"),
        (sqlite3.OperationalError("attempt to write a readonly database"), "permissions"),
        (sqlite3.OperationalError("unable to open database file"), "permissions"),
        (PermissionError(errno.EACCES, os.strerror(errno.EACCES)), "permissions"),
        (OSError(errno.EROFS, os.strerror(errno.EROFS)), "permissions"),
        (sqlite3.OperationalError("database is locked"), "when that is done"),
        (sqlite3.DatabaseError("database disk image is malformed"), "restore it from a backup"),
        (sqlite3.DatabaseError("file is not a database"), "restore it from a backup"),
        (OSError(errno.EIO, os.strerror(errno.EIO)), "check the disk"),
        (sqlite3.OperationalError("disk I/O error"), "check the disk"),
    ],
)
def test_a_failure_is_one_line_that_says_what_to_do(failure: Exception, advice: str) -> None:
    with pytest.raises(StorageError, match=advice) as raised, storage_errors(Path("my-library")):
        raise failure
    assert "my-library" in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_list_that_cannot_be_read_is_not_blamed_on_the_library() -> None:
    with pytest.raises(OSError, match="the list"), sqlite_errors(Path("my-library")):
        raise OSError("the list")


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "a-file").touch()
    with (
        Library.open(tmp_path / "a-file" / "library", embedder=WordEmbedder()) as library,
        pytest.raises(StorageError, match="a-file"),
    ):
        library.ingest(PAPERS)


def test_a_closed_library_says_so(library: Library) -> None:
    library.close()
    with pytest.raises(StorageError, match="open it again"):
        library.papers()
