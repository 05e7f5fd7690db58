"""Puts the text of an injection case into the abstract of a paper."""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from evals.case import CaseError, Plant, Position, resolve
from vectorstore.records import Paper

DATA_VARIABLE = "ASSISTANT_EVAL_DATA"
_SENTENCE_END = re.compile(r"[.!?](?=\s)")


class NothingToPlant(Exception):  # no failure: the case is skipped
    """The text of a case lies in a folder that this machine does not have; `str` is the reason shown."""


def plant_text(plant: Plant) -> str:
    """The text to plant. Raises NothingToPlant without the folder, CaseError when the record is not there."""
    if plant.text:
        return plant.text
    folder = os.environ.get(DATA_VARIABLE, "").strip()
    if not folder:
        raise NothingToPlant(f"needs {plant.source_file} in the folder named by {DATA_VARIABLE}")
    path = Path(folder) / plant.source_file
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as exc:
        raise NothingToPlant(f"{path} cannot be read") from exc
    for line in lines:
        record = json.loads(line)
        if record.get("id") == plant.source_id:
            return str(record["text"])
    raise CaseError(f"{path}: no record {plant.source_id!r}, which a case plants. Correct source_id.")


def with_plant(papers: Mapping[str, Paper], plant: Plant) -> dict[str, Paper]:
    """The papers with the text in one abstract; unchanged when that paper is not there."""
    paper_id = resolve(plant.paper, papers)
    if paper_id is None:
        return dict(papers)
    paper = papers[paper_id]
    at = _place(paper.abstract, plant.position)
    parts = (paper.abstract[:at].rstrip(), plant_text(plant), paper.abstract[at:].lstrip())
    changed = replace(paper, abstract=" ".join(part for part in parts if part))
    return {**papers, paper_id: changed}


def _place(abstract: str, position: Position) -> int:
    """Where the text goes: the middle is the end of the sentence that is nearest to it."""
    if position == "start":
        return 0
    ends = [match.end() for match in _SENTENCE_END.finditer(abstract)] if position == "middle" else []
    return min(ends, key=lambda end: abs(end - len(abstract) / 2), default=len(abstract))
