"""How well real exports are read: record counts, and fields against those that Zotero reads.

    ASSISTANT_EVAL_DATA=DATA python -m evals.benchmarks.imports [--differences]

Reads `DATA/6_import` (INDEX.jsonl: records in each file; import_expected.jsonl: the fields). A field counts
where Zotero gives it, and agrees when equal after folding case and white space; fields that only we give
are shown as 'more'.
"""

import argparse
import json
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vectorstore.errors import UnreadableSource
from vectorstore.importers import Parsed, Record, read_sources
from vectorstore.importers.dates import date_of
from vectorstore.records import Paper

# What Zotero calls the makers of works that have no authors.
_MAKERS = frozenset("author artist cartographer composer director inventor programmer".split())
FIELDS = ("title", "authors", "year", "doi", "abstract")


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """A field that Zotero reads otherwise."""

    file: str
    record: int
    field: str
    expected: str
    found: str


def records_of(path: Path) -> list[Record]:
    """The records of a file; those before a refusal where it is refused."""
    records: list[Record] = []
    try:
        for record in read_sources([path]):
            records.append(record)  # noqa: PERF402 -- keeps what came before a refusal
    except UnreadableSource:
        pass
    return records


def miscounted(folder: Path) -> Iterator[tuple[str, int, int, int, int]]:
    """Files whose counts are not those of the index: file, records and abstracts there, and ours."""
    for line in (folder / "INDEX.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        records = records_of(folder / entry["file"])
        abstracts = sum(isinstance(record, Parsed) and bool(record.paper.abstract) for record in records)
        expected = entry["abstracts"] if entry["abstracts"] is not None else abstracts
        if len(records) != entry["records"] or abstracts != expected:
            yield entry["file"], entry["records"], expected, len(records), abstracts


def differences(folder: Path) -> tuple[Counter[str], list[Difference]]:
    """How often each field that Zotero gives was compared, and where ours differs.

    Fields that only we give are among the differences, with an empty `expected`, but not counted.
    """
    compared: Counter[str] = Counter()
    found: list[Difference] = []
    for line in (folder / "import_expected.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        papers = [
            record.paper if isinstance(record, Parsed) else None
            for record in records_of(folder / entry["file"])
        ]
        for number, item in enumerate(entry["items"]):
            paper = papers[number] if number < len(papers) else None
            ours, theirs = _ours(paper), _theirs(item)
            for field in FIELDS:
                if not ours[field] and not theirs[field]:
                    continue
                compared[field] += bool(theirs[field])
                if _folded(ours[field]) != _folded(theirs[field]):
                    found.append(
                        Difference(
                            file=entry["file"],
                            record=number + 1,
                            field=field,
                            expected=theirs[field],
                            found=ours[field],
                        )
                    )
    return compared, found


def _ours(paper: Paper | None) -> dict[str, str]:
    if paper is None:
        return dict.fromkeys(FIELDS, "")
    return {
        "title": paper.title,
        "authors": "; ".join(paper.authors),
        "year": "" if paper.year is None else str(paper.year),
        "doi": paper.doi or "",
        "abstract": paper.abstract,
    }


def _theirs(item: dict[str, object]) -> dict[str, str]:
    creators = item.get("creators")
    people = [one for one in creators if one["creatorType"] in _MAKERS] if isinstance(creators, list) else []
    stated = re.search(r"^DOI: (\S+)", str(item.get("extra") or ""), re.MULTILINE)
    date = date_of(str(item.get("date") or ""))
    return {
        "title": str(item.get("title") or ""),
        "authors": "; ".join(
            " ".join(part for part in (one.get("firstName"), one.get("lastName"), one.get("name")) if part)
            for one in people
        ),
        "year": "" if date is None else str(date.year),
        "doi": str(item.get("DOI") or (stated[1] if stated else "")),
        "abstract": str(item.get("abstractNote") or ""),
    }


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--differences", action="store_true", help="print every difference")
    arguments = parser.parse_args()
    data = os.environ.get("ASSISTANT_EVAL_DATA")
    if not data:
        print("Set ASSISTANT_EVAL_DATA to the folder that holds 6_import.", file=sys.stderr)  # noqa: T201
        return 2
    folder = Path(data) / "6_import"
    began = time.perf_counter()
    wrong = list(miscounted(folder))
    compared, found = differences(folder)
    for file, records, abstracts, our_records, our_abstracts in wrong:
        print(f"{file}: {our_records} records for {records}, {our_abstracts} abstracts for {abstracts}")  # noqa: T201
    if arguments.differences:
        for one in found:
            print(f"{one.file} #{one.record} {one.field}")  # noqa: T201
            print(f"  - {one.expected[:300]}\n  + {one.found[:300]}")  # noqa: T201
    more = Counter(one.field for one in found if not one.expected)
    differing = Counter(one.field for one in found if one.expected)
    for field in FIELDS:
        equal = compared[field] - differing[field]
        print(f"{field:9} {equal:4} of {compared[field]:4} equal, {more[field]:2} more")  # noqa: T201
    total, equal = sum(compared.values()), sum(compared.values()) - sum(differing.values())
    print(f"all       {equal:4} of {total:4} equal, {equal / total:.1%}")  # noqa: T201
    print(f"in {time.perf_counter() - began:.1f} s")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
