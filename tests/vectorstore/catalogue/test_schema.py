import sqlite3
from pathlib import Path

import pytest

from tests.vectorstore.fakes import PAPERS, WordEmbedder
from vectorstore import Library
from vectorstore.catalogue.schema import APPLICATION_ID, SCHEMA_VERSION
from vectorstore.errors import LibraryTooNew, NotALibrary, StorageError


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_folder_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")
    before = files_in(tmp_path)
    with pytest.raises(NotALibrary, match="choose"):
        Library.open(tmp_path)
    assert files_in(tmp_path) == before


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "catalogue.sqlite3")
    connection.execute("CREATE TABLE songs (name)")
    connection.commit()
    connection.close()
    before = files_in(tmp_path)
    with pytest.raises(NotALibrary, match="another program"):
        Library.open(tmp_path)
    assert files_in(tmp_path) == before


def test_a_file_is_no_library(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("LG May 25")
    with pytest.raises(NotALibrary, match="is a file"):
        Library.open(tmp_path / "list.txt")


def test_an_empty_folder_becomes_a_library(tmp_path: Path) -> None:
    with Library.open(tmp_path, embedder=WordEmbedder()) as library:
        library.ingest(PAPERS)
    connection = sqlite3.connect(tmp_path / "catalogue.sqlite3")
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_a_catalogue_that_a_crash_left_blank_is_used(tmp_path: Path) -> None:
    (tmp_path / "catalogue.sqlite3").touch()
    (tmp_path / "writer.lock").touch()
    with Library.open(tmp_path, embedder=WordEmbedder()) as library:
        assert library.papers() == ()
        assert library.ingest(PAPERS).new == len(PAPERS)


def test_a_library_of_a_newer_version_is_refused_and_left_alone(library: Library) -> None:
    library.close()
    connection = sqlite3.connect(library.path / "catalogue.sqlite3")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()
    before = files_in(library.path)
    with pytest.raises(LibraryTooNew, match="update this program"):
        Library.open(library.path)
    assert files_in(library.path) == before


@pytest.mark.parametrize("content", [b"not a database at all, but long enough to be read as one" * 99])
def test_a_damaged_catalogue_is_named_and_kept(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "catalogue.sqlite3").write_bytes(content)
    with pytest.raises(StorageError, match=r"damaged.*backup"):
        Library.open(tmp_path)
    assert (tmp_path / "catalogue.sqlite3").read_bytes() == content


def test_damage_inside_the_catalogue_is_named(library: Library) -> None:
    library.close()
    file = library.path / "catalogue.sqlite3"
    content = file.read_bytes()
    file.write_bytes(content[:8192] + b"\xa5" * (len(content) - 8192))
    with pytest.raises(StorageError, match="damaged"), Library.open(library.path) as opened:
        opened.papers()
