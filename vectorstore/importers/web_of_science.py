"""Web of Science's tagged plain text (.ciw, 'Full Record, Plain Text')."""

import re
from collections.abc import Iterator
from typing import TextIO

from vectorstore.importers.contract import Record, Unreadable
from vectorstore.importers.dates import date_of
from vectorstore.importers.draft import Draft, record_of
from vectorstore.importers.kinds import kind_of
from vectorstore.importers.names import dotted, given_first
from vectorstore.importers.plain_text import one_line
from vectorstore.importers.tagged_lines import Dialect, TaggedRecord, tagged_records

_DIALECT = Dialect(
    tag=re.compile(r"([A-Z][A-Z0-9])(?: (.*)|\s*)$"),
    starts=frozenset({"PT"}),
    ends=frozenset({"ER", "EF"}),
)
_HEAD = re.compile(r"^\ufeff?(?:FN (?:Thomson|Clarivate|ISI)|PT [A-Z]\s*$)", re.MULTILINE)
_KINDS = {"J": "article", "B": "book", "S": "book", "P": "patent", "C": "conference paper"}


class WebOfScience:
    name = "Web of Science plain text"

    def recognises(self, head: str) -> bool:
        return (
            _HEAD.search(head) is not None
            and re.search(r"^(?:AU|TI|SO|UT) \S", head, re.MULTILINE) is not None
        )

    def read(self, stream: TextIO, file: str) -> Iterator[Record]:
        for record in tagged_records(stream, _DIALECT):
            if not record.whole or record.too_long:
                reason = "expected the end of the record ('ER'); the file may be cut here"
                yield Unreadable(file=file, line=record.line, reason=reason)
            else:
                yield record_of(_draft(record), file, record.line)


def _draft(record: TaggedRecord) -> Draft:
    year = one_line(record.first("PY") or "")
    month = one_line(record.first("PD") or "")
    kind = one_line(record.first("DT") or "").split(";")[0] or _KINDS.get(
        one_line(record.first("PT") or ""), ""
    )
    return Draft(
        title=record.first("TI"),
        abstract=one_line(record.first("AB") or ""),
        authors=_authors(record),
        date=date_of(month if year and year in month else f"{month} {year}"),
        categories=[word for value in record.all("DE", "ID") for word in one_line(value).split(";")],
        venue=one_line(record.first("SO", "CT") or ""),
        kind=kind_of(kind),
        language=record.first("LA"),
        doi=record.first("DI", "D2"),
        pubmed_id=record.first("PM"),
        raw=record.raw,
    )


def _authors(record: TaggedRecord) -> list[str]:
    lines = (record.first("AF") or record.first("AU") or record.first("BA") or "").split("\n")
    return [dotted(given_first(re.sub(r"\s*\([^()]*\)", "", line))) for line in lines if line.strip()]
