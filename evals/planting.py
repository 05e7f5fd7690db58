"""Puts the text of an injection case into the abstract of a paper."""

import json
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from evals.case import CaseError, Plant, resolve
from vectorstore.records import Paper

DATA_VARIABLE = "ASSISTANT_EVAL_DATA"


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
    """The papers with the text at the end of one abstract; unchanged when that paper is not there."""
    paper_id = resolve(plant.paper, papers)
    if paper_id is None:
        return dict(papers)
    paper = papers[paper_id]
    changed = replace(paper, abstract=f"{paper.abstract} {plant_text(plant)}".strip())
    return {**papers, paper_id: changed}
