"""The page, put together. Everything a person says stays in their session; nothing is kept here."""

from collections.abc import Iterator

import gradio as gr

from assistant.chain import Assistant
from assistant.page.ask_tab import SIMULTANEOUS_QUESTIONS, AskTab
from assistant.page.endpoints import Endpoints
from assistant.page.filter_panel import choices
from assistant.page.importing import trouble_html
from assistant.page.library_tab import LibraryTab
from assistant.page.messages import message_for
from assistant.page.opening import masthead
from assistant.page.quality_tab import QualityTab
from assistant.page.rate_limit import RateLimit, client_of
from assistant.page.shelf_bar import ShelfBar
from assistant.page.uploads import OLDEST_SECONDS
from vectorstore.errors import ResearchError
from vectorstore.sample import sample_papers

QUESTIONS_PER_MINUTE = 120


def build_page(assistant: Assistant) -> gr.Blocks:
    """The page of one assistant, to be launched with `launch` of `assistant.page.serving`."""
    limit = RateLimit(requests=QUESTIONS_PER_MINUTE, seconds=60)
    page = gr.Blocks(
        title="Research assistant",
        analytics_enabled=False,
        fill_width=True,
        delete_cache=(OLDEST_SECONDS // 3, OLDEST_SECONDS),
    )
    with page:
        head = gr.HTML(elem_id="head", apply_default_css=False)
        with gr.Tabs(elem_id="rooms") as rooms:
            with gr.Tab("Ask", id="ask", elem_id="room-ask"):
                bar = ShelfBar(str(assistant.library.path))
                ask = AskTab(assistant, limit)
            with gr.Tab("Library", id="library", elem_id="room-library") as shelf:
                library = LibraryTab(assistant.library, limit)
            with gr.Tab("Quality", id="quality", elem_id="room-quality") as measured:
                quality = QualityTab(assistant.library)

        Endpoints(assistant, limit).register(SIMULTANEOUS_QUESTIONS)

        def about_the_library() -> list[object]:
            papers = assistant.library.papers()
            return [masthead(papers), *choices(papers), *ask.part_shown(None), *library.shown()]

        def fill_with_sample(request: gr.Request, changed: int) -> Iterator[tuple[object, ...]]:
            yield '<p class="status" role="status">Adding the sample papers</p>', changed
            try:
                limit.admit(client_of(request))
                assistant.library.ingest(sample_papers())
            except ResearchError as exc:
                yield trouble_html(message_for(exc, assistant.library.path)), changed
            else:
                yield "", changed + 1

        def ask_only(chosen: str, *panel: object) -> list[object]:
            if not chosen:
                raise gr.Error("Tick the papers to ask about first.", print_exception=False)
            return [*ask.asked_only(chosen.split(), *panel), gr.Tabs(selected="ask")]

        told = [head, *ask.filters.controls, *ask.part, *library.listed]
        page.load(about_the_library, None, told, show_progress="hidden", api_visibility="private")
        library.changed.change(
            about_the_library, None, told, show_progress="hidden", api_visibility="private"
        ).then(
            ask.thread_html, ask.conversation, ask.thread, show_progress="hidden", api_visibility="private"
        )
        ask.thread.sample(
            fill_with_sample,
            library.changed,
            [ask.live, library.changed],
            concurrency_limit=1,
            concurrency_id="write",
            show_progress="hidden",
            api_visibility="private",
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
            [ask.filters.papers, *ask.part, rooms],
            queue=False,
            show_progress="hidden",
            api_visibility="private",
        )
        measured.select(quality.shown, None, quality.report, show_progress="hidden", api_visibility="private")
        bar.wire(ask, page)
    return page
