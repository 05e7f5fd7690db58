"""One case beside what the assistant made of it: what metrics score."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.answer import Answer, Citation
from evals.case import Case, Fact, resolve
from evals.matching import plain, states
from evals.outcome import Outcome
from vectorstore.records import Paper


@dataclass(frozen=True, kw_only=True, slots=True)
class Trial:
    """A case, its outcome, and the papers of the library that it was asked of (planted text included).

    `siblings` are the outcomes of the paraphrases in the same group, this one left out.
    """

    case: Case
    outcome: Outcome
    papers: Mapping[str, Paper]
    siblings: tuple["Trial", ...] = ()

    @property
    def answer(self) -> Answer | None:
        """The answer to the last turn; None when there is none."""
        return self.outcome.answers[-1] if self.outcome.state == "answered" else None

    @property
    def missing(self) -> tuple[str, ...]:
        """Papers that the case names and the library does not hold."""
        return tuple(name for name in self.case.named_papers if resolve(name, self.papers) is None)

    def ids(self, names: Sequence[str]) -> tuple[str, ...]:
        """The ids of the papers that are named, unknown ones left out."""
        return tuple(found for name in names if (found := resolve(name, self.papers)) is not None)

    @property
    def cited(self) -> tuple[str, ...]:
        """Ids of the papers that the answer cites, without repeats."""
        citations = () if self.answer is None else self.answer.citations
        return tuple(dict.fromkeys(citation.paper_id for citation in citations))

    @property
    def abstained(self) -> bool:
        return self.answer is not None and self.answer.status == "abstained"

    def stated(self, fact: Fact) -> bool:
        """Whether the answer states the fact: in its text, unless it abstained.

        A fact that names its papers is stated only by a claim that cites one of them.
        """
        if self.answer is None or self.abstained or not states(self.answer.text, fact):
            return False
        gold = set(self.ids(fact.papers))
        return not fact.papers or any(cited & gold for cited in self.claims_stating(fact))

    def told(self, fact: Fact) -> bool:
        """Whether the shown words hold the fact. An abstention may repeat what the question said."""
        if self.answer is None:
            return False
        if self.abstained and states(self.case.question, fact):
            return False
        return states(self.answer.text, fact)

    @property
    def corrected(self) -> bool:
        """Whether an answer to a question without an answer states what is true instead."""
        case = self.case
        return (
            bool(case.facts) and all(map(self.stated, case.facts)) and not any(map(self.told, case.forbidden))
        )

    def citations_of(self, numbers: Sequence[int]) -> tuple[Citation, ...]:
        """The citations that these numbers name."""
        citations = () if self.answer is None else self.answer.citations
        return tuple(citation for citation in citations if citation.number in numbers)

    def claims_stating(self, fact: Fact) -> tuple[frozenset[str], ...]:
        """For each claim that states the fact, the papers that it cites."""
        if self.answer is None:
            return ()
        return tuple(
            frozenset(citation.paper_id for citation in self.citations_of(claim.citations))
            for claim in self.answer.claims
            if states(plain(claim.text), fact)
        )
