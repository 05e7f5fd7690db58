"""Conversations as the page keeps them: values of one browser, never shared between people."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from secrets import token_hex

from pydantic import TypeAdapter, ValidationError

from assistant.answer import Answer, Turn
from assistant.page.feedback import Feedback, Rating
from assistant.page.retrieved import Retrieved
from assistant.page.source_cards import PaperLookup
from assistant.page.turn import answered_turn, failed_turn
from vectorstore.errors import InputError

KEPT_CONVERSATIONS = 20
KEPT_EXCHANGES = 50
"""More than that is forgotten, oldest first: browsers give a page about five megabytes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Exchange:
    """A question and what came of it: an answer, or the one line of the error that ended it.

    `retrieved` are the papers that were read for it, best first; `rating` what the person thought of it;
    `part` the part of the library that was asked, in words, empty for all of it.
    """

    question: str
    answer: Answer | None = None
    failure: str = ""
    retrieved: tuple[Retrieved, ...] = ()
    rating: Rating | None = None
    part: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Conversation:
    """Exchanges in order. A new question makes a new value with the same name."""

    name: str = field(default_factory=lambda: token_hex(6))
    exchanges: tuple[Exchange, ...] = ()

    def with_exchange(self, exchange: Exchange) -> "Conversation":
        return replace(self, exchanges=(*self.exchanges, exchange))

    def without_last(self) -> "Conversation":
        return replace(self, exchanges=self.exchanges[:-1])

    def feedback(self, at: int, rating: Rating, comment: str) -> Feedback:
        """A rating of the answer at `at`. Raises InputError where there is no answer to rate."""
        exchanges = self.exchanges[: at + 1]
        answer = exchanges[-1].answer if 0 <= at < len(self.exchanges) else None
        if answer is None or answer.reason == "empty_library":
            raise InputError("There is no such answer to rate. Reload the page and try again.")
        return Feedback(
            key=f"{self.name}-{at}",
            rating=rating,
            comment=comment,
            questions=tuple(each.question for each in exchanges),
            answer=answer,
        )

    def with_rating(self, at: int, rating: Rating) -> "Conversation":
        """The same with the answer at `at` rated."""
        rated = replace(self.exchanges[at], rating=rating)
        return replace(self, exchanges=(*self.exchanges[:at], rated, *self.exchanges[at + 1 :]))

    @property
    def title(self) -> str:
        """The first question, cut to a line."""
        first = self.exchanges[0].question if self.exchanges else "New conversation"
        return first if len(first) <= 60 else first[:59].rstrip() + "…"

    @property
    def turns(self) -> tuple[Turn, ...]:
        """What the assistant is told of the earlier turns: the answered ones."""
        return tuple(
            Turn(question=each.question, answer=each.answer.text) for each in self.exchanges if each.answer
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Shelf:
    """What one browser keeps: its conversations, newest first, and the name of the one it shows."""

    current: str = ""
    conversations: tuple[Conversation, ...] = ()

    def keeping(self, conversation: Conversation) -> "Shelf":
        """The shelf with the conversation first and shown; one without exchanges is not kept."""
        others = tuple(each for each in self.conversations if each.name != conversation.name)
        kept = replace(conversation, exchanges=conversation.exchanges[-KEPT_EXCHANGES:])
        first = (kept,) if kept.exchanges else ()
        return Shelf(current=kept.name, conversations=(*first, *others)[:KEPT_CONVERSATIONS])

    def without(self, name: str) -> "Shelf":
        return Shelf(conversations=tuple(each for each in self.conversations if each.name != name))

    def find(self, name: str) -> Conversation | None:
        return next((each for each in self.conversations if each.name == name), None)


_SHELF = TypeAdapter(Shelf)


def shelf_from_json(document: object) -> Shelf:
    """The shelf that a browser sent; empty when it is none (an older page's, or somebody's edit)."""
    try:
        return _SHELF.validate_python(document or {})
    except ValidationError:
        return Shelf()


def shelf_to_json(shelf: Shelf) -> object:
    """The shelf as plain lists, strings and numbers."""
    return _SHELF.dump_python(shelf, mode="json")


def conversation_html(exchanges: Sequence[Exchange], lookup: PaperLookup) -> str:
    """All finished turns."""
    last = len(exchanges) - 1
    return "".join(
        answered_turn(
            at,
            each.answer,
            lookup,
            last=at == last,
            retrieved=each.retrieved,
            rating=each.rating,
            part=each.part,
        )
        if each.answer
        else failed_turn(at, each.question, each.failure, last=at == last, part=each.part)
        for at, each in enumerate(exchanges)
    )
