"""The conditions that a question may be asked under, as controls and as `Filters`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import gradio as gr
from gradio.components import Component

from vectorstore import Filters
from vectorstore.records import Paper

NOTHING_CHOSEN: tuple[object, ...] = (0, 0, [], [], [], False)
"""The values of the controls that set no condition."""


@dataclass(frozen=True, slots=True)
class FilterPanel:
    """The controls, in the order in which `chosen_filters` takes their values."""

    year_from: gr.Dropdown
    year_to: gr.Dropdown
    categories: gr.Dropdown
    authors: gr.Dropdown
    papers: gr.Dropdown
    with_code: gr.Checkbox

    @property
    def controls(self) -> list[Component]:
        return [self.year_from, self.year_to, self.categories, self.authors, self.papers, self.with_code]


def filter_panel() -> FilterPanel:
    """The controls, without choices; `choices` fills them from a library."""
    with gr.Row(elem_classes="filter-row"):
        year_from = gr.Dropdown(label="From year", min_width=100, scale=1)
        year_to = gr.Dropdown(label="To year", min_width=100, scale=1)
        categories = gr.Dropdown(label="Categories", multiselect=True, min_width=180, scale=2)
        authors = gr.Dropdown(label="Authors", multiselect=True, min_width=180, scale=3)
    with gr.Row(elem_classes="filter-row"):
        papers = gr.Dropdown(label="Only these papers", multiselect=True, min_width=220)
    with gr.Row(elem_classes="filter-row"):
        with_code = gr.Checkbox(label="Only papers with code")
    return FilterPanel(year_from, year_to, categories, authors, papers, with_code)


def choices(papers: Sequence[Paper]) -> list[gr.Dropdown | gr.Checkbox]:
    """Updates that offer what the papers hold and choose nothing, in the order of `FilterPanel.controls`."""
    years: list[tuple[str, int]] = [("Any", 0)]
    years += [(str(year), year) for year in sorted({paper.year for paper in papers if paper.year})]
    return [
        gr.Dropdown(choices=years, value=0),
        gr.Dropdown(choices=years, value=0),
        gr.Dropdown(
            choices=sorted({name for paper in papers for name in paper.categories}),
            value=[],
            multiselect=True,
        ),
        gr.Dropdown(
            choices=sorted({name for paper in papers for name in paper.authors}), value=[], multiselect=True
        ),
        gr.Dropdown(
            choices=sorted((paper.title, paper.paper_id) for paper in papers),
            value=[],
            multiselect=True,
        ),
        gr.Checkbox(value=False),
    ]


def chosen_filters(
    year_from: int | None,
    year_to: int | None,
    categories: list[str] | None,
    authors: list[str] | None,
    papers: list[str] | None,
    with_code: bool,
) -> Filters | None:
    """The conditions chosen; None when nothing is. An empty choice is no condition."""
    if not (year_from or year_to or categories or authors or papers or with_code):
        return None
    return Filters(
        year_from=year_from or None,
        year_to=year_to or None,
        categories=tuple(categories) if categories else None,
        authors=tuple(authors) if authors else None,
        paper_ids=tuple(papers) if papers else None,
        has_code=True if with_code else None,
    )


def filter_label(filters: Filters | None, lookup: Callable[[str], Paper | None]) -> str:
    """The panel's heading: the conditions that are on, in words."""
    if filters is None:
        return "Ask about a part of the library"
    return f"Asking only: {filter_words(filters, lookup)}"


def filter_words(filters: Filters | None, lookup: Callable[[str], Paper | None]) -> str:
    """The conditions: `2019–2021 · LG · with code`; empty when there are none."""
    if filters is None:
        return ""
    first, last = filters.year_from, filters.year_to
    years = f"from {first}" if first else f"until {last}" if last else ""
    if first and last:
        years = str(first) if first == last else f"{first}–{last}"
    said = [years, _named(filters.categories, "categories"), _named(filters.authors, "authors")]
    ids = filters.paper_ids or ()
    if len(ids) == 1:
        paper = lookup(ids[0])
        said.append(_cut(paper.title) if paper else "a paper that is no longer here")
    elif ids:
        said.append(f"{len(ids):,} papers")
    said.append("with code" if filters.has_code else "")
    return " · ".join(each for each in said if each)


def _named(names: Sequence[str] | None, what: str) -> str:
    if not names:
        return ""
    return ", ".join(map(_cut, names)) if len(names) <= 2 else f"{len(names)} {what}"


def _cut(text: str, longest: int = 60) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
