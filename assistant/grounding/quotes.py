"""The best quote for a claim: the shortest run of a paper's own sentences that supports it, at its place."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.grounding.support import UNSUPPORTED, Support, check, weigh
from assistant.language.words import stems_of
from vectorstore.addressing import addresses_someone, orders_in
from vectorstore.records import Field, Paper
from vectorstore.sentences import sentence_spans

NEARLY_ALL = 0.8
"""Share of the claim's words that a quote has to hold, of those that its paper holds."""


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
    """The quote of `paper` that supports `claim` best; `support.verdict` says whether the paper does at all.

    A claim that stands in the abstract word for word is quoted there exactly, unless it holds a part of a
    sentence that gives orders. Else the claim is weighed against title and abstract as a whole, and the
    quote is the shortest run of the sentences it rests on that supports it too, read together with the
    title, where a method may be named alone.
    """
    start = paper.abstract.find(claim) if claim.strip() else -1
    if start >= 0 and not _holds_orders(paper.abstract, start, start + len(claim)):
        return _quote(paper, "abstract", start, start + len(claim), check(claim, claim))
    spans = sentences_of(paper.abstract)
    sentences = (paper.title, *(paper.abstract[start:end] for start, end in spans))
    whole = weigh(claim, sentences)
    places = [at - 1 for at in whole.read if at]
    if not places:
        return _quote(paper, "title", 0, len(paper.title), whole)
    run = _shortest_run(claim, paper, spans, places) if whole.verdict == "supported" else None
    if not run:
        nearest = max(places, key=lambda at: (_shared(claim, sentences[at + 1]), -at))
        run = (nearest, nearest)
    return _quote(paper, "abstract", spans[run[0]][0], spans[run[1]][1], whole)


def _shortest_run(
    claim: str, paper: Paper, spans: Sequence[tuple[int, int]], places: Sequence[int]
) -> tuple[int, int] | None:
    """First and last place of the shortest run of sentences that holds nearly all of the claim's words that
    the places hold and, read with the title, supports it alone. All places together when that run does not.
    None where orders stand between them."""

    def text(run: tuple[int, int]) -> str:
        return paper.abstract[spans[run[0]][0] : spans[run[1]][1]]

    every = (places[0], places[-1])
    runs = [
        (places[at], places[at + length])
        for length in range(len(places))
        for at in range(len(places) - length)
    ]
    runs = [run for run in runs if not _holds_orders(paper.abstract, spans[run[0]][0], spans[run[1]][1])]
    wanted = (stems_of(claim) & stems_of(text(every))) - stems_of(paper.title)
    held = {run: len(wanted & stems_of(text(run))) for run in runs}
    full = [run for run in runs if held[run] >= NEARLY_ALL * len(wanted)]
    if full:
        best = min(full, key=lambda run: (run[1] - run[0], -held[run]))
        if best == every or weigh(claim, (paper.title, text(best))).verdict == "supported":
            return best
    return every if every in runs else None


def _holds_orders(text: str, start: int, end: int) -> bool:
    return any(begin < end and start < stop for begin, stop in orders_in(text))


def _shared(claim: str, sentence: str) -> int:
    return len(stems_of(claim) & stems_of(sentence))


def _quote(paper: Paper, field: Field, start: int, end: int, support: Support) -> Quote:
    text = paper.text_of(field)[start:end]
    return Quote(field=field, text=text, start=start, end=end, support=support if text else UNSUPPORTED)
