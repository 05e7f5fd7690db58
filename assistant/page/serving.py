"""Opens the page: bound to this machine, no share link, nothing sent anywhere."""

from contextlib import suppress
from importlib.util import find_spec
from threading import Thread

import gradio as gr
from starlette.middleware import Middleware

from assistant.chain import Assistant
from assistant.page.blocks import build_page
from assistant.page.credentials import Credentials, is_this_machine
from assistant.page.gate import Gate
from assistant.page.headers import SecurityHeaders
from assistant.page.mcp_tools import prepare_tools
from assistant.page.theme import page_css, page_head, page_theme
from assistant.page.uploads import LARGEST_UPLOAD, uploads_folder
from vectorstore.errors import InputError, OutsideError, ResearchError

WAITING = 200
"""Requests that wait for their turn; one more is told that the queue is full (status 503)."""


def launch(
    assistant: Assistant,
    *,
    host: str = "127.0.0.1",
    port: int = 7860,
    credentials: Credentials | None = None,
    open_to_anyone: bool = False,
    mcp: bool = False,
) -> gr.Blocks:
    """The page, being served in the background at `page.local_url`; end it with `page.close()`.

    Raises OutsideError when the page cannot reach itself; InputError when the port is taken, and when other
    machines could reach the page without credentials, unless `open_to_anyone` says that this is meant.
    """
    if not (credentials or open_to_anyone or is_this_machine(host)):
        raise InputError(
            f"Anyone who reaches {host} could read and change this library. Set a user and a password with "
            "--auth, or leave the address at 127.0.0.1."
        )
    if mcp and find_spec("mcp") is None:
        raise InputError("MCP needs one package more: pip install 'mcp<2'. Then start again.")
    uploads = uploads_folder()
    page = build_page(assistant)
    page.queue(max_size=WAITING)
    only_this_machine = is_this_machine(host) and not (credentials or open_to_anyone)
    middleware = [
        Middleware(SecurityHeaders),
        Middleware(Gate, credentials=credentials, only_this_machine=only_this_machine, uploads=uploads),
    ]
    try:
        page.launch(
            server_name=host,
            server_port=port,
            prevent_thread_lock=True,
            share=False,
            quiet=True,
            auth=credentials.match if credentials else None,
            mcp_server=mcp,
            show_error=False,  # the texts of errors that are not ours may name paths
            ssr_mode=False,
            run_history=False,
            footer_links=[],
            enable_monitoring=False,
            max_file_size=LARGEST_UPLOAD,
            allowed_paths=None,
            theme=page_theme(),
            css=page_css(),
            head=page_head(),
            app_kwargs={"middleware": middleware, "docs_url": None, "redoc_url": None},
        )
    except OSError as exc:
        raise InputError(f"Port {port} of {host} cannot be used; choose another with --port.") from exc
    except ValueError as exc:  # how Gradio says that it cannot reach itself
        page.close(verbose=False)
        raise OutsideError(
            f"The page does not answer at its own address on port {port}. Where HTTP_PROXY is set, set "
            "NO_PROXY=localhost,127.0.0.1 too; on a busy machine, start again."
        ) from exc
    prepare_tools(page, credentials)
    Thread(target=_warm, args=(assistant,), daemon=True).start()
    return page


def _warm(assistant: Assistant) -> None:
    """Load the models before the first question does. What fails here is told when somebody asks."""
    with suppress(ResearchError):
        assistant.library.search("warm up", top_k=1)


def serve(
    assistant: Assistant,
    *,
    host: str = "127.0.0.1",
    port: int = 7860,
    credentials: Credentials | None = None,
    open_to_anyone: bool = False,
    mcp: bool = False,
) -> None:
    """Serve the page until interrupted. Raises what `launch` raises."""
    page = launch(
        assistant, host=host, port=port, credentials=credentials, open_to_anyone=open_to_anyone, mcp=mcp
    )
    print(f"The page is open at {page.local_url}  (Ctrl-C ends it)")  # noqa: T201  # said to the person who started it
    try:
        page.block_thread()
    finally:
        page.close(verbose=False)
