"""CSV and TSV: columns found by their names, the delimiter by looking.

A table that names its columns otherwise is read with a mapping; the names that are understood without are
those of Scopus, Web of Science, Embase, PubMed, Zotero, ASReview and Google Scholar exports.
"""

import ast
import csv
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TextIO

from vectorstore.errors import InputError
from vectorstore.importers.contract import Record, Unreadable
from vectorstore.importers.dates import date_of
from vectorstore.importers.draft import Draft, record_of
from vectorstore.importers.kinds import kind_of
from vectorstore.importers.names import given_first
from vectorstore.importers.plain_text import one_line
from vectorstore.records import PartialDate

_COLUMNS: dict[str, tuple[str, ...]] = {
    field: tuple(names.split(", "))
    for field, names in {
        "title": "title, article title, primary title, document title, paper title, titles",
        "abstract": "abstract, abstract note, abstracts, notes abstract, summary",
        "authors": "authors, author, author s, author names, author full names, first authors, creators, au",
        "date": "date, publication date, published, date published, year, publication year, pub year, py",
        "venue": "journal, source title, publication title, source, venue, journal book, journal name, "
        "secondary title, publication, conference, booktitle",
        "kind": "type, document type, item type, type of reference, publication type, kind",
        "doi": "doi, digital object identifier",
        "url": "url, link, urls, article url, html url",
        "code": "code, code url, github, repository",
        "keywords": "keywords, author keywords, manual tags, tags, categories, category",
        "language": "language, language of original document",
        "arxiv_id": "arxiv id, arxiv",
        "pubmed_id": "pubmed id, pmid",
    }.items()
}
_Names = Mapping[str, tuple[str, ...]]
_DELIMITERS = (",", ";", "\t", "|")


class Table:
    name = "CSV or TSV table"

    def __init__(self, columns: Mapping[str, str] = MappingProxyType({})) -> None:
        """`columns` names the column of a field where its own name does not tell, as in title → Name.

        InputError for a field that a table cannot have.
        """
        if unknown := sorted(columns.keys() - _COLUMNS.keys()):
            raise InputError(f"No field {unknown[0]!r}: a table has {', '.join(_COLUMNS)}.")
        self._columns = {
            field: (_name(columns[field]),) if field in columns else names
            for field, names in _COLUMNS.items()
        }

    def recognises(self, head: str) -> bool:
        return _delimiter(head, self._columns) is not None

    def read(self, stream: TextIO, file: str) -> Iterator[Record]:
        head = stream.read(65_536)
        stream.seek(0)
        rows = csv.reader(stream, delimiter=_delimiter(head, self._columns) or ",")
        try:
            columns = _columns(next(rows, []), self._columns)
        except csv.Error as exc:
            reason = f"expected a line that names the columns ({exc}); is a quotation mark missing?"
            yield Unreadable(file=file, line=1, reason=reason)
            return
        while True:
            line = rows.line_num + 1
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error as exc:
                reason = f"expected a row of the table ({exc}); is a quotation mark missing?"
                yield Unreadable(file=file, line=line, reason=reason)
                continue
            if any(cell.strip() for cell in row):
                yield record_of(_draft(_Row(columns, row)), file, line)


class _Row:
    def __init__(self, columns: Mapping[str, list[int]], cells: list[str]) -> None:
        self._columns = columns
        self.cells = cells

    def __call__(self, field: str) -> str | None:
        """The first of the field's columns that is filled."""
        for place in self._columns.get(field, ()):
            if place < len(self.cells) and self.cells[place].strip() not in {"", "nan", "None", "NA", "N/A"}:
                return self.cells[place]
        return None


def _delimiter(head: str, known: _Names) -> str | None:
    """The delimiter under which the first line names a title column and at least one other that we know."""
    first = next((line for line in head.lstrip("\ufeff").splitlines() if line.strip()), "")
    for delimiter in _DELIMITERS:
        header = next(csv.reader([first], delimiter=delimiter), [])
        columns = _columns(header, known)
        if "title" in columns and (len(columns) > 1 or len(header) > 2):
            return delimiter
    return None


def _name(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name.lower()).strip()


def _columns(header: list[str], known: _Names) -> dict[str, list[int]]:
    places = {_name(name): place for place, name in reversed(list(enumerate(header)))}
    found = {field: [places[name] for name in names if name in places] for field, names in known.items()}
    if found["title"]:
        found["venue"] = [place for place in found["venue"] if place != found["title"][0]]
    return {field: columns for field, columns in found.items() if columns}


def _draft(row: _Row) -> Draft:
    return Draft(
        title=row("title"),
        abstract=row("abstract"),
        authors=_people(row("authors") or ""),
        date=_date(row),
        categories=_listed(row("keywords") or "", r"[;,\n|]"),
        venue=row("venue"),
        kind=kind_of(row("kind")),
        language=row("language"),
        url=row("url"),
        links=[row("code") or ""],
        doi=row("doi"),
        arxiv_id=row("arxiv_id"),
        pubmed_id=row("pubmed_id"),
        raw=" | ".join(row.cells),
    )


def _date(row: _Row) -> PartialDate | None:
    text = one_line(row("date") or "")
    if not text:
        place = re.search(r"Date of Publication:\s*(.+)|\((\d{4})\)", row("venue") or "")
        text = (place[1] or place[2]) if place else ""
    return date_of(re.sub(r"\.0$", "", text))


def _people(text: str) -> list[str]:
    """Names of a cell: `['Love, Ada', …]`, `Love, Ada; Ray, Bob`, `Love A., Ray B.`, `Ada Love, Bob Ray`."""
    text = re.sub(r"\s*\(\d{5,}\)", "", text).strip()  # the author ids of Scopus
    names = _literal_list(text)
    if names is not None:
        return [given_first(one_line(name)) for name in names]
    if ";" in text or "\n" in text or "|" in text:
        return [given_first(one_line(name)) for name in re.split(r"[;\n|]", text) if name.strip()]
    if " and " in text:
        parts = text.split(" and ")
        family_first = all(re.fullmatch(r"[^,]+, [^,]+", part.strip()) for part in parts)
        names = parts if family_first else [name for part in parts for name in part.split(",")]
        return [given_first(one_line(name)) for name in names if name.strip()]
    parts = [one_line(part) for part in text.split(",") if part.strip()]
    if len(parts) == 2 and " " not in parts[0] and not re.fullmatch(r".+ (?:[A-Z]\.?-?){1,3}", parts[0]):
        return [f"{parts[1]} {parts[0]}"]
    return [re.sub(r"^(\S.*?) ((?:[A-Z]\.-?)+)$", r"\2 \1", part) for part in parts]


def _literal_list(text: str) -> list[str] | None:
    """The texts of a Python or JSON list in a cell (ASReview, pandas)."""
    if not (text.startswith("[") and text.endswith("]")) or len(text) > 100_000:
        return None
    try:
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return None
    return [str(item) for item in value] if isinstance(value, list) else None


def _listed(text: str, separators: str) -> list[str]:
    names = _literal_list(text.strip())
    return names if names is not None else re.split(";" if ";" in text else separators, text)
