"""`assistant remove` and `assistant reindex`."""

from collections.abc import Sequence
from pathlib import Path

from assistant.cli.opening import library_at
from assistant.cli.output import people
from assistant.cli.progress import counting
from vectorstore.errors import InputError


def remove(paper_ids: Sequence[str], *, library: Path | None) -> None:
    with library_at(library) as opened:
        removed = opened.remove(paper_ids)
    if unknown := [paper_id for paper_id in dict.fromkeys(paper_ids) if paper_id not in removed]:
        raise InputError(
            f"Not in the library: {', '.join(unknown)}. `assistant papers` lists the ids."
            + (f" Removed: {', '.join(removed)}." if removed else "")
        )
    people.print(f"Removed {len(removed)} paper{'' if len(removed) == 1 else 's'}.")


def reindex(*, library: Path | None) -> None:
    with library_at(library) as opened, counting("Indexing") as progress:
        count = opened.reindex(progress=progress)
    people.print(f"Indexed {count} passages anew.")
