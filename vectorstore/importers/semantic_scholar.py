"""Semantic Scholar papers (https://api.semanticscholar.org/api-docs/graph), alone, in lists, or cited."""

import re
from collections.abc import Iterator
from typing import TextIO

from vectorstore.importers.contract import Record
from vectorstore.importers.dates import date_of
from vectorstore.importers.draft import Draft
from vectorstore.importers.json_lists import read_json
from vectorstore.importers.json_values import items_at, member, text_at, texts_at
from vectorstore.importers.kinds import kind_of

_HEAD = re.compile(r"\"(?:paperId|corpusId|corpusid)\"\s*:")


class SemanticScholar:
    name = "Semantic Scholar JSON"

    def recognises(self, head: str) -> bool:
        return _HEAD.search(head) is not None and head.lstrip("\ufeff \n\r\t")[:1] in {"{", "["}

    def read(self, stream: TextIO, file: str) -> Iterator[Record]:
        return read_json(stream, file, _draft, "a Semantic Scholar paper with a 'paperId' and a 'title'")


def _draft(found: object) -> Draft | None:
    paper = member(found, "citedPaper") or member(found, "citingPaper") or member(found, "paper") or found
    if all(member(paper, key) is None for key in ("paperId", "corpusId", "corpusid", "title")):
        return None
    kinds = texts_at(paper, "publicationTypes") or texts_at(paper, "publicationtypes")
    fields = texts_at(paper, "fieldsOfStudy") or [
        name for one in items_at(paper, "s2FieldsOfStudy") if (name := text_at(one, "category"))
    ]
    return Draft(
        title=text_at(paper, "title"),
        abstract=text_at(paper, "abstract"),
        authors=[name for one in items_at(paper, "authors") if (name := text_at(one, "name"))],
        date=date_of(text_at(paper, "publicationDate") or text_at(paper, "year") or ""),
        categories=fields,
        venue=text_at(paper, "venue")
        or text_at(paper, "journal", "name")
        or text_at(paper, "publicationVenue", "name"),
        kind=kind_of(kinds[0]) if kinds else None,
        url=text_at(paper, "url") or text_at(paper, "openAccessPdf", "url"),
        doi=text_at(paper, "externalIds", "DOI"),
        arxiv_id=text_at(paper, "externalIds", "ArXiv"),
        pubmed_id=text_at(paper, "externalIds", "PubMed"),
    )
