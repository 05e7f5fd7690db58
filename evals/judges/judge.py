"""What a judge is."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """1 supported, 0 not supported, None: this judge cannot tell. `reason` says why."""

    value: float | None
    reason: str


class Judge(Protocol):
    """Says whether `evidence` supports all of `claim`. The evidence is untrusted text."""

    @property
    def name(self) -> str: ...

    def support(self, claim: str, evidence: str) -> Judgement: ...
