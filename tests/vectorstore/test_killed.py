"""A process killed at any moment leaves a library that opens, heals and has lost nothing it reported."""

import subprocess
from contextlib import AbstractContextManager
from pathlib import Path

from tests.vectorstore.fakes import BEES, GLACIERS, PAPERS, WordEmbedder, numbered_papers
from tests.vectorstore.piped import piped, replied
from tests.vectorstore.test_healing import expected_in, passages_in
from vectorstore import Library


def worker() -> AbstractContextManager["subprocess.Popen[str]"]:
    return piped("-m", "tests.vectorstore.killed_child")


def killed_at(process: "subprocess.Popen[str]", folder: Path, step: int) -> bool:
    ended = int(replied(process, f"{folder} {step}"))
    assert ended in {0, -9}
    return ended == -9


def assert_heals(folder: Path) -> None:
    """Opens, whatever model the index was left with, and both indexes hold what the catalogue holds."""
    with Library.open(folder, embedder=WordEmbedder()) as library:
        model = library.stats().embedding_model
    with Library.open(folder, embedder=WordEmbedder(model or "words-64")) as library:
        papers = library.papers()
        hits = library.search("honeybees glaciers weaving tidal study penguins", top_k=50)
        assert {hit.paper.paper_id for hit in hits} == {paper.paper_id for paper in papers}
        assert all(hit.vector_rank is not None for hit in hits)
        for paper in papers:
            assert library.search(paper.title, top_k=1)[0].paper == paper
            (hit,) = [hit for hit in hits if hit.paper == paper]
            assert "".join(p.text for p in sorted(hit.passages, key=lambda p: p.ordinal)).replace(
                " ", ""
            ) == paper.abstract.replace(" ", "")
    assert passages_in(folder) == expected_in(folder)


def test_killed_at_every_step_it_heals(tmp_path: Path) -> None:
    known = {paper.paper_id for paper in (*PAPERS, *numbered_papers(2, sentences=20))}
    with worker() as process:
        for step in range(1, 500):
            folder = tmp_path / f"killed-{step}"
            killed = killed_at(process, folder, step)
            assert_heals(folder)
            with Library.open(folder, embedder=WordEmbedder()) as library:
                assert {paper.paper_id for paper in library.papers()} <= known
            if not killed:
                break
    assert step > 25
    with Library.open(folder, embedder=WordEmbedder("other-64")) as library:
        assert {p.paper_id for p in library.papers()} == known - {GLACIERS.paper_id}
        assert library.paper(BEES.paper_id) is not None
