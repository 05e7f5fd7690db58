"""Words that a query says by its form, and what has to be in the query for each of them."""

from collections.abc import Callable, Mapping
from typing import Final

from assistant.catalogue.dates import NUMBERS
from vectorstore.query import ByAuthor, Query, leaves

Says = Callable[[Query], bool]


def _asks(*aggregates: str) -> Says:
    return lambda query: query.aggregate in aggregates


def _by(*keys: str) -> Says:
    return lambda query: query.aggregate == "average" or query.by in keys


def _extreme(query: Query) -> bool:
    return query.limit is not None


def _dated_order(query: Query) -> bool:
    return query.order in ("newest", "oldest") or query.by in ("year", "month")


def _newest(query: Query) -> bool:
    return query.order == "newest"


def _oldest(query: Query) -> bool:
    return query.order == "oldest"


def _first(query: Query) -> bool:
    firsts = [each.first for each in leaves(query.where) if isinstance(each, ByAuthor)]
    return query.order == "oldest" or query.by == "first author" or any(firsts)


def _together(query: Query) -> bool:
    people = [each for each in leaves(query.where) if isinstance(each, ByAuthor)]
    return query.aggregate == "co-authors" or len(people) > 1


def _never(_: Query) -> bool:
    return False


def _limit(number: int) -> Says:
    return lambda query: query.limit == number


_TABLE: Final[Mapping[str, Says]] = {
    "average averaged mean": _asks("average"),
    "share percentage percent proportion fraction ratio": _asks("share"),
    "newest latest recent youngest last": _newest,
    "oldest earliest": _oldest,
    "first lead": _first,
    "most prolific busiest productive frequent frequently popular common top highest largest often": _extreme,
    "each every per breakdown distribution grouped": _asks("groups", "average"),
    "yearly annual annually": _by("year"),
    "chronological chronologically": _dated_order,
    "alphabetical alphabetically": lambda query: query.order == "title",
    "collaborators collaborator collaborated collaborates coauthors coauthor jointly together": _together,
    "number total count counts amount": lambda query: query.aggregate not in ("list", "share"),
}

FORMS: Final[Mapping[str, Says]] = {
    **{word: says for line, says in _TABLE.items() for word in line.split()},
    **{word: _limit(number) for word, number in NUMBERS.items()},
    **{str(number): _limit(number) for number in range(1, 501)},
    # What no query can say.
    **dict.fromkeys("more fewer less least fewest lowest than".split(), _never),
}
"""By folded word; a word that is not here has to be a name, a value, or frame."""
