"""A question about several things, taken apart: one facet for each thing that no single paper covers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.evidence import given_names, paper_stems
from assistant.language.words import is_stop, words
from assistant.question import Question, Term
from vectorstore.records import Paper

MAX_HEAD = 5
"""Words of a title's head ('Short Name' in 'Short Name: what it is about') that may name its paper."""

_HEAD = re.compile(r"^(.+?)(?::|\s[-–—]\s)")


def facets(question: Question, papers: Sequence[Paper]) -> tuple[Question, ...]:
    """The question itself, or, when it names several things that no one paper holds, one a thing.

    A thing is a name, or the head of a title of `papers` that stands in the question word for word.
    """
    things = [*_heads(question, papers)]
    taken = {term.stem for thing in things for term in thing}
    things += [(name,) for name in question.names if name.stem not in taken]
    if len(things) < 2 or any(all(_holds(paper, thing) for thing in things) for paper in papers):
        return (question,)
    named = {term.stem for thing in things for term in thing}
    others = tuple(term for term in question.terms if term.stem not in named)
    return tuple(
        replace(
            question,
            terms=(*thing, *others),
            wants=question.wants if others else "overview",
            asked=question.asked if others else (),
        )
        for thing in things
        if any(_holds(paper, thing) for paper in papers) or len(things) == 2
    )


def _heads(question: Question, papers: Sequence[Paper]) -> Iterator[tuple[Term, ...]]:
    """The question's terms that make up the head of a title, of at least two words."""
    spoken = [word.stem for word in words(question.text)]
    for paper in papers:
        match = _HEAD.match(paper.title)
        head = words(match[1]) if match else ()
        wanted = [word.stem for word in head]
        if not 1 < len(wanted) <= MAX_HEAD:
            continue
        if any(spoken[at : at + len(wanted)] == wanted for at in range(len(spoken) - len(wanted) + 1)):
            content = {word.stem for word in head if not is_stop(word)}
            yield tuple(term for term in question.terms if term.stem in content)


def _holds(paper: Paper, thing: Sequence[Term]) -> bool:
    held = paper_stems(paper)
    return all(
        term.stem in held or (term.is_name and given_names((term,), f"{paper.title}. {paper.abstract}"))
        for term in thing
    )
