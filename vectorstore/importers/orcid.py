"""ORCID's works: full ones as its API gives them in bulk, and the summaries of a record.

https://github.com/ORCID/orcid-model/tree/master/src/main/resources/record_3.0
"""

import re
from collections.abc import Iterator
from typing import TextIO

from vectorstore.importers.contract import Record
from vectorstore.importers.dates import date_of_parts
from vectorstore.importers.draft import Draft
from vectorstore.importers.json_lists import read_json
from vectorstore.importers.json_values import items_at, member, text_at
from vectorstore.importers.kinds import kind_of
from vectorstore.importers.names import given_first
from vectorstore.importers.plain_text import doi_in

_HEAD = re.compile(r"\"(?:work-summary|put-code)\"\s*:")


class Orcid:
    name = "ORCID JSON"

    def recognises(self, head: str) -> bool:
        return _HEAD.search(head) is not None and "external-id" in head

    def read(self, stream: TextIO, file: str) -> Iterator[Record]:
        return read_json(stream, file, _draft, "an ORCID work with a 'title'")


def own_doi(work: object) -> str | None:
    """The DOI of a work itself, in small letters; not one of what it is part of."""
    value = _own_id(work, "doi")
    return None if value is None else doi_in(value)


def _draft(record: object) -> Draft | None:
    summaries = items_at(record, "work-summary")  # versions of one work, the preferred one first
    work = summaries[0] if summaries else member(record, "work") or record
    if text_at(work, "title", "title", "value") is None:
        return None
    title, subtitle = text_at(work, "title", "title", "value"), text_at(work, "title", "subtitle", "value")
    return Draft(
        title=f"{title}: {subtitle}" if subtitle and subtitle not in (title or "") else title,
        abstract=text_at(work, "short-description"),
        authors=[
            given_first(name)
            for one in items_at(work, "contributors", "contributor")
            if _is_author(one) and (name := text_at(one, "credit-name", "value"))
        ],
        date=date_of_parts(
            *(text_at(work, "publication-date", part, "value") for part in ("year", "month", "day"))
        ),
        venue=text_at(work, "journal-title", "value"),
        kind=kind_of(text_at(work, "type")),
        language=text_at(work, "language-code"),
        url=text_at(work, "url", "value"),
        doi=own_doi(work),
        arxiv_id=_own_id(work, "arxiv"),
        pubmed_id=_own_id(work, "pmid"),
    )


def _own_id(work: object, kind: str) -> str | None:
    for one in items_at(work, "external-ids", "external-id"):
        relation = (text_at(one, "external-id-relationship") or "self").lower()
        if (text_at(one, "external-id-type") or "").lower() == kind and relation == "self":
            return text_at(one, "external-id-normalized", "value") or text_at(one, "external-id-value")
    return None


def _is_author(contributor: object) -> bool:
    role = text_at(contributor, "contributor-attributes", "contributor-role")
    return role is None or "editor" not in role.lower()
