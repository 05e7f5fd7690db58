"""Human-labelled examples whose licences allow training: SciFact, WiCE, ExpertQA and PubMedQA."""

import re
from collections.abc import Iterator
from pathlib import Path

from evals.detector.pairs import rows
from evals.training.corpora import split
from evals.training.synthetic import Abstract, Example

_MARKERS = re.compile(r"\s*\[\d+\]")


def scifact(folder: Path) -> Iterator[Example]:
    corpus = {row["doc_id"]: row for row in rows(folder / "scifact_corpus.jsonl.gz")}
    names = {"SUPPORT": "supported", "CONTRADICT": "contradicted", "NEI": "unsupported"}
    for row in rows(folder / "1_scifact_pairs.jsonl"):
        paper = corpus[row["doc_id"]]
        yield Example(
            claim=row["claim"],
            sentences=(paper["title"], *paper["sentences"]),
            label=names[row["label"]],
            document=row["doc_id"],
            source="SciFact",
            keep=tuple(at + 1 for at in (row["rationales"] or [[]])[0]),
        )


def wice(folder: Path) -> Iterator[Example]:
    for row in rows(folder / "2_wice.jsonl.gz"):
        sentences = tuple(row["evidence_sentences"])
        yield Example(
            claim=row["claim"],
            sentences=sentences,
            label="supported" if row["label"] == "supported" else "not supported",
            document=" ".join(sentences)[:200],
            source="WiCE",
            keep=tuple((row["supporting_sentences"] or [[]])[0][:3]),
        )


def expertqa(folder: Path) -> Iterator[Example]:
    for row in rows(folder / "2_expertqa_claims.jsonl"):
        if row["support"] != "N/A":
            yield Example(
                claim=_MARKERS.sub("", row["claim"]),
                sentences=split("\n".join(each["text"] for each in row["evidence"])),
                label="supported" if row["support"] == "Complete" else "not supported",
                document=row["question"],
                source="ExpertQA",
            )


def pubmedqa(folder: Path) -> Iterator[Example]:
    """The authors' conclusion held to the rest of their abstract, and the yes/no question as a claim."""
    for row in rows(folder / "3_pubmedqa.jsonl"):
        sentences = split(" ".join(part["text"] for part in row["abstract"]))
        for conclusion in split(row["conclusion"])[:2]:
            if len(conclusion.split()) > 5:
                yield Example(
                    claim=conclusion,
                    sentences=sentences,
                    label="supported",
                    document=row["pmid"],
                    source="PubMedQA conclusion",
                )
        label = {"yes": "supported", "no": "contradicted", "maybe": "unsupported"}[row["label"]]
        yield Example(
            claim=row["question"].rstrip("?"),
            sentences=(*sentences, *split(row["conclusion"])),
            label=label,
            document=row["pmid"],
            source="PubMedQA question",
        )


def unlabelled(folder: Path) -> list[Abstract]:
    """Abstracts of the SciFact corpus that no labelled pair uses, and those of PubMedQA."""
    used = {row["doc_id"] for row in rows(folder / "1_scifact_pairs.jsonl")}
    found = [
        Abstract(document=row["doc_id"], title=row["title"], sentences=tuple(row["sentences"]))
        for row in rows(folder / "scifact_corpus.jsonl.gz")
        if row["doc_id"] not in used
    ]
    for row in rows(folder / "3_pubmedqa.jsonl"):
        text = " ".join([*(part["text"] for part in row["abstract"]), row["conclusion"]])
        found.append(Abstract(document=row["pmid"], title="", sentences=split(text)))
    return found
