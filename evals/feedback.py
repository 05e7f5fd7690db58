"""Cases out of what people thought of answers: `feedback.jsonl`, as the page keeps it beside a library.

A thumb up makes the answer the gold. A thumb down forbids what was stated. Both are one person's opinion: a
case holds more than that only after somebody has read the papers.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from evals.case import CaseError
from evals.loader import parse_case


@dataclass(frozen=True, kw_only=True, slots=True)
class Rated:
    """A line of the file, as far as a case needs it. `claims` and `papers` (titles) are the answer's."""

    key: str
    rating: Literal["up", "down"]
    comment: str
    questions: tuple[str, ...]
    kind: Literal["content", "catalogue", "conversation"]
    status: Literal["answered", "partial", "abstained"]
    claims: tuple[str, ...]
    papers: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Drafts:
    """`lines` for a case file; `left` says which ratings give none, and what to do about them."""

    lines: tuple[str, ...]
    left: tuple[str, ...]


_RATED = TypeAdapter(Rated)


def cases_of(path: Path, known: Collection[str] = ()) -> Drafts:
    """A case for each rated answer; ids in `known` are left out. Of two ratings of an answer the later holds.

    Raises CaseError that names file, line and field.
    """
    rated: dict[str, tuple[int, Rated]] = {}
    for number, line in enumerate(_lines(path), 1):
        if line.strip():
            each = _read(line, f"{path}, line {number}")
            rated[each.key] = number, each
    lines, left = [], []
    for number, each in rated.values():
        record = _case(each)
        if record is None:
            told = f" ({each.comment!r})" if each.comment else ""
            left.append(f"{path}, line {number}: no case without gold{told}: write what the papers say.")
        elif record["id"] not in known:
            text = json.dumps(record, ensure_ascii=False)
            parse_case(text, f"{path}, line {number}")
            lines.append(text)
    return Drafts(lines=tuple(lines), left=tuple(left))


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError as exc:
        raise CaseError(f"{path}: not a text file in UTF-8. Name the feedback.jsonl of a library.") from exc
    except OSError as exc:
        raise CaseError(f"{path}: cannot be read ({exc.strerror}). Name the file of a library.") from exc


def _read(line: str, place: str) -> Rated:
    try:
        return _RATED.validate_json(line, strict=True)
    except ValidationError as exc:
        first = exc.errors(include_input=False, include_url=False)[0]
        name = ".".join(str(part) for part in first["loc"]) or "rating"
        raise CaseError(f"{place}, field {name}: {first['msg']}.") from exc


def _case(rated: Rated) -> dict[str, object] | None:
    """The case; None for an answer that should not have been an abstention, or that states nothing."""
    declined = rated.status == "abstained"
    if not rated.questions or (declined and rated.rating == "down") or not (declined or rated.claims):
        return None
    kind = "unanswerable" if declined else "catalogue" if rated.kind == "catalogue" else "fact"
    record: dict[str, object] = {"id": f"feedback-{rated.key}", "kind": kind}
    if len(rated.questions) > 1:
        record |= {"kind": "conversation", "turns": list(rated.questions)}
    else:
        record["question"] = rated.questions[0]
    if declined:
        why = rated.comment.strip() or "a reader agreed that the papers do not say"
        return record | {"answerable": False, "why": why}
    if rated.rating == "down":
        record |= {"why": rated.comment} if rated.comment.strip() else {}
        return record | {
            "papers": list(rated.papers),
            "forbidden": [{"any": [each]} for each in rated.claims],
        }
    stated = rated.claims[:1] if rated.kind == "catalogue" else rated.claims
    return record | {"papers": list(rated.papers), "facts": [{"any": [each]} for each in stated]}
