"""An assistant that knows the gold: it answers every case rightly, with exact quotes. Liars build on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.answer import Answer, Citation, Claim, Reason, Turn
from evals.case import Case, Fact
from evals.matching import states
from evals.outcome import Outcome
from evals.planting import with_plant
from evals.targets import Target
from evals.tokens import sentences
from evals.trial import Trial
from vectorstore.records import Paper

Papers = Mapping[str, Paper]


def abstention(question: str, reason: Reason = "not_in_library") -> Answer:
    return Answer(
        question=question,
        standalone_question=question,
        kind="content",
        status="abstained",
        reason=reason,
        text="The papers in this library do not say.",
        engine="extractive",
    )


def answer(question: str, statements: Sequence[tuple[str, Citation]], *, computed: bool = False) -> Answer:
    """One claim a statement, each with its citation; papers are numbered as they come."""
    numbers: dict[str, int] = {}
    claims, citations, text = [], [], []
    for statement, citation in statements:
        number = numbers.setdefault(citation.paper_id, len(numbers) + 1)
        claims.append(
            Claim(
                text=statement,
                citations=(number,),
                verdict="computed" if computed else "supported",
                support=1.0,
            )
        )
        citations.append(_numbered(citation, number))
        text.append(f"{statement} [{number}]")
    return Answer(
        question=question,
        standalone_question=question,
        kind="catalogue" if computed else "content",
        status="answered",
        reason=None,
        text=" ".join(text),
        claims=tuple(claims),
        citations=tuple(citations),
        engine="catalogue" if computed else "extractive",
    )


def quoted(paper: Paper, sentence: str) -> Citation:
    """The citation of a sentence of the abstract."""
    start = paper.abstract.index(sentence)
    return Citation(
        number=1,
        paper_id=paper.paper_id,
        title=paper.title,
        authors=paper.authors,
        year=paper.year,
        url=None,
        field="abstract",
        quote=sentence,
        start=start,
        end=start + len(sentence),
    )


def recorded(paper: Paper) -> Citation:
    """The citation of the record."""
    line = f"{paper.title} ({paper.date})"
    return Citation(
        number=1,
        paper_id=paper.paper_id,
        title=paper.title,
        authors=paper.authors,
        year=paper.year,
        url=None,
        field="record",
        quote=line,
        start=0,
        end=len(line),
    )


def sentence_with(paper: Paper, fact: Fact) -> str | None:
    """The first sentence of the abstract that states the fact."""
    return next((each for each in sentences(paper.abstract) if states(each, fact)), None)


def honest_answer(case: Case, papers: Papers) -> Answer:
    """The right answer to a case: what its gold says, quoted from its gold papers."""
    if not case.answerable:
        return abstention(
            case.question, "false_premise" if case.kind == "false_premise" else "not_in_library"
        )
    trial = Trial(case=case, outcome=Outcome(case_id=case.case_id, digest=""), papers=papers)
    gold = [papers[each] for each in trial.ids(case.papers)]
    if case.exact is not None:
        listed = [papers[each] for each in trial.ids(case.exact.papers or ())]
        if case.exact.count == 0:
            return abstention(case.question)
        statements = [(f"{paper.title} is one.", recorded(paper)) for paper in listed]
        if case.exact.count is not None:
            first = (listed or list(papers.values()))[0]
            statements = [(f"{case.exact.count} papers match.", recorded(first)), *statements]
        if case.facts:
            statements += _from_records(case, listed or gold or list(papers.values()))
        return answer(case.question, statements, computed=True)
    if case.kind == "catalogue" or not gold:
        return answer(case.question, _from_records(case, gold or list(papers.values())), computed=True)
    chosen: dict[tuple[str, str], tuple[str, Citation]] = {}
    for fact in case.facts:
        for paper in [papers[each] for each in trial.ids(fact.papers)] or gold:
            if sentence := sentence_with(paper, fact):
                chosen[paper.paper_id, sentence] = (sentence, quoted(paper, sentence))
    for paper in gold if not case.facts else []:
        sentence = sentences(paper.abstract)[0]
        chosen[paper.paper_id, sentence] = (sentence, quoted(paper, sentence))
    return answer(case.question, list(chosen.values()))


def _from_records(case: Case, about: Sequence[Paper]) -> list[tuple[str, Citation]]:
    """The facts as statements about the first record; without facts, each paper as one that was asked for."""
    if not case.facts:
        return [(f"{paper.title} is one.", recorded(paper)) for paper in about]
    return [(f"The record says {fact.alternatives[0]}.", recorded(about[0])) for fact in case.facts]


class Honest:
    """Answers every case rightly. A liar overrides `lie`."""

    def reply(self, case: Case, papers: Papers) -> Answer:
        return self.lie(case, honest_answer(case, papers), papers)

    def lie(self, case: Case, right: Answer, papers: Papers) -> Answer:
        del case, papers
        return right


@dataclass(frozen=True, kw_only=True)
class FakeTargets:
    """Each case is asked of `liar` over `papers`, with its text planted."""

    papers: Papers
    liar: Honest = field(default_factory=Honest)

    def target(self, case: Case) -> Target:
        papers = self.papers if case.plant is None else with_plant(self.papers, case.plant)
        return Target(assistant=_Asked(case=case, papers=papers, liar=self.liar), papers=papers)

    def release(self, case: Case) -> None:
        del case


@dataclass(frozen=True, kw_only=True)
class _Asked:
    case: Case
    papers: Papers
    liar: Honest

    def ask(self, question: str, *, history: Sequence[Turn] = ()) -> Answer:
        del history
        if question != self.case.question:
            return abstention(question)
        return self.liar.reply(self.case, self.papers)


def _numbered(citation: Citation, number: int) -> Citation:
    return Citation(
        number=number,
        paper_id=citation.paper_id,
        title=citation.title,
        authors=citation.authors,
        year=citation.year,
        url=citation.url,
        field=citation.field,
        quote=citation.quote,
        start=citation.start,
        end=citation.end,
    )
