"""DataCite's JSON (https://schema.datacite.org), as its API wraps it or as a record alone; and Zenodo's."""

import re
from collections.abc import Iterator
from typing import TextIO

from vectorstore.importers.contract import Record
from vectorstore.importers.dates import date_of
from vectorstore.importers.draft import Draft
from vectorstore.importers.json_lists import read_json
from vectorstore.importers.json_values import items_at, member, text_at, texts_at
from vectorstore.importers.kinds import kind_of
from vectorstore.importers.names import given_first, joined
from vectorstore.records import PartialDate

_DATACITE = re.compile(r"\"(?:publicationYear|resourceTypeGeneral)\"\s*:")
_ZENODO = re.compile(r"\"(?:conceptrecid|conceptdoi)\"\s*:|\"links\"\s*:.*zenodo\.org", re.DOTALL)


class DataCite:
    name = "DataCite JSON"

    def recognises(self, head: str) -> bool:
        return _DATACITE.search(head) is not None

    def read(self, stream: TextIO, file: str) -> Iterator[Record]:
        return read_json(stream, file, _datacite, "a DataCite record with 'titles'")


class Zenodo:
    name = "Zenodo JSON"

    def recognises(self, head: str) -> bool:
        return '"metadata"' in head and _ZENODO.search(head) is not None

    def read(self, stream: TextIO, file: str) -> Iterator[Record]:
        return read_json(stream, file, _zenodo, "a Zenodo record with 'metadata'")


def _datacite(record: object) -> Draft | None:
    work = member(record, "attributes") or record
    if not items_at(work, "titles"):
        return None
    main = next(
        (one for one in items_at(work, "titles") if not member(one, "titleType")), items_at(work, "titles")[0]
    )
    title = text_at(main, "title")
    subtitle = next(
        (text_at(one, "title") for one in items_at(work, "titles") if member(one, "titleType") == "Subtitle"),
        None,
    )
    return Draft(
        title=f"{title}: {subtitle}" if title and subtitle else title,
        abstract=_abstract(work),
        authors=[
            joined(text_at(one, "givenName"), text_at(one, "familyName"))
            or (given_first(name) if text_at(one, "nameType") != "Organizational" else name)
            for one in items_at(work, "creators")
            if (name := text_at(one, "name") or text_at(one, "familyName"))
        ],
        date=_date(work),
        categories=[word for one in items_at(work, "subjects") if (word := text_at(one, "subject"))],
        venue=text_at(work, "container", "title"),
        kind=_kind(work),
        language=text_at(work, "language"),
        url=text_at(work, "url"),
        doi=text_at(work, "doi"),
    )


def _abstract(work: object) -> str | None:
    """The abstract in the language of the record where there are several."""
    abstracts = [
        one for one in items_at(work, "descriptions") if member(one, "descriptionType") == "Abstract"
    ]
    language = text_at(work, "language")
    own = [one for one in abstracts if language and text_at(one, "lang") == language]
    return next((text_at(one, "description") for one in [*own, *abstracts]), None)


def _date(work: object) -> PartialDate | None:
    dates = {text_at(one, "dateType"): text_at(one, "date") for one in items_at(work, "dates")}
    issued = date_of(dates.get("Issued") or "")
    year = date_of(text_at(work, "publicationYear") or "")
    if issued is not None and (year is None or issued.month is not None or issued.year == year.year):
        return issued
    return year or date_of(dates.get("Created") or "")


def _kind(work: object) -> str | None:
    general, exact = text_at(work, "types", "resourceTypeGeneral"), text_at(work, "types", "resourceType")
    names = [text_at(work, "types", "citeproc"), exact, general]
    if general and general != "Text":
        names.insert(0, general)
    return next((kind_of(name) for name in names if name), None)


def _zenodo(record: object) -> Draft | None:
    work = member(record, "metadata")
    if text_at(work, "title") is None:
        return None
    return Draft(
        title=text_at(work, "title"),
        abstract=text_at(work, "description"),
        authors=[given_first(name) for one in items_at(work, "creators") if (name := text_at(one, "name"))],
        date=date_of(text_at(work, "publication_date") or ""),
        categories=texts_at(work, "keywords"),
        venue=text_at(work, "journal", "title"),
        kind=kind_of(text_at(work, "resource_type", "subtype") or text_at(work, "resource_type", "type")),
        language=text_at(work, "language"),
        url=text_at(record, "links", "self_html")
        or text_at(record, "links", "html")
        or text_at(record, "doi_url"),
        doi=text_at(record, "doi") or text_at(work, "doi"),
    )
