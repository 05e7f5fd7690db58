"""Whether a sentence is of the kind that a question asks for: a number, a count, names, a long form."""

import re

from assistant.language.numbers import numbers
from assistant.language.words import looks_like_name, stems_of, words
from assistant.question import Question

COUNT_REACH = 4
"""Words between a count and what it counts, at most: '45 healthy human participants'."""

_PARENTHESES = re.compile(r"\(([^()]{2,80})\)")
_BEFORE_PARENTHESES = re.compile(r"(\S+)\s\([^()]{2,80}\)")


def is_of_the_kind(question: Question, sentence: str, title: str) -> bool:
    """Whether `sentence`, of a paper with that title, could answer by its form.

    Where a number is asked for, it names what is measured (the head of what is asked for) and states a
    number; in percent, or just before what is counted, if that is wanted. Where names are asked for, it
    holds one that neither the question nor the title has.
    """
    match question.wants:
        case "number":
            return bool(numbers(sentence)) and _speaks_of(question, sentence)
        case "percent":
            return any(number.unit == "%" or 0 < number.value < 1 for number in numbers(sentence))
        case "count":
            return _counts(question, sentence)
        case "names":
            return bool(names_in(sentence) - stems_of(question.text) - stems_of(title))
        case "expansion":
            return _expands(question, sentence)
        case _:
            return True


def names_in(sentence: str) -> frozenset[str]:
    """Stems of the names of a sentence: written like one, or capitalised after its first word."""
    found = words(sentence)
    return frozenset(
        word.stem
        for at, word in enumerate(found)
        if looks_like_name(word.text) or (at > 0 and word.text[0].isupper() and len(word.text) > 1)
    )


def _speaks_of(question: Question, sentence: str) -> bool:
    return stems_of(sentence).issuperset(question.asked[-1:])


def _counts(question: Question, sentence: str) -> bool:
    """Whether a number stands shortly before the thing that is counted."""
    stated = numbers(sentence)
    if not question.asked:
        return bool(stated)
    for thing in words(sentence):
        if thing.stem == question.asked[-1] and any(
            number.end <= thing.start and len(words(sentence[number.end : thing.start])) <= COUNT_REACH
            for number in stated
        ):
            return True
    return False


def _expands(question: Question, sentence: str) -> bool:
    """Whether a sentence gives the long form of every term: 'long form (SF)' or 'SF (long form)'."""
    forms = {word.stem for inside in _PARENTHESES.findall(sentence) for word in words(inside)}
    forms |= {words(before)[-1].stem for before in _BEFORE_PARENTHESES.findall(sentence) if words(before)}
    return forms.issuperset(term.stem for term in question.terms)
