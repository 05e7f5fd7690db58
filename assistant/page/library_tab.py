"""The tab that shows the papers: a list to add, a table to search and tick, what to do with the ticked."""

from importlib.resources import files
from typing import Any

import gradio as gr

from assistant.page.adding import AddPanel
from assistant.page.citation_formats import FORMATS
from assistant.page.importing import trouble_html
from assistant.page.library_plots import papers_behind, plots_html, toggled
from assistant.page.messages import message_for
from assistant.page.papers_table import COLUMNS, TableView, listed, table_html
from assistant.page.rate_limit import RateLimit
from assistant.page.saving import FOCUS_KEEP, SAVE_FILE
from vectorstore import Library
from vectorstore.errors import ResearchError

_DRAWING = '<p class="note" role="status">Drawing the plots …</p>'
_STATIC = files("assistant.page") / "static"
_CHOSEN = "() => window.paperSelection.text()"
_CHOOSE = "(ids) => { window.paperSelection.set(ids.split(' ').filter(Boolean)); }"


class LibraryTab:
    """Parts and events of the tab. `changed` is what the rest of the page listens to.

    `chosen` holds the ids of the ticked papers with spaces between them; the browser is where they are
    chosen, so that quick presses are never lost on their way here and back.
    """

    def __init__(self, library: Library, limit: RateLimit) -> None:
        self._library = library
        self.changed = gr.State(0)
        self.view = gr.State(TableView())
        AddPanel(library, self.changed, limit)
        with gr.Row(elem_classes="buttons", elem_id="shelf-tools"):
            self.search = gr.Textbox(
                label="Search the papers",
                show_label=False,
                container=False,
                placeholder="Search titles, authors, categories, years",
                elem_id="search",
                min_width=220,
            )
            self.ask_only = gr.Button("Ask only these", size="sm", elem_id="ask-only")
            self._remove = gr.Button("Remove …", size="sm", elem_id="remove")
            gr.HTML('<span class="note">Save as</span>', apply_default_css=False)
            self._saves = [gr.Button(name, size="sm", elem_classes="plain") for name in FORMATS]
        with gr.Row(visible=False, elem_classes="buttons confirm", elem_id="confirm") as self._confirm:
            self._sure = gr.HTML(apply_default_css=False)
            self._really = gr.Button("Remove", variant="stop", size="sm", elem_id="really")
            self._keep = gr.Button("Keep", size="sm", elem_id="keep", elem_classes="keep")
        self.table = gr.HTML(
            elem_id="papers", apply_default_css=False, js_on_load=(_STATIC / "table.js").read_text("utf-8")
        )
        self.plots = gr.HTML(
            _DRAWING,
            elem_id="plots",
            apply_default_css=False,
            js_on_load=(_STATIC / "plots.js").read_text("utf-8"),
        )
        self.chosen = gr.Textbox(visible="hidden")
        self._file_name = gr.Textbox(visible="hidden")
        self._file_text = gr.Textbox(visible="hidden")
        self._wire()

    @property
    def listed(self) -> list[Any]:
        """What `shown` updates."""
        return [self.table, self.view, self.search, self.chosen, self._confirm]

    def shown(self) -> list[Any]:
        """The table of the library as it is, nothing searched and nothing ticked."""
        return [*self._redrawn(TableView()), "", "", gr.Row(visible=False)]

    def drawn(self) -> str:
        """The plots of the library as it is. The first time takes a moment: titles become vectors."""
        try:
            return plots_html(self._library)
        except ResearchError as exc:
            return trouble_html(message_for(exc, self._library.path))

    def _wire(self) -> None:
        private: dict[str, Any] = {"api_visibility": "private"}
        quiet: dict[str, Any] = {**private, "show_progress": "hidden", "queue": False}
        table = [self.table, self.view]
        self.search.change(
            self._searched, [self.search, self.view], table, trigger_mode="always_last", **quiet
        )
        self.table.sort(self._sorted, self.view, table, **quiet)
        self.table.more(self._longer, self.view, table, **quiet)
        for part in (self.table, self.plots):
            part.choose(None, None, self.chosen, js=_CHOSEN, **quiet)
        self.table.all(self._all_listed, [self.chosen, self.view], self.chosen, **quiet)
        self.plots.bar(self._bar_pressed, self.chosen, self.chosen, **quiet)
        self.chosen.change(None, self.chosen, None, js=_CHOOSE, **quiet)
        for name, button in zip(FORMATS, self._saves, strict=True):
            button.click(
                lambda chosen, view, name=name: self._exported(name, chosen, view),
                [self.chosen, self.view],
                [self._file_name, self._file_text],
                **quiet,
            ).then(None, [self._file_name, self._file_text], None, js=SAVE_FILE, **quiet)
        self._remove.click(self._asked_to_remove, self.chosen, [self._confirm, self._sure], **quiet).success(
            None, None, None, js=FOCUS_KEEP, **quiet
        )
        self._keep.click(lambda: gr.Row(visible=False), None, self._confirm, **quiet)
        self._really.click(
            self._removed, [self.chosen, self.changed], [self.changed, self._confirm], **private
        )

    def _searched(self, search: str, view: TableView) -> tuple[str, TableView]:
        return self._redrawn(view.searching(search))

    def _sorted(self, event: gr.EventData, view: TableView) -> tuple[str, TableView]:
        column = next((each for each in COLUMNS if each == event.value), None)
        return self._redrawn(view.sorted_by(column) if column else view)

    def _longer(self, view: TableView) -> tuple[str, TableView]:
        return self._redrawn(view.longer())

    def _redrawn(self, view: TableView) -> tuple[str, TableView]:
        return table_html(self._library.papers(), view), view

    def _all_listed(self, chosen: str, view: TableView) -> str:
        """All papers that the search leaves, also those below the rows shown; none when all were in."""
        found = listed(self._library.papers(), view)
        return " ".join(toggled(chosen.split(), [paper.paper_id for paper in found]))

    def _bar_pressed(self, event: gr.EventData, chosen: str) -> str:
        """A bar's papers join the selection, or leave it when all were in."""
        return " ".join(toggled(chosen.split(), papers_behind(self._library, str(event.value))))

    def _exported(self, name: str, chosen: str, view: TableView) -> tuple[str, str]:
        """The selected papers, else those listed, in the format chosen."""
        ids = set(chosen.split())
        papers = self._library.papers()
        wanted = [paper for paper in papers if paper.paper_id in ids] if ids else listed(papers, view)
        write, file_name = FORMATS[name]
        return file_name, write(wanted)

    def _asked_to_remove(self, chosen: str) -> tuple[Any, str]:
        number = len(chosen.split())
        if not number:
            raise gr.Error("Tick the papers to remove first.", print_exception=False)
        what = f"these {number:,} papers" if number > 1 else "this paper"
        return gr.Row(visible=True), f'<p role="alert">Remove {what} from the library?</p>'

    def _removed(self, chosen: str, changed: int) -> tuple[int, Any]:
        try:
            gone = self._library.remove(chosen.split())
        except ResearchError as exc:
            raise gr.Error(message_for(exc, self._library.path), print_exception=False) from exc
        gr.Info(f"Removed {len(gone):,} paper{'' if len(gone) == 1 else 's'}.")
        return changed + 1, gr.Row(visible=False)
