"""What is asked: an assistant over a library, for injection cases over a copy with the text planted."""

import shutil
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

IDLE_COPIES = 4


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
    """Gives each case the assistant to ask. May raise NothingToPlant. Called from several threads.

    Every target that was given is handed back with `release` when its case has been asked.
    """

    def target(self, case: Case) -> Target: ...

    def release(self, case: Case) -> None: ...


@dataclass(kw_only=True, slots=True)
class _Copy:
    """A library with a planted text, and how many cases are being asked of it."""

    library: Library
    folder: Path
    target: Target
    users: int = 0


class LibraryTargets:
    """Assistants over one library, and over copies of it with a planted text, in a temporary folder.

    `make` builds the assistant of a library. Copies share the vectors of the library they are made from, and
    the last few that are idle stay open for the next wording of their question.
    """

    def __init__(self, library: Library, make: Callable[[Library], Answerer], folder: Path) -> None:
        self._make = make
        self._folder = folder
        self._embedder = _VectorsOf(library)
        self.papers = {paper.paper_id: paper for paper in library.papers()}
        self._clean = self._target(library, self.papers)
        self._copies: dict[Plant, _Copy] = {}
        self._guard = threading.Lock()

    def target(self, case: Case) -> Target:
        if case.plant is None:
            return self._clean
        with self._guard:
            if case.plant not in self._copies:
                self._copies[case.plant] = self._plant(case.plant)
            copy = self._copies[case.plant]
            copy.users += 1
            return copy.target

    def release(self, case: Case) -> None:
        if case.plant is None:
            return
        with self._guard:
            self._copies[case.plant].users -= 1
            idle = [plant for plant, copy in self._copies.items() if not copy.users]
            for plant in idle[: max(0, len(idle) - IDLE_COPIES)]:
                copy = self._copies.pop(plant)
                copy.library.close()
                shutil.rmtree(copy.folder, ignore_errors=True)

    def close(self) -> None:
        for copy in self._copies.values():
            copy.library.close()

    def _plant(self, plant: Plant) -> _Copy:
        papers = with_plant(self.papers, plant)
        folder = Path(tempfile.mkdtemp(dir=self._folder))
        library = Library.open(folder, embedder=self._embedder)
        library.ingest(papers.values())
        target = self._target(library, {paper.paper_id: paper for paper in library.papers()})
        return _Copy(library=library, folder=folder, target=target)

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
