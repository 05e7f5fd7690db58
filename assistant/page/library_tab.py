"""The tab that shows the papers: a table to search, a list to add, papers to remove or take along."""

from importlib.resources import files
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.page.citation_formats import FORMATS
from assistant.page.importing import Reading, done_html, read_list, reading_html, trouble_html
from assistant.page.library_plots import papers_behind, plots_html, toggled
from assistant.page.messages import message_for
from assistant.page.saving import SAVE_FILE
from vectorstore import Library, Paper
from vectorstore.errors import ResearchError

FILE_TYPES = [
    ".txt",
    ".text",
    ".jsonl",
    ".ndjson",
    ".json",
    ".md",
    ".bib",
    ".ris",
    ".nbib",
    ".csv",
    ".tsv",
    ".xml",
    ".html",
    ".htm",
    ".ciw",
    ".enw",
]
HEADERS = ["Title", "Authors", "Year", "Categories", "Code", "Id"]


def table_rows(papers: tuple[Paper, ...]) -> list[list[str | int | None]]:
    """One row a paper under HEADERS; an unknown year is empty, so that it sorts apart and is not a number."""
    return [
        [
            paper.title,
            ", ".join(paper.authors) + ("" if paper.authors_complete else " et al."),
            paper.year,
            ", ".join(paper.categories),
            "yes" if paper.has_code else "",
            paper.paper_id,
        ]
        for paper in papers
    ]


_DRAWING = '<p class="note" role="status">Drawing the plots …</p>'

_PRESSED = (files("assistant.page") / "static" / "plots.js").read_text("utf-8")

_MARK_CHOSEN = """
(chosen) => {
  for (const dot of document.querySelectorAll('#plots .dot'))
    dot.setAttribute('aria-pressed', String(chosen.includes(dot.dataset.paper)));
}
"""


