"""The commands that keep a library in order: what each takes, and its help. The work is in the module it
names, loaded when it runs."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.options import JsonOption, LibraryOption, VectorstoreOption
from assistant.cli.place import Place

app = typer.Typer()


@app.command()
def remove(
    paper_ids: Annotated[list[str], typer.Argument(help="As `assistant papers --json` prints them.")],
    library: LibraryOption = None,
    vectorstore: VectorstoreOption = None,
) -> None:
    """Remove papers from the library."""
    from assistant.cli import keeping

    keeping.remove(paper_ids, place=Place(library=library, vectorstore=vectorstore))


@app.command()
def split(
    paper_id: Annotated[str, typer.Argument(help="As `assistant papers --merged` prints it.")],
    library: LibraryOption = None,
    vectorstore: VectorstoreOption = None,
) -> None:
    """Undo a merge: the records of a paper become papers of their own."""
    from assistant.cli import merging

    merging.split(paper_id, place=Place(library=library, vectorstore=vectorstore))


@app.command()
def reindex(library: LibraryOption = None, vectorstore: VectorstoreOption = None) -> None:
    """Build the vector index anew from the catalogue, with the embedding model that is set."""
    from assistant.cli import keeping

    keeping.reindex(place=Place(library=library, vectorstore=vectorstore))


@app.command()
def export(
    archive: Annotated[Path, typer.Argument(metavar="FILE.zip", help="The archive to write.")],
    library: LibraryOption = None,
) -> None:
    """Write a backup of the papers to a zip archive, also while the library is in use."""
    from assistant.cli import keeping

    keeping.export(archive, place=Place(library=library))


@app.command("import")
def restore(
    archive: Annotated[Path, typer.Argument(metavar="FILE.zip", help="As `assistant export` wrote it.")],
    library: LibraryOption = None,
    vectorstore: VectorstoreOption = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="In the place of the papers that are there.")
    ] = False,
) -> None:
    """Make a library out of a backup, also while it is in use."""
    from assistant.cli import keeping

    keeping.restore(archive, replace=replace, place=Place(library=library, vectorstore=vectorstore))


@app.command()
def doctor(
    library: LibraryOption = None,
    vectorstore: VectorstoreOption = None,
    json: JsonOption = False,
    usage: Annotated[
        bool, typer.Option("--usage", help="Only what language models have used, and what it cost.")
    ] = False,
) -> None:
    """Say what is installed, where the library is, and whether an LLM answers."""
    from assistant.cli import doctoring

    if usage:
        doctoring.usage(as_json=json)
        return
    doctoring.run(place=Place(library=library, vectorstore=vectorstore), as_json=json)
