"""A question to the catalogue as typed values, and its exact result."""

from dataclasses import dataclass, field
from typing import Literal

Aggregate = Literal["list", "count", "share", "average", "groups", "co-authors"]
"""Papers; how many; the share that meets `of`; papers a year; counts by `by`; who writes with `person`."""

GroupKey = Literal["year", "month", "category", "author", "first author", "venue", "code"]
Order = Literal["listed", "newest", "oldest", "title"]
RecordField = Literal["doi", "link", "venue", "category", "abstract", "authors"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Years:
    """The year lies between `first` and `last`, both inclusive; without either, the year is known."""

    first: int | None = None
    last: int | None = None

    def __post_init__(self) -> None:
        if any(year is not None and not 0 <= year <= 9999 for year in (self.first, self.last)):
            raise ValueError("years lie between 0 and 9999")


@dataclass(frozen=True, kw_only=True, slots=True)
class Months:
    """The month is one of these, 1…12."""

    months: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class NoYear:
    """The record gives no year."""


@dataclass(frozen=True, kw_only=True, slots=True)
class InCategory:
    """One of the paper's categories is this: a code (`LG`, `cs.LG`), its name, or a keyword of the list."""

    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ByAuthor:
    """The record names this person, or a spelling that can only be theirs (see `people.same_person`).

    `first` as the first author; `exact` in this very spelling.
    """

    name: str
    first: bool = False
    exact: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class HasCode:
    """The record says that there is code."""


@dataclass(frozen=True, kw_only=True, slots=True)
class InVenue:
    """The venue holds these words, case and accents aside."""

    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Gives:
    """The record gives this field at all. Its opposite: the record gives none, which is known."""

    field: RecordField


@dataclass(frozen=True, kw_only=True, slots=True)
class AuthorCount:
    """So many people wrote it, both bounds inclusive. Of a list that was cut only a lower bound is known."""

    least: int = 1
    most: int | None = None

    def __post_init__(self) -> None:
        if self.least < 0 or (self.most is not None and self.most < 0):
            raise ValueError("a number of authors is not negative")


@dataclass(frozen=True, kw_only=True, slots=True)
class TitleHas:
    """The title holds these words next to each other, English endings aside."""

    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class About:
    """The paper is about this. Membership is a judgement (see `topics`); everything else here is exact."""

    topic: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Among:
    """The paper is one of these."""

    paper_ids: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Not:
    """The condition does not hold. Of what is unknown neither it nor its opposite holds."""

    of: "Condition"


@dataclass(frozen=True, kw_only=True, slots=True)
class AllOf:
    """Every one holds; of none, always."""

    of: tuple["Condition", ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class AnyOf:
    """At least one holds; of none, never."""

    of: tuple["Condition", ...]


Leaf = (
    Years
    | Months
    | NoYear
    | InCategory
    | ByAuthor
    | HasCode
    | InVenue
    | Gives
    | AuthorCount
    | TitleHas
    | About
    | Among
)
Condition = Leaf | Not | AllOf | AnyOf


@dataclass(frozen=True, kw_only=True, slots=True)
class Query:
    """What is asked of the catalogue.

    where   which papers; None means all
    by      with `groups`: what to count by
    of      with `share`: what the share has to meet
    person  with `co-authors`: whose
    order   of the papers; one without a year comes last in `newest` and `oldest`, and is never among
            the first `limit` of them
    limit   at most so many papers or groups
    """

    where: Condition | None = None
    aggregate: Aggregate = "list"
    by: GroupKey | None = None
    of: Condition | None = None
    person: str | None = None
    order: Order = "listed"
    limit: int | None = None

    def __post_init__(self) -> None:
        needed = {"groups": self.by, "share": self.of, "co-authors": self.person}
        if self.aggregate in needed and needed[self.aggregate] is None:
            raise ValueError(f"the aggregate {self.aggregate!r} lacks what it is about")
        if self.limit is not None and self.limit < 1:
            raise ValueError("a limit is at least 1")


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """One value of what was counted by, and the papers that have it. `label` None: the record has none."""

    label: str | None
    paper_ids: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Unknown:
    """How many papers a condition could not be applied to, because the record lacks what it asks for."""

    year: int = 0
    month: int = 0
    category: int = 0
    venue: int = 0
    authors: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonMatch:
    """The spellings that were taken for a name.

    `doubtful` spellings fit, but fit somebody else as well, and were not counted. `several`: the name fits
    several people, all of whom were counted. `nearest`: where nobody fits, names that look alike.
    """

    name: str
    spellings: tuple[str, ...]
    doubtful: tuple[str, ...] = ()
    several: bool = False
    nearest: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Vocabulary:
    """The names that the records of a library hold. `years`: the first and the last, None without any."""

    categories: tuple[str, ...]
    venues: tuple[str, ...]
    years: tuple[int, int] | None


@dataclass(frozen=True, kw_only=True, slots=True)
class TopicEvidence:
    """The words that made a paper a member of a topic: `text == field_text[start:end]`."""

    field: Literal["abstract", "title"]
    start: int
    end: int
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class QueryResult:
    """The exact result. `count` is all that match, `paper_ids` those of them that the limit leaves.

    groups     with `groups` and `co-authors`, most first, years in their order
    value      with `share` 0…1 of `base` papers; with `average` papers a year; None where it has no meaning
    base       ids of the papers that the share or the average is of
    years      with `average`: the first and the last year
    unknown    papers left out because their record lacks what was asked for
    cut        papers whose list of authors was cut, so that it could change the result
    people     how the names of the query were read
    evidence   by topic and paper id
    """

    query: Query
    count: int
    paper_ids: tuple[str, ...]
    groups: tuple[Group, ...] = ()
    value: float | None = None
    base: tuple[str, ...] = ()
    years: tuple[int, int] | None = None
    unknown: Unknown = field(default_factory=Unknown)
    cut: int = 0
    people: tuple[PersonMatch, ...] = ()
    evidence: dict[str, dict[str, TopicEvidence]] = field(default_factory=dict)


def leaves(condition: Condition | None) -> tuple[Leaf, ...]:
    """Every leaf of a condition, in order."""
    if condition is None:
        return ()
    if isinstance(condition, Not):
        return leaves(condition.of)
    if isinstance(condition, AllOf | AnyOf):
        return tuple(leaf for each in condition.of for leaf in leaves(each))
    return (condition,)
