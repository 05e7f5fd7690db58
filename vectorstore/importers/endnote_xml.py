"""EndNote's XML export."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, TextIO

from vectorstore.importers.contract import Record
from vectorstore.importers.dates import date_of
from vectorstore.importers.draft import Draft
from vectorstore.importers.kinds import kind_of
from vectorstore.importers.names import dotted, given_first
from vectorstore.importers.xml_lists import read_xml
from vectorstore.importers.xml_records import first_under, text_under, under, whole_text

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


class EndNoteXml:
    name = "EndNote XML"

    def recognises(self, head: str) -> bool:
        return "<record>" in head and ("<ref-type" in head or "<contributors>" in head) and "<xml>" in head

    def read(self, stream: TextIO, file: str) -> Iterator[Record]:
        return read_xml(stream, file, frozenset({"record"}), _draft)


def _draft(record: "Element") -> Draft:
    kind = first_under(record, "ref-type")
    year = text_under(record, "dates", "year") or ""
    day = text_under(record, "dates", "pub-dates", "date") or ""
    return Draft(
        title=text_under(record, "titles", "title"),
        abstract=text_under(record, "abstract"),
        authors=[
            dotted(given_first(whole_text(name).strip()))
            for name in under(record, "contributors", "authors", "author")
        ],
        date=date_of(day if year and year in day else f"{day} {year}") or date_of(year),
        categories=[whole_text(word) for word in under(record, "keywords", "keyword")],
        venue=text_under(record, "periodical", "full-title")
        or text_under(record, "titles", "secondary-title"),
        kind=kind_of(kind.get("name")) if kind is not None else None,
        language=text_under(record, "language"),
        url=text_under(record, "urls", "related-urls", "url")
        or text_under(record, "urls", "web-urls", "url"),
        doi=text_under(record, "electronic-resource-num"),
        pubmed_id=_pubmed_id(record),
    )


def _pubmed_id(record: "Element") -> str | None:
    number = text_under(record, "accession-num") or ""
    source = " ".join(
        text_under(record, name) or "" for name in ("remote-database-name", "remote-database-provider")
    )
    return number if number.isdecimal() and len(number) <= 8 and "pubmed" in source.lower() else None
