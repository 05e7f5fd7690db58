"""How fast, and in how much memory, a large list is parsed and catalogued.

    python -m evals.benchmarks.large_import [--records 100000]

Makes a JSON Lines file of invented papers (11-word titles, 180-word abstracts, one in fifty a second record
of an earlier paper) and plans its ingest: read, find duplicates, merge and write records and word index, into
a passing catalogue. Cutting and embedding passages is not part of it.
"""

import argparse
import json
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from vectorstore import Library, Paper
from vectorstore.importers import Parsed, read_sources


def write_list(file: Path, count: int) -> None:
    """Invented records: words drawn as in a natural text, few often and many rarely."""
    choice = random.Random(7)  # noqa: S311  # no secret
    syllables = ["ba", "ne", "ki", "lo", "tu", "ras", "men", "dor", "vil", "sha"]
    words = ["".join(choice.choices(syllables, k=choice.randint(1, 4))) for _ in range(20_000)]
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(words))))

    def text(length: int) -> str:
        return " ".join(choice.choices(words, cum_weights=weights, k=length)).capitalize()

    earlier: dict[str, object] = {}
    with file.open("w", encoding="utf-8") as stream:
        for number in range(count):
            record: dict[str, object] = {
                "title": text(11),
                "abstract": " ".join(text(18) + "." for _ in range(10)),
                "authors": [text(2).title() for _ in range(4)],
                "date": str(1990 + number % 35),
                "doi": f"10.1000/made-up.{number}",
            }
            if number % 50 == 49:
                record = {**earlier, "doi": None, "arxiv_id": f"1901.{number:05d}"}
            earlier = record
            stream.write(json.dumps(record) + "\n")


def papers(file: Path) -> Iterator[Paper]:
    return (record.paper for record in read_sources([file]) if isinstance(record, Parsed))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--records", type=int, default=100_000)
    count = parser.parse_args().records
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "large.jsonl"
        write_list(file, count)
        with Library.open(Path(folder) / "library") as library:
            began, worked = time.perf_counter(), time.process_time()
            report = library.preview(papers(file))
            seconds, busy = time.perf_counter() - began, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(report)  # noqa: T201
    print(  # noqa: T201
        f"{count:,} records in {seconds:.0f} s: {count / seconds:,.0f} a second "
        f"({count / busy:,.0f} by processor time), peak memory {peak:.0f} MB"
    )


if __name__ == "__main__":
    main()
