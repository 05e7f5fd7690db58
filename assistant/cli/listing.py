"""`assistant papers`."""

from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text

from assistant.cli.opening import library_at
from assistant.cli.output import people, plain, print_json, results
from vectorstore import Filters, Paper


def run(
    *,
    library: Path | None,
    as_json: bool,
    years: tuple[int | None, int | None],
    categories: list[str] | None,
    authors: list[str] | None,
    has_code: bool | None,
) -> None:
    filters = Filters(
        year_from=years[0],
        year_to=years[1],
        categories=tuple(categories) if categories else None,
        authors=tuple(authors) if authors else None,
        has_code=has_code,
    )
    with library_at(library) as opened:
        found = opened.papers(filters)
    if as_json:
        print_json({"papers": [paper_json(paper) for paper in found]})
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("id", "year", "title", "first author", "in", "code"):
        table.add_column(column)
    for paper in found:
        table.add_row(
            paper.paper_id,
            str(paper.year or "–"),
            Text(plain(paper.title)),
            Text(plain(paper.authors[0]) if paper.authors else "–"),
            Text(plain(", ".join(paper.categories)) or "–"),
            "code" if paper.has_code else "",
        )
    if found:
        results.print(table)
    people.print(Text(f"{len(found)} paper{'' if len(found) == 1 else 's'}", style="dim"))


def paper_json(paper: Paper) -> dict[str, Any]:
    """A paper as the contract of `assistant papers --json` states it."""
    return {
        "paper_id": paper.paper_id,
        "title": paper.title,
        "authors": list(paper.authors),
        "authors_complete": paper.authors_complete,
        "date": None if paper.date is None else str(paper.date),
        "year": paper.year,
        "categories": list(paper.categories),
        "venue": paper.venue,
        "has_code": paper.has_code,
        "url": paper.url,
        "doi": paper.doi,
        "abstract": paper.abstract,
        "abstract_kind": paper.abstract_kind,
    }
