"""`assistant ingest`: publication lists into the library, and a report of what came of every record."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import typer
from rich.table import Table
from rich.text import Text

from assistant.cli.opening import library_at
from assistant.cli.output import people, plain, print_json
from assistant.cli.place import Place
from assistant.cli.progress import counting
from vectorstore import IngestReport, Library, Paper
from vectorstore.errors import InputError
from vectorstore.importers import Parsed, Record, Unreadable, read_sources
from vectorstore.sample import sample_papers

SHOWN = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class How:
    """The flags of `assistant ingest`."""

    as_json: bool = False
    dry_run: bool = False
    sync: bool = False
    yes: bool = False
    columns: str | None = None


@dataclass(kw_only=True, slots=True)
class Reading:
    """The papers of the sources, one at a time, and what was found on the way."""

    records: Callable[[], Iterable[Record]]
    read: int = 0
    without_abstract: int = 0
    unreadable: list[Unreadable] = field(default_factory=list)

    def papers(self) -> Iterator[Paper]:
        """Reads the sources from their beginning."""
        self.read = self.without_abstract = 0
        self.unreadable = []
        for record in self.records():
            if isinstance(record, Unreadable):
                self.unreadable.append(record)
            else:
                self.read += 1
                self.without_abstract += not record.paper.abstract.strip()
                yield record.paper


def run(paths: Sequence[Path], *, place: Place, sample: bool, how: How) -> None:
    if not paths and not sample:
        raise InputError("Name a publication list to read, or give --sample for the sample papers.")
    columns = _columns(how.columns)

    def records() -> Iterator[Record]:
        for number, paper in enumerate(sample_papers() if sample else (), start=1):
            yield Parsed(file="sample", line=number, paper=paper)
        if paths:
            yield from read_sources(paths, columns=columns)

    take_in(Reading(records=records), place=place, how=how)


def take_in(reading: Reading, *, place: Place, how: How) -> None:
    """Ingest what is read, or say what would happen, and report it."""
    with library_at(place) as opened:
        removed = None
        if how.sync:
            report, leaving = _synced(opened, reading, how)
            removed = len(leaving)
        elif how.dry_run:
            report = opened.preview(reading.papers())
        else:
            with counting("Indexing") as progress:
                report = opened.ingest(reading.papers(), progress=progress)
    if how.as_json:
        print_json(_document(reading, report, removed))
    else:
        _tell(reading, report, removed, dry_run=how.dry_run)


def _columns(text: str | None) -> dict[str, str]:
    """`title=Name,abstract=Summary` as a mapping from field to column."""
    if text is None:
        return {}
    pairs = [part.partition("=") for part in text.split(",")]
    if not all(name.strip() and column.strip() for name, _, column in pairs):
        raise InputError(f"--columns {text!r}: expected FIELD=COLUMN,… as in title=Name,abstract=Summary.")
    return {name.strip(): column.strip() for name, _, column in pairs}


def _synced(library: Library, reading: Reading, how: How) -> tuple[IngestReport, tuple[Paper, ...]]:
    """The report of making the library equal to the sources, and the papers that left."""
    report, leaving = library.preview_sync(reading.papers())
    if how.dry_run:
        if not how.as_json:
            _name(leaving, "would leave")
        return report, leaving
    if leaving and not how.yes:
        _confirm(leaving, reading, how)
    with counting("Indexing") as progress:
        return library.sync(reading.papers(), progress=progress), leaving


def _confirm(leaving: Sequence[Paper], reading: Reading, how: How) -> None:
    if how.as_json or not sys.stdin.isatty():
        raise InputError(
            f"{len(leaving)} papers are not in the sources and would leave the library: give --yes to "
            "remove them, or --dry-run to see what would happen. Nothing was written."
        )
    _name(leaving, "will leave the library")
    if reading.unreadable:
        people.print(f"{len(reading.unreadable)} records could not be read; their papers may be among them.")
    if not typer.confirm("Go on?", err=True):
        raise InputError("Not confirmed; nothing was written.")


def _name(papers: Sequence[Paper], what: str) -> None:
    if papers:
        people.print(f"{len(papers)} paper{'' if len(papers) == 1 else 's'} {what}:")
    for paper in papers[:SHOWN]:
        people.print(Text(f"  {paper.paper_id}  {plain(paper.title)}"))
    if len(papers) > SHOWN:
        people.print(f"  … and {len(papers) - SHOWN} more.")


def _document(reading: Reading, report: IngestReport, removed: int | None) -> dict[str, Any]:
    document: dict[str, Any] = {
        "read": reading.read,
        "new": report.new,
        "unchanged": report.unchanged,
        "updated": report.updated,
        "merged": report.merged,
        "without_abstract": reading.without_abstract,
        "unreadable": [
            {"file": each.file, "line": each.line, "reason": each.reason} for each in reading.unreadable
        ],
    }
    return document if removed is None else {**document, "removed": removed}


def _tell(reading: Reading, report: IngestReport, removed: int | None, *, dry_run: bool) -> None:
    counts = {
        "read": reading.read,
        "new": report.new,
        "unchanged": report.unchanged,
        "updated": report.updated,
        "merged": report.merged,
        "without abstract": reading.without_abstract,
        "unreadable": len(reading.unreadable),
        "removed": removed,
    }
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column()
    table.add_column(justify="right")
    for name, count in counts.items():
        if count is not None:
            table.add_row(name, f"{count:,}")
    people.print(table)
    if report.merged:
        people.print("`assistant papers --merged` shows which records were merged.")
    if reading.unreadable:
        people.print(_unreadable(reading.unreadable[:SHOWN]))
    if len(reading.unreadable) > SHOWN:
        people.print(f"  … and {len(reading.unreadable) - SHOWN} more; --json lists them all.")
    if dry_run:
        people.print("Nothing was written.")


def _unreadable(records: Sequence[Unreadable]) -> Table:
    table = Table(box=None, pad_edge=False, style="yellow")
    table.add_column("file", overflow="fold", max_width=40)
    table.add_column("line", justify="right")
    table.add_column("why it could not be read", overflow="fold")
    for each in records:
        table.add_row(Text(plain(each.file)), str(each.line), Text(plain(each.reason)))
    return table
