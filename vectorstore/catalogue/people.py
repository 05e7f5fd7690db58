"""Names of authors in the catalogue: spellings of one person, and names that look alike."""

import sqlite3
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from rapidfuzz import fuzz, process

from vectorstore.catalogue.words import match_word
from vectorstore.folding import name_key
from vectorstore.people import PersonName, can_be_same, parse_name, same_person
from vectorstore.query import ByAuthor, PersonMatch

_LOOKS_ALIKE: Final = 80.0  # rapidfuzz's WRatio, 0…100
_MOST_PAPERS: Final = 5000  # looked at for names that look alike
_MOST_COMPARED: Final = 300  # spellings of one family name; beyond, initials say nothing


def person(connection: sqlite3.Connection, asked: ByAuthor) -> PersonMatch:
    """The spellings in the catalogue that `asked` means; where there are none, names that look alike."""
    candidates = _spellings(connection, _family_words(asked.name), prefix=False)
    if asked.exact:
        key = name_key(asked.name)
        taken = tuple(spelling for spelling in candidates if name_key(spelling) == key)
        return PersonMatch(name=asked.name, spellings=taken)
    taken, doubtful, several = same_person(asked.name, candidates)
    nearest = () if taken or doubtful else _nearest(connection, asked.name)
    return PersonMatch(name=asked.name, spellings=taken, doubtful=doubtful, several=several, nearest=nearest)


def merged(counts: Sequence[tuple[str, str, int]]) -> list[tuple[str, tuple[str, ...]]]:
    """Spellings (key, name, papers) put together where they can only be one person: name shown, its keys.

    The shown name is the most frequent, then the longest spelling.
    """
    parsed = [
        (parse_name(name) or PersonName(given=(), family=key), key, name, count)
        for key, name, count in counts
    ]
    parsed.sort(key=lambda one: (one[0].family, one[0].given))
    people: list[tuple[str, tuple[str, ...]]] = []
    for _, group in groupby(parsed, key=lambda one: one[0].family):
        for together in _components(list(group)):
            shown = max(together, key=lambda one: (one[3], len(one[2]), one[2]))
            people.append((shown[2], tuple(one[1] for one in together)))
    return people


_Spelling = tuple[PersonName, str, str, int]


def _components(bearers: list[_Spelling]) -> list[list[_Spelling]]:
    """Groups of spellings that fit each other; one in which two contradict falls apart again."""
    if len(bearers) > _MOST_COMPARED:
        return [[each] for each in bearers]
    left, found = list(bearers), []
    while left:
        group = [left.pop()]
        for member in group:
            fitting = [each for each in left if can_be_same(member[0], each[0])]
            group += fitting
            left = [each for each in left if each not in fitting]
        agree = all(can_be_same(one[0], two[0]) for at, one in enumerate(group) for two in group[at + 1 :])
        found += [group] if agree else [[each] for each in group]
    return found


def _family_words(name: str) -> list[str]:
    parsed = parse_name(name)
    if parsed is None:
        return []
    words = name_key(name).split()
    return [parsed.family] if parsed.family in words else words[-1:]


def _spellings(connection: sqlite3.Connection, words: Sequence[str], *, prefix: bool) -> list[str]:
    """Every spelling on papers that have an author with all the words, or with words beginning like them."""
    terms = [f"{term}*" if prefix else term for word in words if (term := match_word(word)) is not None]
    if not terms:
        return []
    most = f"LIMIT {_MOST_PAPERS}" if prefix else ""
    rows = connection.execute(
        "SELECT DISTINCT name FROM authors WHERE paper IN "
        f"(SELECT rowid FROM words WHERE words MATCH ? {most}) AND instr(name_key, ?) > 0 ORDER BY name",
        (f"authors : ({' AND '.join(terms)})", "" if prefix else words[0].split()[-1]),
    )
    return [row[0] for row in rows]


def _nearest(connection: sqlite3.Connection, name: str) -> tuple[str, ...]:
    beginnings = {word[:3] for word in name_key(name).split() if len(word) > 2}
    names = sorted({each for start in beginnings for each in _spellings(connection, [start], prefix=True)})
    found = process.extract(
        name, names, scorer=fuzz.WRatio, processor=name_key, limit=3, score_cutoff=_LOOKS_ALIKE
    )
    return tuple(each for each, _, _ in found)
