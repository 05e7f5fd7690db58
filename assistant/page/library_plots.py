"""The library in plots: papers per year, per category, co-authors, and the map. A bar selects its papers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.page.paper_map import map_html, paper_map
from assistant.page.plots import MOST_BARS, Bar, columns, figure, rows
from vectorstore import Library
from vectorstore.query import Group, Query

Grouping = Literal["year", "category", "author"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Authors:
    """Who has most papers; where one person has written more than half of them, that person's co-authors."""

    person: str | None
    groups: tuple[Group, ...]


def plots_html(library: Library) -> str:
    """All plots of the library as it is."""
    papers = library.papers()
    if not papers:
        return '<p class="note">There is nothing to plot yet. Add papers first.</p>'
    years, categories = grouped(library, "year"), grouped(library, "category")
    authors = authors_of(library, len(papers))
    by_category, by_author = _bars("category", categories), _bars("author", authors.groups)
    names = f"Co-authors of {authors.person}" if authors.person else "Authors with most papers"
    chart = paper_map(papers, library)
    return (
        '<div class="plots">'
        + figure("Papers per year", columns(_with_gaps(_bars("year", years)), "no year"))
        + figure(names, rows(by_author), by_author[MOST_BARS:])
        + figure("Papers per category", rows(by_category, "no category"), by_category[MOST_BARS:])
        + (map_html(chart) if chart else "")
        + "</div>"
    )


def grouped(library: Library, by: Grouping) -> tuple[Group, ...]:
    """The groups of all papers, exact, as an answer about the records would count them."""
    return library.query(Query(aggregate="groups", by=by)).groups


def authors_of(library: Library, papers: int) -> Authors:
    groups = grouped(library, "author")
    named = [group for group in groups if group.label is not None]
    if named and len(named[0].paper_ids) * 2 > papers > 1:
        person = named[0].label
        with_them = library.query(Query(aggregate="co-authors", person=person)).groups
        return Authors(person=person, groups=with_them)
    return Authors(person=None, groups=tuple(named))


def papers_behind(library: Library, value: str) -> tuple[str, ...]:
    """The ids of the papers that a bar stands for; none for what is not there."""
    kind, _, name = value.partition(":")
    groups: Sequence[Group] = ()
    if kind in ("year", "category"):
        groups = grouped(library, "year" if kind == "year" else "category")
    elif kind == "author":
        groups = authors_of(library, len(library)).groups
    wanted = name or None
    return next((group.paper_ids for group in groups if group.label == wanted), ())


def toggled(chosen: Sequence[str], paper_ids: Sequence[str]) -> list[str]:
    """The choice with these papers added; without them when all were in it."""
    if set(paper_ids) <= set(chosen):
        return [each for each in chosen if each not in set(paper_ids)]
    return list(dict.fromkeys((*chosen, *paper_ids)))


def _bars(kind: Grouping, groups: Sequence[Group]) -> list[Bar]:
    return [
        Bar(label=group.label, count=len(group.paper_ids), value=f"{kind}:{group.label or ''}")
        for group in groups
    ]


def _with_gaps(bars: Sequence[Bar]) -> list[Bar]:
    """Years in order, those without papers as zero between the others; the unknown year last and apart."""
    known = {int(bar.label): bar for bar in bars if bar.label is not None}
    unknown = [bar for bar in bars if bar.label is None]
    years = range(min(known), max(known) + 1) if known else range(0)
    return [known.get(year, Bar(label=str(year), count=0)) for year in years] + unknown
