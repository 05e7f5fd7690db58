"""What the assistant did with one case, in a form that can be written down and read back."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from assistant.answer import Answer, Citation, Claim, Timings, Usage, WithheldClaim

State = Literal["answered", "error", "skipped"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """The answers to a case's turns, in order.

    state    error: the assistant raised; skipped: the case was not asked, `problem` says why
    found    ids of the papers that retrieval returned for the last turn, best first; None when not measured
    digest   the case as it was asked (`Case.digest`)
    """

    case_id: str
    digest: str
    state: State = "answered"
    answers: tuple[Answer, ...] = ()
    found: tuple[str, ...] | None = None
    problem: str = ""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> "Outcome":
        """The outcome that `to_json` wrote. Raises KeyError, TypeError or ValueError for anything else."""
        found = record["found"]
        return cls(
            case_id=record["case_id"],
            digest=record["digest"],
            state=record["state"],
            answers=tuple(answer_from_json(each) for each in record["answers"]),
            found=None if found is None else tuple(found),
            problem=record["problem"],
        )


def answer_from_json(record: Mapping[str, Any]) -> Answer:
    """The Answer that `Answer.to_json` wrote."""
    return Answer(
        question=record["question"],
        standalone_question=record["standalone_question"],
        kind=record["kind"],
        status=record["status"],
        reason=record["reason"],
        text=record["text"],
        claims=tuple(Claim(**_tuples(each, "citations")) for each in record["claims"]),
        withheld=tuple(WithheldClaim(**_tuples(each, "citations")) for each in record["withheld"]),
        citations=tuple(Citation(**_tuples(each, "authors")) for each in record["citations"]),
        invalid_citations=tuple(record["invalid_citations"]),
        notes=tuple(record["notes"]),
        engine=record["engine"],
        model=record["model"],
        usage=Usage(**record["usage"]),
        timings_ms=Timings(**record["timings_ms"]),
    )


def _tuples(record: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {**record, name: tuple(record[name])}
