"""`make bench-crashes`: a process killed at random moments of ingest, sync, remove and reindex, one library.

    python -m tests.vectorstore.crashes [--moments 200] [--seed 1]

After every kill another process opens the library and looks at all of it: the papers are those from before
the step or those from after it, whole, each once; both indexes hold their words and vectors and nothing
else. A step that was reported as done has its papers from after it. Prints a table; the first fault ends it.
"""

import argparse
import os
import random
import select
import signal
import statistics
import sys
import tempfile
import time
import traceback
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

# Before the first fork: these take seconds.
import llama_index.core.node_parser
import llama_index.vector_stores.chroma  # noqa: F401

from tests.vectorstore.fakes import WordEmbedder, numbered_papers
from tests.vectorstore.test_healing import expected_in, passages_in
from vectorstore import Library, Paper
from vectorstore.chunking import embedded_text
from vectorstore.index import VectorIndex

POOL = numbered_papers(60, sentences=9)
STEPS = ("ingest", "sync", "remove", "reindex")
State = dict[str, Paper]


@dataclass(kw_only=True)
class Tally:
    """What became of the kills of one kind of step."""

    undone: int = 0
    done: int = 0
    ended: int = 0
    """Runs that ended before their kill, and reported so."""
    healing: list[float] = field(default_factory=list)


@dataclass(kw_only=True)
class Harness:
    """One library that is killed again and again. Its choices repeat by seed, the machine's pace does not."""

    folder: Path
    seed: int
    state: State = field(default_factory=dict)
    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    _lasts: dict[str, float] = field(default_factory=dict)

    def run(self, moments: int) -> None:
        """Kill so many times. AssertionError at the first fault, with what was found."""
        choice = random.Random(self.seed)
        killed = 0
        while killed < moments:
            step = choice.choice(STEPS) if self.state else "ingest"
            before, (work, after) = dict(self.state), self._plan(step, choice)
            known = self._lasts.get(step)
            wait = None if known is None else choice.uniform(0, 1.1 * known)
            began = time.monotonic()
            was_killed = self._work(work, wait)
            if not was_killed:
                self._lasts[step] = time.monotonic() - began
            killed += was_killed
            allowed = {"done": after} | ({"undone": before} if was_killed else {})
            began = time.monotonic()
            found = self._looked_at(allowed)
            tally = self.tallies[step]
            tally.healing.append(time.monotonic() - began)
            if was_killed:
                setattr(tally, found, getattr(tally, found) + 1)
            else:
                tally.ended += 1
            self.state = allowed[found]

    def _plan(self, step: str, choice: random.Random) -> tuple[Callable[[Library], object], State]:
        """The work of a step, and the papers after it."""
        if step == "remove":
            leaving = choice.sample(sorted(self.state), k=max(1, len(self.state) // 3))
            ids = [self.state[title].paper_id for title in leaving]
            staying = {title: paper for title, paper in self.state.items() if title not in leaving}
            return (lambda library: library.remove(ids)), staying
        if step == "reindex":
            return (lambda library: library.reindex()), dict(self.state)
        batch = tuple(_reworded(paper, choice) for paper in choice.sample(POOL, k=choice.randint(5, 25)))
        given = {paper.title: paper for paper in batch}
        if step == "sync":
            return (lambda library: library.sync(batch)), given
        return (lambda library: library.ingest(batch)), self.state | given

    def _work(self, work: Callable[[Library], object], wait: float | None) -> bool:
        """Run the work in a process of its own and kill that after so many seconds; whether it was killed."""
        with _forked(lambda ready: self._worked(work, ready)) as (child, said):
            assert os.read(said, 1) == b"g", "the library did not open"
            if wait is not None and not select.select([said], [], [], wait)[0]:
                os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
            if os.waitstatus_to_exitcode(status) == -signal.SIGKILL:
                return os.read(said, 1) != b"d"  # killed after it had reported is not killed
            assert status == 0, f"the step failed by itself: {os.read(said, 10_000).decode()}"
            return False

    def _worked(self, work: Callable[[Library], object], said: int) -> None:
        with Library.open(self.folder, embedder=WordEmbedder()) as library:
            os.write(said, b"g")
            work(library)
            os.write(said, b"d")

    def _looked_at(self, allowed: dict[str, State]) -> str:
        """Which of the allowed states the library is in, looked at by a process that opens it anew."""

        def look(said: int) -> None:
            os.write(said, whole_state(self.folder, allowed).encode())

        with _forked(look) as (child, said):
            _, status = os.waitpid(child, 0)
            told = os.read(said, 10_000).decode()
            assert status == 0, f"seed {self.seed}: {told}"
            return told


def whole_state(folder: Path, allowed: dict[str, State]) -> str:
    """The name of the state that the library is in. AssertionError for any fault."""
    embedder = WordEmbedder()
    with Library.open(folder, embedder=embedder) as library:
        library.verify()
        papers = library.papers()
        state = {paper.title: paper for paper in papers}
        assert len(state) == len(papers), "a paper is there twice"
        found = [name for name, expected in allowed.items() if state == expected]
        assert found, f"{len(state)} papers, neither those from before nor those from after"
        for paper in papers:
            (hit,) = library.search(paper.title, top_k=1)
            assert hit.paper == paper, f"{paper.title} is not found"
            assert hit.vector_rank is not None, f"{paper.title} is half-indexed"
            (number,) = library.document_frequencies([paper.title.split()[-1]]).values()
            assert number == 1, f"the words of {paper.title} are there {number} times"
        passages = [passage for hit in library.search("study", top_k=99) for passage in hit.passages]
    assert passages_in(folder) == expected_in(folder), "vectors and passages differ"
    index = VectorIndex(folder / "index")
    for passage in passages:
        title = next(paper.title for paper in papers if paper.paper_id == passage.paper_id)
        (vector,) = embedder.embed([embedded_text(title, passage.text)])
        near = index.nearest(vector, 3)
        assert passage.passage_id in [one.passage_id for one in near], f"{passage.passage_id} is not found"
    index.close()
    return found[0]


def _reworded(paper: Paper, choice: random.Random) -> Paper:
    """The paper, or the same with another abstract."""
    return paper if choice.random() < 0.7 else replace(paper, abstract=paper.abstract + " It was seen again.")


@contextmanager
def _forked(act: Callable[[int], None]) -> Iterator[tuple[int, int]]:
    """A child that acts and writes to a pipe; its pid and the end to read. A failure is written there."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        code = 1
        try:
            act(writing)
            code = 0
        except BaseException:  # noqa: BLE001 - told to the parent, which raises it
            os.write(writing, traceback.format_exc().encode()[-4_000:])
        finally:
            os._exit(code)
    os.close(writing)
    try:
        yield child, reading
    finally:
        os.close(reading)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--moments", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        harness = Harness(folder=Path(folder) / "library", seed=given.seed)
        harness.run(given.moments)
    lines = [
        "| killed while at | kills | found as before | found as after | not killed | s to heal and look |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for step, tally in sorted(harness.tallies.items()):
        figures = (tally.undone + tally.done, tally.undone, tally.done, tally.ended)
        spent = f"{statistics.median(tally.healing):.2f}"
        lines.append(f"| {step} | {' | '.join(map(str, figures))} | {spent} |")
    sys.stdout.write("\n".join(lines) + f"\n\nSeed {given.seed}: no fault.\n")


if __name__ == "__main__":
    main()
