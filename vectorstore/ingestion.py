"""From the records of a list to what the catalogue must change: one record after the other, in one
transaction, so that a stopped ingest leaves the catalogue as it was."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from vectorstore.catalogue.catalogue import drop_paper, forget_words, store_paper
from vectorstore.catalogue.identities import (
    Stored,
    apart_from,
    candidates,
    merged_rows,
    read_stored,
    short_hash,
    write_keys,
    write_records,
)
from vectorstore.catalogue.rows import content_hash, storable
from vectorstore.duplicates import titles_resemble
from vectorstore.merging import merged, updated
from vectorstore.records import Paper, Passage
from vectorstore.reports import Fate, IngestReport

PassagesOf = Callable[[Paper], Sequence[Passage]]


def cut(paper: Paper) -> Sequence[Passage]:
    """The paper's passages."""
    from vectorstore.chunking import passages_of  # local: LlamaIndex takes seconds

    return passages_of(paper)


@dataclass(kw_only=True)
class Ingestion:
    """Adds records to the catalogue behind `connection`, which is inside a write transaction.

    A record is one of a stored paper's when `duplicates.same_paper` says so or their ids are equal. Where an
    earlier ingest brought a record with the same id and a like title, that one is updated. Else it is a
    further record of the paper, which becomes the fullest form of all its records and keeps its id. Papers
    that one record shows to be the same become one, except those that a person has split.
    """

    connection: sqlite3.Connection
    passages_of: PassagesOf = cut
    fetch: Callable[[Paper], None] = lambda _: None
    """Called with each record before it is looked for: a preview brings stored papers near."""

    fates: list[Fate] = field(default_factory=list)
    """What became of each record, in the order in which they were added."""

    _outcomes: dict[int, Fate] = field(default_factory=dict)
    _seen: set[tuple[int, str]] = field(default_factory=set)
    _merged: int = 0

    def add(self, papers: Iterable[Paper]) -> None:
        for paper in papers:
            record = storable(paper)
            self.fetch(record)
            self._add(record)

    def drop_the_rest(self) -> tuple[str, ...]:
        """Remove papers of which no record was added, and of the others the records that were not; the ids
        of the papers that left.
        """
        rows = self.connection.execute("SELECT id, paper_id FROM papers ORDER BY id").fetchall()
        leaving = [(row, paper_id) for row, paper_id in rows if row not in self._outcomes]
        for row, _ in leaving:
            drop_paper(self.connection, row)
        for stored in list(merged_rows(self.connection)):
            kept = [one for one in stored.records if self.given(stored.row, one)]
            if len(kept) < len(stored.records):
                rewrite(self.connection, stored, kept, self.passages_of)
                if self._outcomes[stored.row] in {"unchanged", "merged"}:
                    self._outcomes[stored.row] = "updated"
        if leaving:
            forget_words(self.connection)
        return tuple(paper_id for _, paper_id in leaving)

    def touched(self, row: int) -> bool:
        """Whether a record of the paper in this row was added."""
        return row in self._outcomes

    @property
    def report(self) -> IngestReport:
        counts = Counter(self._outcomes.values())
        return IngestReport(
            new=counts["new"],
            unchanged=counts["unchanged"],
            updated=counts["updated"],
            merged=self._merged + counts["merged"],
        )

    def given(self, row: int, record: Paper) -> bool:
        """Whether a record of the paper in this row was among those added."""
        return (row, short_hash(record)) in self._seen

    def _add(self, record: Paper) -> None:
        found = self._paper_of(record)
        if found is None:
            row = store_paper(self.connection, record, self.passages_of(record))
            write_keys(self.connection, row, record)
            self._seen.add((row, short_hash(record)))
            self._outcomes[row] = "new"
            self.fates.append("new")
            return
        outcome, records = self._with(found, record)
        changed = len(records) != len(found.records) or outcome == "updated"
        if changed:
            rewrite(self.connection, found, records, self.passages_of)
        before = self._outcomes.get(found.row)
        if before is None:
            self._outcomes[found.row] = outcome
            self.fates.append(outcome)
            return
        self.fates.append("repeated")
        self._merged += 1
        if changed and before == "unchanged":
            self._outcomes[found.row] = "updated"

    def _paper_of(self, record: Paper) -> Stored | None:
        """The stored paper that the record is of, joined with others that the record shows to be the same."""
        rows = candidates(self.connection, record)
        matches = [one for one in read_stored(self.connection, rows) if one.has(record)] if rows else []
        if len(matches) < 2:
            return matches[0] if matches else None
        hashed = short_hash(record)
        chosen = min(
            matches,
            key=lambda one: (
                hashed not in map(short_hash, one.records),
                one.paper.paper_id != record.paper_id,
                one.row,
            ),
        )
        apart = apart_from(self.connection, chosen.row)
        for other in matches:
            if other.row != chosen.row and other.row not in apart:
                chosen = self._joined(chosen, other)
        return chosen

    def _joined(self, chosen: Stored, other: Stored) -> Stored:
        records = (*chosen.records, *other.records)
        drop_paper(self.connection, other.row)
        rewrite(self.connection, chosen, records, self.passages_of)
        self._seen |= {(chosen.row, hashed) for row, hashed in self._seen if row == other.row}
        gone = self._outcomes.pop(other.row, None)
        if gone is not None:
            self._merged += chosen.row in self._outcomes
            self._outcomes.setdefault(chosen.row, gone)
        return Stored(row=chosen.row, paper=merged_as(chosen.paper, records), records=records)

    def _with(self, found: Stored, record: Paper) -> tuple[Fate, tuple[Paper, ...]]:
        """What the record is to the paper, and the paper's records with it."""
        row, hashed = found.row, short_hash(record)
        if (row, hashed) in self._seen:
            return "unchanged", found.records
        self._seen.add((row, hashed))
        if hashed in map(short_hash, found.records):
            return "unchanged", found.records
        earlier = [
            place
            for place, one in enumerate(found.records)
            if one.record_id == record.record_id and titles_resemble(one, record) and not self.given(row, one)
        ]
        if not earlier:
            return "merged", (*found.records, record)
        place = max(earlier, key=lambda place: _fields_in_common(found.records[place], record))
        now = updated(found.records[place], record)
        self._seen.add((row, short_hash(now)))
        if content_hash(now) == content_hash(found.records[place]):
            return "unchanged", found.records
        return "updated", (*found.records[:place], now, *found.records[place + 1 :])


def rewrite(
    connection: sqlite3.Connection, stored: Stored, records: Sequence[Paper], passages_of: PassagesOf = cut
) -> None:
    """Store the paper as its records now make it."""
    paper = merged_as(stored.paper, records)
    if content_hash(paper) != content_hash(stored.paper):
        store_paper(connection, paper, passages_of(paper))
    write_records(connection, stored.row, records)


def merged_as(paper: Paper, records: Sequence[Paper]) -> Paper:
    """The fullest form of the records, under the paper's id."""
    return replace(merged(records), known_id=paper.paper_id)


def _fields_in_common(one: Paper, other: Paper) -> int:
    return sum(
        getattr(one, name) == getattr(other, name)
        for name in ("title", "abstract", "authors", "date", "venue", "categories", "url", "raw")
    )
