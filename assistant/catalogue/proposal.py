"""A query as a language model writes it, 'show: count; author: Ada Bell; year: 2020-', as typed values.

The text is untrusted: a key or a value that is not on the menu makes the whole of it worthless.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, get_args

from vectorstore.query import (
    About,
    Aggregate,
    AllOf,
    AnyOf,
    AuthorCount,
    ByAuthor,
    Condition,
    Gives,
    GroupKey,
    HasCode,
    InCategory,
    InVenue,
    Months,
    Not,
    Order,
    Query,
    TitleHas,
    Years,
)

LONGEST: Final = 600
"""Characters of a query that is looked at."""

_PART: Final = re.compile(r"(?P<of>of )?(?P<not>not )?(?P<key>[a-z][a-z ]*?)\s*:\s*(?P<value>.+)", re.DOTALL)
_SPAN: Final = re.compile(r"(?P<first>\d{1,4})?\s*(?P<dash>[-–])?\s*(?P<last>\d{1,4})?")
_MOST_SHOWN: Final = 500


class Unreadable(ValueError):
    """The text is no query."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Filter:
    """One filter as it was written, `negative` when turned round, and the condition that it makes."""

    key: str
    values: tuple[str, ...]
    negative: bool
    condition: Condition


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """The query, and the filters that it was made of."""

    query: Query
    filters: tuple[Filter, ...]


def read_proposal(text: str) -> Proposal:
    """The query that the text writes. Raises Unreadable."""
    if len(text) > LONGEST:
        raise Unreadable("too long")
    where: list[Condition] = []
    base: list[Condition] = []
    options: dict[str, str] = {}
    filters: list[Filter] = []
    for part in filter(None, (each.strip() for each in text.split(";"))):
        match = _PART.fullmatch(part)
        if match is None:
            raise Unreadable(part)
        key, value = match["key"], match["value"].strip()
        if key in ("show", "sort", "first") and key not in options and not match["of"] and not match["not"]:
            options[key] = value
            continue
        found = _filter(key, value, negative=match["not"] is not None)
        filters.append(found)
        (base if match["of"] else where).append(found.condition)
    return Proposal(query=_query(options, where, base), filters=tuple(filters))


def _query(options: Mapping[str, str], where: list[Condition], base: list[Condition]) -> Query:
    show = options.get("show", "")
    aggregate, by, person = _shown(show)
    if base and aggregate != "share":
        raise Unreadable("'of' without a share")
    order = options.get("sort", "listed")
    if order not in get_args(Order):
        raise Unreadable(order)
    first = options.get("first")
    if first is not None and (not first.isdecimal() or not 1 <= int(first) <= _MOST_SHOWN):
        raise Unreadable(first)
    limit = None if first is None or aggregate in ("share", "average", "count") else int(first)
    if aggregate == "share":
        if not where:
            raise Unreadable("a share of nothing")
        return Query(aggregate="share", where=_all(base), of=_all(where))
    return Query(
        where=_all(where),
        aggregate=aggregate,
        by=by,
        person=person,
        order=next(each for each in get_args(Order) if each == order),
        limit=limit,
    )


def _shown(show: str) -> tuple[Aggregate, GroupKey | None, str | None]:
    if show.startswith("co-authors of ") and show[14:].strip():
        return "co-authors", None, show[14:].strip()
    if show == "average per year":
        return "average", None, None
    for key in get_args(GroupKey):
        if show == f"per {key}":
            return "groups", key, None
    for aggregate in ("list", "count", "share"):
        if show == aggregate:
            return aggregate, None, None
    raise Unreadable(show)


def _filter(key: str, value: str, *, negative: bool) -> Filter:
    read = _FILTERS.get(key)
    alternatives = tuple(each.strip() for each in value.split("|"))
    if read is None or not all(alternatives):
        raise Unreadable(key)
    try:
        conditions = tuple(read(each) for each in alternatives)
    except ValueError as exc:
        raise Unreadable(value) from exc
    condition = conditions[0] if len(conditions) == 1 else AnyOf(of=conditions)
    return Filter(
        key=key,
        values=alternatives,
        negative=negative,
        condition=Not(of=condition) if negative else condition,
    )


def _all(parts: list[Condition]) -> Condition | None:
    return None if not parts else parts[0] if len(parts) == 1 else AllOf(of=tuple(parts))


def _span(value: str) -> tuple[int | None, int | None]:
    match = _SPAN.fullmatch(value)
    if match is None or (match["first"] is None and match["last"] is None):
        raise Unreadable(value)
    first = None if match["first"] is None else int(match["first"])
    last = None if match["last"] is None else int(match["last"])
    if match["dash"] is None:
        if last is not None:
            raise Unreadable(value)
        return first, first
    if first is not None and last is not None and last < first:
        raise Unreadable(value)
    return first, last


def _years(value: str) -> Condition:
    first, last = _span(value)
    if any(year is not None and year < 1000 for year in (first, last)):
        raise Unreadable(value)
    return Years(first=first, last=last)


def _months(value: str) -> Condition:
    if not value.isdecimal() or not 1 <= int(value) <= 12:
        raise Unreadable(value)
    return Months(months=(int(value),))


def _author_count(value: str) -> Condition:
    least, most = _span(value)
    return AuthorCount(least=1 if least is None else least, most=most)


def _yes_or_no(condition: Condition) -> Callable[[str], Condition]:
    def read(value: str) -> Condition:
        if value not in ("yes", "no"):
            raise Unreadable(value)
        return condition if value == "yes" else Not(of=condition)

    return read


_FILTERS: Final[Mapping[str, Callable[[str], Condition]]] = {
    "author": lambda value: ByAuthor(name=value),
    "first author": lambda value: ByAuthor(name=value, first=True),
    "category": lambda value: InCategory(name=value),
    "venue": lambda value: InVenue(text=value),
    "title": lambda value: TitleHas(text=value),
    "topic": lambda value: About(topic=value),
    "year": _years,
    "month": _months,
    "code": _yes_or_no(HasCode()),
    "doi": _yes_or_no(Gives(field="doi")),
    "number of authors": _author_count,
}
