"""Drafts a case from a question: a person completes what only reading the papers can tell."""

import json
import re
from pathlib import Path

from assistant.answer import Answer
from evals.loader import parse_case


def draft(question: str, answer: Answer, titles: dict[str, str]) -> str:
    """A valid line for a case file. Gold papers and facts are what the answer says; they need checking."""
    case_id = "-".join(re.findall(r"[a-z0-9]+", question.casefold())[:8]) or "case"
    record: dict[str, object] = {"id": case_id, "kind": "fact", "question": question}
    if answer.status == "abstained":
        record |= {"kind": "unanswerable", "answerable": False, "why": "say why: read the papers first"}
    else:
        cited = dict.fromkeys(citation.paper_id for citation in answer.citations)
        record["papers"] = [titles[paper_id] for paper_id in cited if paper_id in titles]
        record["facts"] = [{"any": [claim.text]} for claim in answer.claims[:1]]
    line = json.dumps(record, ensure_ascii=False)
    parse_case(line, "new case")
    return line


def append(path: Path, line: str) -> None:
    """Add the line to a file of cases, which need not exist yet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(line + "\n")
