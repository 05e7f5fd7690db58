"""Statements written for this project about abstracts: true, false or unsaid; see `written/README.md`."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from evals.detector.pairs import rows
from evals.training.corpora import split
from evals.training.synthetic import Example

FOLDER = Path(__file__).parent / "written"
_LABELS = {"S": "supported", "C": "contradicted", "U": "unsupported"}


def written(data: Path) -> Iterator[Example]:
    """All statements; `data` holds the SciFact corpus, the text of most."""
    papers = {
        row["doc_id"]: (row["title"], *row["sentences"]) for row in rows(data / "scifact_corpus.jsonl.gz")
    }
    yield from _of_file(FOLDER / "abstracts.txt", papers)
    yield from _of_file(FOLDER / "invented.txt", {})


def _of_file(path: Path, papers: Mapping[str, tuple[str, ...]]) -> Iterator[Example]:
    document, sentences = "", tuple[str, ...]()
    for line in path.read_text("utf-8").splitlines():
        mark, rest = line.split(" ", 1)
        if mark == "#":
            document, sentences = rest, papers[rest]
        elif mark == "#>":
            document, text = rest.split(" | ", 1)
            sentences = (document, *split(text))
        else:
            yield Example(
                claim=rest, sentences=sentences, label=_LABELS[mark], document=document, source="written"
            )
