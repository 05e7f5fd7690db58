"""What the importers of XML share: one function from an element to its draft, per format."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, TextIO

from vectorstore.importers.contract import Record, Unreadable
from vectorstore.importers.draft import Draft, record_of
from vectorstore.importers.xml_records import XmlBreak, source_of, xml_records

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def read_xml(
    stream: TextIO, file: str, names: frozenset[str], draft_of: "Callable[[Element], Draft]"
) -> Iterator[Record]:
    """The records of an XML stream, numbered from 1."""
    for number, found in enumerate(xml_records(stream, names), start=1):
        if isinstance(found, XmlBreak):
            yield Unreadable(file=file, line=number, reason=f"record {number}: {found.reason}")
        else:
            yield record_of(replace(draft_of(found), raw=source_of(found)), file, number)
