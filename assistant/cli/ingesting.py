"""`assistant ingest`: publication lists into the library, and a report of what came of every record."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from rich.text import Text

from assistant.cli.opening import library_at
from assistant.cli.output import people, plain, print_json
from assistant.cli.progress import embedding_progress
from vectorstore import IngestReport, Paper
from vectorstore.errors import InputError
from vectorstore.importers import Record, Unreadable, read_sources
from vectorstore.sample import sample_papers

SHOWN_UNREADABLE = 20


def run(paths: Sequence[Path], *, library: Path | None, as_json: bool, dry_run: bool, sample: bool) -> None:
    if not paths and not sample:
        raise InputError("Name a publication list to read, or give --sample for the sample papers.")
    records: list[Record] = list(read_sources(paths)) if paths else []
    unreadable = [record for record in records if isinstance(record, Unreadable)]
    papers = [*(sample_papers() if sample else ()), *_papers(records)]
    with library_at(library) as opened:
        if dry_run:
            report = opened.preview(papers)
        else:
            with embedding_progress() as progress:
                report = opened.ingest(papers, progress=progress)
    without_abstract = sum(not paper.abstract.strip() for paper in papers)
    if as_json:
        print_json(_document(len(papers), report, without_abstract, unreadable))
    else:
        _tell(len(papers), report, without_abstract, unreadable, dry_run=dry_run)


def _papers(records: Sequence[Record]) -> Iterator[Paper]:
    return (record.paper for record in records if not isinstance(record, Unreadable))


def _document(
    read: int, report: IngestReport, without_abstract: int, unreadable: Sequence[Unreadable]
) -> dict[str, Any]:
    return {
        "read": read,
        "new": report.new,
        "unchanged": report.unchanged,
        "updated": report.updated,
        "merged": report.merged,
        "without_abstract": without_abstract,
        "unreadable": [{"file": each.file, "line": each.line, "reason": each.reason} for each in unreadable],
    }


def _tell(
    read: int, report: IngestReport, without_abstract: int, unreadable: Sequence[Unreadable], *, dry_run: bool
) -> None:
    counts = {
        "new": report.new,
        "unchanged": report.unchanged,
        "updated": report.updated,
        "merged": report.merged,
        "without abstract": without_abstract,
        "unreadable": len(unreadable),
    }
    said = ", ".join(f"{count} {name}" for name, count in counts.items() if count or name == "new")
    people.print(Text(f"{read} papers read: {said}." + (" Nothing was written." if dry_run else "")))
    for each in unreadable[:SHOWN_UNREADABLE]:
        people.print(Text(f"  {plain(each.file)}, line {each.line}: {plain(each.reason)}", style="yellow"))
    if len(unreadable) > SHOWN_UNREADABLE:
        people.print(f"  … and {len(unreadable) - SHOWN_UNREADABLE} more; --json lists them all.")
