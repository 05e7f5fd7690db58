"""The page's functions as MCP tools: replies are JSON, and a page with a password stays closed."""

import json
from typing import Any

import gradio as gr
from gradio_client import Client

from assistant.page.credentials import Credentials


def prepare_tools(page: gr.Blocks, credentials: Credentials | None) -> None:
    """Make the tools of a launched page reply in JSON and, on a page with a password, be able to sign in.

    Gradio 6.31 gives a tool's reply as Python writes it (`None`, single quotes), which no program can
    read, and calls the page back as somebody who is not signed in. Who may call at all is the gate's
    matter (`assistant.page.gate`).
    """
    server = page.mcp_server_obj
    if server is None:
        return
    from mcp import types  # an extra; present, since the server is

    def in_json(outputs: list[Any], _: str) -> list[types.TextContent]:
        return [types.TextContent(type="text", text=json.dumps(each, ensure_ascii=False)) for each in outputs]

    server.postprocess_output_data = in_json  # type: ignore[method-assign, assignment]  # ours are never files
    if credentials:
        server._client_instance = Client(
            page.local_url or "",
            auth=(credentials.user, credentials.password),
            download_files=False,
            verbose=False,
            analytics_enabled=False,
        )
