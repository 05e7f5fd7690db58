"""PubMed's nbib (MEDLINE format, https://www.nlm.nih.gov/bsd/mms/medlineelements.html), and ERIC's."""

import re
from collections.abc import Iterator
from typing import TextIO

from vectorstore.importers.contract import Record
from vectorstore.importers.dates import date_of
from vectorstore.importers.draft import Draft
from vectorstore.importers.kinds import kind_of
from vectorstore.importers.names import dotted, given_first
from vectorstore.importers.plain_text import one_line
from vectorstore.importers.tagged_lines import Dialect, TaggedRecord, read_tagged

_DIALECT = Dialect(
    tag=re.compile(r"([A-Z]{2,4}) {0,2}- ?(.*)$"),
    starts=frozenset({"PMID"}),
    blank_ends=True,
)
_HEAD = re.compile(r"^\ufeff?(?:PMID- ?\d|OWN - \w)", re.MULTILINE)
_KINDS = ("preprint", "review", "editorial", "letter", "report", "book", "chapter", "thesis", "article")


class Nbib:
    name = "PubMed nbib"

    def recognises(self, head: str) -> bool:
        return _HEAD.search(head) is not None

    def read(self, stream: TextIO, file: str) -> Iterator[Record]:
        return read_tagged(stream, file, _DIALECT, _draft)


def _draft(record: TaggedRecord) -> Draft:
    full = record.all("FAU") or record.all("FED")
    names = [dotted(given_first(one_line(name))) for name in full] or _short_names(record)
    return Draft(
        title=record.first("TI", "BTI", "TT"),
        abstract=one_line(record.first("AB") or ""),
        authors=[*names, *(one_line(name) for name in record.all("CN"))],
        authors_complete=not any(one_line(name).lower() == "et al." for name in record.all("AU")),
        date=date_of(one_line(record.first("DP", "DEP") or "")),
        categories=[one_line(word).replace("*", "") for word in record.all("MH", "OT")],
        venue=one_line(record.first("JT", "TA") or ""),
        kind=_kind(record),
        language=record.first("LA"),
        url=next((value for value in record.all("LID", "AID") if value.startswith("http")), None),
        doi=next(
            (value for value in record.all("LID", "AID", "SO") if "[doi]" in value or "doi:" in value), None
        ),
        pubmed_id=_pubmed_id(record),
        raw=record.raw,
    )


def _short_names(record: TaggedRecord) -> list[str]:
    """`Love AB` as `A. B. Love` where the full names are missing; ERIC writes `Love, Ada`."""
    names = []
    for value in record.all("AU"):
        name = one_line(value)
        short = re.fullmatch(r"(.+) ([A-Z]{1,3})", name)
        if short and "," not in name:
            name = " ".join(f"{initial}." for initial in short[2]) + " " + short[1]
        names.append(dotted(given_first(name)))
    return names


def _kind(record: TaggedRecord) -> str | None:
    kinds = {kind_of(re.sub(r"^Reports - .*", "Report", one_line(value))) for value in record.all("PT")}
    return next((kind for kind in _KINDS if kind in kinds), None)


def _pubmed_id(record: TaggedRecord) -> str | None:
    number = (record.first("PMID") or "").strip()
    return number if number.isdecimal() and number.strip("0") else None
