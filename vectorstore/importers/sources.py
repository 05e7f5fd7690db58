"""From files, folders and pasted text to records: decode, recognise the format, read."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from vectorstore.errors import StorageError, UnreadableSource
from vectorstore.importers.archives import Source, sources_in
from vectorstore.importers.arxiv_atom import ArxivAtom
from vectorstore.importers.bibtex import BibTex
from vectorstore.importers.contract import Importer, Parsed, Record, Unreadable
from vectorstore.importers.crossref_xml import CrossrefXml
from vectorstore.importers.csl_json import Crossref, CslJson
from vectorstore.importers.datacite import DataCite, Zenodo
from vectorstore.importers.decoding import opened
from vectorstore.importers.endnote_xml import EndNoteXml
from vectorstore.importers.html_page import HtmlPage
from vectorstore.importers.jsonl import JsonLines
from vectorstore.importers.markdown_list import MarkdownList
from vectorstore.importers.mods_xml import ModsXml
from vectorstore.importers.nbib import Nbib
from vectorstore.importers.openalex import OpenAlex
from vectorstore.importers.orcid import Orcid
from vectorstore.importers.pasted_page import PastedPage
from vectorstore.importers.pubmed_xml import PubMedXml
from vectorstore.importers.refer import Refer
from vectorstore.importers.refworks import RefWorks
from vectorstore.importers.ris import Ris
from vectorstore.importers.semantic_scholar import SemanticScholar
from vectorstore.importers.table import Table
from vectorstore.importers.web_of_science import WebOfScience

_HEAD = 65_536
_XML: tuple[Importer, ...] = (PubMedXml(), ArxivAtom(), CrossrefXml(), EndNoteXml(), ModsXml(), HtmlPage())
_JSON: tuple[Importer, ...] = (
    JsonLines(), OpenAlex(), SemanticScholar(), Orcid(), DataCite(), Zenodo(), Crossref(), CslJson()
)  # fmt: skip
_TEXT: tuple[Importer, ...] = (
    Ris(),
    Nbib(),
    WebOfScience(),
    RefWorks(),
    Refer(),
    BibTex(),
    PastedPage(),
    Table(),
    MarkdownList(),
)
_ACCEPTED = (
    "a publication list as BibTeX, RIS, CSV, PubMed, EndNote, arXiv, OpenAlex, Crossref or our own"
    " JSON Lines, or a pasted publications page"
)


def read_sources(paths: Sequence[Path], *, columns: Mapping[str, str] | None = None) -> Iterator[Record]:
    """The records of the files in order; of a folder, those of the files in it (not of folders below); of
    a zip or gzip archive, those of what is packed.

    `columns` names the columns of tables, by field: `{"title": "Name"}`. InputError for an unknown field.

    A file that is no publication list is an `Unreadable` of its line 1 where other files were given,
    and UnreadableSource where it is the only one, or where no paper was found in any.
    StorageError when a file cannot be opened.
    """
    table = Table(columns) if columns else None
    found = False
    first: UnreadableSource | None = None
    held: Unreadable | None = None
    for path in [file for given in paths for file in _files(given)]:
        for record in _of_file(path, table):
            if held is not None:
                yield held
                held = None
            if isinstance(record, _Refused):
                first = first or record.error
                if not record.reported:
                    held = Unreadable(file=record.file, line=1, reason=record.reason)
            else:
                found = found or isinstance(record, Parsed)
                yield record
    if not found and first is not None:
        raise first
    if held is not None:
        yield held


def read_text(text: str, *, file: str) -> Iterator[Record]:
    """The records of a pasted text; UnreadableSource when it is no publication list."""
    return _records(io.StringIO(text, newline=None), file)


def _files(path: Path) -> Sequence[Path]:
    if not path.exists():
        raise UnreadableSource(f"{path}: no such file; check the path")
    if not path.is_dir():
        return [path]
    files = sorted(file for file in path.iterdir() if file.is_file() and not file.name.startswith("."))
    if not files:
        raise UnreadableSource(f"{path}: a folder with no file in it; give {_ACCEPTED}")
    return files


@dataclass(frozen=True, kw_only=True, slots=True)
class _Refused:
    """A file, or one in an archive, that is no publication list; `reported` says that its records were."""

    file: str
    error: UnreadableSource
    reported: bool = False

    @property
    def reason(self) -> str:
        return str(self.error).removeprefix(f"{self.file}: ")


def _of_file(path: Path, table: Table | None) -> Iterator[Record | _Refused]:
    try:
        for source in sources_in(path):
            yield from _of_source(source, table)
    except UnreadableSource as exc:
        yield _Refused(file=str(path), error=exc)
    except OSError as exc:
        raise StorageError(
            f"{path}: cannot be read ({exc.strerror or exc}); check the path and its rights"
        ) from exc


def _of_source(source: Source, table: Table | None) -> Iterator[Record | _Refused]:
    line = 0
    try:
        with opened(source) as stream:
            for record in _records(stream, source.name, table):
                line = record.line
                yield record
    except UnreadableSource as exc:
        if not source.trouble:
            yield _Refused(file=source.name, error=exc, reported=line > 0)
            return
        yield _Refused(file=source.name, error=UnreadableSource(f"{source.name}: {source.trouble[0]}"))
    else:
        for trouble in source.trouble:
            yield Unreadable(file=source.name, line=max(1, line), reason=trouble)


def _records(stream: TextIO, file: str, table: Table | None = None) -> Iterator[Record]:
    head = stream.read(_HEAD)
    if not head.strip():
        raise UnreadableSource(f"{file}: the file is empty; give {_ACCEPTED}")
    importer = table if table is not None and table.recognises(head) else _importer_for(head)
    if importer is None:
        raise UnreadableSource(f"{file}: no publication list was recognised; give {_ACCEPTED}")
    stream.seek(0)
    count = papers = 0
    reason = ""
    for record in importer.read(stream, file):
        count += 1
        if isinstance(record, Parsed):
            papers += 1
        elif not reason:
            reason = f"line {record.line}: {record.reason}"
        yield record
    if not papers:
        what = (
            f"none of its {count} records can be read; {reason}"
            if count
            else f"holds no record; give {_ACCEPTED}"
        )
        raise UnreadableSource(f"{file}: read as {importer.name}, {what}")


def _importer_for(head: str) -> Importer | None:
    """The importer of the format that a text begins in."""
    start = head.lstrip("\ufeff \n\r\t")[:1]
    candidates = {"<": _XML, "{": _JSON, "[": _JSON}.get(start, _TEXT)
    return next((importer for importer in candidates if importer.recognises(head)), None)
