"""What each command takes, and its help. The work is in the module it names, loaded when it runs, so that
`--help` answers at once."""

from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.choices import EngineOption, SortOption
from assistant.cli.options import EngineChoice, JsonOption, LibraryOption, VectorstoreOption, YearOption
from assistant.cli.place import Place
from assistant.cli.upkeep import app as upkeep

app = typer.Typer(
    name="assistant",
    help="Ask a body of papers. Every sentence of an answer is checked against the words it cites.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.command()
def ingest(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Publication lists, zip or gzip archives of them, folders.", show_default=False),
    ] = None,
    library: LibraryOption = None,
    vectorstore: VectorstoreOption = None,
    json: JsonOption = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen; write nothing.")] = False,
    sample: Annotated[bool, typer.Option("--sample", help="Add the sample papers that ship along.")] = False,
    sync: Annotated[
        bool, typer.Option("--sync", help="Make the library equal to the lists; the rest is removed.")
    ] = False,
    columns: Annotated[
        str | None,
        typer.Option(metavar="FIELD=COLUMN,…", help="Columns of a table: title=Name,abstract=Summary."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Remove papers without asking (with --sync).")] = False,
) -> None:
    """Read publication lists into the library."""
    from assistant.cli import ingesting

    how = ingesting.How(as_json=json, dry_run=dry_run, sync=sync, yes=yes, columns=columns)
    ingesting.run(paths or [], place=Place(library=library, vectorstore=vectorstore), sample=sample, how=how)


@app.command()
def fetch(
    arxiv_author: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME", help="Papers on arXiv under a name; namesakes come along.", show_default=False
        ),
    ] = None,
    openalex_author: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID", help="Works in OpenAlex; a name lists the ids that it may mean.", show_default=False
        ),
    ] = None,
    orcid: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Works of an ORCID iD.", show_default=False)
    ] = None,
    dois: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help="Works by DOI, one a line.", show_default=False)
    ] = None,
    library: LibraryOption = None,
    vectorstore: VectorstoreOption = None,
    json: JsonOption = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Ask, and say what would happen; write nothing to the library.")
    ] = False,
) -> None:
    """Fetch publication lists from the network into the library: the one command that uses it."""
    from assistant.cli import fetching

    fetching.run(
        arxiv_authors=arxiv_author or (),
        openalex_authors=openalex_author or (),
        orcids=orcid or (),
        dois=dois or (),
        place=Place(library=library, vectorstore=vectorstore),
        as_json=json,
        dry_run=dry_run,
    )


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="The question.")],
    library: LibraryOption = None,
    vectorstore: VectorstoreOption = None,
    json: JsonOption = False,
    engine: EngineChoice = EngineOption.AUTO,
    history: Annotated[
        Path | None,
        typer.Option(
            "--history", help='Earlier turns: a JSON list of {"question", "answer"}.', show_default=False
        ),
    ] = None,
) -> None:
    """Answer one question with citations, or say that the papers do not say."""
    from assistant.cli import asking

    asking.run(
        question,
        place=Place(library=library, vectorstore=vectorstore),
        as_json=json,
        engine=engine,
        history=history,
    )


@app.command()
def chat(
    library: LibraryOption = None,
    vectorstore: VectorstoreOption = None,
    engine: EngineChoice = EngineOption.AUTO,
) -> None:
    """Ask and follow up in the terminal. An empty line ends it."""
    from assistant.cli import chatting

    chatting.run(place=Place(library=library, vectorstore=vectorstore), engine=engine)


@app.command()
def papers(
    library: LibraryOption = None,
    vectorstore: VectorstoreOption = None,
    json: JsonOption = False,
    year: YearOption = None,
    since: YearOption = None,
    until: YearOption = None,
    no_year: Annotated[
        bool, typer.Option("--no-year", help="Only papers whose record gives no year.")
    ] = False,
    category: Annotated[list[str] | None, typer.Option(help="Any of these.", show_default=False)] = None,
    author: Annotated[list[str] | None, typer.Option(help="Any of these.", show_default=False)] = None,
    first_author: Annotated[str | None, typer.Option(help="As first author.", show_default=False)] = None,
    venue: Annotated[str | None, typer.Option(help="Words of the venue.", show_default=False)] = None,
    title: Annotated[str | None, typer.Option(help="Words of the title.", show_default=False)] = None,
    about: Annotated[
        str | None, typer.Option(help="A topic; membership is a judgement.", show_default=False)
    ] = None,
    code: Annotated[bool | None, typer.Option("--code/--no-code", help="With or without code.")] = None,
    sort: Annotated[SortOption, typer.Option(help="Order of the list.")] = SortOption.LISTED,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many.", show_default=False)] = None,
    merged: Annotated[
        bool, typer.Option("--merged", help="Only which papers were merged of which records.")
    ] = False,
) -> None:
    """List the papers of the library that meet all the filters."""
    if merged:
        from assistant.cli import merging

        merging.show(place=Place(library=library, vectorstore=vectorstore), as_json=json)
        return
    from assistant.cli import listing

    listing.run(
        place=Place(library=library, vectorstore=vectorstore),
        as_json=json,
        chosen=listing.Chosen(
            years=(since if year is None else year, until if year is None else year),
            no_year=no_year,
            categories=category,
            authors=author,
            first_author=first_author,
            venue=venue,
            title=title,
            about=about,
            has_code=code,
            order=sort.value,
            limit=limit,
        ),
    )


@app.command()
def serve(
    library: LibraryOption = None,
    vectorstore: VectorstoreOption = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port of the page.")] = 7860,
    engine: EngineChoice = EngineOption.AUTO,
    sample: Annotated[bool, typer.Option("--sample", help="Fill an empty library with the sample.")] = False,
    host: Annotated[
        str, typer.Option(help="Address to bind to; another than this machine's needs --auth.")
    ] = "127.0.0.1",
    auth: Annotated[
        str | None,
        typer.Option(
            envvar="ASSISTANT_AUTH",
            show_envvar=True,
            metavar="USER:PASSWORD|@FILE",
            help="Who may open the page. Arguments are seen by others on this machine: better a file or "
            "the environment.",
        ),
    ] = None,
    no_auth_i_know: Annotated[
        bool, typer.Option("--no-auth-i-know", help="Let anyone in who reaches the address.")
    ] = False,
    mcp: Annotated[
        bool, typer.Option("--mcp", help="Serve ask, papers and ingest as MCP tools as well.")
    ] = False,
) -> None:
    """Open the chat page on 127.0.0.1."""
    from assistant.cli import serving

    serving.run(
        place=Place(library=library, vectorstore=vectorstore),
        engine=engine,
        sample=sample,
        door=serving.Door(host=host, port=port, auth=auth, open_to_anyone=no_auth_i_know, mcp=mcp),
    )


@app.command()
def check(
    file: Annotated[Path, typer.Argument(help='JSONL of {"id", "claim", "evidence"}.')],
    json: JsonOption = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say which layer decided, on which evidence, and why.")
    ] = False,
) -> None:
    """Say of each claim whether its evidence supports it."""
    from assistant.cli import checking

    checking.run(file, as_json=json, explain=explain)


@app.command(
    "eval",
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []},
)
def evaluate(context: typer.Context) -> None:
    """Measure answers on cases: are they grounded, is anything made up?"""
    import_module("evals.command").main(context.args)


@app.command(
    "tune-prompt",
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []},
)
def tune_prompt(context: typer.Context) -> None:
    """Let the language model improve one of its prompts by what the checks find."""
    import_module("evals.tuning.command").main(context.args)


app.add_typer(upkeep)
