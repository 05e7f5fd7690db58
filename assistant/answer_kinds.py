"""Whether a sentence is of the kind that a question asks for: a number, a count, names, a long form."""

import re

from assistant.language.numbers import Number, numbers
from assistant.language.words import is_stop, looks_like_name, stems_of, words
from assistant.question import Question

COUNT_REACH = 4
"""Words between a count and what it counts, at most: '45 healthy human participants'."""

COUNTED_REACH = 6
"""The same after it: 'the samples grew from 2 to 16'."""

NAME_REACH = 8
"""Words after the kind of thing at which its name may stand: 'on two benchmarks proposed here: RuleBench'."""

_MONEY = frozenset("money cost price budget sum".split())
_CURRENCIES = frozenset("$€£")
_SHORT_FORM = re.compile(r"\(([^()\s]*[A-Z][^()\s]*[A-Z][^()\s]*)\)")
_NAMED_ALONE = frozenset("dataset benchmark corpus corpora".split())
"""What is often named without being called what it is: 'experiments on MNIST'."""
_VAGUE = re.compile(
    r"\b(?:dozens|hundreds|thousands|millions|billions|orders? of magnitude|majority|minority|portion)\b",
    re.IGNORECASE,
)
"""What tells how many without a number: 'millions of transactions', 'a small portion of users'."""

_UNIT = re.compile(
    r"\s(?:\w+\s)?(?:second|minute|hour|day|night|week|month|year|meter|metre|kilometer|kilometre|degree|point|"
    r"dollar|euro)s?\b",
    re.IGNORECASE,
)
SMALL = 3
"""Spelled numbers up to this one count things in passing and answer no question how much."""

_NUMBERED = re.compile(r"\b[A-Za-z]{3,}-?\d+(?:\.\d+)?[a-zA-Z]?\b|\b[A-Za-z]{3,}(?:-[\w.]+)?-\d+[bB]\b")
_NUMBERED_KINDS = frozenset("model llm llms".split())
"""What is named with a number as a rule, and need not be called what it is: 'GPT4', 'Llama-3-70b'."""
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
            return _states_a_number(sentence) and _speaks_of(question, sentence)
        case "percent":
            return any(number.unit == "%" or 0 < number.value < 1 for number in numbers(sentence))
        case "count":
            return _counts(question, sentence)
        case "names":
            return _names(question, sentence, title)
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


def _names(question: Question, sentence: str, title: str) -> bool:
    """Whether a sentence names something new: not of the question, of the title, or the paper's own short
    forms. Where it has the word for what is asked, the name stands right before or shortly after it."""
    new = names_in(sentence) - stems_of(question.text) - stems_of(title) - _own_names(sentence)
    found = words(sentence)
    heads = [at for at, word in enumerate(found) if word.stem in question.asked[-1:]]
    if _NUMBERED_KINDS.intersection(question.asked[-1:]) and any(
        stems_of(match.group()) & new for match in _NUMBERED.finditer(sentence)
    ):
        return True
    if not new or (not heads and (not question.asked or question.asked[-1] in _NAMED_ALONE)):
        return bool(new)
    return any(
        found[at].stem in new and any(-2 <= at - head <= NAME_REACH for head in heads)
        for at in range(len(found))
    )


def _own_names(sentence: str) -> frozenset[str]:
    """Stems of a short form in parentheses and of the words just before it that it may stand for."""
    own: set[str] = set()
    for match in _SHORT_FORM.finditer(sentence):
        own |= stems_of(match[1]) | {word.stem for word in words(sentence[: match.start()])[-len(match[1]) :]}
    return frozenset(own)


def _speaks_of(question: Question, sentence: str) -> bool:
    if stems_of(sentence).issuperset(question.asked[-1:]):
        return True
    return question.asked[-1] in _MONEY and any(number.unit in _CURRENCIES for number in numbers(sentence))


def _counts(question: Question, sentence: str) -> bool:
    """Whether a number stands shortly before the thing that is counted, or shortly after it."""
    stated = numbers(sentence)
    if not question.asked:
        return _states_a_number(sentence)
    if "exact" not in question.text.lower() and _tells_vaguely(sentence, question.asked[-1]):
        return True
    return any(
        _within(sentence, number.end, thing.start, COUNT_REACH)
        or (_within(sentence, thing.end, number.start, COUNTED_REACH) and _stands_alone(sentence, number))
        for thing in words(sentence)
        if thing.stem == question.asked[-1]
        for number in stated
    )


def _tells_vaguely(sentence: str, counted: str) -> bool:
    """Whether 'millions' or the like stands before what is counted, or after it with nothing of its own."""
    return any(
        _within(sentence, vague.end(), thing.start, COUNT_REACH)
        or (
            _within(sentence, thing.end, vague.start(), COUNTED_REACH)
            and not sentence[vague.end() :].lstrip().startswith("of ")
        )
        for thing in words(sentence)
        if thing.stem == counted
        for vague in _VAGUE.finditer(sentence)
    )


def _states_a_number(sentence: str) -> bool:
    """Whether a sentence tells how much; 'two kinds' does not, 'two days' does."""
    told = any(
        not number.spelled or number.value > SMALL or _UNIT.match(sentence, number.end)
        for number in numbers(sentence)
    )
    return told or _VAGUE.search(sentence) is not None


def _stands_alone(sentence: str, number: Number) -> bool:
    """Whether no thing of its own follows a number ('45 minutes')."""
    after = words(sentence[number.end :])[:1]
    return not after or is_stop(after[0])


def _within(sentence: str, start: int, end: int, reach: int) -> bool:
    return start <= end and len(words(sentence[start:end])) <= reach


def _expands(question: Question, sentence: str) -> bool:
    """Whether a sentence gives the long form of every term: 'long form (SF)' or 'SF (long form)'."""
    asked = question.names or question.terms
    forms = {word.stem for inside in _PARENTHESES.findall(sentence) for word in words(inside)}
    forms |= {words(before)[-1].stem for before in _BEFORE_PARENTHESES.findall(sentence) if words(before)}
    return forms.issuperset(term.stem for term in asked)
