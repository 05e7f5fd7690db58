"""Which papers a search or a list may return."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Filters:
    """Conditions on the records, all of which must hold; None means no condition.

    `year_from` and `year_to` are inclusive, and a paper without a year never meets them. Of `categories`
    and `paper_ids` one must match; case does not count. Of `authors` one must match: a name matches an
    author when each of its words is a word of the author's name, accents and case aside.
    `has_code=False` means papers not known to come with code. An empty tuple matches nothing.
    """

    year_from: int | None = None
    year_to: int | None = None
    categories: tuple[str, ...] | None = None
    authors: tuple[str, ...] | None = None
    has_code: bool | None = None
    paper_ids: tuple[str, ...] | None = None
