"""An ingest that writes nothing: it runs on a passing database, to which stored papers are copied."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field

from vectorstore.catalogue import Catalogue
from vectorstore.catalogue.connections import WRITE_CACHE_KIB
from vectorstore.catalogue.identities import apart_from, candidates, keep_apart, read_stored, write_records
from vectorstore.catalogue.rows import write_paper
from vectorstore.catalogue.schema import migrate
from vectorstore.ingestion import Ingestion
from vectorstore.records import Paper
from vectorstore.reports import Fate, IngestReport


@dataclass(frozen=True, kw_only=True, slots=True)
class Rehearsal:
    """What an ingest would report, what becomes of each record, and the ids of papers that would leave."""

    report: IngestReport
    fates: tuple[Fate, ...] = ()
    leaving: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Copy:
    stored: sqlite3.Connection
    passing: sqlite3.Connection
    rows: dict[int, int] = field(default_factory=dict)
    """From the row of a stored paper to that of its copy."""

    def fetch(self, record: Paper) -> None:
        """Copy the stored papers that the record may be of, and those that are kept apart from them."""
        missing = [row for row in candidates(self.stored, record) if row not in self.rows]
        for one in read_stored(self.stored, missing) if missing else []:
            copied = write_paper(self.passing, one.paper)
            write_records(self.passing, copied, one.records)
            self.rows[one.row] = copied
            for other in apart_from(self.stored, one.row) & self.rows.keys():
                keep_apart(self.passing, [copied, self.rows[other]])


def rehearse(catalogue: Catalogue, papers: Iterable[Paper], *, sync: bool = False) -> Rehearsal:
    """What an ingest of the papers, or with `sync` of nothing but them, would do."""
    passing = sqlite3.connect("", isolation_level=None)
    try:
        with catalogue.reading() as stored:
            passing.execute("PRAGMA foreign_keys = ON")
            passing.execute(f"PRAGMA cache_size = -{WRITE_CACHE_KIB}")
            migrate(passing)
            passing.execute("BEGIN")
            copy = _Copy(stored=stored, passing=passing)
            ingestion = Ingestion(connection=passing, passages_of=lambda _: ())
            if stored.execute("SELECT 1 FROM papers LIMIT 1").fetchone():
                ingestion.fetch = copy.fetch
            ingestion.add(papers)
            if not sync:
                return Rehearsal(report=ingestion.report, fates=tuple(ingestion.fates))
            staying = {row for row, copied in copy.rows.items() if ingestion.touched(copied)}
            ingestion.drop_the_rest()
            rows = stored.execute("SELECT id, paper_id FROM papers ORDER BY id")
            leaving = tuple(paper_id for row, paper_id in rows if row not in staying)
            return Rehearsal(report=ingestion.report, leaving=leaving)
    finally:
        passing.close()
