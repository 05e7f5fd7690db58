"""A draft is corrected once, and gives way to quotes when too little of it stands."""

from collections.abc import Iterator, Sequence

import pytest

from assistant.answer import AnswerEvent, SentenceEvent, Turn
from assistant.chain import Assistant
from assistant.engines.draft import DraftRequest, DraftSentence, DraftUsage
from assistant.settings import Settings
from vectorstore import Library
from vectorstore.errors import ServerError

QUESTION = "What share of calls does WhaleNet find?"
RIGHT = DraftSentence(text="WhaleNet finds 93% of all calls.", numbers=(1,))
WRONG = DraftSentence(text="WhaleNet was trained with a batch size of 128.", numbers=(1,))
BATTERY = DraftSentence(text="It runs on a battery for 40 days.", numbers=(1,))
TURNS = (Turn(question="What is WhaleNet?", answer="A small neural network. [1]"),)


class Rounds:
    """An engine that drafts one script a round and, where it has one, rewrites questions with `rewritten`."""

    name = "llm"
    model: str | None = "scripted"

    def __init__(
        self, *rounds: Sequence[DraftSentence] | ServerError, rewritten: str | ServerError | None = None
    ) -> None:
        self.rounds, self.rewritten = list(rounds), rewritten
        self.requests: list[DraftRequest] = []
        self.completed: list[dict[str, str]] = []

    def draft(self, request: DraftRequest, usage: DraftUsage) -> Iterator[DraftSentence]:
        del usage
        self.requests.append(request)
        script = self.rounds.pop(0)
        if isinstance(script, ServerError):
            raise script
        yield from script

    def complete(self, prompt: str, usage: DraftUsage, *, field: str, **values: str) -> str | None:
        del usage
        self.completed.append({"prompt": prompt, "field": field, **values})
        if isinstance(self.rewritten, ServerError):
            raise self.rewritten
        return self.rewritten


def asking(library: Library, engine: Rounds, choice: str = "auto") -> Assistant:
    return Assistant(library, settings=Settings.load(engine=choice), engine=engine)


def test_a_sentence_that_fails_is_given_back_once_and_its_correction_is_shown(library: Library) -> None:
    engine = Rounds([RIGHT, WRONG], [BATTERY])
    answer = asking(library, engine).ask(QUESTION)
    first, second = engine.requests
    assert (first.failed, first.shown) == ((), ())
    assert [each.text for each in second.failed] == [WRONG.text]
    assert second.shown == (RIGHT.text,)
    assert second.hits == first.hits
    assert answer.text == f"{RIGHT.text} [1] {BATTERY.text} [1]"
    assert answer.status == "answered"
    assert [each.text for each in answer.withheld] == [WRONG.text]
    assert any("1 drafted sentence was corrected" in note for note in answer.notes)


def test_a_correction_is_checked_like_any_draft(library: Library) -> None:
    other = DraftSentence(text="WhaleNet was trained for 12 epochs.", numbers=(1,))
    engine = Rounds([RIGHT, WRONG], [other, WRONG])
    answer = asking(library, engine).ask(QUESTION)
    assert len(engine.requests) == 2
    assert answer.text == f"{RIGHT.text} [1]"
    assert answer.status == "partial"
    assert [each.text for each in answer.withheld] == [WRONG.text, other.text]


def test_what_was_shown_before_is_not_shown_again(library: Library) -> None:
    engine = Rounds([RIGHT, WRONG], [DraftSentence(text="Of all calls, WhaleNet finds 93%.", numbers=(1,))])
    answer = asking(library, engine).ask(QUESTION)
    assert answer.text == f"{RIGHT.text} [1]"
    assert answer.status == "partial"


def test_a_draft_that_passes_is_not_asked_for_again(library: Library) -> None:
    engine = Rounds([RIGHT])
    assert asking(library, engine).ask(QUESTION).status == "answered"
    assert len(engine.requests) == 1


