"""`assistant remove`, `reindex`, `export` and `import`."""

from collections.abc import Sequence
from pathlib import Path

from assistant.cli.opening import library_at, settings_for
from assistant.cli.output import people
from assistant.cli.place import Place
from assistant.cli.progress import counting
from vectorstore import Library
from vectorstore.errors import InputError


def remove(paper_ids: Sequence[str], *, place: Place) -> None:
    with library_at(place) as opened:
        removed = opened.remove(paper_ids)
    if unknown := [paper_id for paper_id in dict.fromkeys(paper_ids) if paper_id not in removed]:
        raise InputError(
            f"Not in the library: {', '.join(unknown)}. `assistant papers` lists the ids."
            + (f" Removed: {', '.join(removed)}." if removed else "")
        )
    people.print(f"Removed {len(removed)} paper{'' if len(removed) == 1 else 's'}.")


def reindex(*, place: Place) -> None:
    with library_at(place) as opened, counting("Indexing") as progress:
        count = opened.reindex(progress=progress)
    people.print(f"Indexed {count} passages anew.")


def export(archive: Path, *, place: Place) -> None:
    with library_at(place) as opened:
        count = opened.export(archive)
    people.print(f"Exported {count} paper{'' if count == 1 else 's'} to {archive}.")


def restore(archive: Path, *, replace: bool, place: Place) -> None:
    count = Library.restore(archive, settings_for(place).library_path, replace=replace)
    with library_at(place) as opened, counting("Indexing") as progress:
        opened.complete(progress=progress)
    people.print(f"Imported {count} paper{'' if count == 1 else 's'} from {archive}.")
