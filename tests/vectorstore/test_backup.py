"""A backup is whole, comes back whole, and nothing that only looks like one is let in."""

import json
import sqlite3
import stat
import struct
import threading
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.vectorstore.fakes import BEES, GLACIERS, PAPERS, WordEmbedder, numbered_papers
from vectorstore import Library
from vectorstore.backup import MANIFEST_NAME, Manifest, sha256
from vectorstore.catalogue.connections import CATALOGUE_NAME
from vectorstore.errors import ArchiveRefused, InputError, ResearchError, StorageError


@pytest.fixture
def archive(library: Library, tmp_path: Path) -> Path:
    assert library.export(tmp_path / "backup.zip") == len(PAPERS)
    return tmp_path / "backup.zip"


def restored(archive: Path, folder: Path, *, replace: bool = False) -> Library:
    Library.restore(archive, folder, replace=replace)
    return Library.open(folder, embedder=WordEmbedder())


def test_a_library_comes_back_with_its_papers_merges_and_splits(library: Library, tmp_path: Path) -> None:
    once_more = [
        type(BEES)(title=BEES.title, abstract=BEES.abstract, venue="Another Journal", doi=BEES.doi),
        type(GLACIERS)(title=GLACIERS.title, authors=GLACIERS.authors, doi="10.1234/ice"),
    ]
    library.ingest(once_more)
    library.split(GLACIERS.paper_id)
    library.export(tmp_path / "backup.zip")
    with restored(tmp_path / "backup.zip", tmp_path / "new") as back:
        assert back.papers() == library.papers()
        assert back.merged() == library.merged()
        assert back.ingest(once_more).new == 0
        back.complete()
        assert back.search("honeybees")[0].vector_rank == 1
        assert back.search("glaciers") == library.search("glaciers")
        assert back.document_frequencies(["glacier"]) == library.document_frequencies(["glacier"])
        back.verify()
    assert not list((tmp_path / "new").glob(".restoring*"))


def test_an_archive_is_for_its_owner_and_replaces_no_file(library: Library, archive: Path) -> None:
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    before = archive.read_bytes()
    with pytest.raises(InputError, match="exists"):
        library.export(archive)
    assert archive.read_bytes() == before
    assert {path.name for path in archive.parent.iterdir()} == {"library", "backup.zip"}


def test_a_library_is_exported_as_of_one_moment_while_it_is_written(library: Library, tmp_path: Path) -> None:
    papers = numbered_papers(60, sentences=3)
    writing = threading.Thread(target=lambda: [library.ingest(papers[n : n + 10]) for n in range(0, 60, 10)])
    writing.start()
    counts = [library.export(tmp_path / f"{number}.zip") for number in range(5)]
    writing.join()
    assert all((count - len(PAPERS)) % 10 == 0 for count in counts)
    for number, count in enumerate(counts):
        with restored(tmp_path / f"{number}.zip", tmp_path / str(number)) as back:
            assert len(back) == count


def test_a_library_with_papers_is_replaced_only_when_that_is_said(archive: Path, tmp_path: Path) -> None:
    folder = tmp_path / "other"
    with Library.open(folder, embedder=WordEmbedder()) as other:
        other.ingest(numbered_papers(30, sentences=3))
        assert other.search("study")[0].vector_rank is not None
        with pytest.raises(InputError, match="holds 30 papers: give --replace"):
            Library.restore(archive, folder)
        assert len(other) == 30
        with restored(archive, folder, replace=True) as back:
            back.complete()
        assert other.papers() == PAPERS, "a reader that was open all the while sees it"
        hits = other.search("honeybees study", top_k=50)
        assert {hit.paper for hit in hits} == set(PAPERS)
        assert all(hit.vector_rank for hit in hits)


def test_readers_see_the_old_papers_or_the_new_ones(archive: Path, tmp_path: Path) -> None:
    folder, stop = tmp_path / "other", threading.Event()
    seen: set[int] = set()
    failures: list[ResearchError] = []

    def read() -> None:
        with Library.open(folder, embedder=WordEmbedder()) as library:
            while not stop.is_set():
                try:
                    seen.add(len(library.papers()))
                except ResearchError as exc:
                    failures.append(exc)

    with Library.open(folder, embedder=WordEmbedder()) as other:
        other.ingest(numbered_papers(30, sentences=3))
        reader = threading.Thread(target=read)
        reader.start()
        while not seen:
            stop.wait(0.01)
        for _ in range(3):
            Library.restore(archive, folder, replace=True)
            other.ingest(numbered_papers(30, sentences=3))
        stop.set()
        reader.join()
    assert not failures
    assert seen <= {30, len(PAPERS), 30 + len(PAPERS)}


