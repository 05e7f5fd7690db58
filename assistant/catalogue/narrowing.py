"""The filters of a page or a caller, joined to a query."""

from dataclasses import replace

from assistant.catalogue.reading import Asked
from vectorstore import Filters
from vectorstore.query import AllOf, Among, AnyOf, ByAuthor, Condition, HasCode, InCategory, Not, Years


def condition_of(filters: Filters | None) -> Condition | None:
    """The filters as a condition; None when they let everything through."""
    if filters is None:
        return None
    parts: list[Condition] = []
    if filters.year_from is not None or filters.year_to is not None:
        parts.append(Years(first=filters.year_from, last=filters.year_to))
    if filters.categories is not None:
        parts.append(AnyOf(of=tuple(InCategory(name=name) for name in filters.categories)))
    if filters.authors is not None:
        parts.append(AnyOf(of=tuple(ByAuthor(name=name) for name in filters.authors)))
    if filters.has_code is not None:
        parts.append(HasCode() if filters.has_code else Not(of=HasCode()))
    if filters.paper_ids is not None:
        parts.append(Among(paper_ids=filters.paper_ids))
    return None if not parts else parts[0] if len(parts) == 1 else AllOf(of=tuple(parts))


def narrowed(asked: Asked, filters: Filters | None) -> Asked:
    """The query within the filters, and a note that says so."""
    condition = condition_of(filters)
    if condition is None:
        return asked
    where = condition if asked.query.where is None else AllOf(of=(asked.query.where, condition))
    note = "Only papers that the chosen filters let through were considered."
    return Asked(query=replace(asked.query, where=where), notes=(*asked.notes, note))
