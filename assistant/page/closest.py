"""Under an abstention: what the library does cover."""

from collections.abc import Sequence

from assistant.page.escaping import escape, link
from assistant.page.retrieved import Retrieved
from assistant.page.source_cards import PaperLookup
from vectorstore import Paper

SHOWN = 3


def closest_papers(retrieved: Sequence[Retrieved], lookup: PaperLookup) -> tuple[Paper, ...]:
    """The papers nearest to a question that none of them answers."""
    found = (lookup(each.paper_id) for each in retrieved[:SHOWN])
    return tuple(paper for paper in found if paper is not None)


def closest_html(papers: Sequence[Paper]) -> str:
    """They are named as the closest, not as sources; each can be asked about."""
    if not papers:
        return ""
    rows = "".join(
        f'<li>{link(paper.url, paper.title)} <span class="facts">'
        f"{paper.year if paper.year is not None else 'year not given'}</span> "
        f'<button type="button" class="pin" data-act="pin" data-value="{escape(paper.paper_id)}">'
        "Ask only this paper</button></li>"
        for paper in papers
    )
    return (
        '<section class="closest"><h3 class="label">Closest papers here; they do not answer the question'
        f"</h3><ul>{rows}</ul></section>"
    )
