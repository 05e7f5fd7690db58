"""From papers to checked sentences: a draft, one correction, and quotes where too little remains."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass, field

from assistant.answer import Event, SentenceEvent, StatusEvent, WithheldClaim
from assistant.engines.correcting import says_again
from assistant.engines.draft import DraftRequest, Engine
from assistant.grounding.guard import Guard
from assistant.run import Run
from vectorstore import Hit
from vectorstore.errors import InputError, ServerError

LEAST_SHARE = 0.25
"""Of a model's sentences: when fewer pass the check, what is left answers by chance; quotes are better."""
_CUT = "The language model's reply was longer than is read, so its end is missing."


@dataclass(kw_only=True, slots=True)
class Drafting:
    """One draft on its way to the reader. `events` gives what may be shown and returns the guard that let it
    pass; `run` is left with the text, the notes and the engine that answered.

    quotes   what the papers say by themselves, which steps in
    by_name  the model was asked for by name, so that its failure is an error
    """

    run: Run
    hits: Sequence[Hit]
    quotes: Engine
    by_name: bool
    _pieces: list[str] = field(default_factory=list)

    def events(self) -> Generator[Event, None, Guard]:
        """Draft with the run's engine. What fails the check is given back to the model once, to be corrected
        or dropped. When the server fails, or next to nothing passes, the papers are quoted instead.

        Raises ServerError when the model was asked for by name and its server fails.
        """
        if self.run.engine is self.quotes:
            return (yield from self._quoted())
        guard = Guard(hits=self.hits)
        try:
            yield from self._released(
                guard, DraftRequest(question=self.run.standalone, hits=tuple(self.hits))
            )
        except ServerError as exc:
            if self.by_name:
                raise
            self.run.model_failed(exc)
            return (yield from self._quoted())
        cut = self.run.usage.cut
        if guard.withheld:
            yield from self._corrected(guard)
        if len(guard.claims) < max(1, LEAST_SHARE * (len(guard.claims) + len(guard.withheld))):
            guard = yield from self._replaced(guard)
        if cut and self.run.engine is not self.quotes:
            self.run.notes.append(_CUT)
        return guard

    def _corrected(self, guard: Guard) -> Generator[Event]:
        """Ask once more, with what failed. A failure to do so leaves what there is."""
        yield StatusEvent(message="Correcting what the papers do not support")
        failed, passed = _distinct(guard.withheld), tuple(claim.text for claim in guard.claims)
        request = DraftRequest(
            question=self.run.standalone, hits=tuple(self.hits), failed=failed, shown=passed
        )
        try:
            yield from self._released(guard, request)
        except (ServerError, InputError) as exc:  # a small window may have no room for what failed
            self.run.notes.append(f"The language model could not be asked for corrections. {exc}")
        guard.withheld[:] = _distinct(guard.withheld)
        self.run.mended = len(guard.withheld) == len(failed) <= len(guard.claims) - len(passed)

    def _replaced(self, drafted: Guard) -> Generator[Event, None, Guard]:
        """Quotes in the place of a draft of which too little is left; the draft if nothing can be quoted."""
        engine, text, pieces = self.run.engine, self.run.text, self._pieces
        guard = yield from self._quoted()
        if not guard.claims:
            self.run.engine, self.run.text, self._pieces = engine, text, pieces
            return drafted
        guard.withheld[:0] = drafted.withheld
        guard.invalid_citations[:0] = drafted.invalid_citations
        self.run.notes.append(
            "Too little of what the language model wrote was supported; this is quoted instead."
            if drafted.withheld
            else "The language model found no answer in these papers; this is quoted instead."
        )
        return guard

    def _quoted(self) -> Generator[Event, None, Guard]:
        """The extractive engine, after or in place of the language model."""
        if self.run.engine is not self.quotes:
            yield StatusEvent(message="Quoting the papers")
        self.run.engine, self.run.text, self._pieces = self.quotes, "", []
        guard = Guard(hits=self.hits)
        yield from self._released(guard, DraftRequest(question=self.run.standalone, hits=tuple(self.hits)))
        return guard

    def _released(self, guard: Guard, request: DraftRequest) -> Generator[Event]:
        """Draft and release what passes the guard."""
        run, last_paper = self.run, 0
        for sentence in run.engine.draft(request, run.usage):
            run.lap("draft")
            if request.failed and says_again(sentence.text, [claim.text for claim in guard.claims]):
                continue
            shown = guard.admit(sentence)
            run.lap("check")
            if shown is None:
                continue
            paper = shown.claim.citations[0]
            same = run.engine.name == "llm" or paper == last_paper
            self._pieces.append(
                ("" if not self._pieces else " " if same else "\n\n") + sentence.lead + shown.text
            )
            last_paper, run.text = paper, "".join(self._pieces)
            yield SentenceEvent(text=self._pieces[-1], citations=shown.citations)
        run.lap("draft")


def _distinct(claims: Sequence[WithheldClaim]) -> tuple[WithheldClaim, ...]:
    """The claims in order, each text once."""
    return tuple({claim.text: claim for claim in claims}.values())
