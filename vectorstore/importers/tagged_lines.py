"""Records of lines that begin with a tag, as in RIS, nbib, Web of Science, RefWorks and refer."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TextIO

from vectorstore.importers.contract import Record, Unreadable
from vectorstore.importers.draft import Draft, record_of
from vectorstore.importers.plain_text import MAX_FIELD

TOO_LONG = "the record is too long to be a paper"


@dataclass(frozen=True, kw_only=True, slots=True)
class Dialect:
    """How records are told apart.

    `tag` matches a line that begins a field (groups: tag, value). A tag of `starts` begins a record, one
    of `ends` finishes it; `blank_ends` says that an empty line does, too.
    """

    tag: re.Pattern[str]
    starts: frozenset[str]
    ends: frozenset[str] = frozenset()
    blank_ends: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class TaggedRecord:
    """Fields in order; the lines of a value that was wrapped are joined with a line break.

    `whole` is False when the stream ended before the record did; `too_long` when its text was cut.
    """

    line: int
    fields: tuple[tuple[str, str], ...]
    whole: bool
    too_long: bool
    raw: str

    def all(self, *tags: str) -> list[str]:
        """The values of these tags, in the order of the record."""
        return [value for tag, value in self.fields if tag in tags and value]

    def first(self, *tags: str) -> str | None:
        """The first value of the first of these tags that has one."""
        for wanted in tags:
            for tag, value in self.fields:
                if tag == wanted and value:
                    return value
        return None


@dataclass(kw_only=True, slots=True)
class _Open:
    line: int
    fields: list[tuple[str, list[str]]] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    size: int = 0

    def closed(self, *, whole: bool) -> TaggedRecord:
        return TaggedRecord(
            line=self.line,
            fields=tuple((tag, "\n".join(lines).strip()) for tag, lines in self.fields),
            whole=whole,
            too_long=self.size > 4 * MAX_FIELD,
            raw="\n".join(self.raw),
        )


def read_tagged(
    stream: TextIO, file: str, dialect: Dialect, draft_of: Callable[[TaggedRecord], Draft]
) -> Iterator[Record]:
    """The records of a dialect whose records need no end; one that is too long is reported."""
    for record in tagged_records(stream, dialect):
        if record.too_long:
            yield Unreadable(file=file, line=record.line, reason=TOO_LONG)
        else:
            yield record_of(draft_of(record), file, record.line)


def tagged_records(stream: TextIO, dialect: Dialect) -> Iterator[TaggedRecord]:
    """The records of a stream; lines outside of any are left out."""
    record: _Open | None = None
    for number, text in enumerate(stream, start=1):
        line = text.rstrip("\n\r").lstrip("\ufeff")
        match = dialect.tag.match(line)
        tag = match[1] if match else None
        if record is not None and (tag in dialect.starts or (dialect.blank_ends and not line.strip())):
            yield record.closed(whole=not dialect.ends)
            record = None
        if match is not None and tag in dialect.ends:
            if record is not None:
                yield record.closed(whole=True)
            record = None
            continue
        if record is None:
            if match is None or not (dialect.blank_ends or tag in dialect.starts):
                continue
            record = _Open(line=number)
        record.size += len(line)
        if record.size > 4 * MAX_FIELD:
            continue
        record.raw.append(line)
        if match is not None:
            record.fields.append((match[1], [match[2] or ""]))
        elif record.fields:
            record.fields[-1][1].append(line.strip())
    if record is not None:
        yield record.closed(whole=not dialect.ends)
