"""`assistant serve`: the chat page on this machine."""

import contextlib
import threading
from dataclasses import dataclass, field
from pathlib import Path

from assistant.chain import Assistant
from assistant.cli.choices import EngineOption
from assistant.cli.opening import open_assistant
from assistant.cli.output import people
from assistant.cli.place import Place
from assistant.cli.progress import counting
from vectorstore.errors import InputError, ResearchError
from vectorstore.sample import sample_papers


@dataclass(frozen=True, kw_only=True, slots=True)
class Door:
    """Where the page is reached, and by whom. `auth` is `user:password`, or `@` and a file that holds it."""

    host: str
    port: int
    auth: str | None = field(repr=False)
    open_to_anyone: bool
    mcp: bool


def run(*, place: Place, engine: EngineOption, sample: bool, door: Door) -> None:
    from assistant.page import Credentials, serve  # gradio takes seconds to import

    credentials = Credentials.parse(_auth_text(door.auth)) if door.auth else None
    with open_assistant(place, engine) as assistant:
        if sample and not len(assistant.library):
            people.print("Filling the empty library with the sample papers.")
            with counting("Indexing") as progress:
                assistant.library.ingest(sample_papers(), progress=progress)
        threading.Thread(target=_warm_up, args=(assistant,), daemon=True).start()
        serve(
            assistant,
            host=door.host,
            port=door.port,
            credentials=credentials,
            open_to_anyone=door.open_to_anyone,
            mcp=door.mcp,
        )


def _warm_up(assistant: Assistant) -> None:
    with contextlib.suppress(ResearchError):  # closed meanwhile, or the first question will say what is wrong
        assistant.warm_up()


def _auth_text(auth: str) -> str:
    """The credentials as given, or read from the file that `@` names."""
    if not auth.startswith("@"):
        return auth
    file = Path(auth[1:]).expanduser()
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as exc:
        raise InputError(f"{file}: the credentials cannot be read. Check the path and its rights.") from exc
