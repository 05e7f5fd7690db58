"""OpenAlex works (https://docs.openalex.org/api-entities/works/work-object)."""

import re
from collections.abc import Iterator
from typing import TextIO

from vectorstore.importers.contract import Record
from vectorstore.importers.dates import date_of
from vectorstore.importers.draft import Draft
from vectorstore.importers.json_lists import read_json
from vectorstore.importers.json_values import items_at, member, text_at
from vectorstore.importers.kinds import kind_of
from vectorstore.importers.plain_text import MAX_FIELD

_HEAD = re.compile(r"\"https://openalex\.org/W\d+\"")
_MAX_WORDS = 60_000


class OpenAlex:
    name = "OpenAlex JSON"

    def recognises(self, head: str) -> bool:
        return _HEAD.search(head) is not None and '"display_name"' in head

    def read(self, stream: TextIO, file: str) -> Iterator[Record]:
        return read_json(stream, file, _draft, "an OpenAlex work with an 'id' and a 'title'")


def _draft(work: object) -> Draft | None:
    if text_at(work, "id") is None:
        return None
    location = member(work, "primary_location")
    pubmed = re.search(r"(\d+)/?$", text_at(work, "ids", "pmid") or "")
    return Draft(
        title=text_at(work, "title") or text_at(work, "display_name"),
        abstract=_abstract(member(work, "abstract_inverted_index")) or text_at(work, "abstract"),
        authors=[
            name
            for one in items_at(work, "authorships")
            if (name := text_at(one, "author", "display_name") or text_at(one, "raw_author_name"))
        ],
        authors_complete=member(work, "is_authors_truncated") is not True,
        date=date_of(text_at(work, "publication_date") or text_at(work, "publication_year") or ""),
        categories=[
            name
            for key in ("keywords", "topics", "concepts")
            for one in items_at(work, key)
            if (name := text_at(one, "display_name") or text_at(one, "keyword"))
        ],
        venue=text_at(location, "source", "display_name") or text_at(work, "host_venue", "display_name"),
        kind=kind_of(text_at(work, "type_crossref") or text_at(work, "type")),
        language=text_at(work, "language"),
        url=text_at(location, "landing_page_url") or text_at(work, "id"),
        links=[
            url
            for one in items_at(work, "locations")
            if (url := text_at(one, "landing_page_url")) and "arxiv.org/" in url
        ],
        doi=text_at(work, "doi"),
        pubmed_id=pubmed[1] if pubmed else None,
    )


def _abstract(index: object) -> str | None:
    """The text of an inverted index {word: [places]}."""
    if not isinstance(index, dict) or len(index) > _MAX_WORDS:
        return None
    words: dict[int, str] = {}
    for word, places in index.items():
        for place in places if isinstance(places, list) else ():
            if isinstance(place, int) and 0 <= place < MAX_FIELD and len(words) < _MAX_WORDS:
                words[place] = str(word)
    return " ".join(words[place] for place in sorted(words)) or None
