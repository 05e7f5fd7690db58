"""One field of a record, in a sentence."""

from assistant.catalogue.phrases import shown
from assistant.catalogue.reading import Attribute
from vectorstore import Paper
from vectorstore.fields import category_name
from vectorstore.record_line import date_in_words


def field_sentence(attribute: Attribute, paper: Paper) -> str:
    """The sentence that states the field, or that the record does not give it."""
    title = f"“{shown(paper.title)}”"
    authors = [shown(author, 80) for author in paper.authors]
    match attribute:
        case "date" | "year":
            if paper.date is None:
                return f"The record of {title} gives no date."
            if paper.date.year is None:
                return f"The record of {title} gives no year, only {date_in_words(paper.date)[9:]}."
            when = str(paper.date.year) if attribute == "year" else date_in_words(paper.date)
            return f"The record of {title} gives the {attribute} {when}."
        case "authors":
            if not authors:
                return f"The record of {title} gives no authors."
            names = ", ".join(authors) + ("" if paper.authors_complete else " et al.")
            return f"The authors of {title} are {names}{'' if names.endswith('.') else '.'}"
        case "first author":
            return (
                f"The first author of {title} is {authors[0]}."
                if authors
                else f"The record of {title} gives no authors."
            )
        case "last author":
            if not authors:
                return f"The record of {title} gives no authors."
            if not paper.authors_complete:
                return f"The record of {title} cuts its list of authors by “et al.”: the last is not known."
            return f"The last author of {title} is {authors[-1]}."
        case "author count":
            if not authors:
                return f"The record of {title} gives no authors."
            number = f"{len(authors)} author{'' if len(authors) == 1 else 's'}"
            if paper.authors_complete:
                return f"The record of {title} names {number}: {', '.join(authors)}."
            names = f"{', '.join(authors)} et al."
            return f"The record of {title} names {number} and cuts the rest by “et al.”: {names}"
        case "category":
            if not paper.categories:
                return f"The record of {title} gives no category."
            return f"The record of {title} gives the category {', '.join(map(_category, paper.categories))}."
        case "code":
            if not paper.has_code:
                return f"The record of {title} names no code."
            return f"The record of {title} says that there is code" + (
                f": {shown(paper.code_url)} ." if paper.code_url else ", without an address."
            )
        case "venue":
            return (
                f"The record of {title} gives the venue {shown(paper.venue)}."
                if paper.venue
                else f"The record of {title} gives no venue."
            )
        case "link":
            links = [link for link in (paper.url, paper.doi and f"DOI {paper.doi}") if link]
            return (
                f"The record of {title} gives {shown(', '.join(links))} ."
                if links
                else f"The record of {title} gives no link and no DOI."
            )


def _category(code: str) -> str:
    name = category_name(code)
    return shown(code) if name is None or name == code.casefold() else f"{shown(code)} ({name})"
