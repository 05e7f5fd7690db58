"""JSON Lines of our own records: the exchange format, one paper a line, only `title` required.

    {"title": "…", "abstract": "…", "authors": ["…"], "date": "2022-03-18", "doi": "10.1000/x"}

`date` is `2022-03-18`, `2022-03`, `2022`, or `--05-25` where the year is unknown.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import TextIO

from vectorstore.importers.contract import Parsed, Record, Unreadable
from vectorstore.importers.plain_text import MAX_FIELD, arxiv_id_in, cleaned, doi_in, one_line
from vectorstore.records import AbstractKind, Paper, PartialDate

_TEXTS = ("title", "abstract", "venue", "kind", "language", "code_url", "url", "doi", "arxiv_id", "pubmed_id")
_LISTS = ("authors", "categories")
_FLAGS = ("authors_complete", "has_code")
_KEYS = (*_TEXTS, *_LISTS, *_FLAGS, "abstract_kind", "date")
_ABSTRACT_KINDS: dict[str, AbstractKind] = {"abstract": "abstract", "summary": "summary"}


class JsonLines:
    name = "JSON Lines of papers"

    def recognises(self, head: str) -> bool:
        first = next((line for line in head.splitlines() if line.strip()), "").strip()
        if not first.startswith("{") or re.match(r'\{\s*"', first) is None:
            return False
        try:
            record = json.loads(first)
        except (ValueError, RecursionError):
            key = re.match(r'\{\s*"(\w+)"', first)  # a line longer than the head, or damaged
            return '"title"' in first and key is not None and key[1] in _KEYS
        return "title" in record and record.keys() <= set(_KEYS)

    def read(self, stream: TextIO, file: str) -> Iterator[Record]:
        for line, text in enumerate(stream, start=1):
            if not text.strip():
                continue
            try:
                yield Parsed(file=file, line=line, paper=_paper(text))
            except _UnfitError as unfit:
                yield Unreadable(file=file, line=line, reason=str(unfit))


def to_jsonl(papers: Iterable[Paper]) -> str:
    """The papers in the exchange format, a line each; what is not known is left out."""
    return "".join(json.dumps(_record(paper), ensure_ascii=False) + "\n" for paper in papers)


def _record(paper: Paper) -> dict[str, object]:
    record: dict[str, object] = {"title": paper.title}
    if paper.abstract:
        record |= {"abstract": paper.abstract, "abstract_kind": paper.abstract_kind}
    record |= {"authors": list(paper.authors), "authors_complete": paper.authors_complete}
    if paper.date is not None:
        record["date"] = str(paper.date)
    record |= {"categories": list(paper.categories), "has_code": paper.has_code}
    for key in _TEXTS[2:]:
        value = getattr(paper, key)
        if value is not None:
            record[key] = value
    return record


class _UnfitError(ValueError):
    """The line is no record; the message names the field and what was expected of it."""


def _paper(text: str) -> Paper:
    if len(text) > 2 * MAX_FIELD:
        raise _UnfitError(f"expected a record of at most {2 * MAX_FIELD:,} characters")
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as exc:
        raise _UnfitError(f"expected one JSON object on the line ({exc})") from exc
    if not isinstance(record, dict):
        raise _UnfitError(f"expected a JSON object, found {_type(record)}")
    unknown = sorted(record.keys() - set(_KEYS))
    if unknown:
        raise _UnfitError(f"unknown field {unknown[0]!r}; the fields are {', '.join(_KEYS)}")
    given = {key: value for key, value in record.items() if value is not None}
    texts = {key: _text(given, key) for key in _TEXTS}
    if not texts["title"]:
        raise _UnfitError("expected 'title' to be a text that is not empty")
    doi, arxiv_id = texts["doi"], texts["arxiv_id"]
    return Paper(
        title=one_line(texts["title"]),
        abstract=cleaned(texts["abstract"] or ""),
        abstract_kind=_abstract_kind(given.get("abstract_kind", "abstract")),
        authors=_names(given, "authors"),
        authors_complete=_flag(given, "authors_complete", default=True),
        date=_date(given),
        categories=_names(given, "categories"),
        venue=texts["venue"],
        kind=texts["kind"],
        language=texts["language"],
        has_code=_flag(given, "has_code", default=bool(texts["code_url"])),
        code_url=texts["code_url"],
        url=texts["url"],
        doi=doi and (doi_in(doi) or doi),
        arxiv_id=arxiv_id and (arxiv_id_in(arxiv_id) or arxiv_id),
        pubmed_id=texts["pubmed_id"],
        raw=cleaned(text),
    )


def _text(record: dict[str, object], key: str) -> str | None:
    value = record.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise _UnfitError(f"expected {key!r} to be a text, found {_type(value)}")
    if len(value) > MAX_FIELD:
        raise _UnfitError(f"expected {key!r} to have at most {MAX_FIELD:,} characters")
    return (cleaned(value) if key == "abstract" else one_line(value)) or None


def _names(record: dict[str, object], key: str) -> tuple[str, ...]:
    value = record.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise _UnfitError(f"expected {key!r} to be a list of texts, found {_type(value)}")
    return tuple(name for name in map(one_line, value) if name)


def _flag(record: dict[str, object], key: str, *, default: bool) -> bool:
    value = record.get(key, default)
    if not isinstance(value, bool):
        raise _UnfitError(f"expected {key!r} to be true or false, found {_type(value)}")
    return value


def _date(record: dict[str, object]) -> PartialDate | None:
    value = record.get("date")
    if value is None:
        return None
    if not isinstance(value, str):
        raise _UnfitError(f"expected 'date' to be a text such as \"2022-03-18\", found {_type(value)}")
    try:
        return PartialDate.parse(value.strip())
    except ValueError as exc:
        raise _UnfitError(f"'date' is {exc}") from exc


def _abstract_kind(value: object) -> AbstractKind:
    if not isinstance(value, str) or value not in _ABSTRACT_KINDS:
        raise _UnfitError(
            f"expected 'abstract_kind' to be 'abstract' or 'summary', found {str(value)[:40]!r}"
        )
    return _ABSTRACT_KINDS[value]


def _type(value: object) -> str:
    names = {
        dict: "an object",
        list: "a list",
        str: "a text",
        bool: "true or false",
        int: "a number",
        float: "a number",
    }
    return names.get(type(value), "null")