class LibraryTab:
    """Parts and events of the tab. `changed` is what the rest of the page listens to."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._reading = gr.State(Reading())
        self.changed = gr.State(0)
        with gr.Accordion("Add papers", open=not len(library), elem_id="add"):
            self._pasted = gr.Textbox(
                label="Paste a publication list",
                lines=6,
                max_lines=14,
                placeholder="Titles, authors, abstracts …",
            )
            self._files = gr.File(
                label="or choose files", file_count="multiple", file_types=FILE_TYPES, height=120
            )
            with gr.Row(elem_classes="buttons"):
                self._preview = gr.Button("Read without adding", min_width=160)
                self._add = gr.Button(
                    "Add", variant="primary", interactive=False, min_width=120, elem_id="add-button"
                )
            self._report = gr.HTML(elem_id="report", apply_default_css=False)
        self.table = gr.Dataframe(
            headers=HEADERS,
            datatype=["str", "str", "number", "str", "str", "str"],
            column_widths=["42%", "27%", "9%", "13%", "9%", "0%"],
            interactive=False,
            wrap=True,
            show_search="search",
            buttons=[],
            max_height=560,
            label="Papers",
            show_label=False,
            elem_id="papers",
        )
        self.chosen = gr.Dropdown(
            label="Selected papers",
            info="Press a row, a bar or a dot to select.",
            multiselect=True,
            elem_id="chosen",
        )
        with gr.Row(elem_classes="buttons"):
            self._format = gr.Dropdown(
                list(FORMATS),
                value="BibTeX",
                label="Format",
                show_label=False,
                container=False,
                min_width=120,
            )
            self.ask_only = gr.Button("Ask only these", min_width=140, elem_id="ask-only")
            self._export = gr.Button("Export", min_width=100)
            self._remove = gr.Button("Remove selected", min_width=150, elem_id="remove")
        self.plots = gr.HTML(_DRAWING, elem_id="plots", apply_default_css=False, js_on_load=_PRESSED)
        self._file_name = gr.Textbox(visible="hidden")
        self._file_text = gr.Textbox(visible="hidden")
        self._wire()

    def shown(self) -> list[Any]:
        """Updates for the table and the choice of selected papers, from the library as it is."""
        papers = self._library.papers()
        return [
            gr.Dataframe(value=table_rows(papers)),
            gr.Dropdown(
                choices=[(paper.title, paper.paper_id) for paper in papers], value=[], multiselect=True
            ),
        ]

    def drawn(self) -> str:
        """The plots of the library as it is. The first time takes a moment: titles become vectors."""
        try:
            return plots_html(self._library)
        except ResearchError as exc:
            return trouble_html(message_for(exc, self._library.path))

    @property
    def listed(self) -> list[Any]:
        return [self.table, self.chosen]

    def _wire(self) -> None:
        private: dict[str, Any] = {"api_visibility": "private"}
        quiet: dict[str, Any] = {**private, "show_progress": "hidden"}
        self.table.select(self._toggled, self.chosen, self.chosen, queue=False, **quiet)
        self.plots.choose(self._pressed, self.chosen, self.chosen, queue=False, **quiet)
        self.chosen.change(None, self.chosen, None, js=_MARK_CHOSEN, **quiet)
        self._export.click(
            self._exported, [self._format, self.chosen], [self._file_name, self._file_text], **quiet
        ).then(None, [self._file_name, self._file_text], None, js=SAVE_FILE, **quiet)
        self._remove.click(self._removed, [self.chosen, self.changed], [self.changed], **private)
        self._preview.click(
            self._previewed,
            [self._pasted, self._files],
            [self._reading, self._report, self._add, self._files],
            **private,
        )
        self._add.click(
            self._added,
            [self._reading, self.changed],
            [self._reading, self._report, self._add, self._pasted, self.changed],
            show_progress_on=self._report,
            concurrency_limit=1,
            concurrency_id="write",
            **private,
        )

    def _pressed(self, event: gr.EventData, chosen: list[str]) -> list[str]:
        """A bar, a dot or a frame of the map: its papers join the selection, or leave it when all were in."""
        return toggled(chosen, papers_behind(self._library, str(event.value)))

    def _toggled(self, event: gr.SelectData, chosen: list[str]) -> list[str]:
        paper_id = str(event.row_value[-1])
        return toggled(chosen, [paper_id])

    def _exported(self, name: str, chosen: list[str]) -> tuple[str, str]:
        """The selected papers, else all, in the format chosen."""
        papers = [paper for paper in self._library.papers() if not chosen or paper.paper_id in chosen]
        write, file_name = FORMATS[name]
        return file_name, write(papers)

    def _removed(self, chosen: list[str], changed: int) -> int:
        if not chosen:
            raise gr.Error("Select the papers to remove first: press their rows.", print_exception=False)
        try:
            gone = self._library.remove(chosen)
        except ResearchError as exc:
            raise gr.Error(message_for(exc, self._library.path), print_exception=False) from exc
        gr.Info(f"Removed {len(gone)} paper{'' if len(gone) == 1 else 's'}.")
        return changed + 1

    def _previewed(self, pasted: str, files: list[str] | None) -> tuple[Any, ...]:
        try:
            reading = read_list(self._library, pasted or "", [Path(file) for file in files or []])
        except ResearchError as exc:
            return (
                Reading(),
                trouble_html(message_for(exc, self._library.path)),
                gr.Button("Add", interactive=False),
                None,
            )
        label = f"Add {reading.changes:,}" if reading.changes else "Nothing to add"
        button = gr.Button(label, interactive=reading.changes > 0)
        return reading, reading_html(reading), button, None

    def _added(
        self,
        reading: Reading,
        changed: int,
        progress: gr.Progress = gr.Progress(),  # noqa: B008  # how Gradio hands it in
    ) -> tuple[Any, ...]:
        try:
            report = self._library.ingest(
                reading.papers,
                progress=lambda done, total: progress(
                    (done, total), desc="Reading into the index", unit="passages"
                ),
            )
        except ResearchError as exc:
            return (
                reading,
                trouble_html(message_for(exc, self._library.path)),
                gr.Button(interactive=True),
                gr.skip(),
                changed,
            )
        return Reading(), done_html(report), gr.Button("Add", interactive=False), "", changed + 1
