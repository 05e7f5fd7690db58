"""The options that several commands take."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.choices import EngineOption

LibraryOption = Annotated[
    Path | None,
    typer.Option("--library", envvar="ASSISTANT_LIBRARY", help="Folder of the library.", show_default=False),
]
VectorstoreOption = Annotated[
    str | None,
    typer.Option(
        "--vectorstore",
        envvar="ASSISTANT_VECTORSTORE_URL",
        metavar="URL",
        help="Chroma server that holds the vectors, http://host:port; its token stands in "
        "ASSISTANT_VECTORSTORE_TOKEN.",
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON document on stdout, nothing else.")]
YearOption = Annotated[
    int | None,
    typer.Option(min=1, max=9999, help="Only papers of this year, or in bounds.", show_default=False),
]
EngineChoice = Annotated[EngineOption, typer.Option("--engine", help="Who writes the draft.")]
