"""What the assistant did with one case, in a form that can be written down and read back."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

from pydantic import TypeAdapter

from assistant.answer import Answer

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

    def read_back(self) -> "Outcome":
        """As the journal would give it back, so that a resumed run reports the same to the last digit."""
        return self.from_json(self.to_json())

    @classmethod
    def from_json(cls, record: object) -> "Outcome":
        """The outcome that `to_json` wrote, back from JSON. Raises ValueError for anything else."""
        return _OUTCOME.validate_python(record)


_OUTCOME = TypeAdapter(Outcome)
