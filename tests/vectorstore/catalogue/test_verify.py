"""Damage that reading does not meet is found by `verify`, and at the opening of a small catalogue."""

import sqlite3

import pytest

from vectorstore import Library
from vectorstore.errors import StorageError


def test_an_index_that_lost_a_row_is_found_though_papers_can_be_read(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.verify()
    library.close()
    file = library.path / "catalogue.sqlite3"
    with sqlite3.connect(file) as connection:
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        # An empty leaf in the place of an index's page: nothing reads wrong until the index is used.
        rows = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE type = 'index' AND tbl_name = 'papers'"
        ).fetchall()
    connection.close()
    with file.open("r+b") as disk:
        for (page,) in rows:
            disk.seek((page - 1) * size + 3)
            disk.write(b"\0\0")
    with pytest.raises(StorageError, match="damaged; restore it from a backup"):
        Library.open(library.path)
    monkeypatch.setattr("vectorstore.catalogue.connections._CHECKED_AT_OPEN", 0)  # as a large one is
    with Library.open(library.path) as opened:
        assert opened.papers()
        with pytest.raises(StorageError, match="damaged; restore it from a backup"):
            opened.verify()
