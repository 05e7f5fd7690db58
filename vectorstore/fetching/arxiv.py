"""An author's papers on arXiv (https://info.arxiv.org/help/api/user-manual.html)."""

from vectorstore.errors import InputError
from vectorstore.fetching.client import Answer, Client, Request
from vectorstore.importers.names import given_first
from vectorstore.importers.plain_text import one_line
from vectorstore.importers.xml_records import local
from vectorstore.reports import Progress

_PAGE = 100
_PAUSE = 3.0


def arxiv_author(name: str, client: Client, address: str, progress: Progress) -> list[Answer]:
    """The pages of what arXiv lists under this name, oldest first; namesakes come along.

    InputError where there is nothing.
    """
    author = given_first(one_line(name.replace('"', " ")))
    if not author:
        raise InputError("Name the author whose papers to fetch from arXiv.")
    answers: list[Answer] = []
    start, total = 0, 1
    while start < total:
        answers.append(client.must(_page(address, author, start)))
        count, total = _counts(answers[-1].body())
        start += count
        if total == 0:
            raise InputError(f"arXiv lists no paper of {author!r}. Write the name as arXiv shows it.")
        progress(min(start, total), total)
    return answers


def _page(address: str, author: str, start: int) -> Request:
    def check(body: bytes) -> None:
        count, total = _counts(body)
        if not count and start < total:
            raise ValueError("a page without papers, though there are more")

    return Request(
        url=f"{address}/query",
        params={
            "search_query": f'au:"{author}"',
            "start": str(start),
            "max_results": str(_PAGE),
            "sortBy": "submittedDate",
            "sortOrder": "ascending",
        },
        accept="application/atom+xml",
        pause=_PAUSE,
        check=check,
    )


def _counts(body: bytes) -> tuple[int, int]:
    """How many papers the feed holds, and how many there are in all; ValueError where it is no whole feed."""
    from defusedxml.common import DefusedXmlException  # local: only arXiv needs it
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        feed = fromstring(body)
    except (ParseError, DefusedXmlException) as exc:
        raise ValueError(f"no whole Atom feed: {exc}") from exc
    entries = [child for child in feed if local(child) == "entry"]
    if any("/api/errors" in (part.text or "") for entry in entries for part in entry if local(part) == "id"):
        raise ValueError("arXiv reports an error")
    total = next((child.text or "" for child in feed if local(child) == "totalResults"), "")
    if not total.strip().isdecimal():
        raise ValueError("an Atom feed that is not arXiv's")
    return len(entries), int(total)
