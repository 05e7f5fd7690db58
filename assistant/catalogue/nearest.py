"""What there is instead, when nothing matches."""

from typing import Final

from assistant.catalogue.names import Records
from assistant.catalogue.phrases import described, papers, shown
from vectorstore.query import AllOf, ByAuthor, InCategory, InVenue, Query, QueryResult, Years, leaves

_MOST: Final = 12


def nearest(query: Query, result: QueryResult, records: Records) -> str:
    """The values that exist nearest to those asked for; begins with a space when there are any."""
    vocabulary = records.vocabulary()
    said: list[str] = []
    parts = query.where.of if isinstance(query.where, AllOf) else ()
    if len(parts) > 1:
        counts = [
            f"{described(part)}: {records.query(Query(where=part, aggregate='count')).count:,}"
            for part in parts
        ]
        said.append(f"Each on its own: {'; '.join(counts)}.")
    for leaf in dict.fromkeys(leaves(query.where)):
        if isinstance(leaf, Years) and len(parts) < 2:
            said.append(_years(leaf, records))
        elif isinstance(leaf, InCategory) and not _held(leaf, records):
            names = ", ".join(shown(name) for name in vocabulary.categories[:_MOST])
            said.append(f"The categories here: {names}." if names else "No paper here has a category.")
        elif isinstance(leaf, InVenue):
            names = ", ".join(shown(name) for name in vocabulary.venues[:_MOST])
            said.append(f"The venues here: {names}." if names else "No paper here has a venue.")
    said += [
        f"Authors here with a name like {shown(each.name)}: {', '.join(map(shown, each.nearest))}."
        for each in result.people
        if not each.spellings and each.nearest
    ]
    return "".join(f" {each}" for each in said if each)


def _held(leaf: InCategory | ByAuthor, records: Records) -> bool:
    return records.query(Query(where=leaf, aggregate="count")).count > 0


def _years(asked: Years, records: Records) -> str:
    groups = records.query(Query(aggregate="groups", by="year")).groups
    known = {int(group.label): len(group.paper_ids) for group in groups if group.label is not None}
    if not known:
        return "No paper here has a year."
    before = max((year for year in known if asked.first is not None and year < asked.first), default=None)
    after = min((year for year in known if asked.last is not None and year > asked.last), default=None)
    near = [f"{year} ({papers(known[year])})" for year in (before, after) if year is not None]
    return f"The nearest years here: {' and '.join(near)}." if near else ""
