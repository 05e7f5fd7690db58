"""The works that a researcher keeps at ORCID (https://info.orcid.org/documentation/api-tutorials/)."""

from dataclasses import dataclass

from vectorstore.errors import InputError
from vectorstore.fetching.client import Answer, Client, Request
from vectorstore.fetching.dois import FoundWorks, WorksByDoi
from vectorstore.fetching.json_answers import document, first_list
from vectorstore.fetching.orcid_ids import orcid_in
from vectorstore.importers.json_values import items_at, text_at
from vectorstore.importers.orcid import own_doi
from vectorstore.reports import Progress

_BATCH = 50


@dataclass(frozen=True, kw_only=True, slots=True)
class OrcidWorks:
    """What the services of DOIs know, and ORCID's own records of the works that they do not."""

    by_doi: FoundWorks
    records: list[Answer]


def orcid_works(text: str, client: Client, address: str, works: WorksByDoi, progress: Progress) -> OrcidWorks:
    """The public works of an ORCID iD. InputError where it is none, or where nothing is public."""
    orcid = orcid_in(text)
    if orcid is None:
        raise InputError(f"{text!r} is no ORCID iD; check it. One looks like 0000-0002-1825-0097.")
    answer = client.get(Request(url=f"{address}/{orcid}/works", check=first_list("group")))
    groups = items_at(document(answer.body()), "group") if answer is not None else []
    preferred = [summaries[0] for group in groups if (summaries := items_at(group, "work-summary"))]
    if not preferred:
        raise InputError(f"ORCID shows no public work of {orcid}. Check the iD.")
    dois = list(dict.fromkeys(doi for work in preferred if (doi := own_doi(work))))
    found = works.find(dois, progress)
    known = set(dois) - set(found.unknown)
    codes = [code for work in preferred if own_doi(work) not in known and (code := text_at(work, "put-code"))]
    records = [
        client.must(
            Request(
                url=f"{address}/{orcid}/works/{','.join(codes[start : start + _BATCH])}",
                check=first_list("bulk"),
            )
        )
        for start in range(0, len(codes), _BATCH)
    ]
    progress(len(preferred), len(preferred))
    return OrcidWorks(by_doi=found, records=records)
