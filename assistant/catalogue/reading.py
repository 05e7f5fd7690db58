"""What a question about records comes to: a query, a look-up in one record, or why neither can be."""

from dataclasses import dataclass
from typing import Final, Literal

from vectorstore.query import Query

SHOWN: Final = 20
"""Records and markers that a text shows; the citations hold all of them."""

Attribute = Literal[
    "date",
    "year",
    "authors",
    "first author",
    "last author",
    "author count",
    "category",
    "code",
    "venue",
    "link",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A query, and what had to be decided on the way to it.

    `start` and `shown`: the page of a long list that the text shows.
    """

    query: Query
    notes: tuple[str, ...] = ()
    start: int = 0
    shown: int = SHOWN


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
