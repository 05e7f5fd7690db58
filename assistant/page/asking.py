"""A question asked from the page: the steps to show while it is answered, and the conversation after it."""

from collections.abc import Generator
from dataclasses import dataclass

from assistant.answer import Answer, AnswerEvent, Citation, HitsEvent, SentenceEvent, StatusEvent
from assistant.chain import Assistant
from assistant.page.conversation import Conversation, Exchange
from assistant.page.messages import message_for
from assistant.page.retrieved import Retrieved
from assistant.page.turn import running_turn
from vectorstore import Filters
from vectorstore.errors import ResearchError


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """What to show now. `live` is the running turn's HTML, empty once it is in `conversation`."""

    conversation: Conversation
    live: str


def ask_steps(
    assistant: Assistant,
    conversation: Conversation,
    question: str,
    filters: Filters | None = None,
    part: str = "",
) -> Generator[Step]:
    """Steps until the question's exchange stands in the conversation.

    `part` says the filters in words. An error of ours ends as an exchange that says what to do; the
    conversation before it is kept.
    """
    at, lookup = len(conversation.exchanges), assistant.library.paper
    sentences: list[str] = []
    citations: dict[Citation, None] = {}
    retrieved: tuple[Retrieved, ...] = ()
    answer: Answer | None = None

    def running(status: str) -> Step:
        live = running_turn(
            at,
            question,
            status=status,
            sentences=sentences,
            citations=tuple(citations),
            lookup=lookup,
            retrieved=retrieved,
            part=part,
        )
        return Step(conversation=conversation, live=live)

    yield running("Searching")
    try:
        for event in assistant.stream(question, history=conversation.turns, filters=filters):
            match event:
                case StatusEvent(message=message):
                    yield running(message)
                case HitsEvent(hits=hits):
                    retrieved = tuple(Retrieved.of(hit) for hit in hits)
                case SentenceEvent(text=text, citations=cited):
                    sentences.append(text)
                    citations.update(dict.fromkeys(cited))
                    yield running("Checking the next sentence")
                case AnswerEvent(answer=final):
                    answer = final
    except ResearchError as exc:
        exchange = Exchange(question=question, failure=message_for(exc, assistant.library.path), part=part)
    else:
        exchange = Exchange(question=question, answer=answer, retrieved=retrieved, part=part)
    yield Step(conversation=conversation.with_exchange(exchange), live="")
