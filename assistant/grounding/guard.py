"""The guard: no drafted sentence is shown unless the words it cites support it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.answer import MARKER, Citation, Claim, WithheldClaim, WithheldVerdict
from assistant.engines.draft import DraftSentence, cited_hits
from assistant.grounding.quotes import Quote, best_quote
from assistant.grounding.support import UNSUPPORTED
from assistant.language.words import content_words, is_frame
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

    A sentence is shown when a paper it cites supports it. When it cites none, or none that does, but
    another paper that was retrieved for the question does, it is pointed there. Else it is withheld.
    A sentence that states nothing ('Here is what the papers say:') is neither shown nor withheld.
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
        quotes = _supporting(text, cited) or _supporting(text, others)[:1]
        if not quotes:
            best = max(
                (best_quote(text, paper).support for paper in cited or others),
                key=lambda each: each.support,
                default=UNSUPPORTED,
            )
            verdict: WithheldVerdict = "contradicted" if best.verdict == "contradicted" else "unsupported"
            self._withhold(text, sentence.numbers, verdict if cited else "uncited", best.support)
            return None
        return self._show(text, quotes)

    def _show(self, text: str, quotes: Sequence[tuple[Paper, Quote]]) -> Shown:
        citations = tuple(
            cite(paper, quote, self._numbers.setdefault(paper.paper_id, len(self._numbers) + 1))
            for paper, quote in quotes
        )
        claim = Claim(
            text=text,
            citations=tuple(citation.number for citation in citations),
            verdict="supported",
            support=round(max(quote.support.support for _, quote in quotes), 4),
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


def states_something(text: str) -> bool:
    """Whether a sentence makes a claim: it does not end in a colon and has a word that carries content."""
    return not text.endswith(":") and any(not is_frame(word) for word in content_words(text))


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


def _supporting(text: str, papers: Sequence[Paper]) -> list[tuple[Paper, Quote]]:
    found = ((paper, best_quote(text, paper)) for paper in papers)
    return [(paper, quote) for paper, quote in found if quote.support.verdict == "supported"]
