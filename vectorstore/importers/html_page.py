"""Saved HTML pages: the citation tags that publishers put into pages, and lists of publications.

The tags are those of https://scholar.google.com/intl/en/scholar/inclusion.html#indexing. A list is turned
into Markdown first, with the class names that themes use (`title`, `author`, `abstract`, `periodical`).
"""

import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import TextIO

from vectorstore.importers.contract import Parsed, Record, Unreadable
from vectorstore.importers.dates import date_of
from vectorstore.importers.draft import Draft, record_of
from vectorstore.importers.markdown_list import MarkdownList
from vectorstore.importers.names import given_first
from vectorstore.importers.plain_text import cleaned

_MAX_PAGE = 8_000_000
_HTML = re.compile(
    r"\s*(?:<!--[^>]{0,2000}-->\s*)*<(?:!doctype\s+html|html|head|body|div|ul|ol|li|p|table)\b", re.IGNORECASE
)
# HTMLParser takes time quadratic in the number of tags that are opened and never closed with '>'.
_COMMENT = re.compile(r"<!--(?:(?!<!--|-->).)*+-->", re.DOTALL)
_SCRIPT = re.compile(
    r"<(script|style)\b[^<>]*+>(?:(?!<script|<style|</).)*+</\1\s*>", re.IGNORECASE | re.DOTALL
)
_UNCLOSED = re.compile(r"<(?=[^<>]*(?:<|\Z))")
_BLOCKS = frozenset("article dd div dl dt h1 h2 h3 h4 h5 h6 ol p section table td tr ul br".split())
_SILENT = frozenset("script style nav footer head template noscript button".split())
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_MAX_DEPTH = 2_000


class HtmlPage:
    name = "HTML page of publications"

    def recognises(self, head: str) -> bool:
        return _HTML.match(head.lstrip("\ufeff")) is not None

    def read(self, stream: TextIO, file: str) -> Iterator[Record]:
        page = _Page()
        text = stream.read(_MAX_PAGE)
        page.feed(_UNCLOSED.sub("&lt;", _SCRIPT.sub(" ", _COMMENT.sub(" ", text))))
        page.close()
        if page.tags.get("citation_title"):
            yield record_of(_cited(page.tags, text), file, 1)
            return
        for record in MarkdownList().read(io.StringIO(page.markdown()), file):
            if isinstance(record, Parsed):
                yield record
            # the lines of the others are not those of the page, and most are menus
        if stream.read(1):
            most = f"a page of at most {_MAX_PAGE:,} characters"
            reason = f"the rest was not read: expected {most}; give it in parts"
            yield Unreadable(file=file, line=text.count("\n") + 1, reason=reason)


def _cited(tags: dict[str, list[str]], page: str) -> Draft:
    def first(*names: str) -> str | None:
        return next((tags[name][0] for name in names if tags.get(name)), None)

    return Draft(
        title=first("citation_title"),
        abstract=first("citation_abstract", "dc.description", "og:description"),
        authors=[given_first(cleaned(name)) for name in tags.get("citation_author", [])],
        date=date_of(first("citation_publication_date", "citation_date", "citation_online_date") or ""),
        categories=[word for text in tags.get("citation_keywords", []) for word in re.split(r"[;,]", text)],
        venue=first("citation_journal_title", "citation_conference_title", "citation_book_title"),
        language=first("citation_language"),
        url=first("citation_abstract_html_url", "og:url"),
        doi=first("citation_doi"),
        arxiv_id=first("citation_arxiv_id"),
        pubmed_id=first("citation_pmid"),
        raw=page[:10_000],
    )


class _Page(HTMLParser):
    """Collects citation tags, and writes the visible page as Markdown."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: dict[str, list[str]] = {}
        self._parts: list[str] = []
        self._open: list[tuple[str, str]] = []
        self._silent = 0

    def markdown(self) -> str:
        text = re.sub(r"\s*\n\s*", "\n", re.sub(r"[ \t]+", " ", "".join(self._parts)))
        return re.sub(r"(?m)\*\*\s*\*\*|__|^- *$", "", text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "meta":
            name = (given.get("name") or given.get("property") or "").lower()
            if name and given.get("content"):
                self.tags.setdefault(name, []).append(given["content"])
        if tag in _BLOCKS:
            self._parts.append("\n")
        if tag in _VOID or len(self._open) >= _MAX_DEPTH:
            return
        before, after = _marks(tag, given)
        self._silent += tag in _SILENT
        self._parts.append(before)
        self._open.append((tag, after))

    def handle_endtag(self, tag: str) -> None:
        if all(name != tag for name, _ in self._open[-50:]):
            return
        while self._open:
            name, after = self._open.pop()
            self._silent -= name in _SILENT
            self._parts.append(after)
            if name == tag:
                break

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._parts.append(re.sub(r"\s+", " ", data).replace("*", "∗"))


def _marks(tag: str, given: dict[str, str]) -> tuple[str, str]:
    """What Markdown writes before and after an element."""
    classes = set(re.split(r"[\s_-]+", given.get("class", "").lower()))
    if classes & {"abstract", "summary"} and tag not in {"a", "button", "span"}:
        return "\n> Abstract: ", "\n"
    if classes & {"title", "papertitle", "pubtitle"} and tag not in {"a", "html", "body"}:
        return "\n## ", "\n"
    if classes & {"author", "authors"}:
        return "\n", "\n"
    if classes & {"periodical", "venue", "journal", "conference"}:
        return "\n", "\n"
    if tag == "li":
        return "\n- ", "\n"
    if tag in {"b", "strong"}:
        return "**", "**"
    if tag in {"i", "em", "cite"}:
        return "_", "_"
    if tag == "a" and given.get("href", "").startswith("http"):
        return "[", f"]({given['href']})"
    if tag == "blockquote":
        return "\n> ", "\n"
    return "", "\n" if tag in _BLOCKS else ""
