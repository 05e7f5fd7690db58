"""From the records of a list to what the catalogue must change."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from vectorstore.catalogue import Catalogue
from vectorstore.catalogue.rows import content_hash, storable
from vectorstore.merging import fullest, updated
from vectorstore.records import Paper
from vectorstore.reports import IngestReport

_BATCH: Final = 256  # papers compared and stored in one transaction


@dataclass(frozen=True, kw_only=True, slots=True)
class Changes:
    """What one batch of records changes: papers to store, and how many there were of each sort."""

    papers: tuple[Paper, ...]
    new: int
    unchanged: int

    def counted(self, report: IngestReport) -> IngestReport:
        """The report with this batch added."""
        return replace(
            report,
            new=report.new + self.new,
            updated=report.updated + len(self.papers) - self.new,
            unchanged=report.unchanged + self.unchanged,
        )


def merged_by_id(papers: Iterable[Paper]) -> tuple[dict[str, Paper], int]:
    """The papers by id in the order of first mention, and how many were merged into another of their id."""
    merged = 0
    by_id: dict[str, Paper] = {}
    for paper in map(storable, papers):
        paper_id = paper.paper_id
        if paper_id in by_id:
            merged += 1
            by_id[paper_id] = _with_id_of(by_id[paper_id], fullest(by_id[paper_id], paper))
        else:
            by_id[paper_id] = paper
    return by_id, merged


def changes(catalogue: Catalogue, given: Mapping[str, Paper]) -> Iterator[Changes]:
    """What storing these papers changes, batch by batch; each batch is compared when it is asked for."""
    ids = list(given)
    for first in range(0, len(ids), _BATCH):
        yield _changes(catalogue, {paper_id: given[paper_id] for paper_id in ids[first : first + _BATCH]})


def _changes(catalogue: Catalogue, batch: dict[str, Paper]) -> Changes:
    hashes = catalogue.hashes(list(batch))
    new = [paper for paper_id, paper in batch.items() if paper_id not in hashes]
    differing = [paper_id for paper_id, stored in hashes.items() if content_hash(batch[paper_id]) != stored]
    changed = [
        paper
        for paper_id, stored in catalogue.papers_by_id(differing).items()
        if content_hash(paper := _with_id_of(stored, updated(stored, batch[paper_id]))) != hashes[paper_id]
    ]
    return Changes(papers=(*new, *changed), new=len(new), unchanged=len(batch) - len(new) - len(changed))


def _with_id_of(keeper: Paper, merged: Paper) -> Paper:
    """`merged`, with the fields that the id is made of as they were where merging would change the id."""
    if merged.paper_id == keeper.paper_id:
        return merged
    return replace(merged, doi=keeper.doi, title=keeper.title, authors=keeper.authors)
