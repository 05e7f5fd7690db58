"""The records that leave the store: Paper, Passage, Hit, and how a date may be partly known."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Literal, Self

AbstractKind = Literal["abstract", "summary"]
Field = Literal["abstract", "title"]

_DATE = re.compile(r"(?:(?P<year>\d{4})|-)(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?\Z")


@dataclass(frozen=True, kw_only=True, slots=True)
class PartialDate:
    """A date of which any part may be unknown. Unknown parts are None, never guessed.

    Text form (ISO 8601, and its truncated form for a missing year): `2022-03-18`, `2022-03`,
    `2022`, `--05-25`, `--05`.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.year is None and self.month is None:
            raise ValueError("a date needs a year or a month")
        if self.year is not None and not 1000 <= self.year <= 9999:
            raise ValueError(f"year out of range: {self.year}")
        if self.month is not None and not 1 <= self.month <= 12:
            raise ValueError(f"month out of range: {self.month}")
        if self.day is not None and (self.month is None or not 1 <= self.day <= 31):
            raise ValueError(f"day out of range: {self.day}")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the text form; ValueError when it is none."""
        match = _DATE.match(text)
        if match is None:
            raise ValueError(f"not a date: {text!r} (expected 2022-03-18, 2022-03, 2022 or --05-25)")
        year, month, day = (None if part is None else int(part) for part in match.groups())
        return cls(year=year, month=month, day=day)

    def __str__(self) -> str:
        text = "-" if self.year is None else f"{self.year:04d}"
        if self.month is not None:
            text += f"-{self.month:02d}"
        if self.day is not None:
            text += f"-{self.day:02d}"
        return text


@dataclass(frozen=True, kw_only=True, slots=True)
class Paper:
    """One paper as the list states it. None and empty mean 'not given', never 'no'.

    `abstract` is plain Unicode text; every offset in the product refers to it (or to `title`) as
    stored here. `abstract_kind` is `summary` where somebody else's words stand in its place.
    `authors_complete` is False when the list was cut ("et al."). `known_id` is the id under which a library
    keeps the paper, where that is another than its fields give: an id stays when a DOI is learned later.
    """

    title: str
    abstract: str = ""
    abstract_kind: AbstractKind = "abstract"
    authors: tuple[str, ...] = ()
    authors_complete: bool = True
    date: PartialDate | None = None
    categories: tuple[str, ...] = ()
    venue: str | None = None
    kind: str | None = None
    language: str | None = None
    has_code: bool = False
    code_url: str | None = None
    url: str | None = None
    doi: str | None = None
    arxiv_id: str | None = None
    pubmed_id: str | None = None
    raw: str = field(default="", repr=False, compare=False)
    known_id: str | None = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise ValueError("a paper needs a title")

    @property
    def year(self) -> int | None:
        return None if self.date is None else self.date.year

    @property
    def paper_id(self) -> str:
        """The id that the library knows the paper by; `record_id` for one that it does not know yet."""
        return self.known_id or self.record_id

    @property
    def record_id(self) -> str:
        """`p` and 12 hex digits of a SHA-256: of the DOI where there is one, else of title and first author.

        The abstract is left out, so that a corrected abstract updates its paper.
        """
        if self.doi:
            identity = "doi:" + self.doi.strip().lower()
        else:
            identity = "title:" + _key(self.title) + "|" + _key(self.authors[0] if self.authors else "")
        return "p" + hashlib.sha256(identity.encode("utf-8", "replace")).hexdigest()[:12]

    def text_of(self, name: Field) -> str:
        return self.abstract if name == "abstract" else self.title


def _key(text: str) -> str:
    """Letters and digits only, case and compatibility forms folded."""
    return re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", text).casefold()).strip()


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """A run of whole sentences of one abstract: `text == abstract[start:end]`."""

    passage_id: str
    paper_id: str
    ordinal: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """A paper found for a query, best first.

    `score` is the fused score (reciprocal rank fusion), comparable only within one search.
    `word_rank` and `vector_rank` count from 1 and are None where that index did not return the
    paper; `similarity` is the cosine of the query and the paper's best passage, None likewise.
    """

    paper: Paper
    passages: tuple[Passage, ...]
    score: float
    word_rank: int | None
    vector_rank: int | None
    similarity: float | None
