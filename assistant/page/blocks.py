"""The page, put together. Everything a person says stays in their session; nothing is kept here."""

import gradio as gr

from assistant.chain import Assistant
from assistant.page.ask_tab import AskTab
from assistant.page.conversation import Conversation
from assistant.page.filter_panel import choices
from assistant.page.opening import masthead
from assistant.page.rate_limit import RateLimit

QUESTIONS_PER_MINUTE = 120


def build_page(assistant: Assistant) -> gr.Blocks:
    """The page of one assistant, to be launched with `launch` of `assistant.page.serving`."""
    limit = RateLimit(requests=QUESTIONS_PER_MINUTE, seconds=60)
    page = gr.Blocks(title="Research assistant", analytics_enabled=False, fill_width=True)
    with page:
        head = gr.HTML(elem_id="head", apply_default_css=False)
        with gr.Tabs(elem_id="rooms"), gr.Tab("Ask", id="ask"):
            ask = AskTab(assistant, limit)

        def arrive() -> list[object]:
            papers = assistant.library.papers()
            return [masthead(papers), ask.thread_html(Conversation()), *choices(papers)]

        page.load(
            arrive,
            None,
            [head, ask.thread, *ask.filters.controls],
            show_progress="hidden",
            api_visibility="private",
        )
    return page
