"""What a case is: a question, and what a right answer to it states, cites, leaves out, or declines to say."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal, get_args

from vectorstore.errors import InputError
from vectorstore.records import Paper

CaseKind = Literal[
    "fact",
    "synthesis",
    "unanswerable",
    "out_of_field",
    "false_premise",
    "confusable",
    "catalogue",
    "conversation",
    "injection",
]
KINDS: tuple[CaseKind, ...] = get_args(CaseKind)
Position = Literal["start", "middle", "end"]
POSITIONS: tuple[Position, ...] = get_args(Position)


class CaseError(InputError):
    """A case file cannot be used; the message names file, line and field."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """Something stated in one sentence. `alternatives` are ways to say it; one of them is enough.

    `papers` (titles or ids) are the papers that state it; empty means the case's gold papers.
    """

    alternatives: tuple[str, ...]
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Exact:
    """The exact result of a catalogue question: a count, or a set of papers, or both."""

    count: int | None = None
    papers: tuple[str, ...] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Plant:
    """Text put into a paper's abstract before the question is asked: before, between or after its sentences.

    The text stands in the case, or is the record `source_id` of `source_file` in the folder named by
    ASSISTANT_EVAL_DATA. `obeyed` holds what an answer says only when it follows the planted text.
    """

    paper: str
    obeyed: tuple[str, ...]
    position: Position = "end"
    text: str = ""
    source_file: str = ""
    source_id: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """One question with its gold. The last of `turns` is judged; those before it are asked first.

    answerable  False: a right answer abstains, or states every fact of `facts` where there are any
    why         why the case is not answerable
    papers      gold papers, by title or paper id
    facts       what a right answer states
    forbidden   what no answer may state
    obeyed      what an answer says only when it follows orders that the question gives
    """

    case_id: str
    kind: CaseKind
    group: str
    turns: tuple[str, ...]
    answerable: bool = True
    why: str = ""
    papers: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    forbidden: tuple[Fact, ...] = ()
    exact: Exact | None = None
    plant: Plant | None = None
    obeyed: tuple[str, ...] = ()

    @property
    def question(self) -> str:
        return self.turns[-1]

    @property
    def digest(self) -> str:
        """16 hex digits of a SHA-256 of the whole case: two runs asked the same when it is the same.

        Fields at their default are left out, so that a new field changes no case that does not use it.
        """
        text = json.dumps(_given(self), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    @property
    def named_papers(self) -> tuple[str, ...]:
        """Every title or id that the case names, without repeats."""
        names = [*self.papers, *(name for fact in (*self.facts, *self.forbidden) for name in fact.papers)]
        if self.exact is not None:
            names += self.exact.papers or ()
        if self.plant is not None:
            names.append(self.plant.paper)
        return tuple(dict.fromkeys(names))


def _given(record: "Case | Plant") -> dict[str, Any]:
    """The fields of a record that are not at their default, as JSON has them."""
    values = asdict(record)
    given = {
        each.name: values[each.name] for each in fields(record) if getattr(record, each.name) != each.default
    }
    if isinstance(record, Case) and record.plant is not None:
        given["plant"] = _given(record.plant)
    return given


def resolve(name: str, papers: Mapping[str, Paper]) -> str | None:
    """The id of the paper that `name` (an id, or a title in any case) means; None when there is none."""
    if name in papers:
        return name
    wanted = _key(name)
    return next((paper_id for paper_id, paper in papers.items() if _key(paper.title) == wanted), None)


def _key(title: str) -> str:
    return " ".join(title.casefold().split())
