"""Bytes to text: byte order marks, UTF-8, else what charset-normalizer finds most likely."""

import codecs
import io
from contextlib import AbstractContextManager
from typing import TextIO

from vectorstore.errors import UnreadableSource
from vectorstore.importers.archives import Source

_SAMPLE = 262_144
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FALLBACK = "vectorstore.cp1252"
# charset-normalizer is sure about scripts, but not which of the Latin code pages a text is in: there we take
# Windows-1252 as browsers do (https://encoding.spec.whatwg.org, the default of most locales).
_NOT_LATIN = tuple(
    "big5 cp932 cp949 cp950 euc gb hz iso2022 johab shift_jis"  # East Asia
    " cp1251 cp866 iso8859_5 koi8 mac_cyrillic ptcp154"
    " cp1253 cp1255 cp1256 cp874 iso8859_6 iso8859_7 iso8859_8 mac_greek tis_620".split()
)
_FOREIGN = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"PK\x03\x04", "a zip archive within an archive"),
    (b"\x1f\x8b", "a gzip archive within an archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a rar archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x7fELF", "a program"),
)


def opened(source: Source) -> AbstractContextManager[TextIO]:
    """The list as a text stream that can be rewound.

    UnreadableSource when it holds no text; OSError passes.
    """
    with source.open() as file:
        sample = file.read(_SAMPLE)
    for mark, kind in _FOREIGN:
        if sample.startswith(mark):
            raise UnreadableSource(f"{source.name}: this is {kind}, not a publication list; {_advice(kind)}")
    if sample[257:262] == b"ustar":
        raise UnreadableSource(f"{source.name}: this is a tar archive; {_advice('an archive')}")
    encoding = _encoding(source, sample)
    errors = _FALLBACK if encoding == "utf-8" else "replace"
    return io.TextIOWrapper(source.open(), encoding=encoding, errors=errors)


def _advice(kind: str) -> str:
    if "archive" in kind:
        return "unpack it and give the files in it"
    return "give the list as text: an export or a copied page"


def _encoding(source: Source, sample: bytes) -> str:
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return encoding
    wide = _wide(sample)
    if wide is not None:
        return wide
    if b"\x00" in sample:
        raise UnreadableSource(f"{source.name}: this is a binary file, not a publication list; {_advice('')}")
    sound, broken = _lines_of_utf8(source)
    if sound >= broken:
        return "utf-8"
    from charset_normalizer import from_bytes  # local: its tables are slow to load and rarely needed

    best = from_bytes(sample).best()
    return "cp1252" if best is None or not best.encoding.startswith(_NOT_LATIN) else best.encoding


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of mostly Latin text is zero."""
    even, odd = sample[0:4096:2], sample[1:4096:2]
    if len(odd) >= 8 and odd.count(0) > 0.6 * len(odd) and even.count(0) == 0:
        return "utf-16-le"
    if len(even) >= 8 and even.count(0) > 0.6 * len(even) and odd.count(0) == 0:
        return "utf-16-be"
    return None


def _lines_of_utf8(source: Source) -> tuple[int, int]:
    """How many lines that are not plain ASCII are UTF-8, and how many are not. Lines may be of any length."""
    sound = broken = 0
    decoder = codecs.getincrementaldecoder("utf-8")()
    with source.open() as file:
        is_ascii = is_sound = True
        while piece := file.readline(_SAMPLE):
            ends = piece.endswith(b"\n")
            if not piece.isascii():
                is_ascii = False
            if not is_ascii and is_sound:
                try:
                    decoder.decode(piece, final=ends)
                except UnicodeDecodeError:
                    is_sound = False
            if ends:
                sound += is_sound and not is_ascii
                broken += not is_sound
                is_ascii = is_sound = True
                decoder.reset()
    return sound + (is_sound and not is_ascii), broken + (not is_sound)


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """What stands between UTF-8 in a file put together from several: mostly Windows-1252."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_FALLBACK, _as_cp1252)
