"""The tab that shows how far the answers of this library can be trusted."""

import gradio as gr

from assistant.page.eval_report import last_report
from assistant.page.importing import trouble_html
from assistant.page.messages import message_for
from assistant.page.quality import NO_REPORT, quality_html
from vectorstore import Library
from vectorstore.errors import ResearchError


class QualityTab:
    """One part, read anew whenever the tab is opened."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.report = gr.HTML(elem_id="quality", apply_default_css=False)

    def shown(self) -> str:
        """The last report, how to make one, or why it cannot be shown."""
        try:
            found = last_report(self._library.path)
        except ResearchError as exc:
            return trouble_html(message_for(exc, self._library.path))
        return NO_REPORT if found is None else quality_html(*found, len(self._library))
