"""The papers as a table to search, sort and tick, in HTML: a screen reader reads a table, keys do it all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Self, get_args

from assistant.page.escaping import counted, escape, link, web_address
from vectorstore import Paper
from vectorstore.folding import fold, name_key

Column = Literal["title", "authors", "year", "categories", "code"]
COLUMNS: tuple[Column, ...] = get_args(Column)
ROWS = 100
"""Rows that a table begins with, and that each press on 'more' adds: a browser stays quick with those."""

_NOT_GIVEN = '<span class="none" title="not given">–</span>'


@dataclass(frozen=True, kw_only=True, slots=True)
class TableView:
    """What of the papers is shown, and how. `column` None is the order in which they were added."""

    search: str = ""
    column: Column | None = None
    descending: bool = False
    rows: int = ROWS

    def sorted_by(self, column: Column) -> Self:
        """By that column; the other way round when it was by it already. Years begin with the newest."""
        descending = not self.descending if column == self.column else column in ("year", "code")
        return replace(self, column=column, descending=descending)

    def searching(self, search: str) -> Self:
        return replace(self, search=search, rows=ROWS)

    def longer(self) -> Self:
        return replace(self, rows=self.rows + ROWS)


def listed(papers: Sequence[Paper], view: TableView) -> list[Paper]:
    """The papers that the view shows, all rows of it, in its order.

    Each word of the search must occur in a paper's title, authors, categories, venue or year. A paper
    that does not give what is sorted by comes last, whichever way round.
    """
    words = fold(view.search).split()
    found = [paper for paper in papers if not words or all(word in _words_of(paper) for word in words)]
    if view.column is None:
        return found
    key = _KEYS[view.column]
    given = sorted((each for each in found if key(each)), key=key, reverse=view.descending)
    return given + [each for each in found if not key(each)]


def table_html(papers: Sequence[Paper], view: TableView) -> str:
    """The view of the papers, with a box to tick in each row. What is ticked is the browser's matter."""
    found = listed(papers, view)
    if not papers:
        return '<p class="note">No papers yet. Add a publication list above.</p>'
    of_all = f" of {len(papers):,}" if view.search.strip() else ""
    count = f"{len(found):,}{of_all} {'paper' if len(papers) == 1 else 'papers'}"
    heads = "".join(_head(column, view) for column in COLUMNS)
    rows = "".join(_row(paper) for paper in found[: view.rows])
    left = len(found) - view.rows
    more = (
        f'<button type="button" class="plain" data-table="more">Show {min(left, ROWS):,} more '
        f"<span>({left:,} left)</span></button>"
        if left > 0
        else ""
    )
    nothing = "" if found else '<p class="note">No paper has all of these words in its record.</p>'
    return (
        f'<div class="listed"><p role="status">{count}<span data-chosen></span></p>'
        '<button type="button" class="plain" data-table="clear" hidden>Clear selection</button></div>'
        '<div class="table-scroll" role="region" aria-label="Papers" tabindex="0"><table><thead><tr>'
        '<th class="tick"><input type="checkbox" data-all '
        f'aria-label="Select the {counted(len(found), "paper")} listed"></th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table>{nothing}{more}</div>"
    )


def _words_of(paper: Paper) -> str:
    year = "" if paper.year is None else str(paper.year)
    text = " ".join((paper.title, *paper.authors, *paper.categories, paper.venue or "", year))
    return f"{fold(text)} {name_key(text)}"


def _family(paper: Paper) -> str:
    """The last word of the first author's name, without accents: near enough to sort by."""
    words = name_key(paper.authors[0]).split() if paper.authors else []
    return " ".join((*words[-1:], *words[:-1]))


_KEYS: dict[Column, Callable[[Paper], str]] = {
    "title": lambda paper: fold(paper.title).lstrip("\"'“‘([{<$ "),
    "authors": _family,
    "year": lambda paper: "" if paper.date is None or paper.year is None else str(paper.date),
    "categories": lambda paper: fold(", ".join(paper.categories)),
    "code": lambda paper: "1" if paper.has_code else "",
}


def _head(column: Column, view: TableView) -> str:
    chosen = column == view.column
    order = ("descending" if view.descending else "ascending") if chosen else "none"
    return (
        f'<th scope="col" class="{column}" aria-sort="{order}"><button type="button" data-table="sort" '
        f'data-value="{column}">{column.capitalize()}<span class="arrow" aria-hidden="true"></span>'
        "</button></th>"
    )


def _row(paper: Paper) -> str:
    authors = ", ".join(paper.authors) + ("" if paper.authors_complete else " et al.")
    code = ""
    if paper.has_code:
        code = link(paper.code_url, "code") if web_address(paper.code_url) else "yes"
    return (
        f'<tr><td class="tick"><input type="checkbox" data-paper="{escape(paper.paper_id)}" '
        f'aria-label="Select {escape(paper.title)}"></td>'
        f'<th scope="row" class="title" dir="auto">{link(paper.url, paper.title)}</th>'
        f'<td class="authors">{f"<bdi>{escape(authors)}</bdi>" if paper.authors else _NOT_GIVEN}</td>'
        f'<td class="year">{_NOT_GIVEN if paper.year is None else paper.year}</td>'
        f'<td class="categories">{escape(", ".join(paper.categories)) or _NOT_GIVEN}</td>'
        f'<td class="code">{code}</td></tr>'
    )
