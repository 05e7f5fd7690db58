"""BibTeX and BibLaTeX: entries by bibtexparser; strings, crossref and LaTeX here.

Inheritance follows the biblatex manual, section 2.4.1 and appendix B: a parent's title is the child's
booktitle, dates and publishers come down, titles and abstracts do not.
"""

import re
from collections.abc import Iterator, Mapping
from typing import TextIO

from vectorstore.importers.bibtex_entries import Entry, entries_of
from vectorstore.importers.bibtex_names import names_of
from vectorstore.importers.contract import Record, Unreadable
from vectorstore.importers.dates import date_of, date_of_parts
from vectorstore.importers.draft import Draft, record_of
from vectorstore.importers.kinds import kind_of
from vectorstore.importers.latex import field_to_unicode
from vectorstore.records import PartialDate

_HEAD = re.compile(r"^\s*@\s*[A-Za-z]+\s*[{(]", re.MULTILINE)
_CROSSREF = re.compile(r"\bcrossref\s*=\s*[{\"]\s*([^{}\",\s]+)", re.IGNORECASE)
_INHERITED = ("date", "year", "month", "day", "booktitle", "journal", "journaltitle", "language", "langid")
_MAX_ANCESTORS = 8
_LINKS = (
    "code",
    "code_url",
    "codeurl",
    "github",
    "html",
    "website",
    "project",
    "howpublished",
    "note",
    "link",
    "ee",
)


class BibTex:
    name = "BibTeX"

    def recognises(self, head: str) -> bool:
        return _HEAD.search(head) is not None

    def read(self, stream: TextIO, file: str) -> Iterator[Record]:
        wanted = {
            match[1].lower()
            for line in stream
            if "crossref" in line.lower()
            for match in _CROSSREF.finditer(line)
        }
        parents: dict[str, Entry] = {}
        if wanted:
            stream.seek(0)
            parents = {
                key: entry
                for entry in entries_of(stream)
                if isinstance(entry, Entry) and (key := entry.key.lower()) in wanted
            }
        stream.seek(0)
        for entry in entries_of(stream):
            if isinstance(entry, Entry):
                yield record_of(_draft(entry, _inherited(entry, parents)), file, entry.line)
            else:
                yield Unreadable(file=file, line=entry.line, reason=entry.reason)


def _inherited(entry: Entry, parents: Mapping[str, Entry]) -> Mapping[str, str]:
    if "crossref" not in entry.fields:
        return entry.fields
    fields = dict(entry.fields)
    seen = {entry.key.lower()}
    parent = parents.get(fields.get("crossref", "").strip().lower())
    while parent is not None and parent.key.lower() not in seen and len(seen) <= _MAX_ANCESTORS:
        seen.add(parent.key.lower())
        title = parent.fields.get("booktitle") or parent.fields.get("title")
        if title:
            fields.setdefault("booktitle", title)
        dated = "year" in fields or "date" in fields
        for name in _INHERITED:
            if name in parent.fields and not (dated and name in {"date", "year", "month", "day"}):
                fields.setdefault(name, parent.fields[name])
        parent = parents.get(parent.fields.get("crossref", "").strip().lower())
    return fields


def _draft(entry: Entry, fields: Mapping[str, str]) -> Draft:
    def plain(*names: str) -> str | None:
        return next((field_to_unicode(fields[name]) for name in names if fields.get(name, "").strip()), None)

    title, subtitle = plain("title"), plain("subtitle")
    if title and subtitle:
        title = f"{title.rstrip(':. ')}: {subtitle}"
    names, complete = names_of(fields.get("author", ""))
    return Draft(
        title=title or (plain("maintitle", "booktitle") if entry.kind in {"proceedings", "book"} else None),
        abstract=plain("abstract"),
        authors=names,
        authors_complete=complete,
        date=_date(fields),
        categories=_categories(fields),
        venue=plain(
            "journal", "journaltitle", "booktitle", "maintitle", "school", "institution", "howpublished"
        ),
        kind=kind_of(entry.kind),
        language=plain("language", "langid"),
        url=fields.get("url"),
        links=[fields[name] for name in _LINKS if name in fields],
        doi=plain("doi"),
        arxiv_id=_arxiv_id(fields),
        pubmed_id=(re.search(r"\d{1,8}", fields.get("pmid", "")) or [None])[0],
        raw=entry.raw,
    )


def _date(fields: Mapping[str, str]) -> PartialDate | None:
    given = date_of(field_to_unicode(fields.get("date", "")).split("/")[0])
    if given is not None:
        return given
    year = field_to_unicode(fields.get("year", "")).strip()
    month, day = field_to_unicode(fields.get("month", "")).strip(), fields.get("day")
    of_month = re.fullmatch(r"(\d{1,2})\.?\s*(\D{3,})|(\D{3,}?)\.?\s*(\d{1,2})", month)
    if of_month and not day:
        day, month = of_month[1] or of_month[4], of_month[2] or of_month[3]
    if not year.isdecimal():
        return date_of(f"{month} {year}" if month else year)
    return date_of_parts(year, month, day)


def _categories(fields: Mapping[str, str]) -> list[str]:
    words = field_to_unicode(fields.get("keywords") or fields.get("keyword") or "")
    return [fields.get("primaryclass", ""), *re.split(r"[;\n]" if ";" in words else r"[,\n]", words)]


def _arxiv_id(fields: Mapping[str, str]) -> str | None:
    kind = (fields.get("archiveprefix") or fields.get("eprinttype") or "").strip().lower()
    if kind == "arxiv" and fields.get("eprint"):
        return fields["eprint"]
    for name in ("arxiv", "arxivid"):
        if fields.get(name):
            return fields[name]
    journal = fields.get("journal", "") + " " + fields.get("volume", "") + " " + fields.get("note", "")
    found = re.search(
        r"arxiv[:\s/]+(?:preprint\s+)?(?:arxiv:)?(\S+)|abs/(\d{4}\.\d{4,5})", journal, re.IGNORECASE
    )
    return (found[1] or found[2]) if found else None
