"""A conversation as the page keeps it: one value per browser session, never shared."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Answer, Turn
from assistant.page.source_cards import PaperLookup
from assistant.page.turn import answered_turn, failed_turn


@dataclass(frozen=True, kw_only=True, slots=True)
class Exchange:
    """A question and what came of it: an answer, or the one line of the error that ended it."""

    question: str
    answer: Answer | None = None
    failure: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Conversation:
    """Exchanges in order. A new question makes a new value."""

    exchanges: tuple[Exchange, ...] = ()

    def with_exchange(self, exchange: Exchange) -> "Conversation":
        return Conversation(exchanges=(*self.exchanges, exchange))

    def without_last(self) -> "Conversation":
        return Conversation(exchanges=self.exchanges[:-1])

    @property
    def turns(self) -> tuple[Turn, ...]:
        """What the assistant is told of the earlier turns: the answered ones."""
        return tuple(
            Turn(question=each.question, answer=each.answer.text) for each in self.exchanges if each.answer
        )


def conversation_html(exchanges: Sequence[Exchange], lookup: PaperLookup) -> str:
    """All finished turns."""
    last = len(exchanges) - 1
    return "".join(
        answered_turn(at, each.answer, lookup, last=at == last)
        if each.answer
        else failed_turn(at, each.question, each.failure, last=at == last)
        for at, each in enumerate(exchanges)
    )
