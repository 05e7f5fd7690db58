"""A paper's record as one line: what a count, a list or a date cites."""

from typing import Final

from vectorstore.records import Paper, PartialDate

_MONTHS: Final = (
    "January February March April May June July August September October November December".split()
)


def record_line(paper: Paper) -> str:
    """Title, authors ('et al.' where the list was cut), date or 'no year', categories, venue, code."""
    authors = ", ".join(paper.authors) or "no authors given"
    parts = [
        paper.title,
        authors if paper.authors_complete else f"{authors} et al.",
        date_in_words(paper.date),
        ", ".join(paper.categories) or "no category",
        *([paper.venue] if paper.venue else []),
        "no code given" if not paper.has_code else f"code: {paper.code_url}" if paper.code_url else "code",
    ]
    return " · ".join(parts)


def date_in_words(date: PartialDate | None) -> str:
    """'March 18, 2022', 'March 2022', '2022', 'no year, May 25', 'no year'."""
    if date is None:
        return "no year"
    month = "" if date.month is None else _MONTHS[date.month - 1]
    day = f"{month} {date.day}" if month and date.day else month
    if date.year is None:
        return f"no year, {day}"
    return f"{day}, {date.year}" if month and date.day else f"{month} {date.year}".strip()
