"""The papers as the model reads them: numbered, defused, and no longer than the room there is."""

import re
from collections.abc import Sequence

from assistant.engines.markers import BRACKETED
from assistant.engines.tokens import TokenCounter, estimate_tokens
from vectorstore.addressing import without_orders
from vectorstore.records import Hit, Paper
from vectorstore.sentences import sentence_spans

_MARKER = re.compile(BRACKETED)
_TAG = re.compile(r"<(?=[/!|]?[A-Za-z|])([^<>\n]{0,80})>")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_ROLE = re.compile(r"\[(/?(?:INST|SYS|SYSTEM|USER|ASSISTANT))\]", re.IGNORECASE)
_AUTHORS_SHOWN = 6


def defuse(text: str, *, fence: str) -> str:
    """`text` in one line, with nothing in it that reads as our fence, as a marker, or as a chat model's
    control token.

    Tags (`<|im_end|>`, `</papers-…>`, `<b>`) get single guillemets for their angle brackets, `[3]` and
    `[INST]` get braces, invisible and control characters go. Words, numbers and comparisons stay as they are.
    """
    text = _CONTROL.sub("", text.replace(fence, ""))
    text = _TAG.sub(r"‹\1›", text).replace("<|", "‹|").replace("|>", "|›")
    text = _ROLE.sub(r"{\1}", text)
    text = _MARKER.sub(lambda found: f"{{{found.group()[1:-1].strip('[]')}}}", text)
    return " ".join(text.split())


def number_papers(
    hits: Sequence[Hit], *, fence: str, room: int, count: TokenCounter = estimate_tokens
) -> str:
    """The hits, best first, as numbered papers of at most `room` tokens in all, as `count` counts them.

    A paper that does not fit whole is given with the passages that were found, else with as many of its
    first sentences as fit; the papers after the first that does not even fit with its title are left out.
    With several papers none takes more than half of the room. Sentences are never cut; those that give
    orders to a reader are left out.
    """
    blocks: list[str] = []
    most = room if len(hits) == 1 else room // 2
    for number, hit in enumerate(hits, start=1):
        head = _head(number, hit.paper, fence)
        room -= count(head) + 4
        if room < 0:
            break
        text = _longest_that_fits(hit, fence, min(room, most), count)
        room -= count(text)
        blocks.append(f"{head}\n{text}" if text else head)
    return "\n\n".join(blocks)


def _head(number: int, paper: Paper, fence: str) -> str:
    authors = ", ".join(paper.authors[:_AUTHORS_SHOWN])
    if authors and (len(paper.authors) > _AUTHORS_SHOWN or not paper.authors_complete):
        authors += " et al."
    year = "" if paper.year is None else str(paper.year)
    facts = "; ".join(part for part in (authors, year) if part)
    title = defuse(paper.title, fence=fence)
    return f"[{number}] {title}" + (f" ({defuse(facts, fence=fence)})" if facts else "")


def _longest_that_fits(hit: Hit, fence: str, room: int, count: TokenCounter) -> str:
    """The abstract; else its nearest passages that fit; else the first sentences of the nearest."""
    whole = defuse(without_orders(hit.paper.abstract), fence=fence)
    if count(whole) <= room:
        return whole
    kept: list[tuple[int, str]] = []
    for passage in hit.passages:
        text = defuse(without_orders(passage.text), fence=fence)
        tokens = count(text)
        if tokens > room:
            break
        room -= tokens
        kept.append((passage.start, text))
    if kept or not hit.passages:
        return " ".join(text for _, text in sorted(kept))
    nearest = without_orders(hit.passages[0].text)
    sentences: list[str] = []
    for start, end in sentence_spans(nearest):
        sentence = defuse(nearest[start:end], fence=fence)
        room -= count(sentence)
        if room < 0:
            break
        sentences.append(sentence)
    return " ".join(sentences)
