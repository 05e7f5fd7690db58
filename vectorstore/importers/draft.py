"""From what a format gives to a clean Paper, the same way for all formats."""

from collections.abc import Sequence
from dataclasses import dataclass

from vectorstore.importers.contract import Parsed, Record, Unreadable
from vectorstore.importers.latex import spans_to_unicode
from vectorstore.importers.links import code_and_page, is_code, links_in
from vectorstore.importers.markup import markup_to_text
from vectorstore.importers.names import without_cut
from vectorstore.importers.plain_text import MAX_FIELD, arxiv_id_in, cleaned, doi_in, one_line
from vectorstore.records import Paper, PartialDate

MAX_AUTHORS = 20_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """The texts of one record as its format has them: markup, LaTeX mathematics and odd spaces included.

    `doi`, `arxiv_id` and `url` may be any text that holds one; `links` are further ones of the record.
    """

    title: str | None
    abstract: str | None = None
    authors: Sequence[str] = ()
    authors_complete: bool = True
    date: PartialDate | None = None
    categories: Sequence[str] = ()
    venue: str | None = None
    kind: str | None = None
    language: str | None = None
    url: str | None = None
    links: Sequence[str] = ()
    doi: str | None = None
    arxiv_id: str | None = None
    pubmed_id: str | None = None
    raw: str = ""


def record_of(draft: Draft, file: str, line: int) -> Record:
    """The paper of a draft, or why it is none."""
    if len(draft.abstract or "") > MAX_FIELD or len(draft.title or "") > MAX_FIELD:
        return Unreadable(
            file=file,
            line=line,
            reason=f"expected a title and an abstract of at most {MAX_FIELD:,} characters",
        )
    title = one_line(readable(draft.title or ""))
    if not any(char.isalnum() for char in title):
        return Unreadable(file=file, line=line, reason=f"expected a title, found none{_hint(draft)}")
    abstract = cleaned(readable(draft.abstract or ""))
    names, complete = without_cut(one_line(markup_to_text(name)) for name in draft.authors[:MAX_AUTHORS])
    given = [url for text in (draft.url, *draft.links) if text for url in links_in(text)]
    code = next((url for url in given if is_code(url)), None) or code_and_page(abstract)[0]
    doi = doi_in(draft.doi or "") or next(
        (doi for url in given if "doi.org/" in url and (doi := doi_in(url))), None
    )
    pages = [url for url in given if url != code]
    return Parsed(
        file=file,
        line=line,
        paper=Paper(
            title=title,
            abstract=abstract,
            authors=names,
            authors_complete=complete and draft.authors_complete and len(draft.authors) <= MAX_AUTHORS,
            date=draft.date,
            categories=_distinct(draft.categories),
            venue=one_line(readable(draft.venue or "")) or None,
            kind=draft.kind,
            language=one_line(draft.language or "") or None,
            has_code=code is not None,
            code_url=code,
            url=pages[0] if pages else None,
            doi=doi,
            arxiv_id=_arxiv_id(draft, doi, given),
            pubmed_id=one_line(draft.pubmed_id or "") or None,
            raw=cleaned(draft.raw[: 4 * MAX_FIELD]),
        ),
    )


def readable(text: str) -> str:
    """Markup and LaTeX spans as plain text."""
    text = markup_to_text(text)
    return spans_to_unicode(text) if "$" in text or "\\" in text else text


def _arxiv_id(draft: Draft, doi: str | None, links: Sequence[str]) -> str | None:
    if draft.arxiv_id:
        return arxiv_id_in(draft.arxiv_id)
    if doi and doi.startswith("10.48550/arxiv."):
        return arxiv_id_in(doi.removeprefix("10.48550/arxiv."))
    return next((found for url in links if "arxiv.org/" in url and (found := arxiv_id_in(url))), None)


def _distinct(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for text in words if (word := one_line(markup_to_text(text)))))


def _hint(draft: Draft) -> str:
    hint = draft.doi or draft.url or (draft.authors[0] if draft.authors else "") or (draft.abstract or "")
    hint = one_line(hint)
    return f" (the record of {hint[:60]!r})" if hint else ""
