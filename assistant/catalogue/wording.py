"""A result in words: one sentence with the result and the filter as understood, then the records."""

from collections.abc import Sequence
from typing import Final

from assistant.answer import SeriesPoint
from assistant.catalogue.citing import Citations
from assistant.catalogue.names import Records
from assistant.catalogue.nearest import nearest
from assistant.catalogue.phrases import described, papers, shown
from assistant.catalogue.reading import SHOWN, Asked
from assistant.catalogue.statement import Statement, Told
from vectorstore.query import Group, GroupKey, Order, Query, QueryResult, TopicEvidence
from vectorstore.record_line import date_in_words

_NONE: Final[dict[GroupKey, str]] = {
    "year": "no year",
    "month": "no month",
    "category": "no category",
    "author": "no author",
    "first author": "no author",
    "venue": "no venue",
    "code": "unknown",
}
_ORDERS: Final[dict[Order, str]] = {
    "newest": ", newest first",
    "oldest": ", oldest first",
    "title": ", by title",
    "listed": "",
}


def told(asked: Asked, result: QueryResult, records: Records, citations: Citations) -> Told:
    """What is said to a result."""
    query = result.query
    nothing = not (result.base if query.aggregate == "share" else result.count)
    if nothing or (query.aggregate == "co-authors" and not result.groups):
        return Told(plain=_nothing(query, result, records))
    match query.aggregate:
        case "share":
            return Told(statements=_share(result))
        case "average":
            return Told(statements=_average(result, citations))
        case "groups" | "co-authors":
            return _groups(result)
        case _:
            return Told(statements=_listed(asked, result, citations))


def _listed(asked: Asked, result: QueryResult, citations: Citations) -> tuple[Statement, ...]:
    query, ids = result.query, result.paper_ids
    what = described(query.where)
    if asked.start:
        last = min(asked.start + asked.shown, len(ids))
        many = _many(len(ids), what) + _ORDERS[query.order]
        head = f"These are {asked.start + 1:,} to {last:,} of the {many}."
        return (Statement(text=head, paper_ids=ids, start=asked.start), *_entries(asked, result, citations))
    if query.limit is not None and query.order in ("newest", "oldest"):
        if not ids:
            return (Statement(text=f"No date is known of the {_many(result.count, what)}.", paper_ids=ids),)
        if len(ids) == 1:
            paper = citations.paper(ids[0])
            title = f"“{shown(paper.title)}”, {date_in_words(paper.date)}"
            return (
                Statement(text=f"The {query.order} paper{_after(what)} is {title}.", paper_ids=ids),
                *_entries(asked, result, citations),
            )
        head = f"These are the {len(ids)} {query.order} papers{_after(what)}."
        return (Statement(text=head, paper_ids=ids), *_entries(asked, result, citations))
    verb = "is" if result.count == 1 else "are"
    head = f"There {verb} {_many(result.count, what)} in this library."
    return (Statement(text=head, paper_ids=ids), *_entries(asked, result, citations))


def _entries(asked: Asked, result: QueryResult, citations: Citations) -> list[Statement]:
    quotes: dict[str, TopicEvidence] = {}
    for evidence in result.evidence.values():
        for paper_id, words in evidence.items():
            quotes.setdefault(paper_id, words)
    entries = []
    for paper_id in result.paper_ids[asked.start : asked.start + asked.shown]:
        paper = citations.paper(paper_id)
        year = paper.year or "no year"
        words_of = quotes.get(paper_id)
        quoted = words_of is not None and words_of.field == "abstract"
        entries.append(
            Statement(
                text=f"{shown(paper.title)} ({year})",
                paper_ids=(paper_id,),
                is_entry=True,
                quote=f" “{shown(words_of.text, 600)}”" if quoted and words_of is not None else "",
            )
        )
    return entries


def _share(result: QueryResult) -> tuple[Statement, ...]:
    query, share = result.query, result.value or 0.0
    base = _many(len(result.base), described(query.where))
    verb = "is" if result.count == 1 else "are"
    text = f"Of the {base} in this library, {result.count:,} {verb} {described(query.of)}: {share:.1%}."
    return (Statement(text=text, paper_ids=result.base),)


def _average(result: QueryResult, citations: Citations) -> tuple[Statement, ...]:
    assert result.years is not None
    first, last = result.years
    years = {citations.paper(each).year for each in result.paper_ids}
    span = str(first) if first == last else f"{first}–{last}"
    text = (
        f"The {_many(result.count, described(result.query.where))} that have a year are from {span}: "
        f"{result.value:.1f} a year on average"
    )
    if len(years) < last - first + 1:
        text += f", or {result.count / len(years):.1f} a year over the {len(years)} years that have any"
    return (Statement(text=text + ".", paper_ids=result.paper_ids),)


def _groups(result: QueryResult) -> Told:
    query = result.query
    by: GroupKey = query.by or "author"
    groups = result.groups
    series = _series(groups, by)
    what = described(query.where)
    if query.limit == 1:
        return Told(statements=(_most(query, groups, what),), series=series)
    together = f"co-authors of {shown(query.person)}" if query.person else f"papers{_after(what)} by {by}"
    every = tuple(dict.fromkeys(each for group in groups for each in group.paper_ids))
    head = (
        f"These are the {together}, with the number of papers."
        if query.person
        else f"These are the {together}."
    )
    entries = [
        Statement(
            text=f"{shown(_label(group, by))}: {len(group.paper_ids)}",
            paper_ids=group.paper_ids,
            is_entry=True,
        )
        for group in groups[: 5 * SHOWN]
    ]
    return Told(statements=(Statement(text=head, paper_ids=every), *entries), series=series)


def _most(query: Query, groups: Sequence[Group], what: str) -> Statement:
    """The group that has most, or the groups that tie."""
    names = [shown(_label(group, query.by or "author")) for group in groups]
    count = len(groups[0].paper_ids)
    ids = tuple(dict.fromkeys(each for group in groups for each in group.paper_ids))
    who = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    each = "" if len(names) == 1 else " each"
    if query.person is not None:
        is_ = "is the most frequent co-author" if len(names) == 1 else "are the most frequent co-authors"
        text = f"{who} {is_} of {shown(query.person)}: {papers(count)} together{each}."
    else:
        have = "has" if len(names) == 1 else "have"
        text = f"{who} {have} the most papers{_after(what)}: {count:,}{each}."
    return Statement(text=text, paper_ids=ids)


def _series(groups: Sequence[Group], by: GroupKey) -> tuple[SeriesPoint, ...]:
    """Bars of a plot; years without papers have a bar of zero."""
    if by != "year":
        return tuple(SeriesPoint(label=_label(group, by), value=len(group.paper_ids)) for group in groups)
    counts = {int(group.label): len(group.paper_ids) for group in groups if group.label is not None}
    if not counts:
        return ()
    return tuple(
        SeriesPoint(label=str(year), value=counts.get(year, 0))
        for year in range(min(counts), max(counts) + 1)
    )


def _label(group: Group, by: GroupKey) -> str:
    return _NONE[by] if group.label is None else group.label


def _nothing(query: Query, result: QueryResult, records: Records) -> str:
    who = (
        f"co-authors of {shown(query.person)}" if query.person else f"papers{_after(described(query.where))}"
    )
    return f"There are no {who} in this library.{nearest(query, result, records)}"


def _many(count: int, what: str) -> str:
    return papers(count) + _after(what)


def _after(what: str) -> str:
    return f" {what}" if what else ""
