"""The Answer: what every engine returns, and what the command line, the page and the evals read.

The names and the JSON shape are a contract with other programs. Invariants, held in `Answer.__post_init__`:
every `[n]` in `text` resolves to a citation; a paper has one number; abstained means no claims and no
citations; a claim cites at least one citation that exists. That `quote == field_text[start:end]` is held
where citations are made (`assistant.grounding.quotes`), because only the library knows the field's text.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from vectorstore.records import Hit

Kind = Literal["content", "catalogue", "conversation"]
Status = Literal["answered", "partial", "abstained"]
Reason = Literal["empty_library", "not_in_library", "out_of_scope", "false_premise", "unsupported"]
Engine = Literal["extractive", "llm", "catalogue"]
CitationField = Literal["abstract", "title", "record"]
WithheldVerdict = Literal["contradicted", "unsupported", "uncited"]

MARKER = re.compile(r"\[(\d{1,4})\]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Citation:
    """Words of one paper. `number` is the paper's number in this answer, so several citations may share it.

    For `abstract` and `title`, `quote` is that field's text from `start` to `end`; for `record`,
    `quote` is the whole record line and the offsets span it.
    """

    number: int
    paper_id: str
    title: str
    authors: tuple[str, ...]
    year: int | None
    url: str | None
    field: CitationField
    quote: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """A shown statement, the numbers it cites, and how probable it is (0…1) that they fully support it."""

    text: str
    citations: tuple[int, ...]
    verdict: Literal["supported", "computed"]
    support: float


@dataclass(frozen=True, kw_only=True, slots=True)
class WithheldClaim:
    """A drafted statement that was not shown, and why."""

    text: str
    citations: tuple[int, ...]
    verdict: WithheldVerdict
    support: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Usage:
    """Tokens as the server reports them, else as estimated; zero without an LLM.

    `calls` counts the requests sent; `cost_usd` is None where no prices are set.
    """

    prompt_tokens: int = 0
    completion_tokens: int = 0
    calls: int = 0
    cost_usd: float | None = None

    @property
    def tokens(self) -> int:
        return self.prompt_tokens + self.completion_tokens

    def __add__(self, other: "Usage") -> "Usage":
        costs = [cost for cost in (self.cost_usd, other.cost_usd) if cost is not None]
        return Usage(
            prompt_tokens=self.prompt_tokens + other.prompt_tokens,
            completion_tokens=self.completion_tokens + other.completion_tokens,
            calls=self.calls + other.calls,
            cost_usd=sum(costs) if costs else None,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Timings:
    """Milliseconds by the wall clock."""

    retrieve: float = 0.0
    draft: float = 0.0
    check: float = 0.0
    total: float = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class SeriesPoint:
    """One bar of a plot: a year, a category, a person, and how many papers it has."""

    label: str
    value: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """An earlier question and the text that answered it."""

    question: str
    answer: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """A checked answer. `text` is what is shown and is never empty.

    `prompts` has the version of every prompt that a language model was sent for it, by the prompt's name.
    """

    question: str
    standalone_question: str
    kind: Kind
    status: Status
    reason: Reason | None
    text: str
    claims: tuple[Claim, ...] = ()
    withheld: tuple[WithheldClaim, ...] = ()
    citations: tuple[Citation, ...] = ()
    invalid_citations: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    series: tuple[SeriesPoint, ...] = ()
    engine: Engine
    model: str | None = None
    prompts: Mapping[str, str] = field(default_factory=dict, hash=False)
    usage: Usage = field(default_factory=Usage)
    timings_ms: Timings = field(default_factory=Timings)

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError("an answer's text is never empty")
        if self.status == "abstained" and (self.claims or self.citations):
            raise ValueError("an abstention has no claims and no citations")
        papers: dict[int, str] = {}
        for citation in self.citations:
            if papers.setdefault(citation.number, citation.paper_id) != citation.paper_id:
                raise ValueError(f"number {citation.number} names two papers")
        if len(set(papers.values())) != len(papers):
            raise ValueError("a paper has two numbers")
        cited = {int(number) for number in MARKER.findall(self.text)}
        for numbers in (cited, *(set(claim.citations) for claim in self.claims)):
            if missing := numbers - papers.keys():
                raise ValueError(f"unresolved citation numbers: {sorted(missing)}")
        if any(not claim.citations for claim in self.claims):
            raise ValueError("a claim without a citation")

    def to_json(self) -> dict[str, Any]:
        """The JSON document of the contract; what only some answers have is in it only where there is some:
        `series`, `prompts`, calls and cost in `usage`."""
        document = asdict(self)
        usage = document["usage"]
        optional = ((document, "series"), (document, "prompts"), (usage, "calls"))
        absent = [(part, name) for part, name in optional if not part[name]]
        if self.usage.cost_usd is None:
            absent.append((usage, "cost_usd"))
        for part, name in absent:
            del part[name]
        return document


@dataclass(frozen=True, kw_only=True, slots=True)
class StatusEvent:
    """What is happening now, for a status line."""

    message: str


@dataclass(frozen=True, kw_only=True, slots=True)
class HitsEvent:
    """The papers that are read for the answer, best first, and why each was found."""

    hits: tuple[Hit, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class SentenceEvent:
    """A checked piece of the answer's text, in order, with the citations its markers name."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerEvent:
    """The last event of a stream: the complete answer, which supersedes the sentences before it."""

    answer: Answer


Event = StatusEvent | HitsEvent | SentenceEvent | AnswerEvent
