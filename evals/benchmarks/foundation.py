"""`make bench`: ingest, retrieval and answers on the sample, beside plain LlamaIndex on Chroma, in one run.

Both sides embed with the same model object on the same machine, in turn; imports are paid before the
clock starts. Every question is new to both, so that no cache answers. Printed: the median of the runs
(p50 and p95 over the questions of all runs) and the ratio ours / peer.
"""

import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

from assistant.chain import Assistant
from assistant.settings import Settings
from evals.benchmarks.plain_llama_index import index_papers
from vectorstore import Library, Paper, embedder_for
from vectorstore.sample import sample_papers

RUNS = 5
TOP_K = 8
WORDINGS = (
    "What does the work on {} propose?",
    "Which problem is solved in {}?",
    "How well does the approach of {} work?",
    "Which experiments are described in {}?",
    "Summarise {}",
)


def milliseconds(act: Callable[[], object]) -> float:
    """Wall-clock time of one call."""
    began = perf_counter()
    act()
    return (perf_counter() - began) * 1000


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0…1) of the values lie."""
    return statistics.quantiles(values, n=100, method="inclusive")[round(share * 100) - 1]


def measure(papers: Sequence[Paper]) -> dict[str, tuple[float, float]]:
    """Milliseconds (ours, peer) by figure."""
    embedder = embedder_for()
    index_papers(papers[:1], Path(tempfile.mkdtemp()), embedder, TOP_K)  # pays the imports of both sides
    ingest: tuple[list[float], list[float]] = ([], [])
    retrieve: tuple[list[float], list[float]] = ([], [])
    answer: list[float] = []
    for wording in WORDINGS[:RUNS]:
        with tempfile.TemporaryDirectory() as folder:
            questions = [wording.format(paper.title) for paper in papers]
            library = Library.open(Path(folder) / "ours", embedder=embedder)
            ingest[0].append(milliseconds(lambda library=library: library.ingest(papers)))  # type: ignore[misc]  # bound now
            began = perf_counter()
            retriever = index_papers(papers, Path(folder) / "peer", embedder, TOP_K)
            ingest[1].append((perf_counter() - began) * 1000)
            for question in questions:
                retrieve[0].append(milliseconds(lambda q=question, at=library: at.search(q, top_k=TOP_K)))  # type: ignore[misc]  # bound now
                retrieve[1].append(milliseconds(lambda q=question, at=retriever: at.retrieve(q)))  # type: ignore[misc]  # bound now
            assistant = Assistant(library, settings=Settings.load(engine="extractive"))
            answer += [milliseconds(lambda q=f"{each} Why?", at=assistant: at.ask(q)) for each in questions]  # type: ignore[misc]  # bound now
            assistant.close()
    nothing = float("nan")
    return {
        f"ingest of {len(papers)} papers, median": (
            statistics.median(ingest[0]),
            statistics.median(ingest[1]),
        ),
        f"retrieval of {TOP_K} papers, p50": (quantile(retrieve[0], 0.5), quantile(retrieve[1], 0.5)),
        f"retrieval of {TOP_K} papers, p95": (quantile(retrieve[0], 0.95), quantile(retrieve[1], 0.95)),
        "checked answer, extractive, p50": (quantile(answer, 0.5), nothing),
        "checked answer, extractive, p95": (quantile(answer, 0.95), nothing),
    }


def main() -> None:
    """Print the table as Markdown."""
    lines = ["| figure (ms) | ours | plain LlamaIndex + Chroma | ratio |", "| --- | ---: | ---: | ---: |"]
    for name, (ours, peer) in measure(sample_papers()).items():
        compared = f"{peer:.1f} | {ours / peer:.2f}" if peer == peer else "cannot | –"
        lines.append(f"| {name} | {ours:.1f} | {compared} |")
    sys.stdout.write("\n".join(lines) + f"\n\n{RUNS} runs, every question new to both sides.\n")


if __name__ == "__main__":
    main()
