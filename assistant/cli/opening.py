"""From the options of a command to settings, a library, an assistant."""

import json
from pathlib import Path

from assistant.answer import Turn
from assistant.chain import Assistant
from assistant.cli.choices import EngineOption
from assistant.cli.place import Place
from assistant.opening import open_library
from assistant.settings import Settings
from vectorstore import Library
from vectorstore.errors import InputError


def settings_for(place: Place, engine: EngineOption = EngineOption.AUTO) -> Settings:
    """Settings of the environment, with what the command line names on top."""
    return Settings.load(
        library=place.library,
        vectorstore_url=place.vectorstore,
        engine=None if engine is EngineOption.AUTO else engine.value,
    )


def library_at(place: Place) -> Library:
    return open_library(settings_for(place))


def open_assistant(place: Place, engine: EngineOption) -> Assistant:
    return Assistant.open(settings=settings_for(place, engine))


def read_history(file: Path | None) -> tuple[Turn, ...]:
    """Earlier turns from a JSON file. Raises InputError that names the file and what is wrong."""
    if file is None:
        return ()
    expected = f'{file}: expected a JSON list of {{"question", "answer"}}'
    try:
        document = json.loads(file.read_text("utf-8"))
    except OSError as exc:
        raise InputError(f"{file}: cannot be read ({exc.strerror}). Name a file that exists.") from exc
    except (ValueError, RecursionError) as exc:
        raise InputError(f"{expected}; this is no JSON.") from exc
    if not isinstance(document, list):
        raise InputError(f"{expected}; this is no list.")
    turns = []
    for number, entry in enumerate(document, 1):
        question, answer = (
            entry.get(key) if isinstance(entry, dict) else None for key in ("question", "answer")
        )
        if not isinstance(question, str) or not isinstance(answer, str):
            raise InputError(f"{expected}; entry {number} has no such two texts.")
        turns.append(Turn(question=question, answer=answer))
    return tuple(turns)
