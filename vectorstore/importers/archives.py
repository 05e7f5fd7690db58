"""Lists as files hold them, packed as zip or gzip or not: read in place, never unpacked to the disk.

An archive may be made to unpack to more than any machine holds. One that grows beyond reason, or breaks, ends
there: what came before it is read, and `Unpacked.trouble` says why the rest is not.
"""

import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from vectorstore.errors import UnreadableSource

_MOST = 2_000_000_000
_SUSPECT = 64_000_000
_MOST_TO_ONE = 400  # deflate reaches 1,032 on one letter repeated; lists reach 3 to 30, made-up ones 100
_LONGEST_LINE = 100_000_000  # a line is held in memory
_MOST_MEMBERS = 10_000
_MEMBER = b"PK\x01\x02"
_BREAKS = (EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, gzip.BadGzipFile)
_SILENT = ("__MACOSX/", ".")


class _Packed(Protocol):
    def read1(self, n: int, /) -> bytes: ...
    def seek(self, offset: int, /) -> int: ...
    def close(self) -> None: ...


@dataclass(kw_only=True, slots=True)
class Source:
    """A list, and what a person calls it. `open` may be called again, to read it from its beginning."""

    name: str
    open: Callable[[], BinaryIO]
    trouble: list[str] = field(default_factory=list)
    """Why it ended before its end, once that was met."""


class _Unpacked(io.RawIOBase):
    """What is packed, up to where it breaks or grows beyond reason. Goes back to its beginning only."""

    def __init__(self, file: _Packed, packed: Callable[[], int], trouble: list[str]) -> None:
        self._file = file
        self._packed = packed
        self._trouble = trouble
        self._place = self._line = 0
        self._broken = False

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if (offset, whence) != (0, io.SEEK_SET):
            raise io.UnsupportedOperation("an archive is read from its beginning")
        self._place = self._file.seek(0)
        self._line = 0
        self._broken = False
        return self._place

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]  # all we are given
        if self._broken:
            return 0
        try:
            piece = self._file.read1(len(buffer))
        except _BREAKS as exc:
            return self._end(f"the zip or gzip archive breaks off here or is damaged ({exc}); make it anew")
        except OSError as exc:
            if exc.errno is not None:
                raise
            return self._end(f"the archive is damaged ({exc}); make it anew")
        self._place += len(piece)
        end = piece.rfind(b"\n")
        self._line = self._line + len(piece) if end < 0 else len(piece) - end - 1
        if self._place > _SUSPECT and self._place > _MOST_TO_ONE * max(1, self._packed()):
            return self._end(f"it unpacks to more than {_MOST_TO_ONE} times its size, as no list does")
        if self._place > _MOST:
            return self._end(f"it unpacks to more than {_MOST:,} bytes; unpack it and give the file in it")
        if self._line > _LONGEST_LINE:
            return self._end(f"it unpacks to a line of more than {_LONGEST_LINE:,} bytes, as no list does")
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        self._file.close()
        super().close()

    def _end(self, trouble: str) -> int:
        self._broken = True
        if trouble not in self._trouble:
            self._trouble.append(trouble)
        return 0


def sources_in(path: Path) -> Iterator[Source]:
    """The file itself; of a gzip, what it holds; of a zip, each file in it.

    UnreadableSource for an archive that cannot be opened; OSError passes.
    """
    with path.open("rb") as file:
        start = file.read(4)
    if start.startswith(b"\x1f\x8b"):
        yield _gzip(path)
    elif start == b"PK\x03\x04":
        yield from _zip(path)
    else:
        yield Source(name=str(path), open=lambda: path.open("rb"))


def _gzip(path: Path) -> Source:
    trouble: list[str] = []

    def opened() -> BinaryIO:
        packed = path.open("rb")
        return _buffered(_Unpacked(_Gzip(packed), packed.tell, trouble))

    return Source(name=str(path), open=opened, trouble=trouble)


class _Gzip(gzip.GzipFile):
    """A gzip that closes the file it was made of."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(fileobj=file, mode="rb")
        self._packed = file

    def close(self) -> None:
        super().close()
        self._packed.close()


def _zip(path: Path) -> Iterator[Source]:
    if _members(path) > _MOST_MEMBERS:
        raise UnreadableSource(f"{path}: a zip archive of more than {_MOST_MEMBERS:,} files; unpack it first")
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as exc:
        raise UnreadableSource(f"{path}: the zip archive is cut or damaged ({exc}); make it anew") from exc
    with archive:
        names = archive.namelist()
        if "[Content_Types].xml" in names or names[:1] == ["mimetype"]:
            raise UnreadableSource(f"{path}: this is an Office document; save the list in it as CSV or text")
        members = [one for one in archive.infolist() if not (one.is_dir() or _is_silent(one.filename))]
        if not members:
            raise UnreadableSource(f"{path}: a zip archive with no file in it")
        trouble: list[str] = []
        for member in members:
            yield _member(path, archive, member, trouble)
            if any("unpacks to" in one for one in trouble):
                return
            trouble = []


def _member(path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo, trouble: list[str]) -> Source:
    name = f"{path}/{member.filename}"

    def opened() -> BinaryIO:
        if member.flag_bits & 1:
            raise UnreadableSource(f"{name}: it is encrypted; unpack the archive and give the file in it")
        try:
            file = cast("zipfile.ZipExtFile", archive.open(member))
        except (NotImplementedError, RuntimeError, zipfile.BadZipFile, EOFError) as exc:
            raise UnreadableSource(f"{name}: cannot be unpacked ({exc}); unpack the archive first") from exc
        return _buffered(_Unpacked(file, lambda: member.compress_size, trouble))

    return Source(name=name, open=opened, trouble=trouble)


def _buffered(raw: _Unpacked) -> BinaryIO:
    return io.BufferedReader(raw, buffer_size=131_072)


def _is_silent(name: str) -> bool:
    return name.startswith(_SILENT) or name.rpartition("/")[2].startswith(".")


def _members(path: Path) -> int:
    """How many files the archive may name; counted before they are listed, which takes memory for each."""
    count = 0
    with path.open("rb") as file:
        end = b""
        while piece := file.read(1 << 20):
            count += (end + piece).count(_MEMBER)
            end = piece[-3:]
    return count
