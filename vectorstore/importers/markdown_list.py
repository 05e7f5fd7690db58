"""Publication lists in Markdown, where title and authors can be told apart.

    - **On Tides**. Ada Love, Bob Ray. Journal of Tides, 2021. [code](https://github.com/love/tides)
      > Abstract: Tides turn.

or headings: `## On Tides`, a line of authors, a paragraph. An item without a title in bold, italics, quotes
or a link, or without authors beside it, is no publication; with a year it is reported, else passed over.
"""

import itertools
import re
from collections.abc import Iterator
from typing import TextIO

from vectorstore.importers.author_names import AuthorList, parse_author_list
from vectorstore.importers.contract import Parsed, Record, Unreadable
from vectorstore.importers.dates import date_of
from vectorstore.importers.draft import Draft, record_of
from vectorstore.importers.links import is_code, links_in
from vectorstore.importers.plain_text import MAX_FIELD, one_line
from vectorstore.records import PartialDate

_ITEM = re.compile(r"\s{0,3}(?:[-*+•]|\d{1,4}[.)]|\[\d{1,4}\]|(#{2,6}))\s+(?=\S)")
_END = re.compile(r"\s{0,3}#\s|-{3,}\s*$")
_ABSTRACT = re.compile(
    r"\s*(?:>\s*)?[*_]{0,2}(?:abstract|summary|tl;?dr)\b[*_]{0,2}\s*[:.—–-]?\s*[*_]{0,2}\s*",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\*\*(?P<bold>[^*\n]{5,400})\*\*|(?<![*\w])[*_](?P<italic>[^*_\n]{5,400})[*_](?![*\w])"
    r"|\[(?P<link>[^\[\]\n]{5,400})\]\((?P<url>[^()\s]*)\)|[\"“„](?P<quoted>[^\"“”„\n]{5,400})[\"”“]"
)
_EMPHASIS = re.compile(r"[*_`]{1,3}")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\(([^()\s]*)[^()]*\)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_BREAK = re.compile(r"\n|(?<=[^\W\d_]{2})\.\s|\s\(|\s[-–—|]\s|,\s(?=(?:19|20)\d\d|In\s)|\.\s*$|$")
_MIN_PARAGRAPH = 150


class MarkdownList:
    name = "Markdown list of publications"

    def recognises(self, head: str) -> bool:
        lines = head.splitlines()
        return any(isinstance(record, Parsed) for record in _records(enumerate(lines, start=1), "head"))

    def read(self, stream: TextIO, file: str) -> Iterator[Record]:
        return _records(enumerate(stream, start=1), file)


def _records(lines: "Iterator[tuple[int, str]] | enumerate[str]", file: str) -> Iterator[Record]:
    block: list[str] = []
    first = size = 0
    for number, line in lines:
        if _ITEM.match(line) or _END.match(line):
            yield from _record(block, first, file)
            block, first, size = [], number, 0
        if first and size <= 2 * MAX_FIELD:
            block.append(line.rstrip()[: 2 * MAX_FIELD])
        size += len(line)
    yield from _record(block, first, file)


def _record(block: list[str], line: int, file: str) -> Iterator[Record]:
    match = _ITEM.match(block[0]) if block else None
    if match is None:
        return
    is_heading = match[1] is not None
    lines = [block[0][match.end() :], *(text.strip() for text in block[1:])]
    entry, abstract = _parted(lines, is_heading=is_heading)
    found = _heading(entry) if is_heading else _item(entry)
    text = "\n".join(entry)
    if found is None:
        if not is_heading and _TITLE.search(text) and _YEAR.search(text) and len(text) < 2_000:
            reason = "expected a title in bold, italics, quotes or a link, and authors ('Ada Love, B. Ray')"
            yield Unreadable(file=file, line=line, reason=f"{reason}, found {one_line(text)[:60]!r}")
        return
    title, authors, rest = found
    urls = links_in(text)
    yield record_of(
        Draft(
            title=title,
            abstract=abstract,
            authors=authors.names,
            authors_complete=authors.complete,
            date=_date(rest),
            venue=_venue(rest),
            url=next((url for url in urls if not is_code(url)), None),
            links=urls,
            doi=next((url for url in urls if "doi.org/" in url), None),
            raw="\n".join(block),
        ),
        file,
        line,
    )


def _parted(lines: list[str], *, is_heading: bool) -> tuple[list[str], str]:
    """The lines of the entry, and those of its abstract: after 'Abstract', a quote, or a long paragraph."""
    for place, text in enumerate(lines):
        marked = _ABSTRACT.match(text)
        begins = place == 1 or (place > 1 and not lines[place - 1])
        paragraph = itertools.takewhile(bool, lines[place : place + 200]) if begins else ()
        long = not (is_heading and place == 1) and sum(map(len, paragraph)) >= _MIN_PARAGRAPH
        if place and (marked or text.startswith(">") or long):
            rest = [text[marked.end() :] if marked else text, *lines[place + 1 :]]
            return lines[:place], _plain("\n".join(part.lstrip("> ") for part in rest)).strip()
    return lines, ""


def _item(entry: list[str]) -> tuple[str, AuthorList, str] | None:
    text = "\n".join(entry)
    for span in _TITLE.finditer(text):
        title = _plain(next(span[name] for name in ("bold", "italic", "link", "quoted") if span[name]))
        if len(title.split()) < 2 or parse_author_list(title.strip(" .,")) is not None:
            continue
        before = _plain(text[: span.start()]).strip(' .,:;()[]0123456789\n"“')
        after = text[span.end() :]
        authors = parse_author_list(before) or _authors_at_start(after)
        if authors is not None:
            return title.strip(" ,").removesuffix("."), authors, text[: span.start()] + " " + after
    return None


def _heading(entry: list[str]) -> tuple[str, AuthorList, str] | None:
    for place, text in enumerate(entry[1:4], start=1):
        authors = _authors_at_start(text)
        if authors is not None:
            return _plain(entry[0]).strip(" #"), authors, "\n".join(entry[place:])
    return None


def _authors_at_start(text: str) -> AuthorList | None:
    """The longest beginning of a text that is an author list."""
    plain = _plain(text).lstrip(" .,:;-–—|\n\t")
    ends = [match.start() for match in _BREAK.finditer(plain[:3_000])][:20]
    for end in reversed(ends):
        if authors := parse_author_list(plain[:end].strip(" .,;")):
            return authors
    return None


def _plain(text: str) -> str:
    return _EMPHASIS.sub("", _LINK.sub(r"\1", text))


def _date(text: str) -> PartialDate | None:
    years = set(_YEAR.findall(_LINK.sub(" ", text)))
    return date_of(years.pop()) if len(years) == 1 else None


def _venue(text: str) -> str | None:
    """What stands in italics beside the title and is no author."""
    spans = re.findall(r"(?<![*\w])[*_]([^*_\n]{2,200})[*_](?![*\w])", text)
    names = (_plain(span).strip(" .,") for span in spans)
    return next((name for name in names if name and parse_author_list(name) is None), None)
