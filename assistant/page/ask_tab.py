"""The tab where questions are asked: its parts, and what runs when one is used."""

from collections.abc import AsyncIterator, Callable, Generator
from typing import Any

import gradio as gr
from anyio import CapacityLimiter

from assistant.chain import Assistant
from assistant.page.asking import ask_steps
from assistant.page.citation_formats import FORMATS, cited_papers
from assistant.page.conversation import Conversation, conversation_html
from assistant.page.feedback import FeedbackFile, Rating
from assistant.page.filter_panel import (
    NOTHING_CHOSEN,
    FilterPanel,
    chosen_filters,
    filter_label,
    filter_panel,
    filter_words,
)
from assistant.page.messages import message_for
from assistant.page.opening import opening
from assistant.page.rate_limit import RateLimit, TooManyRequests, client_of
from assistant.page.saving import SAVE_FILE
from assistant.page.threaded import stepped
from vectorstore import Filters
from vectorstore.errors import ResearchError

SIMULTANEOUS_QUESTIONS = 20
"""Questions answered at once; later ones wait in Gradio's queue and are not refused."""

_ACTIONS = """
element.addEventListener('click', (event) => {
  const button = event.target.closest('[data-act]');
  if (!button) return;
  const value = {value: button.dataset.value};
  switch (button.dataset.act) {
    case 'example': trigger('example', value); break;
    case 'pin': trigger('pin', value); break;
    case 'again': trigger('again', value); break;
    case 'edit': trigger('edit', value); break;
    case 'sample': button.disabled = true; trigger('sample'); break;
    case 'export': trigger('export', value); break;
    case 'rate': trigger('rate', value); break;
  }
});
element.addEventListener('submit', (event) => {
  event.preventDefault();
  const form = event.target;
  const rated = form.parentElement.querySelector('[aria-pressed=true]');
  const comment = form.querySelector('input').value.trim();
  if (rated && comment) trigger('rate', {value: `${rated.dataset.value} ${comment}`});
});
"""

_KEYS = "<p>Enter sends · Shift+Enter new line · Esc stops</p>"
_READY = gr.update(submit_btn=True, stop_btn=False)
_RUNNING = gr.update(value="", submit_btn=False, stop_btn=True)

Updates = tuple[Any, ...]
"""Values for: thread, live, question box, conversation, the question being asked."""


