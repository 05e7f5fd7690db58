"""Papers as text for other programs: BibTeX, CSV, Markdown."""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence

from assistant.answer import Citation
from vectorstore import Paper
from vectorstore.records import PartialDate

_BIBTEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_BIBTEX |= {character: "\\" + character for character in "#$%&_"}
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|<>$~])")


def bibtex(papers: Sequence[Paper]) -> str:
    """One entry a paper; keys are first surname, year and a title word, made unique with letters."""
    keys: set[str] = set()
    return "\n".join(_entry(paper, _key(paper, keys)) for paper in papers)


def csv_table(papers: Sequence[Paper]) -> str:
    """A header and one row a paper. A cell that a spreadsheet would run as a formula begins with `'`."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(
        ["paper_id", "title", "authors", "date", "categories", "venue", "doi", "url", "code", "abstract"]
    )
    for paper in papers:
        writer.writerow(
            _cell(value)
            for value in (
                paper.paper_id,
                paper.title,
                _authors(paper, "; "),
                str(paper.date or ""),
                "; ".join(paper.categories),
                paper.venue or "",
                paper.doi or "",
                paper.url or "",
                "yes" if paper.has_code else "",
                paper.abstract,
            )
        )
    return stream.getvalue()


def markdown(papers: Sequence[Paper]) -> str:
    """A list of the papers; what their text would mean in Markdown is escaped."""
    return "".join(
        f"- {escape_markdown(_authors(paper, ', ') or 'Authors not given')} "
        f"({paper.year if paper.year is not None else 'year not given'}). *{escape_markdown(paper.title)}*."
        f"{f' <{paper.url}>' if _is_plain_address(paper.url) else ''}\n"
        for paper in papers
    )


def escape_markdown(text: str) -> str:
    """`text` on one line, every character that Markdown could take for markup escaped."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def cited_papers(citations: Sequence[Citation], lookup: Callable[[str], Paper | None]) -> tuple[Paper, ...]:
    """The papers of an answer by number; of one that has left the library, what the citation tells."""
    first = {each.paper_id: each for each in sorted(citations, key=lambda each: -each.number)}
    ordered = sorted(first.values(), key=lambda each: each.number)
    return tuple(lookup(each.paper_id) or _told_by(each) for each in ordered)


def _told_by(citation: Citation) -> Paper:
    return Paper(
        title=citation.title,
        authors=citation.authors,
        date=None if citation.year is None else PartialDate(year=citation.year),
        url=citation.url,
    )


FORMATS: Mapping[str, tuple[Callable[[Sequence[Paper]], str], str]] = {
    "BibTeX": (bibtex, "papers.bib"),
    "CSV": (csv_table, "papers.csv"),
    "Markdown": (markdown, "papers.md"),
}
"""What can be written, under the name that people read, with the name of the file."""


def _entry(paper: Paper, key: str) -> str:
    authors = " and ".join(_braced(author) for author in paper.authors)
    fields = {
        "title": f"{{{_tex(paper.title)}}}",
        "author": authors if paper.authors_complete or not authors else f"{authors} and others",
        "year": str(paper.year or ""),
        "journal": _tex(paper.venue or ""),
        "doi": _tex(paper.doi or ""),
        "url": re.sub(r"[{}\\]", "", paper.url or ""),
        "abstract": _tex(paper.abstract) if paper.abstract_kind == "abstract" else "",
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{'article' if paper.venue else 'misc'}{{{key},\n{lines}}}\n"


def _key(paper: Paper, taken: set[str]) -> str:
    surname = paper.authors[0].split()[-1] if paper.authors and paper.authors[0].split() else "anonymous"
    words = [word for word in re.findall(r"\w+", paper.title) if len(word) > 3]
    plain = unicodedata.normalize("NFKD", f"{surname}{paper.year or ''}{words[0] if words else ''}")
    base = re.sub(r"[^a-z0-9]", "", plain.encode("ascii", "ignore").decode().lower()) or "paper"
    key, number = base, 1
    while key in taken:
        number += 1
        key = f"{base}-{number}"
    taken.add(key)
    return key


def _tex(text: str) -> str:
    return "".join(_BIBTEX.get(character, character) for character in " ".join(text.split()))


def _braced(author: str) -> str:
    """An author whose name holds ' and ' must not read as two."""
    return f"{{{_tex(author)}}}" if re.search(r"\band\b|,", author) else _tex(author)


def _authors(paper: Paper, separator: str) -> str:
    return separator.join(paper.authors) + ("" if paper.authors_complete else f"{separator}et al.")


def _cell(value: str) -> str:
    return f"'{value}" if value[:1] in {"=", "+", "-", "@", "\t", "\r"} else value


def _is_plain_address(url: str | None) -> bool:
    return bool(url and re.fullmatch(r"https?://[^\s<>]+", url))
