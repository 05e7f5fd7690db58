"""Refer (`%A Ada Love`, `%T On Tides`), which EndNote calls .enw."""

import re
from collections.abc import Iterator
from typing import TextIO

from vectorstore.importers.contract import Record, Unreadable
from vectorstore.importers.dates import date_of
from vectorstore.importers.draft import Draft, record_of
from vectorstore.importers.kinds import kind_of
from vectorstore.importers.names import given_first
from vectorstore.importers.plain_text import one_line
from vectorstore.importers.tagged_lines import Dialect, TaggedRecord, tagged_records

_DIALECT = Dialect(
    tag=re.compile(r"%([0-9A-Z@+!#$&*()?<>\[\]^~=:]) (.*)$"), starts=frozenset("0"), blank_ends=True
)
_HEAD = re.compile(r"^%[0AT] \S.*\n(?:.*\n){0,20}?%[ATDJ] \S", re.MULTILINE)


class Refer:
    name = "refer (EndNote .enw)"

    def recognises(self, head: str) -> bool:
        return _HEAD.match(head.lstrip("\ufeff \n\r\t")) is not None

    def read(self, stream: TextIO, file: str) -> Iterator[Record]:
        for record in tagged_records(stream, _DIALECT):
            if record.too_long:
                yield Unreadable(file=file, line=record.line, reason="the record is too long to be a paper")
            else:
                yield record_of(_draft(record), file, record.line)


def _draft(record: TaggedRecord) -> Draft:
    year, day = one_line(record.first("D") or ""), one_line(record.first("8") or "")
    return Draft(
        title=record.first("T"),
        abstract=record.first("X"),
        authors=[given_first(one_line(name)) for name in record.all("A")],
        date=date_of(day if year and year in day else year),
        categories=[word for value in record.all("K") for word in re.split(r"[\n;]", value)],
        venue=record.first("J", "B"),
        kind=kind_of(record.first("0")),
        language=record.first("G"),
        url=record.first("U"),
        doi=record.first("R"),
        raw=record.raw,
    )
