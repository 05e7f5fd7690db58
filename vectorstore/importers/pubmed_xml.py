"""PubMed's XML (https://www.nlm.nih.gov/bsd/licensee/elements_descriptions.html)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, TextIO

from vectorstore.importers.contract import Record
from vectorstore.importers.dates import date_of, date_of_parts
from vectorstore.importers.draft import Draft
from vectorstore.importers.kinds import kind_of
from vectorstore.importers.names import dotted, joined
from vectorstore.importers.xml_lists import read_xml
from vectorstore.importers.xml_records import first_under, text_under, under, whole_text
from vectorstore.records import PartialDate

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_KINDS = ("preprint", "review", "editorial", "letter", "dataset", "article")


class PubMedXml:
    name = "PubMed XML"

    def recognises(self, head: str) -> bool:
        return "<PubmedArticle" in head or "<MedlineCitation" in head or "<PubmedBookArticle" in head

    def read(self, stream: TextIO, file: str) -> Iterator[Record]:
        return read_xml(stream, file, frozenset({"PubmedArticle", "PubmedBookArticle"}), _draft)


def _draft(record: "Element") -> Draft:
    citation = first_under(record, "MedlineCitation")
    if citation is None:
        citation = first_under(record, "BookDocument")
    article = first_under(citation, "Article")
    if article is None:
        article = citation
    authors = first_under(article, "AuthorList")
    return Draft(
        title=(text_under(article, "ArticleTitle") or text_under(article, "VernacularTitle") or "").strip(
            "[]. "
        )
        or None,
        abstract=_abstract(first_under(article, "Abstract")),
        authors=[_name(author) for author in under(authors, "Author")],
        authors_complete=authors is None or authors.get("CompleteYN") != "N",
        date=_date(article),
        categories=[
            *(whole_text(word) for word in under(citation, "KeywordList", "Keyword")),
            *(
                whole_text(word)
                for word in under(citation, "MeshHeadingList", "MeshHeading", "DescriptorName")
            ),
        ],
        venue=text_under(article, "Journal", "Title") or text_under(article, "Book", "BookTitle"),
        kind=_kind(article),
        language=text_under(article, "Language"),
        doi=_identifier(record, article, "doi"),
        pubmed_id=text_under(citation, "PMID"),
    )


def _abstract(abstract: "Element | None") -> str | None:
    """The parts of a structured abstract with their labels, a line each."""
    parts = []
    for part in under(abstract, "AbstractText"):
        label = part.get("Label", "")
        text = whole_text(part).strip()
        parts.append(f"{label}: {text}" if label and label != "UNLABELLED" else text)
    return "\n".join(part for part in parts if part) or None


def _name(author: "Element") -> str:
    given = text_under(author, "ForeName") or text_under(author, "Initials")
    return joined(
        dotted(given) if given else None, text_under(author, "LastName"), text_under(author, "Suffix")
    ) or (text_under(author, "CollectiveName") or "")


def _date(article: "Element | None") -> PartialDate | None:
    printed = first_under(article, "Journal", "JournalIssue", "PubDate")
    if printed is None:
        printed = first_under(article, "Book", "PubDate")
    date = _parts(printed) or date_of(text_under(printed, "MedlineDate") or "")
    electronic = _parts(first_under(article, "ArticleDate"))
    same_year = date is not None and electronic is not None and date.year == electronic.year
    return electronic if date is None or (same_year and date.month is None) else date


def _parts(element: "Element | None") -> PartialDate | None:
    return date_of_parts(
        text_under(element, "Year"), text_under(element, "Month"), text_under(element, "Day")
    )


def _identifier(record: "Element", article: "Element | None", kind: str) -> str | None:
    for one in under(article, "ELocationID"):
        if one.get("EIdType") == kind and one.get("ValidYN") != "N":
            return whole_text(one)
    for one in under(record, "PubmedData", "ArticleIdList", "ArticleId"):
        if one.get("IdType") == kind:
            return whole_text(one)
    return None


def _kind(article: "Element | None") -> str | None:
    kinds = {kind_of(whole_text(one)) for one in under(article, "PublicationTypeList", "PublicationType")}
    return next((kind for kind in _KINDS if kind in kinds), None)
