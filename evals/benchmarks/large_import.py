"""How fast, and in how much memory, a large list is parsed and catalogued.

    python -m evals.benchmarks.large_import [--records 100000] [--format jsonl|bibtex|ris|csv]

Makes a list of invented papers (11-word titles, 180-word abstracts, one in fifty a second record
of an earlier paper) and plans its ingest: read, find duplicates, merge and write records and word index, into
a passing catalogue. Cutting and embedding passages is not part of it.
"""

import argparse
import csv
import io
import json
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

from vectorstore import Library, Paper
from vectorstore.importers import Parsed, read_sources


def invented(count: int) -> Iterator[dict[str, Any]]:
    """Records in the form of our JSON Lines: words drawn as in a natural text, few often and many rarely."""
    choice = random.Random(7)  # noqa: S311  # no secret
    syllables = ["ba", "ne", "ki", "lo", "tu", "ras", "men", "dor", "vil", "sha"]
    words = ["".join(choice.choices(syllables, k=choice.randint(1, 4))) for _ in range(20_000)]
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(words))))

    def text(length: int) -> str:
        return " ".join(choice.choices(words, cum_weights=weights, k=length)).capitalize()

    earlier: dict[str, Any] = {}
    for number in range(count):
        record: dict[str, Any] = {
            "title": text(11),
            "abstract": " ".join(text(18) + "." for _ in range(10)),
            "authors": [text(2).title() for _ in range(4)],
            "date": str(1990 + number % 35),
            "doi": f"10.1000/made-up.{number}",
        }
        if number % 50 == 49:
            record = {**earlier, "doi": None, "arxiv_id": f"1901.{number:05d}"}
        earlier = record
        yield record


def as_jsonl(record: dict[str, Any]) -> str:
    return json.dumps(record) + "\n"


def as_bibtex(record: dict[str, Any]) -> str:
    authors = " and ".join(", ".join(reversed(name.split())) for name in record["authors"])
    fields = {
        "title": "{" + record["title"] + "}",
        "author": authors,
        "year": record["date"],
        "abstract": record["abstract"],
        "doi": record["doi"],
        "eprint": record.get("arxiv_id"),
        "archiveprefix": "arXiv" if record.get("arxiv_id") else None,
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@article{{{record['doi'] or record['arxiv_id']},\n{lines}  month = mar\n}}\n\n"


def as_ris(record: dict[str, Any]) -> str:
    fields = [("TI", record["title"]), ("PY", record["date"]), ("AB", record["abstract"])]
    fields += [("AU", ", ".join(reversed(name.split()))) for name in record["authors"]]
    fields += [("DO", record["doi"])] if record["doi"] else []
    return "TY  - JOUR\n" + "".join(f"{tag}  - {value}\n" for tag, value in fields) + "ER  - \n\n"


def as_csv(record: dict[str, Any]) -> str:
    line = io.StringIO()
    authors = "; ".join(record["authors"])
    csv.writer(line).writerow(
        [record["title"], record["abstract"], authors, record["date"], record["doi"] or ""]
    )
    return line.getvalue()


FORMATS: dict[str, tuple[str, Callable[[dict[str, Any]], str]]] = {
    "jsonl": ("", as_jsonl),
    "bibtex": ("", as_bibtex),
    "ris": ("", as_ris),
    "csv": ("Title,Abstract,Authors,Year,DOI\r\n", as_csv),
}


def write_list(file: Path, count: int, form: str) -> None:
    first, line_of = FORMATS[form]
    with file.open("w", encoding="utf-8", newline="") as stream:
        stream.write(first)
        stream.writelines(map(line_of, invented(count)))


def papers(file: Path) -> Iterator[Paper]:
    return (record.paper for record in read_sources([file]) if isinstance(record, Parsed))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--format", choices=FORMATS, default="jsonl")
    arguments = parser.parse_args()
    count = arguments.records
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "large.txt"
        write_list(file, count, arguments.format)
        with Library.open(Path(folder) / "library") as library:
            began, worked = time.perf_counter(), time.process_time()
            report = library.preview(papers(file))
            seconds, busy = time.perf_counter() - began, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(report)  # noqa: T201
    print(  # noqa: T201
        f"{count:,} {arguments.format} records in {seconds:.0f} s: {count / seconds:,.0f} a second "
        f"({count / busy:,.0f} by processor time), peak memory {peak:.0f} MB"
    )


if __name__ == "__main__":
    main()
