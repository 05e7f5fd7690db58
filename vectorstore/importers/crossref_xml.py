"""Crossref's UNIXREF XML, the answer to content negotiation of a DOI."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, TextIO

from vectorstore.importers.contract import Record
from vectorstore.importers.dates import date_of_parts
from vectorstore.importers.draft import Draft
from vectorstore.importers.names import joined
from vectorstore.importers.xml_lists import read_xml
from vectorstore.importers.xml_records import first_under, local, text_under, under, whole_text
from vectorstore.records import PartialDate

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_WORKS = {
    "journal_article": "article",
    "conference_paper": "conference paper",
    "content_item": "chapter",
    "posted_content": "preprint",
    "dissertation": "thesis",
    "report-paper_metadata": "report",
    "dataset": "dataset",
    "book_metadata": "book",
    "book_series_metadata": "book",
    "edited_book": "book",
}
_VENUES = {
    "journal_metadata": "full_title",
    "proceedings_metadata": "proceedings_title",
    "proceedings_series_metadata": "proceedings_title",
}


class CrossrefXml:
    name = "Crossref XML"

    def recognises(self, head: str) -> bool:
        return "<doi_record" in head or ("<crossref" in head and "<doi_data" in head)

    def read(self, stream: TextIO, file: str) -> Iterator[Record]:
        return read_xml(stream, file, frozenset({"doi_record"}), _draft)


def _draft(record: "Element") -> Draft:
    elements = {local(element): element for element in reversed(list(record.iter()))}
    work = next((elements[name] for name in _WORKS if name in elements), record)
    holder = next(((elements[name], title) for name, title in _VENUES.items() if name in elements), None)
    book = elements.get("book_metadata")
    venue = text_under(holder[0], holder[1]) if holder else None
    if local(work) == "content_item" and book is not None:
        venue = text_under(book, "titles", "title")
    return Draft(
        title=_title(work),
        abstract=next((whole_text(one) for one in work if local(one) == "abstract"), None),
        authors=[
            joined(text_under(one, "given_name"), text_under(one, "surname"), text_under(one, "suffix"))
            if local(one) == "person_name"
            else whole_text(one)
            for one in (first_under(work, "contributors") or ())
            if one.get("contributor_role") == "author"
        ],
        date=min(
            (found for one in (work, elements.get("journal_issue")) if (found := _date(one))),
            key=_order,
            default=_date(book),
        ),
        venue=venue,
        kind=_WORKS.get(local(work)),
        language=work.get("language") or (holder[0].get("language") if holder else None),
        url=text_under(work, "doi_data", "resource"),
        doi=text_under(work, "doi_data", "doi"),
    )


def _title(work: "Element") -> str | None:
    title, subtitle = text_under(work, "titles", "title"), text_under(work, "titles", "subtitle")
    return f"{title}: {subtitle}" if title and subtitle else title


def _date(element: "Element | None") -> PartialDate | None:
    dates = [
        found
        for name in ("publication_date", "posted_date", "approval_date")
        for one in under(element, name)
        if (found := date_of_parts(text_under(one, "year"), text_under(one, "month"), text_under(one, "day")))
    ]
    return min(dates, key=_order, default=None)


def _order(date: PartialDate) -> tuple[int, int, int]:
    """Earlier first; of equals the fuller."""
    return date.year or 0, date.month or 99, date.day or 99
