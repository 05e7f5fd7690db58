"""One record out of several that describe the same paper."""

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

from vectorstore.duplicates import is_preprint_doi
from vectorstore.records import Paper

_OPTIONAL = ("date", "venue", "kind", "language", "code_url", "url", "doi", "arxiv_id", "pubmed_id")


def merged(records: Sequence[Paper]) -> Paper:
    """The fullest form of records of one paper, in the order given."""
    return reduce(fullest, records)


def fullest(first: Paper, second: Paper) -> Paper:
    """`first` with what only `second` gives, and of abstracts and author lists the fuller one.

    A real abstract beats a summary, a complete author list a cut one; then the longer one wins. The DOI of
    an article beats that of its preprint.
    """
    merged = _with_gaps_filled(first, second)
    if first.doi and second.doi and is_preprint_doi(first.doi) and not is_preprint_doi(second.doi):
        merged = replace(merged, doi=second.doi)
    if _abstract_rank(second) > _abstract_rank(first):
        merged = replace(merged, abstract=second.abstract, abstract_kind=second.abstract_kind)
    if _author_rank(second) > _author_rank(first):
        merged = replace(merged, authors=second.authors, authors_complete=second.authors_complete)
    return merged


def updated(stored: Paper, given: Paper) -> Paper:
    """`given` over `stored`: what is given replaces, what is not given stays.

    A summary never replaces a real abstract, nor a cut author list a complete one.
    """
    merged = _with_gaps_filled(given, stored)
    if not given.abstract.strip() or (given.abstract_kind == "summary" and _is_real(stored)):
        merged = replace(merged, abstract=stored.abstract, abstract_kind=stored.abstract_kind)
    if not given.authors or (stored.authors and stored.authors_complete and not given.authors_complete):
        merged = replace(merged, authors=stored.authors, authors_complete=stored.authors_complete)
    return merged


def _with_gaps_filled(paper: Paper, other: Paper) -> Paper:
    gaps = {name: getattr(other, name) for name in _OPTIONAL if getattr(paper, name) is None}
    return replace(
        paper,
        categories=paper.categories or other.categories,
        has_code=paper.has_code or other.has_code,
        raw=paper.raw or other.raw,
        **gaps,
    )


def _is_real(paper: Paper) -> bool:
    return bool(paper.abstract.strip()) and paper.abstract_kind == "abstract"


def _abstract_rank(paper: Paper) -> tuple[bool, int]:
    return _is_real(paper), len(paper.abstract.strip())


def _author_rank(paper: Paper) -> tuple[bool, int]:
    return bool(paper.authors) and paper.authors_complete, len(paper.authors)
