"""Read a text as a person's file would be read."""

from vectorstore.errors import UnreadableSource
from vectorstore.importers import Parsed, Record, Unreadable, read_text
from vectorstore.records import Paper


def records_of(text: str) -> list[Record]:
    """The records up to a refusal, if there is one."""
    records: list[Record] = []
    try:
        for record in read_text(text, file="list"):
            records.append(record)  # noqa: PERF402 -- keeps what came before a refusal
    except UnreadableSource:
        pass
    return records


def papers_of(text: str) -> list[Paper]:
    return [record.paper for record in records_of(text) if isinstance(record, Parsed)]


def unreadable_of(text: str) -> list[Unreadable]:
    return [record for record in records_of(text) if isinstance(record, Unreadable)]


def paper_of(text: str) -> Paper:
    (paper,) = papers_of(text)
    assert not unreadable_of(text)
    return paper
