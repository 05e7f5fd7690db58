"""Sentences with the papers they rest on, and the text and claims made of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Claim, SeriesPoint
from assistant.catalogue.citing import Citations
from assistant.catalogue.reading import SHOWN


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """One sentence or list entry that was computed from these papers. `quote` follows its markers.

    `start`: the first of the papers whose marker is shown, where they are many.
    """

    text: str
    paper_ids: tuple[str, ...]
    start: int = 0
    is_entry: bool = False
    quote: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What is said to a result. Without statements there is only `plain`, which cites nothing."""

    statements: tuple[Statement, ...] = ()
    plain: str = ""
    notes: tuple[str, ...] = ()
    series: tuple[SeriesPoint, ...] = ()


def written(statements: Sequence[Statement], citations: Citations) -> tuple[str, tuple[Claim, ...]]:
    """The text with its markers, and a claim for each statement."""
    text, claims = "", []
    for each in statements:
        numbers = citations.numbers(each.paper_ids)
        if not numbers:
            continue
        marks = "".join(f"[{number}]" for number in numbers[each.start : each.start + SHOWN])
        line = f"{each.text} {marks}{each.quote}"
        text += ("\n- " if each.is_entry else " " if text else "") + line
        claims.append(Claim(text=each.text + each.quote, citations=numbers, verdict="computed", support=1.0))
    return text, tuple(claims)
