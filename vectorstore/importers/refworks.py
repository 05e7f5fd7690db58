"""RefWorks tagged format: `RT Journal Article`, `A1 Love,Ada`, `T1 On Tides`."""

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

_DIALECT = Dialect(tag=re.compile(r"([A-Z][A-Z0-9]) (.*)$"), starts=frozenset({"RT"}), blank_ends=True)
_HEAD = re.compile(r"\s*^RT [A-Z][a-z]+.*\n(?:[A-Z][A-Z0-9] .*\n)", re.MULTILINE)


class RefWorks:
    name = "RefWorks tagged"

    def recognises(self, head: str) -> bool:
        return _HEAD.match(head.lstrip("\ufeff")) is not None

    def read(self, stream: TextIO, file: str) -> Iterator[Record]:
        return read_tagged(stream, file, _DIALECT, _draft)


def _draft(record: TaggedRecord) -> Draft:
    year = one_line(record.first("YR") or "")
    day = one_line(record.first("FD") or "")
    return Draft(
        title=record.first("T1"),
        abstract=record.first("AB"),
        authors=[given_first(one_line(name)) for name in record.all("A1")],
        date=date_of(day if year and year in day else f"{day} {year}"),
        categories=record.all("K1"),
        venue=record.first("JF", "JO", "T2"),
        kind=kind_of((record.first("RT") or "").replace(",", "")),
        language=record.first("LA"),
        url=record.first("UL"),
        links=record.all("LK"),
        doi=record.first("DO"),
        raw=record.raw,
    )
