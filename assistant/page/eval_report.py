"""The last eval report of a library, written by `assistant eval --output LIBRARY/eval-report`; read strictly.

The page shares no code with the eval suite; these records name the parts of `report.json` that it shows.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from vectorstore.errors import InputError

FOLDER = "eval-report"
LARGEST = 50_000_000
"""Bytes of a report that is read."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Interval:
    """A mean with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True, slots=True)
class MetricResult:
    """`estimate` is None when no case was judged; `unscored` cases could not be, which is not zero."""

    title: str
    family: str
    better: str
    estimate: Interval | None
    scored: int
    unscored: int


@dataclass(frozen=True, kw_only=True, slots=True)
class KindResult:
    kind: str
    cases: int
    passed: int
    failed: int
    unscored: int
    skipped: int


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckResult:
    name: str
    passed: bool
    detail: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Quote:
    number: int
    title: str
    quote: str


@dataclass(frozen=True, kw_only=True, slots=True)
class GivenAnswer:
    status: str
    text: str
    citations: tuple[Quote, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseResult:
    """`answers` are those to each turn; the last was judged. None were given when the assistant failed."""

    id: str
    kind: str
    turns: tuple[str, ...]
    state: str
    reasons: tuple[str, ...]
    answers: tuple[GivenAnswer, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Provenance:
    papers: int
    engine: str
    model: str
    judge: str


@dataclass(frozen=True, kw_only=True, slots=True)
class EvalReport:
    passed: bool
    partial: bool
    headline: str
    notes: tuple[str, ...]
    provenance: Provenance
    metrics: tuple[MetricResult, ...]
    kinds: tuple[KindResult, ...]
    checks: tuple[CheckResult, ...]
    cases: tuple[CaseResult, ...]

    @property
    def failing(self) -> tuple[CaseResult, ...]:
        return tuple(case for case in self.cases if case.state in ("failed", "error"))


_REPORT = TypeAdapter(EvalReport)


def last_report(library: Path) -> tuple[EvalReport, date] | None:
    """The report and the day it was written (UTC); None when there is none.

    Raises InputError when there is a file that is no such report.
    """
    path = library / FOLDER / "report.json"
    try:
        status = path.stat()
        if status.st_size > LARGEST:
            raise InputError("The eval report is too large to show. Measure fewer cases at once.")
        report = _REPORT.validate_json(path.read_bytes(), strict=True)
    except FileNotFoundError:
        return None
    except OSError as exc:
        raise InputError(f"The eval report cannot be read ({exc.strerror}). Check its rights.") from exc
    except ValidationError as exc:
        first = exc.errors(include_input=False, include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "report.json"
        raise InputError(
            f"The eval report is not one of this version ({place}: {first['msg']}). Measure again."
        ) from exc
    return report, datetime.fromtimestamp(status.st_mtime, UTC).date()
