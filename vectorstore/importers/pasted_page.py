"""A publications page copied from a browser: header, glued title and authors, abstract.

    33.7LGMar 18, 2022Code
    A Title without a Seam to ItsAda Lovelace, Charles Babbage et al. · cambridge
    The abstract, in one or more lines, up to the next header.

Header: an optional score, an arXiv category (`LG`, `stat.ML`, `hep-th`), a date with or without a year,
an optional `Code`. A missing year stays unknown.
"""

import calendar
import re
from collections.abc import Iterator
from typing import TextIO

from vectorstore.importers.author_names import AuthorList, parse_author_list
from vectorstore.importers.contract import Parsed, Record, Unreadable
from vectorstore.importers.latex import spans_to_unicode
from vectorstore.importers.links import code_and_page
from vectorstore.importers.plain_text import MAX_FIELD, cleaned, one_line
from vectorstore.importers.title_and_authors import split_title_and_authors
from vectorstore.records import Paper, PartialDate

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
# https://arxiv.org/category_taxonomy; the two capitals are what pages show for cs.LG, stat.ML and so on.
_CATEGORY = (
    r"(?:[A-Z]{2}|(?:astro-ph|cond-mat|cs|econ|eess|gr-qc|hep-(?:ex|lat|ph|th)|math-ph|math|nlin|nucl-(?:ex|th)"
    r"|physics|q-bio|q-fin|quant-ph|stat)(?:\.(?:[A-Z]{2}|[a-z]+(?:-[a-z]+)*?))?)"
)
_HEADER = re.compile(
    rf"(?:\d+(?:\.\d+)?)?\s*(?P<category>{_CATEGORY})\s*(?P<month>{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?\s*"
    r"(?P<day>\d{1,2})(?:,\s*(?P<year>\d{4}))?\s*(?P<code>Code)?"
)
# A line that was meant as a header: short, glued likewise, but with a month, day or year that is none.
_BROKEN_HEADER = re.compile(
    rf"(?:\d+(?:\.\d+)?)?\s*{_CATEGORY}[A-Z][a-z]{{2,8}}\.?\s*\d{{1,3}}(?:,\s*\d{{1,5}})?\s*(?:Code)?"
)
_EXPECTED_HEADER = "expected a header such as 'LGMar 18, 2022Code' (category, month and day, year, Code)"
_EXPECTED_TITLE = (
    "expected a title directly followed by its authors, as in 'A Title of a PaperAda Lovelace, Alan Turing'"
)


class PastedPage:
    name = "pasted publications page"

    def recognises(self, head: str) -> bool:
        return any(_HEADER.fullmatch(line.strip()) for line in head.splitlines())

    def read(self, stream: TextIO, file: str) -> Iterator[Record]:
        block: list[tuple[int, str]] = []
        size = 0
        for number, line in enumerate(stream, start=1):
            text = cleaned(line)
            if _is_header(text):
                yield from _record(block, file)
                block, size = [], 0
            if text and size <= 2 * MAX_FIELD:
                block.append((number, text[: 2 * MAX_FIELD]))
            size += len(text)
        yield from _record(block, file)


def _is_header(text: str) -> bool:
    return len(text) < 60 and bool(_HEADER.fullmatch(text) or _BROKEN_HEADER.fullmatch(text))


def _record(block: list[tuple[int, str]], file: str) -> Iterator[Record]:
    if not block:
        return
    line, first = block[0]
    header = _HEADER.fullmatch(first) if _is_header(first) else None
    date = None if header is None else _date(header)
    if header is None or date is None:
        yield Unreadable(file=file, line=line, reason=f"{_EXPECTED_HEADER}, found {_shown(first)}")
        return
    if len(block) == 1:
        yield Unreadable(file=file, line=line, reason=f"{_EXPECTED_TITLE}, found nothing after this header")
        return
    parts = _title_and_authors(block)
    if parts is None:
        number, text = block[1]
        yield Unreadable(file=file, line=number, reason=f"{_EXPECTED_TITLE}, found {_shown(text)}")
        return
    title, authors, used = parts
    source = "\n".join(text for _, text in block[used:])
    if len(source) > MAX_FIELD:
        yield Unreadable(
            file=file, line=line, reason=f"expected an abstract of at most {MAX_FIELD:,} characters"
        )
        return
    abstract = cleaned(spans_to_unicode(source))
    code_url, url = code_and_page(abstract)
    yield Parsed(
        file=file,
        line=line,
        paper=Paper(
            title=one_line(spans_to_unicode(title)),
            abstract=abstract,
            authors=authors.names,
            authors_complete=authors.complete,
            date=date,
            categories=(header["category"],),
            has_code=header["code"] is not None or code_url is not None,
            code_url=code_url,
            url=url,
            raw="\n".join(text for _, text in block),
        ),
    )


def _title_and_authors(block: list[tuple[int, str]]) -> tuple[str, AuthorList, int] | None:
    """Title, authors, and how many lines of the block came before the abstract."""
    if len(block) > 2:
        authors = parse_author_list(block[2][1])
        if authors is not None:
            return block[1][1], authors, 3
    parts = split_title_and_authors(block[1][1])
    return None if parts is None else (*parts, 2)


def _date(header: re.Match[str]) -> PartialDate | None:
    year = None if header["year"] is None else int(header["year"])
    month, day = _MONTHS.index(header["month"]) + 1, int(header["day"])
    leap_year = 2000
    try:
        if not 1 <= day <= calendar.monthrange(year or leap_year, month)[1]:
            return None
        return PartialDate(year=year, month=month, day=day)
    except ValueError:
        return None


def _shown(text: str) -> str:
    return repr(text if len(text) <= 80 else text[:77] + "...")
