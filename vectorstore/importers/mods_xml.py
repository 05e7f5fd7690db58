"""MODS XML of library catalogues (https://www.loc.gov/standards/mods/)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, TextIO

from vectorstore.importers.contract import Record
from vectorstore.importers.dates import date_of
from vectorstore.importers.draft import Draft
from vectorstore.importers.kinds import kind_of
from vectorstore.importers.names import given_first, joined
from vectorstore.importers.xml_lists import read_xml
from vectorstore.importers.xml_records import first_under, text_under, under, whole_text
from vectorstore.records import PartialDate

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_AUTHORS = frozenset(
    "aut author cre creator art artist cmp composer ctg cartographer pht photographer".split()
) | {"joint author"}
_DATES = ("dateIssued", "dateCreated", "copyrightDate", "dateCaptured")


class ModsXml:
    name = "MODS XML"

    def recognises(self, head: str) -> bool:
        return "http://www.loc.gov/mods" in head or "<mods" in head

    def read(self, stream: TextIO, file: str) -> Iterator[Record]:
        return read_xml(stream, file, frozenset({"mods"}), _draft)


def _draft(record: "Element") -> Draft:
    host = next((one for one in under(record, "relatedItem") if one.get("type") == "host"), None)
    genre = text_under(record, "genre")
    return Draft(
        title=_title(record),
        abstract=text_under(record, "abstract"),
        authors=[name for one in under(record, "name") if _is_author(one) and (name := _name(one))],
        date=_date(record) or _date(host) or date_of(text_under(host, "part", "date") or ""),
        categories=[whole_text(topic) for topic in under(record, "subject", "topic")],
        venue=_title(host) if host is not None else None,
        kind=kind_of(genre),
        language=text_under(record, "language", "languageTerm"),
        url=text_under(record, "location", "url"),
        doi=next((whole_text(one) for one in under(record, "identifier") if one.get("type") == "doi"), None),
    )


def _title(record: "Element | None") -> str | None:
    titles = under(record, "titleInfo")
    main = next((one for one in titles if not one.get("type")), titles[0] if titles else None)
    title = joined((text_under(main, "nonSort") or "").strip(), text_under(main, "title"))
    part = ": ".join(filter(None, (text_under(main, "partNumber"), text_under(main, "partName"))))
    title = f"{title.rstrip('.')}. {part}" if title and part else title
    subtitle = text_under(main, "subTitle")
    if title and subtitle:
        return f"{title} {subtitle}" if title.endswith(":") else f"{title}: {subtitle}"
    return title or None


def _is_author(name: "Element") -> bool:
    roles = {whole_text(term).strip(" .").lower() for term in under(name, "role", "roleTerm")}
    return not roles or bool(roles & _AUTHORS)


def _name(name: "Element") -> str:
    parts: dict[str, list[str]] = {}
    for part in under(name, "namePart"):
        parts.setdefault(part.get("type", ""), []).append(whole_text(part).strip())
    split = joined(" ".join(parts.get("given", [])), " ".join(parts.get("family", [])))
    if name.get("type") == "corporate":
        return ": ".join(parts.get("", []))
    return split or given_first(" ".join(parts.get("", [])))


def _date(record: "Element | None") -> PartialDate | None:
    origin = first_under(record, "originInfo")
    for name in _DATES:
        for one in under(origin, name):
            if date := date_of(whole_text(one)):
                return date
    return None
