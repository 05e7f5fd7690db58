"""The line above the conversation: earlier conversations of this browser, a new one, save, delete."""

import hashlib
from typing import Any

import gradio as gr

from assistant.page.ask_tab import AskTab
from assistant.page.conversation import Conversation, Shelf, shelf_from_json, shelf_to_json
from assistant.page.saving import FOCUS_KEEP, SAVE_FILE
from assistant.page.transcript import transcript

# The browser's storage is the person's own; Gradio sends this value to the page, so it guards nothing.
_STORAGE_SECRET = "grounded-research-assistant"  # noqa: S105


class ShelfBar:
    """Parts of the line; `wire` connects them to the tab below. Holds no state of any person."""

    def __init__(self, library_path: str) -> None:
        key = hashlib.sha256(library_path.encode("utf-8", "replace")).hexdigest()[:12]
        self.shelf = gr.BrowserState(
            default_value=None, storage_key=f"conversations-{key}", secret=_STORAGE_SECRET
        )
        with gr.Row(elem_id="shelf", visible=False) as self._bar:
            self._picker = gr.Dropdown(
                label="Conversation", show_label=False, container=False, min_width=200, elem_id="picker"
            )
            self._new = gr.Button("New", min_width=70, elem_id="new")
            self._save = gr.Button("Save", min_width=70, elem_id="save")
            self._delete = gr.Button("Delete", min_width=70, elem_id="delete")
        with gr.Row(visible=False, elem_classes="buttons confirm", elem_id="confirm-delete") as self._confirm:
            gr.HTML(
                '<p role="alert">Delete this conversation from this browser?</p>', apply_default_css=False
            )
            self._really = gr.Button("Delete", variant="stop", size="sm", elem_id="really-delete")
            self._keep = gr.Button("Keep", size="sm", elem_id="keep-conversation", elem_classes="keep")
        self._file_name = gr.Textbox(visible="hidden")
        self._file_text = gr.Textbox(visible="hidden")

    def wire(self, ask: AskTab, page: gr.Blocks) -> None:
        """Keep each finished answer; bring back what was kept when the page is opened."""
        private: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        line = [self._picker, self._bar, self._confirm]
        shown = [ask.conversation, ask.thread, ask.live, *line]

        def view(shelf: Shelf, conversation: Conversation) -> list[Any]:
            return [conversation, ask.thread_html(conversation), "", *self._line(shelf, conversation)]

        def arrive(kept: object) -> list[Any]:
            shelf = shelf_from_json(kept)
            return view(shelf, shelf.find(shelf.current) or Conversation())

        def keep(conversation: Conversation, kept: object) -> list[Any]:
            shelf = shelf_from_json(kept).keeping(conversation)
            return [shelf_to_json(shelf), *self._line(shelf, conversation)]

        def begin(kept: object) -> list[Any]:
            shelf = Shelf(conversations=shelf_from_json(kept).conversations)
            return [shelf_to_json(shelf), *view(shelf, Conversation())]

        def pick(name: str, kept: object) -> list[Any]:
            shelf = shelf_from_json(kept)
            chosen = shelf.find(name) or Conversation()
            return [shelf_to_json(shelf.keeping(chosen)), *view(shelf, chosen)]

        def delete(conversation: Conversation, kept: object) -> list[Any]:
            shelf = shelf_from_json(kept).without(conversation.name)
            return [shelf_to_json(shelf), *view(shelf, Conversation())]

        def save(conversation: Conversation) -> tuple[str, str]:
            return "conversation.md", transcript(conversation) if conversation.exchanges else ""

        page.load(arrive, self.shelf, shown, **private)
        finished = [each.success for each in (*ask.running, ask.rated)] + [ask.edited.then]
        for then in finished:
            then(keep, [ask.conversation, self.shelf], [self.shelf, *line], **private)
        kept = [self.shelf, *shown]
        self._new.click(begin, self.shelf, kept, cancels=ask.running, **private)
        self._picker.input(pick, [self._picker, self.shelf], kept, cancels=ask.running, **private)
        self._delete.click(lambda: gr.Row(visible=True), None, self._confirm, queue=False, **private).success(
            None, None, None, js=FOCUS_KEEP, **private
        )
        self._keep.click(lambda: gr.Row(visible=False), None, self._confirm, queue=False, **private)
        self._really.click(delete, [ask.conversation, self.shelf], kept, cancels=ask.running, **private)
        self._save.click(save, ask.conversation, [self._file_name, self._file_text], **private).then(
            None, [self._file_name, self._file_text], None, js=SAVE_FILE, **private
        )

    def _line(self, shelf: Shelf, conversation: Conversation) -> list[Any]:
        choices = [(each.title, each.name) for each in shelf.conversations]
        if not shelf.find(conversation.name):
            choices.insert(0, (conversation.title, conversation.name))
        return [
            gr.Dropdown(choices=choices, value=conversation.name),
            gr.Row(visible=bool(shelf.conversations)),
            gr.Row(visible=False),
        ]
