"""`assistant fetch`: publication lists from the network, through the same importers as files."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from platformdirs import user_cache_path

from assistant.cli.ingesting import How, Reading, take_in
from assistant.cli.place import Place
from assistant.cli.progress import counting
from assistant.fetch_settings import FetchSettings
from vectorstore.errors import InputError
from vectorstore.fetching import AnswerCache, Client, Wanted, fetch, read_dois
from vectorstore.reports import Progress


def run(
    *,
    arxiv_authors: Sequence[str],
    openalex_authors: Sequence[str],
    orcids: Sequence[str],
    dois: Sequence[Path],
    place: Place,
    as_json: bool,
    dry_run: bool,
) -> None:
    if not (arxiv_authors or openalex_authors or orcids or dois):
        raise InputError(
            "Say what to fetch: --arxiv-author NAME, --openalex-author ID, --orcid ID or --dois FILE."
        )
    settings = FetchSettings.load()
    wanted = Wanted(
        arxiv_authors=arxiv_authors,
        openalex_authors=openalex_authors,
        orcids=orcids,
        dois=[read_dois(file) for file in dois],
    )
    key = settings.openalex_key.get_secret_value() if settings.openalex_key else None
    cache = AnswerCache(user_cache_path("assistant") / "fetched")
    cache.tidy()
    with Client(cache, mail=settings.mail, version=_version()) as client, ExitStack() as bars:
        fetched = fetch(wanted, client, settings.addresses, openalex_key=key, progress=_progress(bars))
    take_in(Reading(records=fetched.records), place=place, how=How(as_json=as_json, dry_run=dry_run))


def _progress(bars: ExitStack) -> Callable[[str], Progress]:
    """One bar at a time."""

    def begin(what: str) -> Progress:
        bars.close()
        return bars.enter_context(counting(what))

    return begin


def _version() -> str:
    try:
        return version("grounded-research-assistant")
    except PackageNotFoundError:
        return "0"
