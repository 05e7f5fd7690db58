"""A library in one file: a copy of its catalogue as of one moment, with its checksum, in a zip archive.

The vector index and the kept vectors are left out, since they are made from the catalogue; so is what people
thought of answers, which is theirs.
"""

import hashlib
import json
import os
import tempfile
import zipfile
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Self

from vectorstore.catalogue.connections import CATALOGUE_NAME, connect, refuse_damaged
from vectorstore.catalogue.schema import schema_version
from vectorstore.errors import InputError, StorageError
from vectorstore.storage import storage_errors

MANIFEST_NAME: Final = "manifest.json"
FORMAT: Final = "research-assistant-library"
VERSION: Final = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Manifest:
    """What an archive says of itself. The checksum shows damage, not forgery."""

    format: str
    version: int
    schema: int
    papers: int
    bytes: int
    sha256: str

    def to_json(self) -> str:
        return json.dumps(asdict(self), indent=2) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Self:
        """ValueError unless it is one, of our format and version."""
        given = json.loads(text)
        if not isinstance(given, dict) or (given.get("format"), given.get("version")) != (FORMAT, VERSION):
            raise ValueError("another format or version")
        fields = {name: given.get(name) for name in cls.__slots__}
        whole = {name: value for name, value in fields.items() if type(value) is int and value >= 0}
        if whole.keys() != {"version", "schema", "papers", "bytes"} or not isinstance(fields["sha256"], str):
            raise ValueError("its list of contents is not ours")
        return cls(format=FORMAT, sha256=fields["sha256"], **whole)


def export(folder: Path, archive: Path) -> Manifest:
    """Write the library's archive, whole or not at all, while others read and write the library.

    InputError when the file exists or there is no library; StorageError when the disk fails, or when the
    catalogue is damaged: a copy of that would be no backup.
    """
    if not (folder / CATALOGUE_NAME).exists():
        raise InputError(f"There is no library in {folder}: name its folder with --library.")
    if archive.exists():
        raise InputError(f"{archive} exists: name another file, or move that one away.")
    try:
        with tempfile.TemporaryDirectory(dir=archive.parent, prefix=".export-") as made:
            return _written(folder, Path(made), archive)
    except OSError as exc:
        raise StorageError(
            f"{archive} could not be written ({exc.strerror}): check the disk and the path."
        ) from exc


def _written(folder: Path, made: Path, archive: Path) -> Manifest:
    copy, packed = made / CATALOGUE_NAME, made / "packed"
    manifest = _copied(folder, copy)
    with os.fdopen(os.open(packed, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as members:
            members.writestr(MANIFEST_NAME, manifest.to_json())
            members.write(copy, CATALOGUE_NAME)
        file.flush()
        os.fsync(file.fileno())
    packed.rename(archive)
    return manifest


def _copied(folder: Path, copy: Path) -> Manifest:
    """One moment of the catalogue as a file of its own, without its empty pages."""
    with storage_errors(folder), closing(connect(folder / CATALOGUE_NAME, "mode=ro")) as live:
        live.execute("VACUUM INTO ?", (str(copy.absolute()),))
    with storage_errors(folder), closing(connect(copy, "mode=ro&immutable=1")) as copied:
        refuse_damaged(copied)
        (papers,) = copied.execute("SELECT count(*) FROM papers").fetchone()
        return Manifest(
            format=FORMAT,
            version=VERSION,
            schema=schema_version(copied),
            papers=papers,
            bytes=copy.stat().st_size,
            sha256=sha256(copy),
        )


def sha256(path: Path) -> str:
    """The file's checksum in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
