"""What the importers of JSON answers share: one function from a record to its draft, per format."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TextIO

from vectorstore.importers.contract import Record, Unreadable
from vectorstore.importers.draft import Draft, record_of
from vectorstore.importers.json_values import JsonBreak, json_records

DraftOf = Callable[[object], Draft | None]


def read_json(stream: TextIO, file: str, draft_of: DraftOf, expected: str) -> Iterator[Record]:
    """The records of a JSON stream; a value for which `draft_of` gives None is reported."""
    for record in json_records(stream):
        if isinstance(record, JsonBreak):
            yield Unreadable(file=file, line=record.line, reason=record.reason)
            continue
        draft = draft_of(record.value) if isinstance(record.value, dict) else None
        if draft is None:
            yield Unreadable(file=file, line=record.line, reason=f"expected {expected}")
        else:
            yield record_of(replace(draft, raw=record.raw), file, record.line)
