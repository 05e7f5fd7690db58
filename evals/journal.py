"""The journal of a run: every outcome on a line as soon as it is known, so that a killed run can go on."""

import json
import threading
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from evals.case import Case, CaseError
from evals.outcome import Outcome
from vectorstore.private_files import owner_only


class Journal:
    """Appends outcomes to a file whose first line says what the run was made with. It is for its owner alone.

    Opened with `resume`, it reads what is there; a last line that was cut off by a kill is dropped. Raises
    CaseError when that was another run (other settings, library, model or prompts).
    """

    def __init__(self, path: Path, run_key: str, *, resume: bool) -> None:
        self.path = path
        self.known: dict[str, Outcome] = {}
        self._guard = threading.Lock()
        if resume and path.exists():
            self._read(run_key)
        lines = [json.dumps({"run": run_key}), *(_line(each) for each in self.known.values())]
        fresh = path.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        with open(fresh, "x", encoding="utf-8", opener=owner_only) as file:
            file.write("\n".join(lines) + "\n")
        fresh.replace(path)
        self._file = path.open("a", encoding="utf-8")

    def outcome_of(self, case: Case) -> Outcome | None:
        """The outcome of the case as it reads now, when the journal has it."""
        found = self.known.get(case.case_id)
        return found if found is not None and found.digest == case.digest else None

    def write(self, outcome: Outcome) -> None:
        with self._guard:
            self._file.write(_line(outcome) + "\n")
            self._file.flush()

    def _read(self, run_key: str) -> None:
        first, *lines = self.path.read_text(encoding="utf-8").splitlines() or [""]
        if _parsed(first).get("run") != run_key:
            raise CaseError(
                f"{self.path}: this run was made with another library, model, prompt or setting. It cannot "
                "be resumed. Leave --resume away, or choose another --output."
            )
        for line in lines:
            try:
                outcome = Outcome.from_json(_parsed(line))
            except ValueError:
                continue
            self.known[outcome.case_id] = outcome

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()


def _line(outcome: Outcome) -> str:
    return json.dumps(outcome.to_json(), ensure_ascii=False, sort_keys=True)


def _parsed(line: str) -> Mapping[str, object]:
    try:
        value = json.loads(line)
    except json.JSONDecodeError:
        return {}
    return value if isinstance(value, dict) else {}
