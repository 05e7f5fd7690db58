"""XML one record at a time: no external entities, no entity expansion, bounded depth and size."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO
from xml.etree.ElementTree import Element, ParseError, tostring

from vectorstore.importers.plain_text import MAX_FIELD

_MAX_DEPTH = 200
_MAX_ELEMENTS = 300_000
_NO_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)])


@dataclass(frozen=True, kw_only=True, slots=True)
class XmlBreak:
    """Where the XML ends or breaks before it should."""

    reason: str


class _Readable:
    """The stream without the characters that XML forbids but exports contain."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def read(self, size: int = -1) -> str:
        while chunk := self._stream.read(size):
            if text := chunk.translate(_NO_XML):
                return text
        return ""


def xml_records(stream: TextIO, names: frozenset[str]) -> "Iterator[Element | XmlBreak]":
    """The elements of these (local) names in order; elements within them come with them."""
    from defusedxml.common import DefusedXmlException  # local: only XML needs it
    from defusedxml.ElementTree import iterparse

    depth = inside = count = 0
    path: list[Element] = []
    try:
        for event, element in iterparse(_Readable(stream), events=("start", "end"), forbid_dtd=False):
            if event == "start":
                depth += 1
                count += 1
                path.append(element)
                if depth > _MAX_DEPTH or count > _MAX_ELEMENTS:
                    yield XmlBreak(
                        reason="the XML is nested too deeply or a record is too large to be a paper"
                    )
                    return
                inside += local(element) in names
                continue
            depth -= 1
            path.pop()
            is_record = local(element) in names
            inside -= is_record
            if inside:
                continue
            if is_record:
                yield element
            if path:
                path[-1].remove(element)
            count = 0
    except ParseError as exc:
        yield XmlBreak(reason=f"the XML breaks ({exc}); the file may be cut here")
    except DefusedXmlException:
        yield XmlBreak(reason="the XML defines entities of its own, which is refused for safety")


def local(element: "Element") -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def under(element: "Element | None", *path: str) -> "list[Element]":
    """The elements down this path of local names, in order."""
    found = [] if element is None else [element]
    for name in path:
        found = [child for one in found for child in one if local(child) == name]
    return found


def first_under(element: "Element | None", *path: str) -> "Element | None":
    """The first of `under`."""
    found = under(element, *path)
    return found[0] if found else None


def text_under(element: "Element | None", *path: str) -> str | None:
    """The whole text of the first element down this path, None when there is none."""
    found = first_under(element, *path)
    return None if found is None else (whole_text(found).strip() or None)


def whole_text(element: "Element") -> str:
    """The text of an element and all in it, with sub and sup as markup so that they can be written well."""
    if not len(element):
        return element.text or ""
    parts = [element.text or ""]
    for child in element:
        name = local(child)
        text = whole_text(child)
        parts.append(f"<{name}>{text}</{name}>" if name in {"sub", "sup", "inf"} else text)
        parts.append(child.tail or "")
    return "".join(parts)


def source_of(element: "Element") -> str:
    """The element as XML, for the raw record."""
    return tostring(element, encoding="unicode")[: 2 * MAX_FIELD]
