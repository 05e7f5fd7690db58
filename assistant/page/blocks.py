"""The page, put together. Everything a person says stays in their session; nothing is kept here."""

import gradio as gr

from assistant.chain import Assistant
from assistant.page.ask_tab import SIMULTANEOUS_QUESTIONS, AskTab
from assistant.page.conversation import Conversation
from assistant.page.endpoints import Endpoints
from assistant.page.filter_panel import choices
from assistant.page.library_tab import LibraryTab
from assistant.page.opening import masthead
from assistant.page.rate_limit import RateLimit

QUESTIONS_PER_MINUTE = 120


def build_page(assistant: Assistant) -> gr.Blocks:
    """The page of one assistant, to be launched with `launch` of `assistant.page.serving`."""
    limit = RateLimit(requests=QUESTIONS_PER_MINUTE, seconds=60)
    page = gr.Blocks(title="Research assistant", analytics_enabled=False, fill_width=True)
    with page:
        head = gr.HTML(elem_id="head", apply_default_css=False)
        with gr.Tabs(elem_id="rooms"):
            with gr.Tab("Ask", id="ask"):
                ask = AskTab(assistant, limit)
            with gr.Tab("Library", id="library"):
                library = LibraryTab(assistant.library)

        Endpoints(assistant, limit).register(SIMULTANEOUS_QUESTIONS)

        def about_the_library(conversation: Conversation) -> list[object]:
            papers = assistant.library.papers()
            return [masthead(papers), ask.thread_html(conversation), *choices(papers)]

        told = [head, ask.thread, *ask.filters.controls]
        page.load(about_the_library, ask.conversation, told, show_progress="hidden", api_visibility="private")
        page.load(library.shown, None, library.listed, show_progress="hidden", api_visibility="private")
        library.changed.change(
            about_the_library, ask.conversation, told, show_progress="hidden", api_visibility="private"
        )
    return page
