from pathlib import Path

from assistant.answer import Turn
from assistant.engines.draft import DraftSentence
from assistant.page.asking import ask_steps
from assistant.page.conversation import Conversation, Exchange, conversation_html
from tests.assistant.page.assistants import ScriptedEngine, assistant_of
from tests.assistant.page.samples import ZEBU
from vectorstore.errors import ServerError

FACT = DraftSentence(text="The Zebu kettle boils 12 litres in 3 minutes.", numbers=(1,))
LIE = DraftSentence(text="The Zebu kettle plays 40 songs.", numbers=(1,))


def test_a_question_is_shown_with_status_then_sentences_then_as_an_exchange(tmp_path: Path) -> None:
    with assistant_of(tmp_path, ZEBU, engine=ScriptedEngine(FACT, LIE)) as assistant:
        steps = list(ask_steps(assistant, Conversation(), "How fast is the Zebu kettle?"))
    assert "Searching" in steps[0].live
    assert any("12 litres" in step.live and "blockquote" in step.live for step in steps)
    assert not any(step.conversation.exchanges for step in steps[:-1])
    assert steps[-1].live == ""
    answer = steps[-1].conversation.exchanges[0].answer
    assert answer is not None
    assert answer.withheld[0].text == LIE.text


def test_a_sentence_that_fails_the_check_is_never_shown_while_streaming(tmp_path: Path) -> None:
    with assistant_of(tmp_path, ZEBU, engine=ScriptedEngine(LIE, FACT)) as assistant:
        steps = list(ask_steps(assistant, Conversation(), "How fast is the Zebu kettle?"))
    assert not any("40 songs" in step.live for step in steps)


def test_an_error_ends_as_one_line_and_keeps_the_conversation(tmp_path: Path) -> None:
    engine = ScriptedEngine(error=ServerError("The server is down; start it."))
    before = Conversation(exchanges=(Exchange(question="Before?", failure="x"),))
    with assistant_of(tmp_path, ZEBU, engine=engine) as assistant:
        after = list(ask_steps(assistant, before, "How fast is the Zebu kettle?"))[-1].conversation
    assert after.exchanges[0] == before.exchanges[0]
    assert after.exchanges[1].failure == "The server is down; start it."
    assert "The server is down" in conversation_html(after.exchanges, lambda _: None)


def test_a_question_that_cannot_be_asked_says_why(tmp_path: Path) -> None:
    with assistant_of(tmp_path, ZEBU) as assistant:
        after = list(ask_steps(assistant, Conversation(), "x" * 100_000))[-1].conversation
    assert after.exchanges[0].failure


def test_a_follow_up_is_told_of_the_answered_turns_only(tmp_path: Path) -> None:
    with assistant_of(tmp_path, ZEBU, engine=ScriptedEngine(FACT)) as assistant:
        first = list(ask_steps(assistant, Conversation(), "How fast is the Zebu kettle?"))[-1].conversation
    failed = first.with_exchange(Exchange(question="Broken?", failure="x"))
    assert failed.turns == (
        Turn(
            question="How fast is the Zebu kettle?",
            answer="The Zebu kettle boils 12 litres in 3 minutes. [1]",
        ),
    )
