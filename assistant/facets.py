"""A question about several things, taken apart: one facet for each thing that no single paper covers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.evidence import given_names, paper_stems
from assistant.language.words import content_words, is_frame, is_stop, words
from assistant.naming import title_head
from assistant.question import Question, Term
from vectorstore.records import Paper

MAX_PARTS = 5
"""More coordinated parts than this are left in one piece."""

COVERED_FROM = 0.7
"""Share of a part's words (by weight) that a paper must give to speak of it."""

_TOKEN = re.compile(r"\w+(?:[-–/]\w+)*")
_JOINTS = re.compile(
    r"\s*[,;:]\s*(?:(?:and|or|versus|vs\.?)\s+)?|\s+(?:and(?:\s+how)?|or|versus|vs\.?|as well as|to)\s+",
    re.IGNORECASE,
)


def facets(question: Question, papers: Sequence[Paper]) -> tuple[Question, ...]:
    """The question itself, or, when it speaks of several things that no one paper holds, one a thing.

    A thing is a name, the head of a title of `papers` that stands in the question word for word, or else a
    coordinated part ('X and Y', 'X, Y and Z', 'from X to Y') that some paper covers.
    """
    things = [*_heads(question, papers)]
    taken = {term.stem for thing in things for term in thing}
    things += [each for each in _named(question) if not taken.intersection(term.stem for term in each)]
    if len(things) < 2:
        return _parts(question, papers)
    if any(all(_holds(paper, thing) for thing in things) for paper in papers):
        return (question,)
    named = {term.stem for thing in things for term in thing}
    others = tuple(term for term in question.terms if term.stem not in named)
    return tuple(
        replace(
            question,
            text=_without(question.text, [each for each in things if each is not thing]),
            terms=(*thing, *others),
            wants=question.wants if others else "number" if question.prefers_number else "overview",
            asked=question.asked if others else (),
            about=frozenset(term.stem for term in thing),
        )
        for thing in things
        if any(_holds(paper, thing) for paper in papers) or len(things) == 2
    )


def _parts(question: Question, papers: Sequence[Paper]) -> tuple[Question, ...]:
    """The coordinated parts of a question, where no paper covers all and each is covered by its own."""
    found = []
    for text in _JOINTS.split(question.text.rstrip(" ?.!")):
        held = {word.stem for word in content_words(text) if not is_frame(word)}
        terms = tuple(term for term in question.terms if term.stem in held)
        if terms:
            found.append((text, terms))
    if not 1 < len(found) <= MAX_PARTS:
        return (question,)
    covered = [[_covers(paper, terms) for _, terms in found] for paper in papers]
    if any(all(share >= COVERED_FROM for share in each) for each in covered):
        return (question,)
    most = [max(shares) for shares in zip(*covered, strict=True)]
    if min(most, default=0) < COVERED_FROM:
        return (question,)
    return tuple(replace(question, text=text, terms=terms, wants="any", asked=()) for text, terms in found)


def _covers(paper: Paper, terms: Sequence[Term]) -> float:
    held = paper_stems(paper)
    total = sum(term.weight for term in terms)
    return sum(term.weight for term in terms if term.stem in held) / total


def _heads(question: Question, papers: Sequence[Paper]) -> Iterator[tuple[Term, ...]]:
    """The question's terms that make up the head of a title, of at least two words."""
    spoken = [word.stem for word in words(question.text)]
    for paper in papers:
        head = words(title_head(paper.title))
        wanted = [word.stem for word in head]
        if len(wanted) < 2:
            continue
        if any(spoken[at : at + len(wanted)] == wanted for at in range(len(spoken) - len(wanted) + 1)):
            content = {word.stem for word in head if not is_stop(word)}
            yield tuple(term for term in question.terms if term.stem in content)


def _named(question: Question) -> Iterator[tuple[Term, ...]]:
    """The names of a question, those that a hyphen joins as one."""
    names = {name.stem: name for name in question.names}
    for token in _TOKEN.findall(question.text):
        found = tuple(names.pop(word.stem) for word in words(token) if word.stem in names)
        if found:
            yield found


def _without(text: str, things: Sequence[tuple[Term, ...]]) -> str:
    """The text without the words of some things."""
    gone = {term.stem for thing in things for term in thing}
    for word in reversed(words(text)):
        if word.stem in gone:
            text = text[: word.start] + text[word.end :]
    return re.sub(r"\s+(?:and|or|versus|vs)\s*-*\s*(?=[\s:,.?]|$)", " ", text)


def _holds(paper: Paper, thing: Sequence[Term]) -> bool:
    held = paper_stems(paper)
    return all(
        term.stem in held or (term.is_name and given_names((term,), f"{paper.title}. {paper.abstract}"))
        for term in thing
    )
