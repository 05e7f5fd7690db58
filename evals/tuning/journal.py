"""What tuning has paid for, on a line each, so that a run that ended can go on where it was."""

import json
from pathlib import Path
from typing import Any

from evals.case import CaseError


class PaidFor:
    """Results by key in a JSONL file whose first line says what they were made with.

    The run is the same each time for the same seed, so one that is resumed finds here what it did before.
    Raises CaseError when the file was made with something else.
    """

    def __init__(self, path: Path, made_with: dict[str, Any], *, resume: bool) -> None:
        self._path = path
        self._known: dict[str, Any] = {}
        head = json.dumps(made_with, sort_keys=True)
        if resume and path.exists():
            self._read(head)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(head + "\n", encoding="utf-8")

    def __contains__(self, key: str) -> bool:
        return key in self._known

    def __getitem__(self, key: str) -> Any:  # what JSON holds
        return self._known[key]

    def keep(self, key: str, found: Any) -> None:
        """Write a result down at once."""
        self._known[key] = found
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"key": key, "found": found}, ensure_ascii=False) + "\n")

    def _read(self, head: str) -> None:
        first, *lines = self._path.read_text(encoding="utf-8").splitlines() or [""]
        if first != head:
            raise CaseError(
                f"{self._path}: this run was made with other cases, another model, prompt or seed. "
                "Leave --resume away, or choose another --output."
            )
        for line in lines:
            try:
                record = json.loads(line)
                self._known[record["key"]] = record["found"]
            except (ValueError, KeyError, TypeError):
                continue  # a line that a kill cut off
