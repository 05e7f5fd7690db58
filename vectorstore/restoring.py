"""A library out of its archive. Nothing of an archive is believed: what it holds is read, not taken over."""

import hashlib
import shutil
import tempfile
import zipfile
import zlib
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from vectorstore.backup import MANIFEST_NAME, Manifest
from vectorstore.catalogue.connections import CATALOGUE_NAME, RESTORING, Connections, connect, refuse_damaged
from vectorstore.catalogue.copying import copy_records
from vectorstore.errors import ArchiveRefused, InputError, StorageError
from vectorstore.lock import writer_lock
from vectorstore.storage import storage_errors

_LARGEST_MANIFEST: Final = 65_536
_MOST_TO_ONE: Final = 100  # catalogues pack to a third or a tenth
_SUSPECT: Final = 64_000_000
_PIECE: Final = 1_048_576
_SPARE: Final = 3  # the unpacked catalogue, the one made from it, and the log while that is put in place


def restore(archive: Path, folder: Path, *, replace: bool = False) -> int:
    """Make the library in `folder` what the archive holds; how many papers that is.

    Others may go on reading: they see the old papers or the new ones. Vectors are made when the library is
    next used. A damaged catalogue is set aside under another name.

    Raises ArchiveRefused for a file that is no archive of ours, or a damaged or suspect one; InputError when
    the library has papers, unless `replace`. In both cases nothing is changed. StorageError, LibraryBusy.
    """
    if not archive.is_file():
        raise InputError(f"{archive} is no file: name an archive that `assistant export` wrote.")
    with suppress(StorageError):  # a damaged one is looked at later
        Connections(folder).close()
    with writer_lock(folder), storage_errors(folder):
        for left in folder.glob(f"{RESTORING}*"):  # by a process that was killed
            shutil.rmtree(left, ignore_errors=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=RESTORING) as made:
            given, fresh = Path(made) / "given", Path(made) / "fresh"
            manifest = _unpacked(archive, given)
            if copy_records(given, fresh, archive) != manifest.papers:
                raise _refused(archive, "it holds another number of papers than it says")
            _put_in_place(fresh, folder, replace=replace)
    return manifest.papers


def _unpacked(archive: Path, target: Path) -> Manifest:
    """The catalogue of an archive as a file, of the size and with the checksum that the archive names."""
    try:
        with archive.open("rb") as file, zipfile.ZipFile(file) as packed:
            members = {member.filename: member for member in packed.infolist()}
            if len(members) != len(packed.infolist()) or members.keys() != {MANIFEST_NAME, CATALOGUE_NAME}:
                raise _refused(archive, "it holds other files than an archive of a library")
            if members[MANIFEST_NAME].file_size > _LARGEST_MANIFEST:
                raise _refused(archive, "its list of contents is too long")
            manifest = Manifest.from_json(packed.read(MANIFEST_NAME)[:_LARGEST_MANIFEST].decode("utf-8"))
            member = members[CATALOGUE_NAME]
            if manifest.bytes != member.file_size or manifest.bytes < 0:
                raise _refused(archive, "its catalogue has another size than it says")
            if manifest.bytes > max(_SUSPECT, _MOST_TO_ONE * archive.stat().st_size):
                raise _refused(archive, f"it unpacks to more than {_MOST_TO_ONE} times its size")
            if _SPARE * manifest.bytes > shutil.disk_usage(target.parent).free:
                raise StorageError(
                    f"{archive} needs {_SPARE * manifest.bytes:,} bytes of free disk: make room."
                )
            _unpack(packed, member, target, manifest, archive)
            return manifest
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError, NotImplementedError) as exc:
        raise _refused(archive, f"it is no archive of a library, or cut or damaged: {exc}") from exc


def _unpack(
    packed: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, manifest: Manifest, archive: Path
) -> None:
    digest, left = hashlib.sha256(), manifest.bytes
    with packed.open(member) as source, target.open("wb") as file:
        while left >= 0 and (piece := source.read(_PIECE)):
            left -= len(piece)
            digest.update(piece)
            file.write(piece)
    if left != 0 or digest.hexdigest() != manifest.sha256:
        raise _refused(archive, "its checksum is wrong, so it was damaged or altered")


def _put_in_place(fresh: Path, folder: Path, *, replace: bool) -> None:
    """The new catalogue over the old one in one transaction, under the feet of those who read."""
    live, papers = folder / CATALOGUE_NAME, _papers_in(folder)
    if papers != 0 and not replace:
        held = "a damaged catalogue" if papers is None else f"{papers} papers"
        raise InputError(
            f"The library {folder} holds {held}: give --replace to put the archive in its place, or name "
            "another folder with --library."
        )
    if papers is None:
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
        for ending in ("", "-wal", "-shm"):
            if (part := Path(f"{live}{ending}")).exists():
                part.rename(f"{live}.damaged-{stamp}{ending}")
    with (
        closing(connect(fresh, "mode=ro&immutable=1")) as source,
        closing(connect(live, "mode=rwc")) as target,
    ):
        target.execute("PRAGMA journal_mode = WAL")
        source.backup(target)
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _papers_in(folder: Path) -> int | None:
    """How many papers the library holds; None where that cannot be told."""
    try:
        with closing(Connections(folder)) as connections, connections.read() as connection:
            refuse_damaged(connection)
            return int(connection.execute("SELECT count(*) FROM papers").fetchone()[0])
    except StorageError:
        return None


def _refused(archive: Path, why: str) -> ArchiveRefused:
    return ArchiveRefused(f"{archive} was not imported ({why}): take another copy, or export it anew.")
