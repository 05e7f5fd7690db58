"""`assistant serve`: the chat page on this machine."""

from pathlib import Path

from assistant.cli.choices import EngineOption
from assistant.cli.opening import open_assistant
from assistant.cli.output import people
from assistant.cli.progress import embedding_progress
from vectorstore.sample import sample_papers


def run(*, library: Path | None, port: int, engine: EngineOption, sample: bool) -> None:
    from assistant.page import serve  # gradio takes seconds to import

    with open_assistant(library, engine) as assistant:
        if sample and not len(assistant.library):
            people.print("Filling the empty library with the sample papers.")
            with embedding_progress() as progress:
                assistant.library.ingest(sample_papers(), progress=progress)
        serve(assistant, port=port)
