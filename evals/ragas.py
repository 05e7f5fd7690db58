"""Export of samples in the format of the ragas library: one JSON object a line."""

import json
from collections.abc import Sequence
from pathlib import Path

from evals.matching import plain
from evals.scoring import Scored


def write_ragas(path: Path, scored: Sequence[Scored]) -> int:
    """Write `SingleTurnSample` records (user_input, retrieved_contexts, response, reference); how many.

    Contexts are the abstracts of the papers that the answer cites, the reference is the gold facts.
    Conversations are exported by their standalone question. Cases without an answer are left out.
    """
    lines = []
    for each in scored:
        answer = each.trial.answer
        if answer is None:
            continue
        papers = [
            each.trial.papers[paper_id] for paper_id in each.trial.cited if paper_id in each.trial.papers
        ]
        sample = {
            "user_input": answer.standalone_question,
            "retrieved_contexts": [f"{paper.title}\n{paper.abstract}" for paper in papers],
            "response": plain(answer.text),
            "reference": "; ".join(fact.alternatives[0] for fact in each.trial.case.facts),
        }
        lines.append(json.dumps(sample, ensure_ascii=False))
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return len(lines)
