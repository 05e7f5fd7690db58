"""Conditions of one question put together: which are turned round, which are alternatives."""

import re
from collections.abc import Sequence
from typing import Final

from assistant.catalogue.draft import Draft
from vectorstore.query import AllOf, AnyOf, Condition, Not

_NEGATION: Final = re.compile(
    r"\b(?:not|\w+n't|\w+n’t|neither|nor|outside(?: of)?|exclud(?:e|es|ing)|except(?: for)?|other than"
    r"|apart from|without)"
    r"(?:\s+(?:list|name|include|involve|have|by|in|from|of|the|category|author|about|on|papers?|anything|"
    r"published|written|co-author(?:ed)?|as|an|those|ones|that|which|are|were|with|ones))*\s*$",
    re.IGNORECASE,
)
_OR: Final = re.compile(r"\bor\b", re.IGNORECASE)
_OR_NOT: Final = re.compile(r"\bor (?:not|without|outside)\b", re.IGNORECASE)
_JOINS: Final = re.compile(r"\b(?:or|nor)\b", re.IGNORECASE)


def negated(condition: Condition, draft: Draft, at: int) -> Condition:
    """The condition, or its opposite where a negation stands directly before it."""
    return Not(of=condition) if _NEGATION.search(draft.original[:at]) else condition


def spread(found: Sequence[tuple[int, Condition]], text: str) -> list[tuple[int, Condition]]:
    """What is turned round turns the next of its kind as well where only 'or' or 'nor' joins them."""
    spread: list[tuple[int, Condition]] = []
    for at, each in sorted(found, key=lambda one: one[0]):
        before = spread[-1] if spread else None
        if before is not None and isinstance(before[1], Not) and type(before[1].of) is type(each):
            name = getattr(before[1].of, "name", "") or getattr(before[1].of, "text", "")
            between = re.sub(re.escape(name), " ", text[before[0] : at + 3], flags=re.IGNORECASE)
            each = Not(of=each) if _JOINS.search(between) else each
        spread.append((at, each))
    return spread


def joined(found: Sequence[tuple[int, Condition]], text: str) -> Condition | None:
    """All of them hold; neighbours of one kind with 'or' between them are alternatives.

    Of what is turned round they are alternatives only where each is turned round by itself: 'not by A or B'
    leaves out both.
    """
    parts: list[Condition] = []
    last = 0
    for at, each in sorted(found, key=lambda one: one[0]):
        before = parts[-1] if parts else None
        kind = before.of[0] if isinstance(before, AnyOf) else before
        pattern = _OR_NOT if isinstance(each, Not) else _OR
        if before is not None and type(kind) is type(each) and pattern.search(text[last : at + 3]):
            alternatives = before.of if isinstance(before, AnyOf) else (before,)
            parts[-1] = AnyOf(of=(*alternatives, each))
        else:
            parts.append(each)
        last = at
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else AllOf(of=tuple(parts))
