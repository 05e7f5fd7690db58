"""The panel where a publication list is given: read, shown, then added."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.page.importing import (
    Reading,
    adding_html,
    done_html,
    read_list,
    reading_html,
    trouble_html,
)
from assistant.page.ingest_steps import Passages, ingest_steps
from assistant.page.messages import message_for
from assistant.page.rate_limit import RateLimit, client_of
from vectorstore import Library
from vectorstore.errors import ResearchError

FILE_TYPES = (
    ".txt .text .md .markdown .jsonl .ndjson .json .bib .bibtex .ris .nbib .csv .tsv .tab .xml .mods .atom "
    ".html .htm .ciw .enw .refer .zip .gz"
).split()
SIMULTANEOUS_PREVIEWS = 4


class AddPanel:
    """Parts and events of the panel. `changed` counts what this person's imports did to the library."""

    def __init__(self, library: Library, changed: gr.State, limit: RateLimit) -> None:
        self._library, self.changed, self._limit = library, changed, limit
        self._reading = gr.State(Reading())
        with gr.Accordion("Add papers", open=not len(library), elem_id="add"):
            with gr.Row(elem_classes="given", equal_height=True):
                self._pasted = gr.Textbox(
                    label="Paste a publication list",
                    lines=6,
                    max_lines=14,
                    placeholder="A publications page as your browser copies it, BibTeX, RIS, a table …",
                    scale=3,
                    min_width=280,
                )
                self._files = gr.File(
                    label="or choose files",
                    file_count="multiple",
                    file_types=FILE_TYPES,
                    height=190,
                    scale=2,
                    min_width=240,
                )
            with gr.Row(elem_classes="buttons"):
                self._preview = gr.Button("Preview", min_width=120, elem_id="preview-button")
                self._add = gr.Button(
                    "Add", variant="primary", interactive=False, min_width=120, elem_id="add-button"
                )
                gr.HTML(
                    '<p class="note">Nothing is written before you press Add.</p>', apply_default_css=False
                )
            self._report = gr.HTML(elem_id="report", apply_default_css=False)
        self._wire()

    def _wire(self) -> None:
        private: dict[str, Any] = {"api_visibility": "private"}
        gr.on(
            [self._preview.click, self._files.upload],
            self._previewed,
            [self._pasted, self._files],
            [self._reading, self._report, self._add, self._files],
            show_progress_on=self._report,
            concurrency_limit=SIMULTANEOUS_PREVIEWS,
            **private,
        )
        self._add.click(
            self._added,
            [self._reading, self.changed],
            [self._reading, self._report, self._add, self._preview, self._pasted, self.changed],
            show_progress="hidden",
            concurrency_limit=1,
            concurrency_id="write",
            **private,
        )

    def _previewed(self, request: gr.Request, pasted: str, files: list[str] | None) -> tuple[Any, ...]:
        try:
            self._limit.admit(client_of(request))
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

    def _added(self, request: gr.Request, reading: Reading, changed: int) -> Iterator[tuple[Any, ...]]:
        """Values for: reading, report, the two buttons, the pasted text, `changed`."""
        waiting, idle = gr.Button(interactive=False), gr.Button(interactive=True)
        try:
            self._limit.admit(client_of(request))
            for step in ingest_steps(self._library, reading.papers):
                if isinstance(step, Passages):
                    html = adding_html(len(reading.papers), step)
                    yield gr.skip(), html, waiting, waiting, gr.skip(), gr.skip()
                else:
                    added = gr.Button("Add", interactive=False)
                    yield Reading(), done_html(step), added, idle, "", changed + 1
        except ResearchError as exc:
            trouble = trouble_html(message_for(exc, self._library.path))
            yield gr.skip(), trouble, idle, idle, gr.skip(), gr.skip()
