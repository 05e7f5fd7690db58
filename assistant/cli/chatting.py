"""`assistant chat`: a conversation in the terminal."""

from rich.text import Text

from assistant.answer import AnswerEvent, SentenceEvent, Turn
from assistant.chain import Assistant
from assistant.cli.choices import EngineOption
from assistant.cli.opening import open_assistant
from assistant.cli.output import people, plain, print_answer, results
from assistant.cli.place import Place
from vectorstore.errors import InputError, ServerError


def run(*, place: Place, engine: EngineOption) -> None:
    with open_assistant(place, engine) as assistant:
        people.print(Text(f"{len(assistant.library)} papers. An empty line ends.", style="dim"))
        history: list[Turn] = []
        while (question := _prompt()).strip():
            try:
                history.append(_answered(assistant, question, history))
            except (InputError, ServerError) as exc:
                people.print(Text(str(exc), style="red"))


def _prompt() -> str:
    try:
        return people.input("\n> ")
    except EOFError:
        return ""


def _answered(assistant: Assistant, question: str, history: list[Turn]) -> Turn:
    streamed = ""
    for event in assistant.stream(question, history=tuple(history)):
        if isinstance(event, SentenceEvent):
            results.print(Text(plain(event.text)), end="")
            streamed += event.text
        elif isinstance(event, AnswerEvent):
            answer = event.answer
            if streamed:
                results.print()
            print_answer(answer, with_text=streamed != answer.text)
    return Turn(question=question, answer=answer.text)
