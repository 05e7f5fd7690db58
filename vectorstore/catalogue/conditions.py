"""Filters as SQL conditions on `papers`."""

import json

from vectorstore.filters import Filters
from vectorstore.folding import name_key


def where(filters: Filters | None) -> tuple[str, list[object]]:
    """A condition without the word WHERE, and its parameters. Texts are parameters only."""
    clauses: list[str] = []
    values: list[object] = []

    def require(clause: str, *parameters: object) -> None:
        clauses.append(clause)
        values.extend(parameters)

    if filters is not None:
        if filters.year_from is not None:
            require("papers.year >= ?", filters.year_from)
        if filters.year_to is not None:
            require("papers.year <= ?", filters.year_to)
        if filters.has_code is not None:
            require("papers.has_code = ?", int(filters.has_code))
        if filters.paper_ids is not None:
            require("papers.paper_id IN (SELECT value FROM json_each(?))", json.dumps(filters.paper_ids))
        if filters.categories is not None:
            keys = json.dumps([name_key(category) for category in filters.categories])
            require(
                "papers.id IN (SELECT paper FROM categories "
                "WHERE name_key IN (SELECT value FROM json_each(?)))",
                keys,
            )
        if filters.authors is not None:
            names = [words for author in filters.authors if (words := name_key(author).split())]
            alternatives = [
                " AND ".join(["instr(' ' || name_key || ' ', ?) > 0"] * len(name)) for name in names
            ]
            condition = " OR ".join(alternatives) or "FALSE"
            require(
                f"papers.id IN (SELECT paper FROM authors WHERE {condition})",
                *(f" {word} " for name in names for word in name),
            )
    return " AND ".join(clauses) or "TRUE", values