@pytest.mark.parametrize("damage", [b"nonsense" * 400, b""], ids=["other bytes", "empty pages"])
def test_a_damaged_catalogue_is_set_aside_and_restored(
    archive: Path, library: Library, damage: bytes
) -> None:
    library.close()
    catalogue = library.path / CATALOGUE_NAME
    content = bytearray(catalogue.read_bytes())
    content[8192:] = damage or bytes(len(content) - 8192)
    catalogue.write_bytes(content)
    with pytest.raises(StorageError, match=r"assistant import FILE\.zip --replace"):
        Library.open(library.path).close()
    with pytest.raises(InputError, match="damaged catalogue: give --replace"):
        Library.restore(archive, library.path)
    with restored(archive, library.path, replace=True) as back:
        assert back.papers() == PAPERS
        assert back.search("honeybees")[0].vector_rank == 1
    aside = [path.read_bytes() for path in library.path.glob("catalogue.sqlite3.damaged-*")]
    assert bytes(content) in aside


def test_a_damaged_catalogue_is_not_exported(library: Library, tmp_path: Path) -> None:
    library.ingest(numbered_papers(200))
    library.close()
    catalogue = library.path / CATALOGUE_NAME
    content = bytearray(catalogue.read_bytes())
    content[len(content) // 2 :] = bytes(len(content) - len(content) // 2)
    with Library.open(library.path) as opened:
        catalogue.write_bytes(content)
        with pytest.raises(StorageError, match="damaged"):
            opened.export(tmp_path / "backup.zip")
    assert not (tmp_path / "backup.zip").exists()
    assert not list(tmp_path.glob(".export-*"))


def packed(archive: Path, catalogue: bytes, **claimed: object) -> None:
    """An archive whose manifest fits the catalogue, but for what is claimed."""
    part = archive.with_suffix(".part")
    part.write_bytes(catalogue)
    with zipfile.ZipFile(archive) as old:
        manifest = json.loads(old.read(MANIFEST_NAME))
    manifest |= {"bytes": len(catalogue), "sha256": sha256(part)} | claimed
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr(MANIFEST_NAME, json.dumps(manifest))
        new.writestr(CATALOGUE_NAME, catalogue)


def catalogue_in(archive: Path) -> bytes:
    with zipfile.ZipFile(archive) as opened:
        return opened.read(CATALOGUE_NAME)


def changed_by(statement: str) -> Callable[[Path], None]:
    def change(archive: Path) -> None:
        copy = archive.with_name("changed")
        copy.write_bytes(catalogue_in(archive))
        with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
            connection.execute("PRAGMA writable_schema = ON")
            connection.execute(statement)
        packed(archive, copy.read_bytes())

    return change


def with_member(name: str) -> Callable[[Path], None]:
    def change(archive: Path) -> None:
        with zipfile.ZipFile(archive, "a") as opened:
            opened.writestr(name, "x")

    return change


def no_zip(archive: Path) -> None:
    archive.write_text("hello")


def cut(archive: Path) -> None:
    archive.write_bytes(archive.read_bytes()[:-200])


def flipped(archive: Path) -> None:
    content = bytearray(archive.read_bytes())
    content[len(content) // 2] ^= 0xFF
    archive.write_bytes(content)


def bomb(archive: Path) -> None:
    packed(archive, bytes(80_000_000))


def bomb_that_claims_little(archive: Path) -> None:
    packed(archive, bytes(80_000_000), bytes=8192)


def sizes_that_lie(archive: Path) -> None:
    """Both directories of the zip, and the manifest, say that it unpacks to less than it does."""
    packed(archive, bytes(1_000_000), bytes=4096)
    content = archive.read_bytes().replace(struct.pack("<L", 1_000_000), struct.pack("<L", 4096))
    archive.write_bytes(content)


def not_json(archive: Path) -> None:
    catalogue = catalogue_in(archive)
    with zipfile.ZipFile(archive, "w") as new:
        new.writestr(MANIFEST_NAME, "[" * 60_000)
        new.writestr(CATALOGUE_NAME, catalogue)


HOSTILE: dict[str, Callable[[Path], None]] = {
    "no zip": no_zip,
    "cut": cut,
    "one bit flipped": flipped,
    "a path out of the folder": with_member("../evil"),
    "an absolute path": with_member("/evil"),
    "a second catalogue": with_member(CATALOGUE_NAME),
    "wrong sum": lambda archive: packed(archive, catalogue_in(archive), sha256="0" * 64),
    "wrong size": lambda archive: packed(archive, catalogue_in(archive), bytes=7),
    "a size below zero": lambda archive: packed(archive, catalogue_in(archive), bytes=-1),
    "wrong count": lambda archive: packed(archive, catalogue_in(archive), papers=7),
    "another version": lambda archive: packed(archive, catalogue_in(archive), version=2),
    "no JSON": not_json,
    "a bomb": bomb,
    "a bomb that claims little": bomb_that_claims_little,
    "sizes that lie": sizes_that_lie,
    "no database": lambda archive: packed(archive, b"SQLite format 3\0" + b"x" * 9_000),
    "another database": changed_by("PRAGMA application_id = 7"),
    "a newer schema": changed_by("PRAGMA user_version = 99"),
    "a trigger": changed_by("CREATE TRIGGER t AFTER INSERT ON papers BEGIN DELETE FROM papers; END"),
    "a view": changed_by("CREATE VIEW v AS SELECT 1"),
    "a table in another form": changed_by("ALTER TABLE papers ADD COLUMN more TEXT"),
    "a schema rewritten": changed_by(
        "UPDATE sqlite_master SET sql = 'CREATE TABLE x (y)' WHERE name = 'authors'"
    ),
    "a paper that is none": changed_by("UPDATE papers SET year = 2020, month = 77"),
    "a record that is none": changed_by("INSERT INTO merged_records SELECT id, 0, '{' FROM papers"),
    "passages of no paper": changed_by("INSERT INTO passages VALUES ('p', 77777, 0, 0, 9, 0)"),
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_damaged_or_hostile_archive_changes_nothing(
    library: Library, archive: Path, tmp_path: Path, make: Callable[[Path], None]
) -> None:
    library.ingest(numbered_papers(3))
    before = library.papers()
    make(archive)
    with pytest.raises(ArchiveRefused, match="was not imported") as raised:
        Library.restore(archive, library.path, replace=True)
    assert len(str(raised.value).splitlines()) == 1
    assert library.papers() == before
    assert library.search("honeybees")[0].vector_rank == 1
    assert not [path for path in tmp_path.rglob("*") if "evil" in path.name or "restoring" in path.name]


def test_an_archive_of_an_older_version_is_brought_up_to_date(archive: Path, tmp_path: Path) -> None:
    for table in ("identity_keys", "merged_records", "kept_apart"):
        changed_by(f"DROP TABLE {table}")(archive)
    for index in ("papers_listed", "papers_of_year"):
        changed_by(f"DROP INDEX {index}")(archive)
    changed_by("CREATE INDEX papers_by_year ON papers (year)")(archive)
    changed_by("PRAGMA user_version = 2")(archive)
    with restored(archive, tmp_path / "new") as back:
        assert back.papers() == PAPERS
        assert back.ingest(PAPERS).unchanged == len(PAPERS)


def test_only_what_is_there_is_exported_and_imported(tmp_path: Path, archive: Path) -> None:
    with Library.open(tmp_path / "none") as none, pytest.raises(InputError, match="no library"):
        none.export(tmp_path / "none.zip")
    with pytest.raises(InputError, match="no file"):
        Library.restore(tmp_path / "missing.zip", tmp_path / "new")
    assert not (tmp_path / "new").exists()
    (tmp_path / "others").mkdir()
    (tmp_path / "others" / "thesis.tex").write_text("mine")
    with pytest.raises(InputError, match="holds other files"):
        Library.restore(archive, tmp_path / "others")
    assert [path.name for path in (tmp_path / "others").iterdir()] == ["thesis.tex"]


def test_what_an_archive_says_of_itself_is_read_back() -> None:
    manifest = Manifest(
        format="research-assistant-library", version=1, schema=3, papers=2, bytes=5, sha256="a"
    )
    assert Manifest.from_json(manifest.to_json()) == manifest
