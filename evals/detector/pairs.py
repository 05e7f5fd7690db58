"""Human-labelled pairs of claim and evidence, read from the files of a folder."""

import gzip
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_MARKERS = re.compile(r"\s*\[\d+\]")
Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """`supported`: the evidence fully supports the claim, people say. Pairs of one `document` are related."""

    claim: str
    evidence: str
    supported: bool
    document: str


def scifact(folder: Path) -> Iterator[Pair]:
    """SciFact (Wadden et al. 2020): claims against whole abstracts; NEI and CONTRADICT are not supported."""
    corpus = {row["doc_id"]: row for row in rows(folder / "scifact_corpus.jsonl.gz")}
    for row in rows(folder / "1_scifact_pairs.jsonl"):
        paper = corpus[row["doc_id"]]
        text = " ".join([paper["title"], *paper["sentences"]])
        yield Pair(
            claim=row["claim"], evidence=text, supported=row["label"] == "SUPPORT", document=row["doc_id"]
        )


def healthver(folder: Path) -> Iterator[Pair]:
    """HealthVer (Sarrouti et al. 2021): claims of web pages against passages of abstracts."""
    for row in rows(folder / "1_healthver.jsonl"):
        yield Pair(
            claim=row["claim"],
            evidence=row["evidence"],
            supported=row["label"] == "SUPPORT",
            document=row["evidence"],
        )


def wice(folder: Path) -> Iterator[Pair]:
    """WiCE (Kamoi et al. 2023): claims of Wikipedia against the cited page; partly is not supported."""
    for row in rows(folder / "2_wice.jsonl.gz"):
        text = " ".join(row["evidence_sentences"])
        yield Pair(
            claim=row["claim"], evidence=text, supported=row["label"] == "supported", document=text[:200]
        )


def expertqa(folder: Path) -> Iterator[Pair]:
    """ExpertQA (Malaviya et al. 2024): sentences of answer systems; only complete support counts."""
    for row in rows(folder / "2_expertqa_claims.jsonl"):
        if row["support"] != "N/A":
            yield Pair(
                claim=_MARKERS.sub("", row["claim"]),
                evidence="\n".join(each["text"] for each in row["evidence"]),
                supported=row["support"] == "Complete",
                document=row["question"],
            )


def faithbench(folder: Path) -> Iterator[Pair]:
    """FaithBench (Bao et al. 2025): whole summaries, chosen because detectors disagree on them."""
    for row in rows(folder / "2_faithbench.jsonl"):
        yield Pair(
            claim=row["response"],
            evidence=row["source"],
            supported=not row["hallucinated"],
            document=row["source"],
        )


SETS: dict[str, Callable[[Path], Iterator[Pair]]] = {
    "SciFact": scifact,
    "HealthVer": healthver,
    "WiCE": wice,
    "ExpertQA": expertqa,
    "FaithBench": faithbench,
}


def rows(path: Path) -> Iterator[Row]:
    """The records of a JSONL file, gzipped or not. OSError and ValueError pass."""
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    for line in text.split("\n"):
        if line:
            yield json.loads(line)
