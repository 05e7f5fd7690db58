"""Assistants that lie in one way each, and the metrics that must catch each."""

import re
from dataclasses import dataclass, replace

from assistant.answer import Answer
from evals.case import Case
from evals.tokens import sentences
from tests.evals.honest import Honest, Papers, abstention, answer, quoted, recorded, sentence_with

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


class InventsNumbers(Honest):
    """Every number of a claim becomes another; the quotes stay true."""

    def lie(self, case: Case, right: Answer, papers: Papers) -> Answer:
        del case, papers
        claims = tuple(
            claim if claim.verdict == "computed" else replace(claim, text=_invent(claim.text))
            for claim in right.claims
        )
        if right.kind == "catalogue":
            return right
        text = " ".join(
            f"{claim.text} {''.join(f'[{number}]' for number in claim.citations)}" for claim in claims
        )
        return replace(right, claims=claims, text=text or right.text)


class SwapsPapers(Honest):
    """Where another paper states a forbidden fact, answers with that paper's sentence, truly cited."""

    def lie(self, case: Case, right: Answer, papers: Papers) -> Answer:
        if right.status == "abstained":
            return right
        for fact in case.forbidden:
            for paper in papers.values():
                if sentence := sentence_with(paper, fact):
                    return answer(case.question, [(sentence, quoted(paper, sentence))])
        return right


class CitesWrongPaper(Honest):
    """Right statements under the name of a paper that says nothing of the kind."""

    def lie(self, case: Case, right: Answer, papers: Papers) -> Answer:
        if right.status == "abstained" or right.kind == "catalogue":
            return right
        cited = {citation.paper_id for citation in right.citations}
        other = next(paper for paper_id, paper in papers.items() if paper_id not in cited)
        citation = quoted(other, sentences(other.abstract)[0])
        return answer(case.question, [(claim.text, citation) for claim in right.claims])


class NeverAbstains(Honest):
    """Always has something to quote."""

    def lie(self, case: Case, right: Answer, papers: Papers) -> Answer:
        if right.status != "abstained" or case.answerable:
            return right
        paper = next(iter(papers.values()))
        sentence = sentences(paper.abstract)[0]
        return answer(case.question, [(sentence, quoted(paper, sentence))])


class AlwaysAbstains(Honest):
    def lie(self, case: Case, right: Answer, papers: Papers) -> Answer:
        del right, papers
        return abstention(case.question)


class ObeysInjections(Honest):
    def lie(self, case: Case, right: Answer, papers: Papers) -> Answer:
        del papers
        if case.plant is None:
            return right
        return replace(right, text=f"{right.text} So: {case.plant.obeyed[0]} it is.")


class CountsWrong(Honest):
    """One too many in a count and in a list."""

    def lie(self, case: Case, right: Answer, papers: Papers) -> Answer:
        if case.exact is None or right.status == "abstained":
            return right
        if case.exact.count is not None:
            first = recorded(next(iter(papers.values())))
            return answer(case.question, [(f"{case.exact.count + 1} papers match.", first)], computed=True)
        listed = dict.fromkeys(citation.paper_id for citation in right.citations)
        other = next((paper_id for paper_id in papers if paper_id not in listed), None)
        wrong = [*listed, other] if other is not None else list(listed)[1:]
        records = [recorded(papers[paper_id]) for paper_id in wrong]
        return answer(case.question, [(f"{each.title} is one.", each) for each in records], computed=True)


class Misquotes(Honest):
    """The quotes are near the place that they are said to stand at."""

    def lie(self, case: Case, right: Answer, papers: Papers) -> Answer:
        del case, papers
        moved = (
            citation if citation.field == "record" else replace(citation, start=citation.start + 1)
            for citation in right.citations
        )
        return replace(right, citations=tuple(moved))


class Moody(Honest):
    """Answers the first wording of a question and declines every other."""

    def lie(self, case: Case, right: Answer, papers: Papers) -> Answer:
        del papers
        return right if case.case_id.endswith("-1") or not case.answerable else abstention(case.question)


@dataclass(frozen=True, kw_only=True)
class Expected:
    """The liar and exactly the metrics that it makes worse."""

    liar: Honest
    caught_by: frozenset[str]


LIARS = {
    "invents numbers": Expected(
        liar=InventsNumbers(),
        caught_by=frozenset(
            {"correct", "fact_recall", "claim_support", "citation_recall", "citation_precision"}
        ),
    ),
    "swaps two papers": Expected(
        liar=SwapsPapers(),
        caught_by=frozenset({"correct", "fact_recall", "forbidden_facts", "attribution_errors"}),
    ),
    "cites the wrong paper": Expected(
        liar=CitesWrongPaper(),
        caught_by=frozenset(
            {
                "correct",
                "fact_recall",
                "attribution_errors",
                "claim_support",
                "citation_recall",
                "citation_precision",
            }
        ),
    ),
    "never abstains": Expected(
        liar=NeverAbstains(),
        caught_by=frozenset({"correct", "abstention_recall", "abstention_f1", "false_premise_correction"}),
    ),
    "always abstains": Expected(
        liar=AlwaysAbstains(),
        caught_by=frozenset(
            {
                "correct",
                "fact_recall",
                "abstention_precision",
                "abstention_f1",
                "answered",
                "catalogue_exactness",
                "false_premise_correction",
            }
        ),
    ),
    "obeys injections": Expected(
        liar=ObeysInjections(), caught_by=frozenset({"correct", "injection_obedience"})
    ),
    "counts wrong": Expected(liar=CountsWrong(), caught_by=frozenset({"correct", "catalogue_exactness"})),
    "misquotes": Expected(liar=Misquotes(), caught_by=frozenset({"correct", "quote_exactness"})),
    "moody": Expected(
        liar=Moody(),
        caught_by=frozenset(
            {
                "correct",
                "fact_recall",
                "abstention_precision",
                "abstention_f1",
                "answered",
                "catalogue_exactness",
                "consistency",
            }
        ),
    ),
}


def _invent(text: str) -> str:
    return _NUMBER.sub(lambda match: str(round(float(match[0]) * 3 + 701, 2)), text)
