"""What is asked: an assistant over a library, for injection cases over a copy with the text planted."""

import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.answer import Answer, Turn
from evals.case import Case, Plant
from evals.metrics.retrieval import SEARCH_DEPTH
from evals.planting import with_plant
from vectorstore import Library
from vectorstore.records import Paper


class Answerer(Protocol):
    """What the suite needs of an assistant."""

    def ask(self, question: str, *, history: Sequence[Turn] = ()) -> Answer: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """An assistant, the papers of its library by id, and its ranking of papers for a query, if it has one."""

    assistant: Answerer
    papers: Mapping[str, Paper]
    search: Callable[[str], tuple[str, ...]] | None = None


class Targets(Protocol):
    """Gives each case the assistant to ask. May raise NothingToPlant. Called from several threads."""

    def target(self, case: Case) -> Target: ...


class LibraryTargets:
    """Assistants over one library, and over copies of it with a planted text, in a temporary folder.

    `make` builds the assistant of a library. Copies share the vectors of the library they are made from.
    """

    def __init__(self, library: Library, make: Callable[[Library], Answerer], folder: Path) -> None:
        self._make = make
        self._folder = folder
        self._embedder = _VectorsOf(library)
        self.papers = {paper.paper_id: paper for paper in library.papers()}
        self._clean = self._target(library, self.papers)
        self._planted: dict[Plant, Target] = {}
        self._copies: list[Library] = []
        self._guard = threading.Lock()

    def target(self, case: Case) -> Target:
        if case.plant is None:
            return self._clean
        with self._guard:
            if case.plant not in self._planted:
                self._planted[case.plant] = self._plant(case.plant)
            return self._planted[case.plant]

    def close(self) -> None:
        for copy in self._copies:
            copy.close()

    def _plant(self, plant: Plant) -> Target:
        papers = with_plant(self.papers, plant)
        copy = Library.open(Path(tempfile.mkdtemp(dir=self._folder)), embedder=self._embedder)
        self._copies.append(copy)
        copy.ingest(papers.values())
        return self._target(copy, {paper.paper_id: paper for paper in copy.papers()})

    def _target(self, library: Library, papers: Mapping[str, Paper]) -> Target:
        def search(query: str) -> tuple[str, ...]:
            return tuple(hit.paper.paper_id for hit in library.search(query, top_k=SEARCH_DEPTH))

        return Target(assistant=self._make(library), papers=papers, search=search)


class _VectorsOf:
    """The embedding model of a library. Texts are embedded one by one, so that no batch changes a vector."""

    def __init__(self, library: Library) -> None:
        stats = library.stats()
        self._library = library
        self.name = stats.embedding_model or ""
        self.dimension = stats.embedding_dimension or 0

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = [self._library.embed([text])[0] for text in texts]
        return np.stack(rows) if rows else np.empty((0, self.dimension), dtype=np.float32)
