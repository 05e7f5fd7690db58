"""Publication lists in, papers out: every format behind one small Protocol."""

from vectorstore.importers.contract import Importer, Parsed, Record, Unreadable
from vectorstore.importers.jsonl import to_jsonl
from vectorstore.importers.sources import read_sources, read_text

__all__ = ["Importer", "Parsed", "Record", "Unreadable", "read_sources", "read_text", "to_jsonl"]
