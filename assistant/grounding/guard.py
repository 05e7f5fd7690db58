"""The guard: no drafted sentence is shown unless the words it cites support it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.answer import MARKER, Citation, Claim, WithheldClaim, WithheldVerdict
from assistant.engines.draft import DraftSentence, cited_hits
from assistant.grounding.claims import clauses, states_something
from assistant.grounding.quotes import Quote, best_quote
from assistant.grounding.support import UNSUPPORTED, Support
from vectorstore.records import Hit, Paper


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """A sentence that passed, with its markers, and the citations those markers name."""

    text: str
    claim: Claim
    citations: tuple[Citation, ...]


@dataclass(kw_only=True, slots=True)
class Guard:
    """Checks the sentences of one draft in order and numbers the papers as they are first cited.

    A sentence is shown when each of its clauses is supported by a paper it cites. A clause that none of
    them supports, but another paper that was retrieved for the question does, is pointed there. Else the
    sentence is withheld. One that states nothing ('Here is what the papers say:') is neither.
    """

    hits: Sequence[Hit]
    claims: list[Claim] = field(default_factory=list)
    withheld: list[WithheldClaim] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    invalid_citations: list[int] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)

    def admit(self, sentence: DraftSentence) -> Shown | None:
        """The sentence as it may be shown, or None. The verdict is kept in either case."""
        text = sentence.text.strip()
        for number in sentence.numbers:
            if not 1 <= number <= len(self.hits) and number not in self.invalid_citations:
                self.invalid_citations.append(number)
        if not states_something(text):
            return None
        cited = [hit.paper for hit in dict.fromkeys(cited_hits(sentence, self.hits))]
        others = [hit.paper for hit in self.hits if hit.paper not in cited]
        quotes: dict[tuple[Paper, Quote], None] = {}
        support = 1.0
        whole = any(text in paper.abstract for paper in cited)
        for clause in (text,) if whole else clauses(text):
            found = _supporting(clause, cited) or _supporting(clause, others)[:1]
            if not found:
                best = _best(clause, cited or others)
                verdict: WithheldVerdict = "contradicted" if best.verdict == "contradicted" else "unsupported"
                self._withhold(text, sentence.numbers, verdict if cited else "uncited", best.support)
                return None
            quotes.update(dict.fromkeys(found))
            support = min(support, max(quote.support.support for _, quote in found))
        return self._show(text, list(quotes), support)

    def _show(self, text: str, quotes: Sequence[tuple[Paper, Quote]], support: float) -> Shown:
        citations = tuple(
            cite(paper, quote, self._numbers.setdefault(paper.paper_id, len(self._numbers) + 1))
            for paper, quote in quotes
        )
        claim = Claim(
            text=text,
            citations=tuple(dict.fromkeys(citation.number for citation in citations)),
            verdict="supported",
            support=round(support, 4),
        )
        self.claims.append(claim)
        self.citations.extend(citation for citation in citations if citation not in self.citations)
        markers = "".join(f"[{number}]" for number in claim.citations)
        shown = MARKER.sub(r"(\1)", text)  # a paper's own '[5]' is no marker of ours
        return Shown(text=f"{shown} {markers}", claim=claim, citations=citations)

    def _withhold(
        self, text: str, numbers: tuple[int, ...], verdict: WithheldVerdict, support: float
    ) -> None:
        self.withheld.append(
            WithheldClaim(text=text, citations=numbers, verdict=verdict, support=round(support, 4))
        )


def cite(paper: Paper, quote: Quote, number: int) -> Citation:
    """The citation of `quote` in `paper` under `number`."""
    return Citation(
        number=number,
        paper_id=paper.paper_id,
        title=paper.title,
        authors=paper.authors,
        year=paper.year,
        url=paper.url or paper.code_url,
        field=quote.field,
        quote=quote.text,
        start=quote.start,
        end=quote.end,
    )


def _supporting(clause: str, papers: Sequence[Paper]) -> list[tuple[Paper, Quote]]:
    found = ((paper, best_quote(clause, paper)) for paper in papers)
    return [(paper, quote) for paper, quote in found if quote.support.verdict == "supported"]


def _best(clause: str, papers: Sequence[Paper]) -> Support:
    """How the paper supports a clause that supports it best."""
    found = (best_quote(clause, paper).support for paper in papers)
    return max(found, key=lambda each: each.support, default=UNSUPPORTED)
