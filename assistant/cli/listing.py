"""`assistant papers`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rich.table import Table
from rich.text import Text

from assistant.catalogue.noting import notes_on
from assistant.cli.opening import library_at
from assistant.cli.output import people, plain, print_json, results
from assistant.cli.place import Place
from vectorstore import Filters, Paper
from vectorstore.addressing import orders_in
from vectorstore.query import (
    About,
    AllOf,
    AnyOf,
    ByAuthor,
    Condition,
    HasCode,
    InCategory,
    InVenue,
    Not,
    NoYear,
    Order,
    Query,
    TitleHas,
    Years,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Chosen:
    """The flags of `assistant papers`; None is no filter. Of categories and authors one must match."""

    years: tuple[int | None, int | None] = (None, None)
    no_year: bool = False
    categories: Sequence[str] | None = None
    authors: Sequence[str] | None = None
    first_author: str | None = None
    venue: str | None = None
    title: str | None = None
    about: str | None = None
    has_code: bool | None = None
    order: Order = "listed"
    limit: int | None = None

    def query(self) -> Query:
        parts: list[Condition] = []
        if self.years != (None, None):
            parts.append(Years(first=self.years[0], last=self.years[1]))
        if self.no_year:
            parts.append(NoYear())
        if self.categories:
            parts.append(AnyOf(of=tuple(InCategory(name=name) for name in self.categories)))
        if self.authors:
            parts.append(AnyOf(of=tuple(ByAuthor(name=name) for name in self.authors)))
        if self.first_author is not None:
            parts.append(ByAuthor(name=self.first_author, first=True))
        if self.venue is not None:
            parts.append(InVenue(text=self.venue))
        if self.title is not None:
            parts.append(TitleHas(text=self.title))
        if self.about is not None:
            parts.append(About(topic=self.about))
        if self.has_code is not None:
            parts.append(HasCode() if self.has_code else Not(of=HasCode()))
        where = AllOf(of=tuple(parts)) if parts else None
        return Query(where=where, order=self.order, limit=self.limit)


def run(*, place: Place, as_json: bool, chosen: Chosen) -> None:
    with library_at(place) as opened:
        result = opened.query(chosen.query())
        known = {paper.paper_id: paper for paper in opened.papers(Filters(paper_ids=result.paper_ids))}
    found = [known[paper_id] for paper_id in result.paper_ids if paper_id in known]
    for note in notes_on(result):
        people.print(Text(plain(note), style="dim"))
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
    for paper in found:
        if orders := orders_of(paper):
            people.print(
                Text(
                    f"{paper.paper_id} speaks to its reader or to a model; this is never quoted and never "
                    f"reaches a model: {plain(' '.join(orders))}",
                    style="yellow",
                )
            )
    people.print(Text(f"{len(found)} paper{'' if len(found) == 1 else 's'}", style="dim"))


def orders_of(paper: Paper) -> list[str]:
    """The sentences of the abstract that give orders to a reader, as they stand."""
    return [paper.abstract[start:end] for start, end in orders_in(paper.abstract)]


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
        "orders": orders_of(paper),
    }
