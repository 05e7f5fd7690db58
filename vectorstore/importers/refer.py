"""Refer (`%A Ada Love`, `%T On Tides`), which EndNote calls .enw."""

import re
from collections.abc import Iterator
from typing import TextIO

from vectorstore.importers.contract import Record
from vectorstore.importers.dates import date_of
from vectorstore.importers.draft import Draft
from vectorstore.importers.kinds import kind_of
from vectorstore.importers.names import given_first
from vectorstore.importers.plain_text import one_line
from vectorstore.importers.tagged_lines import Dialect, TaggedRecord, read_tagged

_DIALECT = Dialect(
    tag=re.compile(r"%([0-9A-Z@+!#$&*()?<>\[\]^~=:]) (.*)$"), starts=frozenset("0"), blank_ends=True
)
_HEAD = re.compile(r"^%[0AT] \S.*\n(?:.*\n){0,20}?%[ATDJ] \S", re.MULTILINE)


class Refer:
    name = "refer (EndNote .enw)"

    def recognises(self, head: str) -> bool:
        return _HEAD.match(head.lstrip("\ufeff \n\r\t")) is not None

    def read(self, stream: TextIO, file: str) -> Iterator[Record]:
        return read_tagged(stream, file, _DIALECT, _draft)


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
