"""CSL-JSON (Zotero, citeproc) and Crossref's works, which share most of their fields.

https://github.com/citation-style-language/schema, https://api.crossref.org/swagger-ui
"""

import re
from collections.abc import Iterator
from typing import TextIO

from vectorstore.importers.contract import Record
from vectorstore.importers.dates import date_of, date_of_parts
from vectorstore.importers.draft import Draft
from vectorstore.importers.json_lists import read_json
from vectorstore.importers.json_values import items_at, member, text_at, texts_at
from vectorstore.importers.kinds import kind_of
from vectorstore.importers.names import joined
from vectorstore.records import PartialDate

_CROSSREF = re.compile(r"\"(?:message-type|is-referenced-by-count|reference-count|content-domain)\"\s*:")
_CSL = re.compile(r"\"(?:issued|container-title|date-parts|family|citation-key|literal)\"\s*:")
_DATES = ("published-print", "published-online", "published", "issued", "posted", "original-date", "created")


class Crossref:
    name = "Crossref JSON"

    def recognises(self, head: str) -> bool:
        return _CROSSREF.search(head) is not None

    def read(self, stream: TextIO, file: str) -> Iterator[Record]:
        return read_json(stream, file, _crossref, "a Crossref work with a 'title'")


class CslJson:
    name = "CSL-JSON"

    def recognises(self, head: str) -> bool:
        start = head.lstrip("\ufeff \n\r\t")
        return start[:1] in {"[", "{"} and '"type"' in head and _CSL.search(head) is not None

    def read(self, stream: TextIO, file: str) -> Iterator[Record]:
        return read_json(stream, file, _csl, "a CSL item with a 'title'")


def _crossref(work: object) -> Draft | None:
    if all(member(work, key) is None for key in ("DOI", "title")):
        return None
    title = text_at(work, "title")
    subtitle = text_at(work, "subtitle")
    if title and subtitle and subtitle.lower() not in title.lower():
        title = f"{title}: {subtitle}"
    return Draft(
        title=title,
        abstract=text_at(work, "abstract"),
        authors=_names(work, "author"),
        date=min(
            (date for key in _DATES[:-1] if (date := _date(member(work, key)))), key=_order, default=None
        ),
        categories=texts_at(work, "subject"),
        venue=text_at(work, "container-title") or text_at(work, "institution", "name"),
        kind=kind_of(text_at(work, "type")),
        language=text_at(work, "language"),
        url=text_at(work, "resource", "primary", "URL") or text_at(work, "URL"),
        doi=text_at(work, "DOI"),
    )


def _csl(item: object) -> Draft | None:
    if all(member(item, key) is None for key in ("title", "DOI", "type", "id")):
        return None
    keywords = text_at(item, "keyword") or ""
    note = text_at(item, "note") or ""
    pubmed = re.search(r"\bPMID:?\s*(\d{1,8})\b", note)
    arxiv = re.search(r"\barXiv:?\s*(\S+)", " ".join((note, text_at(item, "number") or "")), re.IGNORECASE)
    return Draft(
        title=text_at(item, "title"),
        abstract=text_at(item, "abstract"),
        authors=_names(item, "author"),
        date=_date(member(item, "issued")),
        categories=re.split(r"[,;]", keywords) if keywords else texts_at(item, "categories"),
        venue=text_at(item, "container-title") or text_at(item, "event-title"),
        kind=kind_of(text_at(item, "type")),
        language=text_at(item, "language"),
        url=text_at(item, "URL"),
        doi=text_at(item, "DOI") or (note if "doi" in note.lower() else None),
        arxiv_id=arxiv[1] if arxiv else None,
        pubmed_id=text_at(item, "PMID") or (pubmed[1] if pubmed else None),
    )


def _names(item: object, key: str) -> list[str]:
    names = []
    for one in items_at(item, key):
        particle = text_at(one, "non-dropping-particle") or text_at(one, "dropping-particle")
        family = joined(particle, text_at(one, "family"))
        names.append(
            joined(text_at(one, "given"), family, text_at(one, "suffix"))
            or text_at(one, "literal")
            or text_at(one, "name")
            or ""
        )
    return names


def _date(value: object) -> PartialDate | None:
    parts = items_at(value, "date-parts")
    first = parts[0] if parts else None
    if isinstance(first, list) and first:
        numbers = [
            part if isinstance(part, int | str) and not isinstance(part, bool) else None for part in first[:3]
        ]
        return date_of_parts(*numbers)
    return date_of(
        text_at(value, "raw") or text_at(value, "literal") or (value if isinstance(value, str) else "")
    )


def _order(date: PartialDate) -> tuple[int, int, int]:
    """Earlier first; of equals the fuller."""
    return date.year or 0, date.month or 99, date.day or 99
