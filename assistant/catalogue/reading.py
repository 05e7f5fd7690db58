"""What a question about records comes to: a query, a look-up in one record, or why neither can be."""

from dataclasses import dataclass
from typing import Literal

from vectorstore.query import Query

Attribute = Literal["date", "year", "authors", "first author", "category", "code", "venue", "link"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A query, and what had to be decided on the way to it."""

    query: Query
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class LookUp:
    """A field of the records of these papers."""

    attribute: Attribute
    paper_ids: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Refused:
    """A question about records that they cannot answer: one or two sentences that say why."""

    text: str


Reading = Asked | LookUp | Refused
