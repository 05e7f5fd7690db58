"""Questions about records that the records cannot answer, and why."""

import re
from typing import Final

from assistant.catalogue.dates import read_dates
from assistant.catalogue.draft import READ, Draft
from assistant.catalogue.lexicon import FRAME
from assistant.catalogue.lookup import papers_named
from assistant.catalogue.names import Chunk, Records, chunks
from assistant.catalogue.phrases import shown
from assistant.catalogue.reading import Refused

_ONLY_UNRECORDED: Final = FRAME | frozenset(
    """
    at authors belong belongs by code conference does fewer from github got highest impact journal
    journals least less long longest lowest more most old order paper's per ranked receive received
    short shortest than under who's win wins won
    """.split()
)

_UNKNOWN: Final = re.compile(
    r"(?<![\w-])(?P<how>by|from|author|authors|in|at|did|does|has|category|venue|journal|of"
    r"|with)(?: the)?\s+\Z",
    re.IGNORECASE,
)


def refused_unrecorded(draft: Draft, name: str, records: Records) -> Refused | None:
    """Why, if nothing else is asked; a question that asks for more goes to retrieval."""
    read_dates(draft, None)
    for chunk in chunks(draft, _ONLY_UNRECORDED):
        known = records.person(chunk.text).spellings or papers_named(chunk.text, records)
        if not known and not chunk.text[:1].isupper():
            return None
    return Refused(
        text=f"The records here do not hold {name}. "
        "They hold title, authors, date, categories, venue and code."
    )


def refused_unknown(chunk: Chunk, draft: Draft, records: Records) -> Refused | None:
    """An unknown name where only a name can stand; otherwise the question is no question about records."""
    before = _UNKNOWN.search(draft.text[: chunk.start].replace(READ, " "))
    others = [each for each in chunks(draft) if each.start != chunk.start]
    if before is None or others or not chunk.text[:1].isupper() or len(chunk.text.split()) > 5:
        return None
    match = records.person(chunk.text)
    if any(records.person(" ".join(pair)).spellings for pair in _pairs(chunk.text)):
        return None
    venues = "" if records.vocabulary().venues else " No record here gives a venue."
    near = f" Names here that look alike: {', '.join(map(shown, match.nearest))}." if match.nearest else ""
    return Refused(
        text=f"There are no papers for “{shown(chunk.text, 80)}” in this library: "
        f"no author, category or venue here has that name.{venues}{near}"
    )


def _pairs(text: str) -> list[list[str]]:
    tokens = text.split()
    return [tokens[at : at + 2] for at in range(len(tokens) - 1)] if len(tokens) > 2 else []
