"""Conditions as SQL in three-valued logic: what the record does not tell is NULL, neither true nor false."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from vectorstore.catalogue.words import match_word
from vectorstore.fields import category_keys
from vectorstore.folding import name_key
from vectorstore.query import (
    About,
    AllOf,
    Among,
    AnyOf,
    AuthorCount,
    ByAuthor,
    Condition,
    Gives,
    HasCode,
    InCategory,
    InVenue,
    Months,
    Not,
    NoYear,
    RecordField,
    TitleHas,
    Years,
)

_GIVEN: Mapping[RecordField, str] = {
    "doi": "ifnull(papers.doi, '') <> ''",
    "link": "ifnull(papers.url, '') <> ''",
    "venue": "papers.venue IS NOT NULL",
    "abstract": "papers.abstract <> ''",
    "category": "EXISTS (SELECT 1 FROM categories WHERE paper = papers.id)",
    "authors": "EXISTS (SELECT 1 FROM authors WHERE paper = papers.id)",
}
_AUTHORS = "(SELECT count(*) FROM authors WHERE paper = papers.id)"


@dataclass(frozen=True, kw_only=True, slots=True)
class Resolved:
    """What had to be looked up first: spellings of each person, venues of each text, papers of each topic.

    `uncategorised`: row ids of the papers without any category.
    """

    authors: Mapping[ByAuthor, Sequence[str]] = field(default_factory=dict)
    venues: Mapping[str, Sequence[str]] = field(default_factory=dict)
    topics: Mapping[str, Sequence[str]] = field(default_factory=dict)
    uncategorised: Sequence[int] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Sql:
    """An expression that is true, false or NULL of a row of `papers`, and its parameters."""

    text: str
    values: tuple[object, ...] = ()


def compiled(condition: Condition | None, resolved: Resolved, *, cut_is_unknown: bool = False) -> Sql:
    """The condition as an SQL expression. Texts are parameters only.

    With `cut_is_unknown`, a person who is not named in a list that was cut is unknown (NULL) instead of
    absent, and unknown dates are absent: what is NULL then is what a cut list leaves open.
    """

    def join(parts: Sequence[Condition], word: str, of_none: str) -> Sql:
        found = [build(part) for part in parts]
        text = f" {word} ".join(f"({each.text})" for each in found)
        return Sql(text=text or of_none, values=tuple(value for each in found for value in each.values))

    def build(each: Condition) -> Sql:
        match each:
            case AllOf():
                return join(each.of, "AND", "TRUE")
            case AnyOf():
                return join(each.of, "OR", "FALSE")
            case Not():
                inner = build(each.of)
                return Sql(text=f"NOT ({inner.text})", values=inner.values)
            case Years() | Months():
                dated = _dated(each)
                return Sql(
                    text=f"coalesce({dated.text}, FALSE)" if cut_is_unknown else dated.text,
                    values=dated.values,
                )
            case ByAuthor():
                return _author(each, resolved.authors.get(each, ()), cut_is_unknown=cut_is_unknown)
            case _:
                return _leaf(each, resolved)

    return Sql(text="TRUE") if condition is None else build(condition)


def _dated(each: Years | Months) -> Sql:
    if isinstance(each, Months):
        return Sql(text=f"papers.month IN ({', '.join('?' * len(each.months))})", values=each.months)
    if each.first is None and each.last is None:
        return Sql(text="papers.year IS NOT NULL")
    bounds = [(">=", each.first), ("<=", each.last)]
    given = [(sign, year) for sign, year in bounds if year is not None]
    return Sql(
        text=" AND ".join(f"papers.year {sign} ?" for sign, _ in given),
        values=tuple(year for _, year in given),
    )


def _author(each: ByAuthor, spellings: Sequence[str], *, cut_is_unknown: bool) -> Sql:
    first = " AND position = 0" if each.first else ""
    named = (
        f"papers.id IN (SELECT paper FROM authors WHERE name_key IN (SELECT value FROM json_each(?)){first})"
    )
    keys = json.dumps([name_key(spelling) for spelling in spellings])
    if not cut_is_unknown or each.first:
        return Sql(text=named, values=(keys,))
    return Sql(
        text=f"CASE WHEN {named} THEN TRUE WHEN papers.authors_complete THEN FALSE END",
        values=(keys,),
    )


def _author_count(each: AuthorCount) -> Sql:
    """Of a list that was cut, and of one that is not given, only 'at least' can be known."""
    enough = f"{_AUTHORS} >= ?"
    if each.most is None:
        open_end = (
            f"CASE WHEN {enough} THEN TRUE WHEN papers.authors_complete AND {_AUTHORS} > 0 THEN FALSE END"
        )
        return Sql(text=open_end, values=(each.least,))
    return Sql(
        text=f"CASE WHEN {_AUTHORS} > ? THEN FALSE WHEN papers.authors_complete AND {_AUTHORS} > 0 "
        f"THEN {enough} END",
        values=(each.most, each.least),
    )


def _leaf(each: Condition, resolved: Resolved) -> Sql:
    match each:
        case NoYear():
            return Sql(text="papers.year IS NULL")
        case HasCode():
            return Sql(text="papers.has_code = 1")
        case Gives():
            return Sql(text=_GIVEN[each.field])
        case AuthorCount():
            return _author_count(each)
        case InCategory():
            keys = json.dumps(sorted(category_keys(each.name)))
            named = (
                "papers.id IN (SELECT paper FROM categories "
                "WHERE name_key IN (SELECT value FROM json_each(?)))"
            )
            if not resolved.uncategorised:
                return Sql(text=named, values=(keys,))
            return Sql(
                text=f"CASE WHEN papers.id NOT IN (SELECT value FROM json_each(?)) THEN {named} END",
                values=(json.dumps(list(resolved.uncategorised)), keys),
            )
        case InVenue():
            return Sql(
                text="papers.venue IN (SELECT value FROM json_each(?))",
                values=(json.dumps(list(resolved.venues.get(each.text, ()))),),
            )
        case TitleHas():
            phrase = match_word(each.text)
            if phrase is None:
                return Sql(text="FALSE")
            return Sql(
                text="papers.id IN (SELECT rowid FROM words WHERE words MATCH ?)",
                values=(f"title : {phrase}",),
            )
        case About():
            ids: Sequence[str] = resolved.topics.get(each.topic, ())
        case Among():
            ids = each.paper_ids
        case _:
            raise AssertionError(f"no leaf: {each}")
    return Sql(text="papers.paper_id IN (SELECT value FROM json_each(?))", values=(json.dumps(list(ids)),))
