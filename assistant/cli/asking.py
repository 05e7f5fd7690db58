"""`assistant ask`."""

from pathlib import Path

from assistant.cli.choices import EngineOption
from assistant.cli.opening import open_assistant, read_history
from assistant.cli.output import print_answer, print_json
from assistant.cli.place import Place


def run(question: str, *, place: Place, as_json: bool, engine: EngineOption, history: Path | None) -> None:
    turns = read_history(history)
    with open_assistant(place, engine) as assistant:
        answer = assistant.ask(question, history=turns)
    if as_json:
        print_json(answer.to_json())
    else:
        print_answer(answer)
