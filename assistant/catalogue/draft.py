"""A question on its way to a query: what has been read so far, and what is left of its words."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from vectorstore.query import Condition, GroupKey, Order

READ = "·"
"""Stands for words that have been read."""


@dataclass(kw_only=True, slots=True)
class Draft:
    """`text` shrinks as rules read it; `conditions` grows, each with the place where it was found.

    `notes` says what had to be decided; `refers` whether the question speaks of an earlier result.
    """

    text: str
    original: str = ""
    conditions: list[tuple[int, Condition]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    order: Order = "listed"
    limit: int | None = None
    by: GroupKey | None = None
    refers: bool = False

    def __post_init__(self) -> None:
        self.original = self.original or self.text

    def take(
        self, pattern: re.Pattern[str], read: Callable[[re.Match[str]], Condition | bool | None]
    ) -> bool:
        """Apply a rule wherever its pattern occurs; `read` returns a condition, True for 'read', or None."""
        found = False
        start = 0
        while (match := pattern.search(self.text, start)) is not None:
            result = read(match)
            if result is None or result is False:
                start = match.end()
                continue
            if not isinstance(result, bool):
                self.conditions.append((match.start(), result))
            blank = READ + " " * max(0, match.end() - match.start() - 1)
            self.text = self.text[: match.start()] + blank + self.text[match.end() :]
            start, found = match.end(), True
        return found

    def drop(self, pattern: re.Pattern[str]) -> bool:
        """Read words that say nothing by themselves."""
        return self.take(pattern, lambda _: True)
