"""What an engine is: evidence in, drafted sentences out. Nothing of a draft is shown before it is checked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from assistant.answer import Usage, WithheldClaim
from vectorstore.records import Hit


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftSentence:
    """One sentence of a draft, without markers, and the evidence numbers its markers named.

    `numbers` count the hits that the engine was given from 1, in the order the markers stood.
    A number outside that range is kept: the guard reports it. `lead` is shown before the sentence and
    states nothing: it is neither checked nor part of the claim.
    """

    text: str
    numbers: tuple[int, ...] = ()
    lead: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftRequest:
    """The standalone question, and the papers found for it, best first.

    failed  sentences of an earlier draft that the papers do not support: a second draft corrects or drops
            them, and says nothing again of what is `shown` already
    """

    question: str
    hits: tuple[Hit, ...]
    failed: tuple[WithheldClaim, ...] = ()
    shown: tuple[str, ...] = ()


@dataclass(kw_only=True, slots=True)
class DraftUsage:
    """What one question has used so far. Filled while a draft streams, because servers report tokens last.

    cut      the draft ends before the model was done: a limit was reached
    prompts  version of every prompt that was sent, by name
    """

    usage: Usage = field(default_factory=Usage)
    cut: bool = False
    prompts: dict[str, str] = field(default_factory=dict)


class Engine(Protocol):
    """Writes drafts. Raises ServerError when its server fails; yields nothing when it has nothing to say."""

    @property
    def name(self) -> str: ...

    @property
    def model(self) -> str | None: ...

    def draft(self, request: DraftRequest, usage: DraftUsage) -> Iterator[DraftSentence]: ...


@runtime_checkable
class Completer(Protocol):
    """Fills in one of the prompts and gives the text `field` of the JSON object that answers it.

    None when the reply holds no such text; raises ServerError when the server fails or a budget is spent.
    The values are untrusted: they are defused and fenced.
    """

    def complete(self, prompt: str, usage: DraftUsage, *, field: str, **values: str) -> str | None: ...


def cited_hits(sentence: DraftSentence, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The hits that a sentence's numbers name, in order, numbers that name none left out."""
    return tuple(hits[number - 1] for number in sentence.numbers if 1 <= number <= len(hits))
