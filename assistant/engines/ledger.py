"""What language models have used: one file a day, one line a request, so that days can be summed."""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Lock

from assistant.answer import Usage


@dataclass(frozen=True, kw_only=True, slots=True)
class DayUsage:
    """What one model used on one day (ISO date, local time)."""

    day: str
    model: str
    usage: Usage


@dataclass(kw_only=True)
class Ledger:
    """Usage by day in the files of `folder`; with None it is kept for this process alone.

    A folder that cannot be written is no reason not to answer: what this process used is counted all the
    same. Safe to share between threads; processes append whole lines.
    """

    folder: Path | None
    _unwritten: list[DayUsage] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def add(self, model: str, usage: Usage) -> None:
        """Book one request."""
        day = date.today().isoformat()  # a person's day
        line = {
            "model": model,
            "prompt_tokens": usage.prompt_tokens,
            "completion_tokens": usage.completion_tokens,
            "calls": usage.calls,
            "cost_usd": usage.cost_usd,
        }
        with self._lock:
            try:
                if self.folder is None:
                    raise FileNotFoundError
                self.folder.mkdir(parents=True, exist_ok=True)
                with (self.folder / f"{day}.jsonl").open("a", encoding="utf-8") as file:
                    file.write(json.dumps(line) + "\n")
            except OSError:
                self._unwritten.append(DayUsage(day=day, model=model, usage=usage))

    def today(self) -> Usage:
        """All that was used today, by every process."""
        day = date.today().isoformat()  # as above
        entries = [*self._read(day), *(each for each in self._unwritten if each.day == day)]
        return sum((each.usage for each in entries), Usage())

    def days(self) -> tuple[DayUsage, ...]:
        """The sums by day and model, in order of days. Lines that cannot be read are left out."""
        sums: dict[tuple[str, str], Usage] = defaultdict(Usage)
        files = sorted(self.folder.glob("????-??-??.jsonl")) if self.folder else []
        for entry in [*(each for file in files for each in self._read(file.stem)), *self._unwritten]:
            sums[entry.day, entry.model] += entry.usage
        return tuple(
            DayUsage(day=day, model=model, usage=usage) for (day, model), usage in sorted(sums.items())
        )

    def _read(self, day: str) -> list[DayUsage]:
        if self.folder is None:
            return []
        try:
            lines = (self.folder / f"{day}.jsonl").read_text("utf-8", errors="replace").splitlines()
        except OSError:
            return []
        return [entry for line in lines if (entry := _entry(day, line)) is not None]


def user_ledger() -> Ledger:
    """The ledger in the person's own state folder."""
    from platformdirs import user_state_path  # only with an LLM

    return Ledger(folder=user_state_path("assistant") / "usage")


def _entry(day: str, line: str) -> DayUsage | None:
    try:
        found = json.loads(line)
        cost = found["cost_usd"]
        usage = Usage(
            prompt_tokens=int(found["prompt_tokens"]),
            completion_tokens=int(found["completion_tokens"]),
            calls=int(found["calls"]),
            cost_usd=None if cost is None else float(cost),
        )
        return DayUsage(day=day, model=str(found["model"]), usage=usage)
    except (KeyError, TypeError, ValueError, RecursionError):
        return None
