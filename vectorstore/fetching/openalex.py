"""An author's works in OpenAlex, and the abstracts of works by DOI (https://developers.openalex.org)."""

import re
from collections.abc import Sequence

from vectorstore.errors import InputError
from vectorstore.fetching.client import Answer, Client, Request
from vectorstore.fetching.json_answers import document, first_list
from vectorstore.fetching.orcid_ids import orcid_in
from vectorstore.importers.json_values import items_at, member, text_at
from vectorstore.importers.plain_text import one_line
from vectorstore.reports import Progress

_PAGE = 100
_ID = re.compile(r"(?:https?://openalex\.org/(?:authors/)?)?(A\d{1,12})", re.IGNORECASE)
_SHOWN = 5


class OpenAlexService:
    """The service at `address`, asked with `key` where there is one."""

    def __init__(self, client: Client, address: str, key: str | None) -> None:
        self._client = client
        self._address = address
        self._secret = {"api_key": key} if key else {}

    def author(self, author: str, progress: Progress) -> list[Answer]:
        """The pages of the works of an author: an OpenAlex id or its address, or an ORCID iD.

        InputError for a name, which names the authors that it may mean, and where there is no work.
        """
        number, orcid = _ID.fullmatch(author.strip()), orcid_in(author)
        if number is None and orcid is None:
            raise InputError(self._candidates(one_line(author)))
        who = f"id:{number[1].upper()}" if number else f"orcid:{orcid}"
        answers: list[Answer] = []
        cursor: str | None = "*"
        followed: set[str] = set()
        done = 0
        while cursor and cursor not in followed:
            followed.add(cursor)
            answers.append(self._works({"filter": f"authorships.author.{who}", "cursor": cursor}))
            page = document(answers[-1].body())
            count = len(items_at(page, "results"))
            done += count
            total = member(page, "meta", "count")
            cursor = text_at(page, "meta", "next_cursor") if count else None
            progress(done, max(done, total if isinstance(total, int) else 0))
        if not done:
            raise InputError(f"OpenAlex lists no work of {author!r}. Check the id.")
        return answers

    def abstracts(self, dois: Sequence[str]) -> Answer:
        """Those of these works that OpenAlex has with an abstract; at most `_PAGE` of them."""
        return self._works({"filter": f"doi:{'|'.join(dois)},has_abstract:true"})

    def _works(self, params: dict[str, str]) -> Answer:
        return self._client.must(self._request("works", {**params, "per_page": str(_PAGE)}))

    def _candidates(self, name: str) -> str:
        if not name:
            return "Name an author by an OpenAlex id (A5…) or an ORCID iD."
        answer = self._client.must(self._request("authors", {"search": name, "per_page": str(_SHOWN)}))
        found = [
            f"{(text_at(one, 'id') or '').rpartition('/')[2]} ({text_at(one, 'display_name')}, "
            f"{text_at(one, 'works_count') or 0} works{_place(one)})"
            for one in items_at(document(answer.body()), "results")
        ]
        if not found:
            return f"OpenAlex knows no author {name!r}. Give an OpenAlex id (A5…) or an ORCID iD."
        return f"A name may mean several people; give the id of the author you mean: {'; '.join(found)}."

    def _request(self, path: str, params: dict[str, str]) -> Request:
        return Request(
            url=f"{self._address}/{path}", params=params, secret=self._secret, check=first_list("results")
        )


def _place(author: object) -> str:
    known = items_at(author, "last_known_institutions") or [member(author, "last_known_institution")]
    name = text_at(known[0], "display_name")
    return f", {name}" if name else ""