class AskTab:
    """Parts and events of the tab. Holds no state of any person."""

    def __init__(self, assistant: Assistant, limit: RateLimit) -> None:
        self._assistant, self._limit = assistant, limit
        self._feedback = FeedbackFile(assistant.library.path)
        self._threads = CapacityLimiter(SIMULTANEOUS_QUESTIONS)
        self.conversation = gr.State(Conversation())
        self.asked = gr.State("")
        self.thread = gr.HTML(elem_id="thread", apply_default_css=False, js_on_load=_ACTIONS)
        self.live = gr.HTML(elem_id="live", apply_default_css=False)
        with gr.Column(elem_id="composer"):
            self.question = gr.Textbox(
                label="Question",
                show_label=False,
                placeholder="Ask about the papers",
                lines=1,
                max_lines=6,
                autofocus=True,
                submit_btn=True,
                container=False,
                html_attributes=gr.InputHTMLAttributes(autocorrect="off", spellcheck=True),
            )
            with gr.Row(elem_id="part"):
                with gr.Accordion(self._part_label(None), open=False, elem_id="filters") as self.panel:
                    self.filters: FilterPanel = filter_panel()
                self.clear = gr.Button("Ask all papers", visible=False, size="sm", elem_id="ask-all")
                gr.HTML(_KEYS, apply_default_css=False, elem_id="keys")
        self._file_name = gr.Textbox(visible="hidden")
        self._file_text = gr.Textbox(visible="hidden")
        self._wire()

    def thread_html(self, conversation: Conversation) -> str:
        """The conversation, or what stands in its place before the first question."""
        if conversation.exchanges:
            return conversation_html(conversation.exchanges, self._assistant.library.paper)
        return opening(self._assistant.library.papers(), self._assistant.engine_name)

    def _wire(self) -> None:
        shown = [self.thread, self.live, self.question, self.conversation, self.asked]
        state = [self.conversation, *self.filters.controls]
        self.running = [
            self._on(self.question.submit, self._typed, [self.question, *state], shown),
            self._on(self.thread.example, self._pressed, state, shown),
            self._on(self.thread.again, self._again, state, shown),
        ]
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        for event in self.running:
            event.failure(self._failed, [self.conversation], shown[:3], **quiet)
            event.success(
                self._emptied, [self.question, self.conversation], self.question, queue=False, **quiet
            )
        self.question.stop(
            self._stopped,
            [self.asked, self.conversation],
            shown[:3],
            cancels=self.running,
            queue=False,
            **quiet,
        )
        self.edited = self.thread.edit(self._edited, [self.conversation], shown[:4], queue=False, **quiet)
        gr.on(
            [control.input for control in self.filters.controls],  # type: ignore[attr-defined]  # each has it
            lambda *chosen: self.part_shown(chosen_filters(*chosen)),
            self.filters.controls,
            self.part,
            queue=False,
            **quiet,
        )
        self.clear.click(
            lambda: [*NOTHING_CHOSEN, *self.part_shown(None)],
            None,
            [*self.filters.controls, *self.part],
            queue=False,
            **quiet,
        )
        self.thread.pin(
            self._pinned, self.filters.controls, [self.filters.papers, *self.part], queue=False, **quiet
        )
        self.thread.export(
            self._exported, self.conversation, [self._file_name, self._file_text], queue=False, **quiet
        ).then(None, [self._file_name, self._file_text], None, js=SAVE_FILE, **quiet)
        self.rated = self.thread.rate(self._rated, self.conversation, self.conversation, queue=False, **quiet)

    @property
    def part(self) -> list[Any]:
        """What `part_shown` updates."""
        return [self.panel, self.clear]

    def part_shown(self, filters: Filters | None) -> list[Any]:
        """The conditions in words, and the button that lifts them."""
        return [gr.Accordion(label=self._part_label(filters)), gr.Button(visible=filters is not None)]

    def asked_only(self, paper_ids: list[str], *chosen: Any) -> list[Any]:
        """Updates of the panel's papers and of `part`, to ask these papers only; `chosen` is the panel."""
        year_from, year_to, categories, authors, _, with_code = chosen
        filters = chosen_filters(year_from, year_to, categories, authors, paper_ids, with_code)
        return [paper_ids, *self.part_shown(filters)]

    def _part_label(self, filters: Filters | None) -> str:
        return filter_label(filters, self._assistant.library.paper)

    def _on(
        self,
        trigger: Callable[..., Any],
        run: Callable[..., AsyncIterator[Updates]],
        given: list[Any],
        shown: list[Any],
    ) -> Any:
        return trigger(
            run,
            given,
            shown,
            concurrency_limit=SIMULTANEOUS_QUESTIONS,
            concurrency_id="ask",
            show_progress="hidden",
            api_visibility="private",
        )

    async def _typed(
        self, request: gr.Request, question: str, conversation: Conversation, *chosen: Any
    ) -> AsyncIterator[Updates]:
        if question.strip():
            async for updates in self._run(request, question, conversation, chosen):
                yield updates

    async def _pressed(
        self, request: gr.Request, event: gr.EventData, conversation: Conversation, *chosen: Any
    ) -> AsyncIterator[Updates]:
        async for updates in self._run(request, str(event.value), conversation, chosen):
            yield updates

    async def _again(
        self, request: gr.Request, conversation: Conversation, *chosen: Any
    ) -> AsyncIterator[Updates]:
        if conversation.exchanges:
            question = conversation.exchanges[-1].question
            async for updates in self._run(request, question, conversation.without_last(), chosen):
                yield updates

    async def _run(
        self, request: gr.Request, question: str, conversation: Conversation, chosen: tuple[Any, ...]
    ) -> AsyncIterator[Updates]:
        try:
            self._limit.admit(client_of(request))
        except TooManyRequests as exc:
            raise gr.Error(str(exc), print_exception=False) from exc
        updates = self._updates(question, conversation, chosen)
        async for each in stepped(updates, self._threads):
            yield each

    def _updates(
        self, question: str, conversation: Conversation, chosen: tuple[Any, ...]
    ) -> Generator[Updates]:
        thread: Any = self.thread_html(conversation) if conversation.exchanges else ""
        box, filters = _RUNNING, chosen_filters(*chosen)
        part = filter_words(filters, self._assistant.library.paper)
        for step in ask_steps(self._assistant, conversation, question, filters, part):
            if step.live:
                yield thread, step.live, box, gr.skip(), question
            else:
                yield self.thread_html(step.conversation), "", _READY, step.conversation, ""
            thread, box = gr.skip(), gr.skip()

    def _failed(self, conversation: Conversation) -> Updates:
        """An error that is not ours: Gradio tells the person, the page stays usable."""
        return self.thread_html(conversation), "", _READY

    def _emptied(self, typed: str, conversation: Conversation) -> Any:
        """A quick answer can overtake the update that empties the box; what was typed since stays."""
        asked = conversation.exchanges[-1].question if conversation.exchanges else ""
        return "" if typed.strip() == asked.strip() else gr.skip()

    def _stopped(self, asked: str, conversation: Conversation) -> Updates:
        """The question goes back where it can be changed; what had been streamed of its answer goes."""
        return self.thread_html(conversation), "", {**_READY, "value": asked}

    def _exported(self, event: gr.EventData, conversation: Conversation) -> tuple[str, str]:
        """The sources of one answer in one format."""
        at, name = str(event.value).split(" ", 1)
        answer = conversation.exchanges[int(at)].answer
        write, file_name = FORMATS[name]
        papers = cited_papers(answer.citations if answer else (), self._assistant.library.paper)
        return file_name.replace("papers", "sources"), write(papers)

    def _rated(self, request: gr.Request, event: gr.EventData, conversation: Conversation) -> Conversation:
        """Keep what somebody thinks of an answer: `at rating comment`."""
        at, given, *comment = str(event.value).split(" ", 2)
        rating: Rating = "up" if given == "up" else "down"
        try:
            self._limit.admit(client_of(request))
            feedback = conversation.feedback(int(at), rating, "".join(comment))
            self._feedback.append(feedback)
        except ResearchError as exc:
            raise gr.Error(message_for(exc, self._assistant.library.path), print_exception=False) from exc
        return conversation.with_rating(int(at), rating)

    def _pinned(self, event: gr.EventData, *chosen: Any) -> list[Any]:
        return self.asked_only([str(event.value)], *chosen)

    def _edited(self, conversation: Conversation) -> Updates:
        if not conversation.exchanges:
            return gr.skip(), gr.skip(), gr.skip(), gr.skip()
        shorter = conversation.without_last()
        return self.thread_html(shorter), "", conversation.exchanges[-1].question, shorter
