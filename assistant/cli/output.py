"""Writing to a terminal: JSON for programs on stdout, words for people, nothing that a paper could abuse."""

import json
import sys
import unicodedata
from typing import Any

from rich.console import Console
from rich.text import Text

from assistant.answer import Answer

people = Console(stderr=True, highlight=False)
results = Console(highlight=False, soft_wrap=True)


def print_json(document: Any) -> None:
    """One JSON document on stdout."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def print_line(line: str) -> None:
    """One line on stdout as it is."""
    sys.stdout.write(line + "\n")


def plain(text: str) -> str:
    """The text without control characters, so that no paper can steer a terminal."""
    return "".join(each if each == "\n" or unicodedata.category(each)[0] != "C" else " " for each in text)


def print_answer(answer: Answer, *, with_text: bool = True) -> None:
    """The answer's text, then its sources with the quoted words, then the notes."""
    if with_text:
        results.print(Text(plain(answer.text)))
    print_sources(answer)
    for note in answer.notes:
        people.print(Text(f"· {plain(note)}", style="dim"))


def print_sources(answer: Answer) -> None:
    """Each cited paper once under its number, each quote below it."""
    for number in dict.fromkeys(citation.number for citation in answer.citations):
        cited = [citation for citation in answer.citations if citation.number == number]
        first = cited[0]
        authors = (
            first.authors[0] + (" et al." if len(first.authors) > 1 else "") if first.authors else "no author"
        )
        results.print()
        results.print(Text(f"[{number}] {plain(first.title)}", style="bold"))
        results.print(Text(f"    {plain(authors)}, {first.year or 'no year'} · {first.paper_id}"))
        for citation in cited:
            results.print(Text(f"    {citation.field}: “{plain(citation.quote)}”", style="italic"))
