"""The page, put together. Everything a person says stays in their session; nothing is kept here."""

import gradio as gr

from assistant.chain import Assistant
from assistant.page.ask_tab import SIMULTANEOUS_QUESTIONS, AskTab
from assistant.page.endpoints import Endpoints
from assistant.page.filter_panel import choices
from assistant.page.library_tab import LibraryTab
from assistant.page.opening import masthead
from assistant.page.quality_tab import QualityTab
from assistant.page.rate_limit import RateLimit
from assistant.page.shelf_bar import ShelfBar

QUESTIONS_PER_MINUTE = 120


def build_page(assistant: Assistant) -> gr.Blocks:
    """The page of one assistant, to be launched with `launch` of `assistant.page.serving`."""
    limit = RateLimit(requests=QUESTIONS_PER_MINUTE, seconds=60)
    page = gr.Blocks(title="Research assistant", analytics_enabled=False, fill_width=True)
    with page:
        head = gr.HTML(elem_id="head", apply_default_css=False)
        with gr.Tabs(elem_id="rooms") as rooms:
            with gr.Tab("Ask", id="ask"):
                bar = ShelfBar(str(assistant.library.path))
                ask = AskTab(assistant, limit)
            with gr.Tab("Library", id="library") as shelf:
                library = LibraryTab(assistant.library)
            with gr.Tab("Quality", id="quality") as measured:
                quality = QualityTab(assistant.library)

        Endpoints(assistant, limit).register(SIMULTANEOUS_QUESTIONS)

        def about_the_library() -> list[object]:
            papers = assistant.library.papers()
            return [masthead(papers), *choices(papers), *library.shown()]

        def ask_only(chosen: str, *panel: object) -> list[object]:
            if not chosen:
                raise gr.Error("Tick the papers to ask about first.", print_exception=False)
            return [*ask.asked_only(chosen.split(), *panel), gr.Tabs(selected="ask")]

        told = [head, *ask.filters.controls, *library.listed]
        page.load(about_the_library, None, told, show_progress="hidden", api_visibility="private")
        library.changed.change(
            about_the_library, None, told, show_progress="hidden", api_visibility="private"
        ).then(
            ask.thread_html, ask.conversation, ask.thread, show_progress="hidden", api_visibility="private"
        )
        gr.on(
            [shelf.select, library.changed.change],
            library.drawn,
            None,
            library.plots,
            show_progress="hidden",
            api_visibility="private",
        )
        library.ask_only.click(
            ask_only,
            [library.chosen, *ask.filters.controls],
            [ask.filters.papers, ask.part, rooms],
            queue=False,
            show_progress="hidden",
            api_visibility="private",
        )
        measured.select(quality.shown, None, quality.report, show_progress="hidden", api_visibility="private")
        bar.wire(ask, page)
    return page
