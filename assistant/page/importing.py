"""A publication list given through the page: read, shown before anything is written, then added."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assistant.page.escaping import counted, escape
from assistant.page.ingest_steps import Passages
from assistant.page.uploads import discard
from vectorstore import IngestReport, Library, Paper
from vectorstore.errors import InputError
from vectorstore.importers import Parsed, Record, Unreadable, read_sources, read_text
from vectorstore.reports import Fate

_SHOWN = 50
_FATES: dict[Fate, str] = {
    "new": "",
    "unchanged": "already here",
    "updated": "changes a paper here",
    "merged": "another record of a paper here",
    "repeated": "given twice",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What was read of a list, and what adding it would do in all and to each paper. Nothing is written."""

    papers: tuple[Paper, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    report: IngestReport = field(default_factory=IngestReport)
    fates: tuple[Fate, ...] = ()

    @property
    def changes(self) -> int:
        return self.report.new + self.report.updated


def read_list(library: Library, pasted: str, uploads: Sequence[Path]) -> Reading:
    """Read pasted text and uploaded files; the uploads are deleted, read or not.

    Raises InputError when there is nothing to read or nothing is a publication list; messages name an
    upload by its own name, never by its place on this machine.
    """
    if not pasted.strip() and not uploads:
        raise InputError("Nothing to read. Paste a publication list, or choose a file.")
    try:
        records = list(_records(pasted, uploads))
    except InputError as exc:
        raise InputError(_without_folders(str(exc), uploads)) from exc
    finally:
        discard(uploads)
    papers = tuple(record.paper for record in records if isinstance(record, Parsed))
    unreadable = tuple(
        Unreadable(
            file=Path(record.file).name, line=record.line, reason=_without_folders(record.reason, uploads)
        )
        for record in records
        if isinstance(record, Unreadable)
    )
    report, fates = library.preview_each(papers)
    return Reading(papers=papers, unreadable=unreadable, report=report, fates=fates)


def reading_html(reading: Reading) -> str:
    """What was read, what is a duplicate, what could not be read and why."""
    report = reading.report
    known = report.unchanged + report.merged
    facts = [
        f"<strong>{counted(len(reading.papers), 'paper')} read.</strong>",
        f"{report.new:,} new",
        f"{report.updated:,} changed" if report.updated else "",
        f"{known:,} already here or given twice" if known else "",
        f"{len(reading.unreadable):,} not readable" if reading.unreadable else "",
    ]
    without = sum(not paper.abstract for paper in reading.papers)
    if without:
        facts.append(f"{without:,} without an abstract: only their records can answer")
    first, *rest = [fact for fact in facts if fact]
    first_ones = zip(reading.papers[:_SHOWN], reading.fates, strict=False)
    rows = "".join(_row(paper, fate) for paper, fate in first_ones)
    more = len(reading.papers) - _SHOWN
    return (
        f'<div class="reading" role="status"><p>{first} {" · ".join(rest)}</p>'
        f"{_unreadable(reading.unreadable)}"
        f'<ul class="found">{rows}</ul>{f"<p>and {more:,} more</p>" if more > 0 else ""}</div>'
    )


def adding_html(papers: int, at: Passages) -> str:
    """How far adding the list is."""
    part = at.done / at.total if at.total else 0.0
    said = f"{at.done:,} of {counted(at.total, 'passage')} in the index" if at.total else "Reading them in"
    return (
        f'<div class="reading" role="status"><p><strong>Adding {counted(papers, "paper")}.</strong> {said}. '
        "You can go on using the page meanwhile.</p>"
        f'<progress max="1" value="{part:.3f}" aria-label="Papers added">{part:.0%}</progress></div>'
    )


def done_html(report: IngestReport) -> str:
    """What adding the list did."""
    return (
        f'<div class="reading" role="status"><p><strong>{counted(report.new, "paper")} added</strong>, '
        f"{report.updated:,} changed, {report.unchanged + report.merged:,} left as they were. "
        '<button type="button" class="plain" data-room="ask">Ask about the papers</button></p></div>'
    )


def trouble_html(message: str) -> str:
    """One line that says what happened and what to do."""
    return f'<p class="failure" role="alert">{escape(message)}</p>'


def _records(pasted: str, uploads: Sequence[Path]) -> Iterator[Record]:
    if pasted.strip():
        yield from read_text(pasted, file="pasted text")
    if uploads:
        yield from read_sources(uploads)


def _without_folders(message: str, uploads: Sequence[Path]) -> str:
    for upload in uploads:
        message = message.replace(str(upload), upload.name)
    return message


def _row(paper: Paper, fate: Fate) -> str:
    authors = ", ".join(paper.authors) + ("" if paper.authors_complete else " et al.")
    year = str(paper.year) if paper.year is not None else "year not given"
    facts = " · ".join(escape(fact) for fact in (authors or "authors not given", year) if fact)
    title = f'<span class="title"><bdi>{escape(paper.title)}</bdi></span>'
    told = f' <span class="kind">{_FATES[fate]}</span>' if _FATES[fate] else ""
    return f'<li>{title}<span class="facts">{facts}{told}</span></li>'


def _unreadable(places: Sequence[Unreadable]) -> str:
    if not places:
        return ""
    items = "".join(
        f"<li>{escape(place.file)}, line {place.line:,}: {escape(place.reason)}</li>"
        for place in places[:_SHOWN]
    )
    return f'<details class="left-out" open><summary>Not readable</summary><ul>{items}</ul></details>'
