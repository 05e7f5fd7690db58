"""The best quote for a claim: the shortest run of a paper's own sentences that supports it, at its place."""

from dataclasses import dataclass
from functools import lru_cache

from assistant.grounding.support import UNSUPPORTED, Support, check
from vectorstore.addressing import addresses_someone, orders_in
from vectorstore.records import Field, Paper
from vectorstore.sentences import sentence_spans


@dataclass(frozen=True, kw_only=True, slots=True)
class Quote:
    """`paper.text_of(field)[start:end] == text`, and how well it supports the claim it was sought for."""

    field: Field
    text: str
    start: int
    end: int
    support: Support


@lru_cache(maxsize=4096)
def sentences_of(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of the sentences of a field's text that may be quoted: those that report, none that addresses
    its reader. Kept for repeated questions."""
    return tuple(span for span in sentence_spans(text) if not addresses_someone(text[slice(*span)]))


def best_quote(claim: str, paper: Paper) -> Quote:
    """The quote of `paper` that supports `claim` best.

    A claim that stands in the abstract word for word is quoted there exactly, unless it holds a part of a
    sentence that gives orders. Else every sentence is
    tried, then the title, then every pair of neighbouring sentences; one sentence wins over two that
    support no better. The quote's `support.verdict` says whether it does support the claim; a
    sentence is read together with the title, so that a method may be named there only.
    """
    start = paper.abstract.find(claim) if claim.strip() else -1
    if start >= 0 and not _holds_orders(paper.abstract, start, start + len(claim)):
        return _quote(paper, "abstract", start, start + len(claim), check(claim, claim))
    spans = sentences_of(paper.abstract)
    singles = [_sought(claim, paper, start, end) for start, end in spans]
    title = _quote(paper, "title", 0, len(paper.title), check(claim, paper.title))
    best = max([*singles, title], key=_strength, default=title)
    if best.support.verdict == "supported":
        return best
    pairs = [_sought(claim, paper, spans[at][0], spans[at + 1][1]) for at in range(len(spans) - 1)]
    return max([best, *pairs], key=_strength)


def _holds_orders(text: str, start: int, end: int) -> bool:
    return any(begin < end and start < stop for begin, stop in orders_in(text))


def _strength(quote: Quote) -> tuple[bool, float]:
    return (quote.support.verdict == "supported", quote.support.support)


def _sought(claim: str, paper: Paper, start: int, end: int) -> Quote:
    sentence = paper.abstract[start:end]
    support = check(claim, sentence)
    if support.verdict == "unsupported":
        support = max(support, check(claim, f"{paper.title}. {sentence}"), key=lambda each: each.support)
    return _quote(paper, "abstract", start, end, support)


def _quote(paper: Paper, field: Field, start: int, end: int, support: Support) -> Quote:
    text = paper.text_of(field)[start:end]
    return Quote(field=field, text=text, start=start, end=end, support=support if text else UNSUPPORTED)
