"""One question on its way: what it has come to so far, and the Answer made of it."""

from collections.abc import Sequence
from time import perf_counter
from typing import Literal

from assistant.abstention import abstention_text, closest_papers
from assistant.answer import Answer, Kind, Reason, Status, Timings
from assistant.conversation import SMALL_TALK_REPLY
from assistant.engines.draft import DraftUsage, Engine
from assistant.engines.extractive import Reading
from assistant.grounding.claim_model import missing_model
from assistant.grounding.guard import Guard
from vectorstore import Hit
from vectorstore.errors import ServerError

SUMMARY_NOTE = "Quotes of papers marked as summary are from a summary, not from the authors' abstract."

EXACT_ONLY_NOTE = "Claims were checked by exact rules alone, without the model that reads them."

Stage = Literal["retrieve", "draft", "check"]


class Run:
    """The state of one question: its engine, what was released of its draft, its notes, the time spent."""

    def __init__(self, question: str, standalone: str, engine: Engine) -> None:
        self.question, self.standalone, self.engine = question, standalone, engine
        self.usage = DraftUsage()
        self.notes: list[str] = []
        self.text = ""
        self.silence: Reason = "not_in_library"
        self.presumed = ""
        self.mended = False  # every sentence that failed was corrected
        self._began = self._lapped = perf_counter()
        self._spent: dict[Stage, float] = {"retrieve": 0.0, "draft": 0.0, "check": 0.0}

    def lap(self, stage: Stage) -> None:
        """Book the time since the last lap on a stage."""
        now = perf_counter()
        self._spent[stage] += (now - self._lapped) * 1000
        self._lapped = now

    def heed(self, reading: Reading) -> None:
        """Keep what is said when nothing answers, and what the question takes for granted."""
        self.silence, self.presumed = reading.silence, reading.presumed

    def model_failed(self, error: ServerError) -> None:
        """Note that the papers are quoted because the language model's server failed."""
        self.notes.append(f"The language model did not answer, so this is quoted from the papers. {error}")

    def small_talk(self) -> Answer:
        return self._answer("conversation", "answered", None, SMALL_TALK_REPLY, Guard(hits=()))

    def abstained(self, reason: Reason, hits: Sequence[Hit] = (), guard: Guard | None = None) -> Answer:
        """An abstention; the closest papers are named in a note, what was withheld is kept."""
        if reason == "false_premise":
            self.notes.append(f"Taken for granted by the question, stated by no paper: “{self.presumed}”.")
        if hits and reason != "out_of_scope":
            self.notes.append(closest_papers(hits))
        return self._answer("content", "abstained", reason, abstention_text(reason), guard or Guard(hits=()))

    def answered(self, guard: Guard, hits: Sequence[Hit]) -> Answer:
        """The answer of a checked draft: abstained when nothing passed, partial when something failed and was
        not corrected."""
        if not guard.claims:
            silent = self.silence == "not_in_library" and guard.withheld
            return self.abstained("unsupported" if silent else self.silence, hits, guard)
        if self.presumed and isinstance(self.engine, Reading) and self.engine.is_final:
            self.notes.append(
                f"Taken for granted by the question, contradicted by the quote: “{self.presumed}”."
            )
        cited = {citation.paper_id for citation in guard.citations}
        if any(hit.paper.abstract_kind == "summary" for hit in hits if hit.paper.paper_id in cited):
            self.notes.append(SUMMARY_NOTE)
        if guard.withheld:
            count = len(guard.withheld)
            self.notes.append(
                f"{count} drafted sentence{'s were' if count > 1 else ' was'} "
                f"{'corrected' if self.mended else 'left out'}: the words cited do not support "
                f"{'them' if count > 1 else 'it'}."
            )
        partial = bool(guard.withheld) and not self.mended
        return self._answer("content", "partial" if partial else "answered", None, self.text, guard)

    def _answer(self, kind: Kind, status: Status, reason: Reason | None, text: str, guard: Guard) -> Answer:
        if kind == "content" and (problem := missing_model()):
            self.notes.append(f"{EXACT_ONLY_NOTE} {problem}")
        total = (perf_counter() - self._began) * 1000
        return Answer(
            question=self.question,
            standalone_question=self.standalone,
            kind=kind,
            status=status,
            reason=reason,
            text=text,
            claims=tuple(guard.claims),
            withheld=tuple(each for each in guard.withheld if each.text not in text),
            citations=tuple(guard.citations),
            invalid_citations=tuple(guard.invalid_citations),
            notes=tuple(self.notes),
            engine="llm" if self.engine.name == "llm" else "extractive",
            model=self.engine.model,
            prompts=dict(self.usage.prompts),
            usage=self.usage.usage,
            timings_ms=Timings(
                **{stage: round(spent, 2) for stage, spent in self._spent.items()}, total=round(total, 2)
            ),
        )