@pytest.mark.parametrize("choice", ["auto", "llm"])
def test_a_correction_that_cannot_be_had_costs_nothing_shown(library: Library, choice: str) -> None:
    engine = Rounds([RIGHT, WRONG], ServerError("The budget is spent."))
    answer = asking(library, engine, choice).ask(QUESTION)
    assert answer.text == f"{RIGHT.text} [1]"
    assert any("could not be asked for corrections. The budget is spent." in note for note in answer.notes)


def test_a_model_that_invents_all_but_one_sentence_gives_way_to_quotes(library: Library) -> None:
    invented = [
        DraftSentence(text=f"WhaleNet was trained for {epochs} epochs.", numbers=(1,)) for epochs in range(5)
    ]
    answer = asking(library, Rounds([BATTERY, *invented], [])).ask(QUESTION)
    assert answer.engine == "extractive"
    assert "93%" in answer.text
    assert len(answer.withheld) == 5
    assert any("Too little of what the language model wrote" in note for note in answer.notes)


def test_where_nothing_can_be_quoted_what_stands_of_the_draft_is_kept(library: Library) -> None:
    invented = [
        DraftSentence(text=f"The hives were built by {name}.", numbers=(1,))
        for name in ("Anna", "Bert", "Carl", "Dora")
    ]
    stands = DraftSentence(text="HiveCam is a camera system for glass hives.", numbers=(1,))
    answer = asking(library, Rounds([stands, *invented], [])).ask("Who built the glass hives for HiveCam?")
    assert (answer.engine, answer.status) == ("llm", "partial")
    assert answer.text == f"{stands.text} [1]"


def test_a_model_that_finds_nothing_gives_way_to_quotes_and_is_not_asked_to_correct(library: Library) -> None:
    engine = Rounds([])
    answer = asking(library, engine).ask(QUESTION)
    assert len(engine.requests) == 1
    assert answer.engine == "extractive"
    assert any("found no answer in these papers" in note for note in answer.notes)


def test_what_was_corrected_streams_before_the_answer(library: Library) -> None:
    events = list(asking(library, Rounds([RIGHT, WRONG], [BATTERY])).stream(QUESTION))
    last = events[-1]
    assert isinstance(last, AnswerEvent)
    assert "".join(each.text for each in events if isinstance(each, SentenceEvent)) == last.answer.text


def test_a_follow_up_is_rewritten_by_the_model_and_nothing_else_of_the_conversation_is_read(
    library: Library,
) -> None:
    engine = Rounds([BATTERY], rewritten="How long does WhaleNet run on a battery?")
    answer = asking(library, engine).ask("How long does it run?", history=TURNS)
    assert answer.standalone_question == "How long does WhaleNet run on a battery?"
    assert engine.completed == [
        {
            "prompt": "condense",
            "field": "question",
            "turns": "Question: What is WhaleNet?\nAnswer: A small neural network.",
            "question": "How long does it run?",
        }
    ]
    assert engine.requests[0].question == answer.standalone_question
    assert answer.text == f"{BATTERY.text} [1]"


def test_a_question_that_stands_alone_is_not_rewritten(library: Library) -> None:
    engine = Rounds([RIGHT], rewritten="no")
    answer = asking(library, engine).ask(QUESTION, history=TURNS)
    assert engine.completed == []
    assert answer.standalone_question == QUESTION


def test_a_rewriting_that_brings_in_something_new_is_not_used(library: Library) -> None:
    engine = Rounds([BATTERY], rewritten="How long does HiveCam run?")
    answer = asking(library, engine).ask("How long does it run?", history=TURNS)
    assert answer.standalone_question == "How long does it run (WhaleNet)?"


def test_a_server_that_fails_at_the_follow_up_is_not_asked_for_a_draft(library: Library) -> None:
    down = ServerError("It is down.", retryable=True)
    engine = Rounds(rewritten=down)
    answer = asking(library, engine).ask("How long does it run on a battery?", history=TURNS)
    assert (answer.engine, engine.requests) == ("extractive", [])
    assert "40 days" in answer.text
    assert any("did not answer" in note and "It is down." in note for note in answer.notes)
    with pytest.raises(ServerError):
        asking(library, Rounds(rewritten=down), "llm").ask("How long does it run?", history=TURNS)
