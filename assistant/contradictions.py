"""Whether a sentence of a paper says the opposite of what a question takes for granted."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise

from assistant.language.directions import FALLING, RISING
from assistant.language.numbers import numbers
from assistant.language.words import Word, content_stems, is_stop, stem, stems_of, words

_DENIERS = re.compile(
    r"\b(?:without|no|not|nor|neither|never|none of|free of|free from|instead of|rather than|in lieu of|"
    r"in place of|independen(?:t|ce|tly) (?:of|from)|lack(?:s|ing)? of|avoid(?:s|ing)?|replac(?:es|ing)|"
    r"dispens(?:es|ing) with|do(?:es)? away with|eliminat(?:es|ing) the need for|obviat(?:es|ing))\b",
    re.IGNORECASE,
)
_SKIPPED = re.compile(
    r"\s+(?:(?:any|the|a|an|its|their|all|such|requir\w+|need\w*|us(?:ing|e of)|access to|further|additional|"
    r"extra|other|sacrific\w+|giv\w+ up|los(?:ing|s of)|hav\w+|the need for|relying on)\s+)*",
    re.IGNORECASE,
)
_PHRASE = re.compile(r"[\w'’]+(?:[-\s][\w'’]+){0,3}")
_PHRASE_ENDS = frozenset(
    """
    of in on at to for from by with and or but nor which that than as is are was were be being been has have
    had while when if so because where who whose however yet do does did can could may might will would
    """.split()
)
_FREE = re.compile(r"\b([\w'’]+(?:-[\w'’]+)?)[-\s]free\b", re.IGNORECASE)
_NON = re.compile(r"\bnon-?([a-z]{4,})", re.IGNORECASE)
_NEGATIVE = re.compile(
    r"\b(?:not|no|never|without|neither|cannot|\w+n't|unable|fail\w*|avoid\w*|lack\w*|leaves? out|left out|"
    r"exclud\w+|throws? away|discard\w*|drops?|does away|do away|omit\w*|gives? up|gave up)\b",
    re.IGNORECASE,
)
_UP = "safer best succeed safest"
_DOWN = "sacrifice poor poorer hurt harm worst fail"
_PAIRS = """
remove/persist eliminate/persist remove/remain eliminate/remain alone/multiple alone/collaborate easier/harder
easy/hard perfect/struggle perfectly/struggle solve/struggle children/adult young/older human/automatic
private/public protect/amplify reduce/amplify protect/leak hand/automatic manual/automatic
manually/automatically stable/unstable fair/unfair safe/unsafe fail/outperform fail/succeed
positive/negative significant/insignificant
prevent/cause prevent/amplify before/during single/multiple
"""
_ABSOLUTE = "all every always only entirely completely fully perfect perfectly everything solely exclusively"
_LIMITED = """
persist struggle part partial partially incomplete portion infeasible limit insufficient small some remain
"""

_UP_STEMS = RISING | {stem(word) for word in _UP.split()}
_DOWN_STEMS = FALLING | {stem(word) for word in _DOWN.split()}
_ABSOLUTE_STEMS = frozenset(stem(word) for word in _ABSOLUTE.split())
_LIMITED_STEMS = frozenset(stem(word) for word in _LIMITED.split())
_OPPOSITES: dict[str, set[str]] = {}
for _pair in _PAIRS.split():
    _one, _other = (stem(_word) for _word in _pair.split("/"))
    _OPPOSITES.setdefault(_one, set()).add(_other)
    _OPPOSITES.setdefault(_other, set()).add(_one)
_NEGATING = ("non", "un", "in")
_COMPARED = re.compile(
    r"\b(?:outperform\w*|beats?|surpass\w*|(?P<than>better|safer|stronger|faster|larger|greater|easier|harder|"
    r"smaller|fewer|more|less|higher|lower|longer|shorter|worse)\b.{0,60}?\bthan)\b",
    re.IGNORECASE,
)
_PREFERRED = re.compile(r"\bprefer(?:red|s)?\s+(?P<more>.{1,120}?)\s+(?:to|over)\s+", re.IGNORECASE)
_FEWER = frozenset("smaller fewer less lower shorter worse".split())
_JOINED = re.compile(r"\b[\w.]+-(?=[a-z])")
"""What a hyphen joins to a thing ('4-bit', 'two-stage') tells its kind and counts nothing."""
_ORDINALS = {
    word: value
    for value, word in enumerate("first second third fourth fifth sixth seventh eighth".split(), 1)
}
COUNT_REACH = 3
"""Words between a number and what it counts, at most."""
DIRECTION_REACH = 4
"""Words between a direction ('cut', 'more') and what goes that way, at most."""
SHORTEST_NEGATED = 6
"""Letters of a stem that 'un' or 'in' may turn round: not 'learn' to 'unlearn'."""
ENOUGH_SHARED = 2
"""Content words, names among them, that a statement and its opposite have in common at least."""


_SHORT = re.compile(r"((?:[\w’'-]+[ -]){1,7})\(([A-Z][A-Za-z]*[A-Z]|[A-Z]{2,})s?\)")


@lru_cache(maxsize=2048)
def short_forms(text: str) -> Mapping[str, str]:
    """The short forms that a text explains, with the long ones: 'back-propagation (BP)'."""
    found: dict[str, str] = {}
    for match in _SHORT.finditer(text):
        spoken = words(match[1])[-len(match[2]) :]
        if "".join(word.folded[0] for word in spoken) == match[2].lower():
            found.setdefault(match[2], " ".join(word.text for word in spoken))
    return found


def denies(statement: str, sentence: str, title: str) -> bool:
    """Whether a sentence says that what a statement speaks of is not there ('without Y', 'Y-free', 'no Y').

    The whole phrase that is denied must stand in the statement, which must not deny it too; the words of the
    paper's title do not count, since a method's own name ('data-free') is no statement.
    """
    if _NEGATIVE.search(statement):
        return False
    held = stems_of(_NON.sub(" ", _FREE.sub(" ", statement)))
    denied = [*_denied(sentence)]
    denied += [content_stems(each) for each in _NON.findall(sentence) if each in _NON.findall(title.lower())]
    return any(phrase <= held for phrase in denied)


def denying(statement: str) -> bool:
    """Whether a statement or a question denies something itself."""
    return _NEGATIVE.search(statement) is not None or _FREE.search(statement) is not None


def denied_stems(sentence: str) -> frozenset[str]:
    """The stems of all that a sentence denies."""
    return frozenset[str]().union(*_denied(sentence))


def counts_otherwise(statement: str, sentence: str) -> bool:
    """Whether a sentence gives another number of what a statement counts: 'three types' for 'four types' or
    for 'the fourth type'."""
    stated = dict(_counted(_JOINED.sub(" ", statement)))
    found = dict(_counted(sentence))
    for counted, value in stated.items():
        if counted in found and found[counted] != value:
            return True
    return any(found.get(counted, place) < place for counted, place in _placed(statement))


def turns(statement: str, sentence: str, names: frozenset[str]) -> bool:
    """Whether a sentence turns a statement round: what goes up goes down, the better is the worse, a word
    stands for its opposite, or what holds of all holds in part. Two things must be spoken of in both, names
    aside."""
    mine, theirs = stems_of(statement), stems_of(sentence)
    shared = {each for each in content_stems(statement) & theirs if len(each) > 3} - _UP_STEMS - _DOWN_STEMS
    if not shared - names:
        return False
    if _compares_otherwise(statement, sentence) or _directs_otherwise(statement, sentence, shared - names):
        return True
    if len(shared) < ENOUGH_SHARED:
        return False
    if mine & _ABSOLUTE_STEMS and theirs & _LIMITED_STEMS and not mine & _LIMITED_STEMS:
        return True
    return any((_opposites(one) & theirs) - mine for one in mine - theirs)


def _opposites(stem: str) -> frozenset[str]:
    """The stems that say the opposite of one: its pair, and the word with or without 'non', 'un' or 'in'."""
    found = set(_OPPOSITES.get(stem, ()))
    if len(stem) >= SHORTEST_NEGATED:
        found |= {f"{prefix}{stem}" for prefix in _NEGATING}
    found |= {
        stem.removeprefix(prefix)
        for prefix in _NEGATING
        if stem.startswith(prefix) and len(stem) - len(prefix) >= SHORTEST_NEGATED
    }
    return frozenset(found)


def _compares_otherwise(statement: str, sentence: str) -> bool:
    """Whether a statement puts one thing above another and the sentence the other above the one."""
    mine, theirs = _order(statement), _order(sentence)
    if not mine or not theirs:
        return False
    return bool(mine[0] & theirs[1]) and bool(mine[1] & theirs[0]) and not mine[0] & theirs[0]


def _order(text: str) -> tuple[frozenset[str], frozenset[str]] | None:
    """What a text puts above what: the content stems of the two sides, of the last comparison."""
    if preferred := _PREFERRED.search(text):
        more, less, turned = content_stems(preferred["more"]), content_stems(text[preferred.end() :]), False
    elif compared := _COMPARED.search(text):
        more, less = content_stems(text[: compared.start()]), content_stems(text[compared.end() :])
        turned = (compared["than"] or "").lower() in _FEWER
    else:
        return None
    both = more & less
    return (less - both, more - both) if turned else (more - both, less - both)


def _directs_otherwise(statement: str, sentence: str, shared: set[str]) -> bool:
    """Whether a thing of both goes up in one and down in the other, and none goes the same way in both."""
    mine, theirs = _directions(statement), _directions(sentence)
    turned = False
    for each in shared:
        one, other = mine.get(each, frozenset()), theirs.get(each, frozenset())
        if one & other:
            return False
        turned = turned or (len(one) == 1 == len(other))
    return turned


@lru_cache(maxsize=4096)
def _directions(text: str) -> dict[str, frozenset[int]]:
    """Which way each content word goes: 1 up, -1 down, by the directions within DIRECTION_REACH words."""
    found: dict[str, set[int]] = {}
    for part in re.split(r"[,;:()]", text):
        spoken = words(part)
        signs = [(each.stem in _UP_STEMS) - (each.stem in _DOWN_STEMS) for each in spoken]
        turned = -1 if re.search(r"\b(?:not|never|no longer|cannot|\w+n't)\b", part) else 1
        for at, word in enumerate(spoken):
            near = signs[max(0, at - DIRECTION_REACH) : at + DIRECTION_REACH + 1]
            found.setdefault(word.stem, set()).update(sign * turned for sign in near if sign)
    return {each: frozenset(signs) for each, signs in found.items()}


@lru_cache(maxsize=4096)
def _denied(sentence: str) -> tuple[frozenset[str], ...]:
    """The stems of each phrase that a sentence denies."""
    found = [_phrase(sentence[match.end() :]) for match in _DENIERS.finditer(sentence)]
    found += [content_stems(match[1]) for match in _FREE.finditer(sentence)]
    return tuple(each for each in found if each)


def _phrase(text: str) -> frozenset[str]:
    """The content stems of the noun phrase that a text begins with."""
    skipped = _SKIPPED.match(text)
    match = _PHRASE.match(text, skipped.end() if skipped else 0)
    phrase = match.group() if match else ""
    kept: list[Word] = []
    for word in words(phrase):
        if word.folded in _PHRASE_ENDS and phrase[word.end : word.end + 1] != "-":
            break
        kept.append(word)
    return frozenset(word.stem for word in kept if not is_stop(word))


def _counted(text: str) -> Iterator[tuple[str, float]]:
    """What a text counts, by stem, and how many: 'two new kernels' counts 'new' and 'kernel'."""
    for number in numbers(text):
        if number.unit:
            continue
        joined = text[number.end : number.end + 1] == "-"
        for word in words(text[number.end : number.end + 60])[: 1 if joined else COUNT_REACH + 1]:
            if word.folded in _PHRASE_ENDS:
                break
            if not is_stop(word) and word.text.isalpha() and len(word.text) > 2:
                yield word.stem, float(number.value)


def _placed(text: str) -> Iterator[tuple[str, float]]:
    """What a text numbers in order: 'the third stage' gives ('stage', 3)."""
    spoken = words(text)
    for word, after in pairwise(spoken):
        if word.folded in _ORDINALS:
            yield after.stem, float(_ORDINALS[word.folded])
