"""The library that ships with the package, so that a fresh machine has something to ask."""

import io
from importlib.resources import files

from vectorstore.importers.contract import Parsed
from vectorstore.importers.jsonl import JsonLines
from vectorstore.records import Paper

__all__ = ["sample_papers"]


def sample_papers() -> tuple[Paper, ...]:
    """The papers of the sample, with summaries in our own words in place of their abstracts."""
    text = files(__package__).joinpath("papers.jsonl").read_text(encoding="utf-8")
    records = tuple(JsonLines().read(io.StringIO(text), "sample"))
    return tuple(record.paper for record in records if isinstance(record, Parsed))
