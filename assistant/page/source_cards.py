"""The sources of an answer: a card a paper, the quoted words marked, the whole text to open."""

from collections.abc import Callable, Sequence

from assistant.answer import Citation
from assistant.page.answer_text import Anchors, by_number
from assistant.page.escaping import counted, escape, link
from assistant.page.excerpt import marked, sentence_around
from assistant.page.retrieved import Retrieved
from vectorstore.addressing import orders_in
from vectorstore.records import Paper

PaperLookup = Callable[[str], Paper | None]
"""The paper with that id, or None when the library no longer has it."""

SHOWN = 6
"""Cards that stand open; an answer about the whole list may cite hundreds of papers."""

SUMMARY_LABEL = "Summary, not the authors’ abstract"
ORDERS_LABEL = "Speaks to a reader or a model, so it is never quoted nor sent to a model"


def source_cards(
    citations: Sequence[Citation],
    lookup: PaperLookup,
    anchors: Anchors,
    retrieved: Sequence[Retrieved] = (),
    exports: str = "",
) -> str:
    """One card a cited paper, by number, those beyond the first SHOWN folded; empty without citations.

    `retrieved` says why each was read; `exports` is HTML that stands beside the heading.
    """
    if not citations:
        return ""
    found = {each.paper_id: each for each in retrieved}
    cards = []
    for number, group in by_number(citations).items():
        paper_id = group[0].paper_id
        cards.append(_card(number, group, lookup(paper_id), found.get(paper_id), anchors))
    rest = cards[SHOWN:] if len(cards) > SHOWN + 1 else []
    shown = cards[: len(cards) - len(rest)]
    more = (
        f'<details class="more-sources"><summary>{counted(len(rest), "more source")}</summary>'
        f'<ol class="cards" start="{SHOWN + 1}">{"".join(rest)}</ol></details>'
        if rest
        else ""
    )
    return (
        f'<aside class="sources" aria-label="Sources"><div class="sources-head">'
        f'<h3 class="label">Sources</h3>{exports}</div>'
        f'<ol class="cards">{"".join(shown)}</ol>{more}</aside>'
    )


def _card(
    number: int,
    citations: Sequence[Citation],
    paper: Paper | None,
    retrieved: Retrieved | None,
    anchors: Anchors,
) -> str:
    first = citations[0]
    quotes, records = "", ""
    for at, citation in enumerate(citations):
        quote = (
            f'<blockquote class="excerpt {citation.field}" id="{anchors.quote(number, at)}">'
            f"{_excerpt(citation, paper)}</blockquote>"
        )
        if citation.field == "record":
            records += quote
        else:
            quotes += quote
    if paper and paper.abstract_kind == "summary" and any(each.field == "abstract" for each in citations):
        quotes = f'<p class="kind of-quotes">{SUMMARY_LABEL}</p>{quotes}'
    if records:
        records = f'<details class="abstract"><summary>Record in the list</summary>{records}</details>'
    pin = (
        f'<button type="button" class="pin" data-act="pin" data-value="{escape(paper.paper_id)}">'
        "Ask only this paper</button>"
        if paper
        else ""
    )
    return (
        f'<li class="card" id="{anchors.source(number)}" tabindex="-1">'
        f'<div class="card-head"><span class="number" aria-hidden="true">{number}</span>'
        f'<h4 class="title">{link(first.url, first.title)}</h4></div>'
        f'<p class="byline">{_byline(first, paper)}</p>{quotes}'
        f"{_why(citations, retrieved)}"
        f'<div class="card-foot">{records}{_whole_text(citations, paper)}{pin}</div></li>'
    )


def _why(citations: Sequence[Citation], retrieved: Retrieved | None) -> str:
    if retrieved is not None and retrieved.why:
        reason = retrieved.why
    elif any(citation.field == "record" for citation in citations):
        reason = "its record in the list"
    else:
        return ""
    return f'<p class="why-found">Found by {escape(reason)}</p>'


def _excerpt(citation: Citation, paper: Paper | None) -> str:
    """The quote marked inside its sentence; the quote alone where its field is not at hand as it was."""
    if citation.field == "record":
        return f'<span class="kind">From the list</span> <b>{escape(citation.quote)}</b>'
    text = paper.text_of(citation.field) if paper else ""
    if text[citation.start : citation.end] != citation.quote:
        return f"<b>{escape(citation.quote)}</b>"
    span = (citation.start, citation.end)
    kind = '<span class="kind">Title</span> ' if citation.field == "title" else ""
    return kind + marked(text, [span], within=sentence_around(text, *span), tag="b")


def _byline(citation: Citation, paper: Paper | None) -> str:
    authors = ", ".join(citation.authors) or "Authors not given"
    if paper and not paper.authors_complete:
        authors += " et al."
    facts = [str(citation.year) if citation.year is not None else "year not given"]
    if paper:
        facts += paper.categories
        if paper.has_code:
            facts.append("code")
    line = (
        f'<bdi>{escape(authors)}</bdi><span class="facts">{" · ".join(escape(fact) for fact in facts)}</span>'
    )
    if paper is None:
        line += ' <span class="kind">No longer in the library</span>'
    return line


def _whole_text(citations: Sequence[Citation], paper: Paper | None) -> str:
    if paper is None or not paper.abstract:
        return ""
    spans = [
        (each.start, each.end)
        for each in citations
        if each.field == "abstract" and paper.abstract[each.start : each.end] == each.quote
    ]
    is_summary = paper.abstract_kind == "summary"
    label = "Whole summary" if is_summary else "Whole abstract"
    kind = f'<span class="kind">{SUMMARY_LABEL}</span> ' if is_summary else ""
    orders = orders_in(paper.abstract)
    if orders:
        said = " ".join(paper.abstract[start:end] for start, end in orders)
        kind = f'<span class="kind">{ORDERS_LABEL}: “{escape(said)}”</span> {kind}'
    return (
        f'<details class="abstract whole"><summary>{label}</summary>'
        f"<p>{kind}{marked(paper.abstract, spans)}</p></details>"
    )
