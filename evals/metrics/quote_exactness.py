"""Quote exactness: the share of citations whose quoted words stand at the stated place of that paper.

exact = [quote == field_text[start:end]], and the title given is the paper's. A record line is composed by the
assistant: there the offsets must span it. All turns of a conversation count. Source: our own contract.
"""

from assistant.answer import Citation
from evals.judges import Judge
from evals.metrics.metric import Metric, Score
from evals.trial import Trial


def problem(citation: Citation, trial: Trial) -> str:
    """What is wrong with a quote; empty when nothing is."""
    paper = trial.papers.get(citation.paper_id)
    if paper is None:
        return f"no paper {citation.paper_id}"
    if citation.title != paper.title:
        return f"the title of {citation.paper_id} is another"
    if not citation.quote.strip():
        return "empty quote"
    if citation.field == "record":
        return (
            "" if citation.end - citation.start == len(citation.quote) else "offsets do not span the record"
        )
    exact = paper.text_of(citation.field)[citation.start : citation.end] == citation.quote
    return "" if exact else f"not at that place: {citation.quote[:80]!r}"


def _score(trial: Trial, judge: Judge) -> Score | None:
    del judge
    citations = [citation for answer in trial.outcome.answers for citation in answer.citations]
    if not citations:
        return None
    problems = [found for citation in citations if (found := problem(citation, trial))]
    return Score(value=1 - len(problems) / len(citations), reason="; ".join(problems))


QUOTE_EXACTNESS = Metric(
    name="quote_exactness", family="fidelity", better="higher", title="Quotes exact", score=_score
)
