"""The Atom feed of arXiv's API (https://info.arxiv.org/help/api/user-manual.html)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, TextIO

from vectorstore.importers.contract import Record
from vectorstore.importers.dates import date_of
from vectorstore.importers.draft import Draft
from vectorstore.importers.plain_text import one_line
from vectorstore.importers.xml_lists import read_xml
from vectorstore.importers.xml_records import text_under, under

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


class ArxivAtom:
    name = "arXiv Atom"

    def recognises(self, head: str) -> bool:
        return "http://www.w3.org/2005/Atom" in head and "arxiv.org/" in head

    def read(self, stream: TextIO, file: str) -> Iterator[Record]:
        return read_xml(stream, file, frozenset({"entry"}), _draft)


def _draft(entry: "Element") -> Draft:
    journal = text_under(entry, "journal_ref")
    return Draft(
        title=text_under(entry, "title"),
        abstract=one_line(text_under(entry, "summary") or ""),
        authors=[name for author in under(entry, "author") if (name := text_under(author, "name"))],
        date=date_of(text_under(entry, "published") or ""),
        categories=[term for one in under(entry, "category") if (term := one.get("term"))],
        venue=journal or "arXiv",
        kind="article" if journal else "preprint",
        url=text_under(entry, "id"),
        links=[text_under(entry, "comment") or ""],
        doi=text_under(entry, "doi"),
        arxiv_id=text_under(entry, "id"),
    )
