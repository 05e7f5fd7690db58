"""RIS, in the dialects of Scopus, Web of Science, Ovid, Embase, ProQuest, PubMed, Zotero and EndNote.

Field meanings: https://en.wikipedia.org/wiki/RIS_(file_format), the specification of Research
Information Systems (2001) and what the named exporters write.
"""

import re
from collections.abc import Iterator
from typing import TextIO

from vectorstore.importers.contract import Record, Unreadable
from vectorstore.importers.dates import date_of
from vectorstore.importers.draft import Draft, record_of
from vectorstore.importers.kinds import kind_of
from vectorstore.importers.names import given_first
from vectorstore.importers.plain_text import doi_in, one_line
from vectorstore.importers.tagged_lines import TOO_LONG, Dialect, TaggedRecord, tagged_records
from vectorstore.records import PartialDate

_DIALECT = Dialect(
    tag=re.compile(r"\s{0,3}([A-Z][A-Z0-9]) {1,2}-(?: (.*)|\s*)$"),
    starts=frozenset({"TY"}),
    ends=frozenset({"ER"}),
)
_HEAD = re.compile(r"^\ufeff?\s{0,3}TY {1,2}- *[A-Za-z]", re.MULTILINE)
_WHOLE_BOOK = frozenset({"BOOK", "EBOOK", "EDBOOK"})


class Ris:
    name = "RIS"

    def recognises(self, head: str) -> bool:
        return _HEAD.search(head) is not None

    def read(self, stream: TextIO, file: str) -> Iterator[Record]:
        ended = False
        for record in tagged_records(stream, _DIALECT):
            if not record.whole and ended:
                reason = "expected the end of the record ('ER  -'); the file may be cut here"
                yield Unreadable(file=file, line=record.line, reason=reason)
                continue
            ended = ended or record.whole
            if record.too_long:
                yield Unreadable(file=file, line=record.line, reason=TOO_LONG)
            else:
                yield record_of(_draft(record), file, record.line)


def _draft(record: TaggedRecord) -> Draft:
    kind = one_line(record.first("TY") or "")
    title = record.first("TI", "T1", "CT")
    venue = record.first("JF", "JO", "T2", "JA", "J2", "BT", "T3")
    if title is None and (kind in _WHOLE_BOOK or record.first("T2", "BT")):
        title, venue = record.first("BT", "T2"), None
    return Draft(
        title=title,
        abstract=record.first("AB", "N2"),
        authors=[given_first(one_line(name)) for name in record.all("AU", "A1")],
        date=_date(record),
        categories=_keywords(record),
        venue=venue,
        kind=kind_of(kind),
        language=record.first("LA"),
        url=record.first("UR"),
        links=record.all("UR", "L1", "L2", "LK"),
        doi=_doi(record),
        pubmed_id=_pubmed_id(record),
        raw=record.raw,
    )


def _date(record: TaggedRecord) -> PartialDate | None:
    """The year of PY or Y1, and the month and day of DA where it is of the same year."""
    dates = [found for text in record.all("PY", "Y1", "DA") if (found := date_of(text)) is not None]
    if not dates:
        return None
    year = (date_of(record.first("PY", "Y1") or "") or dates[0]).year
    return max(
        (one for one in dates if one.year == year), key=lambda one: (one.month or 0) and (one.day or 0) + 1
    )


def _keywords(record: TaggedRecord) -> list[str]:
    return [
        word for value in record.all("KW") for word in re.split(r"\n|;(?!\w{0,8};)", value) if word.strip()
    ]


def _doi(record: TaggedRecord) -> str | None:
    for tag in ("DO", "DI", "M3", "L3", "N1", "UR", "ID"):
        for value in record.all(tag):
            if (tag != "N1" or "doi" in value.lower()) and (doi := doi_in(value)):
                return doi
    return None


def _pubmed_id(record: TaggedRecord) -> str | None:
    """The accession number where the record says that it is PubMed's."""
    notes = re.search(r"\bPMID:?\s*(\d{1,8})\b", "\n".join(record.all("N1", "U1", "U2", "C2", "M1", "AN")))
    if notes:
        return notes[1]
    database = " ".join(record.all("DB", "DP")).lower()
    number = (record.first("AN") or "").strip()
    return number if number.isdecimal() and ("pubmed" in database or "medline" in database) else None
