"""Reads `FOLDER STEP` lines; for each forks a child that works on the library and is killed at that step.

Run as a process of its own: everything heavy is imported once, before the forks. Prints, per line, how the
child ended: -9 when it was killed, 0 when it had no such step and finished.
"""

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

# Before the first fork: these take seconds.
import llama_index.core.node_parser
import llama_index.vector_stores.chroma  # noqa: F401

from tests.vectorstore.fakes import BEES, GLACIERS, PAPERS, WordEmbedder, numbered_papers
from vectorstore import Library, ingestion
from vectorstore.catalogue import Catalogue, catalogue
from vectorstore.catalogue.outbox import Outbox
from vectorstore.index import VectorIndex

STEPS = (
    (ingestion, "store_paper"),
    (ingestion, "write_records"),
    (Catalogue, "remove"),
    (catalogue, "write_paper"),
    (Outbox, "start_over"),
    (Outbox, "mark_indexed"),
    (Outbox, "forget_deletes"),
    (VectorIndex, "create"),
    (VectorIndex, "add"),
    (VectorIndex, "delete"),
    (WordEmbedder, "embed"),
)


def kill_at(fatal_step: int) -> None:
    """Kill this process after the `fatal_step`th step; what is after one step is before the next."""
    passed = 0

    def moment() -> None:
        nonlocal passed
        passed += 1
        if passed == fatal_step:
            os.kill(os.getpid(), signal.SIGKILL)

    def watched(step: Callable[..., Any]) -> Callable[..., Any]:
        def run(*given: Any, **named: Any) -> Any:
            result = step(*given, **named)
            moment()
            return result

        return run

    for owner, name in STEPS:
        setattr(owner, name, watched(getattr(owner, name)))


def work(folder: Path) -> None:
    """An ingest, a change of abstract, a removal, and an index for another model."""
    with Library.open(folder, embedder=WordEmbedder()) as library:
        library.ingest(PAPERS)
        library.ingest(
            [replace(BEES, abstract="Penguins prefer ice. " * 3), *numbered_papers(2, sentences=20)]
        )
        library.remove([GLACIERS.paper_id])
    with Library.open(folder, embedder=WordEmbedder("other-64")) as library:
        library.reindex()


def main() -> None:
    for line in sys.stdin:
        folder, step = line.split()
        child = os.fork()
        if child == 0:
            kill_at(int(step))
            work(Path(folder))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201 - the parent reads it


if __name__ == "__main__":
    main()
