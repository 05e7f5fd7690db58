"""When two spellings of a name can be one person: initials, middle names, accents, 'Last, First'."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from vectorstore.folding import name_key

_PLAIN: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
_SUFFIXES: Final = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "md"})
_PARTICLES: Final = frozenset(
    "van von der den de del della di da dos du la le el al bin ibn ter ten zu zur".split()
)
_COMMA: Final = re.compile(r"\s*[,，]\s*")


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonName:
    """Given names and family name, folded: no case, no accents, hyphens as spaces."""

    given: tuple[str, ...]
    family: str


def parse_name(text: str) -> PersonName | None:
    """The parts of a name in either order; None when it has no letters."""
    parts = [part for part in _COMMA.split(text.strip()) if part]
    words = [_words(part) for part in parts]
    if len(words) > 1 and words[0] and words[1]:
        given, family = words[1], words[0]
    else:
        flat = [word for part in words for word in part]
        given, family = flat[:-1], flat[-1:]
    if not family:
        return None
    given = [word for word in given if word not in _PARTICLES]
    return PersonName(
        given=tuple(given), family=" ".join(w for w in family if w not in _PARTICLES) or family[-1]
    )


def can_be_same(left: PersonName, right: PersonName) -> bool:
    """Whether two names do not contradict each other.

    Family names are equal, and of the given names one list is the other with words left out or cut to
    initials; the first given name is never left out. A name without given names fits every bearer of it.
    """
    if left.family == right.family:
        return _given_fit(left.given, right.given)
    turned = PersonName(given=(right.family,), family=" ".join(right.given))
    return (
        len(right.given) == 1 == len(left.given)
        and len(right.family) > 1
        and (left.family == turned.family and left.given == turned.given)
    )


def same_person(name: str, spellings: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """Of the spellings those taken for `name`, those that are doubtful, and whether several people fit.

    A spelling that fits the name is doubtful when it also fits another spelling that contradicts the name:
    'H. Smith' is not counted for 'Helen Smith' where 'Hugh Smith' writes as well.
    """
    asked = parse_name(name)
    if asked is None:
        return (), (), False
    known = [(spelling, parsed) for spelling in spellings if (parsed := parse_name(spelling)) is not None]
    fitting = [(spelling, parsed) for spelling, parsed in known if can_be_same(asked, parsed)]
    if not fitting and not asked.given:
        fitting = [(spelling, parsed) for spelling, parsed in known if parsed.given[:1] == (asked.family,)]
    if not fitting and "-" in name and " " not in name.strip():
        fitting = _double_named(name, known)
        people = sorted({parsed for _, parsed in fitting}, key=lambda one: (one.family, one.given))
        return tuple(spelling for spelling, _ in fitting), (), _contradict(people)
    others = {parsed for _, parsed in known if not can_be_same(asked, parsed)}
    distinct = sorted({parsed for _, parsed in fitting}, key=lambda one: (one.family, one.given))
    taken: list[str] = []
    doubtful: list[str] = []
    for spelling, parsed in fitting:
        clear = parsed == asked or not any(can_be_same(parsed, other) for other in others)
        (taken if clear or not asked.given else doubtful).append(spelling)
    several = len(distinct) > 1 and _contradict(distinct)
    return tuple(taken), tuple(doubtful), several


def _double_named(name: str, known: Sequence[tuple[str, PersonName]]) -> list[tuple[str, PersonName]]:
    """The spellings that end in a double family name: 'Ruiz-Soto' is asked for without a given name."""
    asked = tuple(_words(name))
    return [
        (spelling, parsed)
        for spelling, parsed in known
        if (*parsed.given, *parsed.family.split())[-len(asked) :] == asked
    ]


def _contradict(names: Sequence[PersonName]) -> bool:
    return any(
        not can_be_same(left, right) for at, left in enumerate(names[:200]) for right in names[at + 1 : 200]
    )


def _words(text: str) -> list[str]:
    found = name_key(text).translate(_PLAIN).split()
    return [word for word in found if word not in _SUFFIXES] or found


def _given_fit(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    if not left or not right or "".join(left) == "".join(right):
        return True
    short, long = sorted((left, right), key=len)
    if not _word_fits(short[0], long[0]):
        return False
    at = 1
    for word in short[1:]:
        while at < len(long) and not _word_fits(word, long[at]):
            at += 1
        if at == len(long):
            return False
        at += 1
    return True


def _word_fits(left: str, right: str) -> bool:
    return left == right or (min(len(left), len(right)) == 1 and left[0] == right[0])
