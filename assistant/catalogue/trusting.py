"""Whether a query that a language model proposed says what the question says: nothing more, nothing less.

An exact answer is only as good as its query. So every name and word of the query has to stand in the
question, and every content word of the question in the query; dates, code and the like have to be those that
the grammar reads; and what the question turns round ('not', 'without') or offers ('or'), the query has to as
well.
"""

import re
from typing import Final

from assistant.catalogue.draft import Draft
from assistant.catalogue.lexicon import FRAME, UNRECORDED
from assistant.catalogue.names import Records
from assistant.catalogue.partial import read_values
from assistant.catalogue.proposal import Filter, Proposal
from assistant.catalogue.spoken import FORMS
from assistant.language.words import is_stop, stems_of, words
from vectorstore.fields import category_keys, category_name
from vectorstore.folding import name_key
from vectorstore.query import (
    AuthorCount,
    ByAuthor,
    Condition,
    Gives,
    HasCode,
    InCategory,
    InVenue,
    Months,
    Not,
    NoYear,
    Years,
    leaves,
)

_VALUES: Final = (Years, Months, NoYear, HasCode, Gives, AuthorCount)
_NEGATIVE: Final = re.compile(
    r"\b(?:not?|never|none|neither|nor|without|except|excluding|excludes?|other than|apart from|outside"
    r"|lack\w*|missing|besides|\w+n['’]t)\b",
    re.IGNORECASE,
)
_ASIDE: Final = frozenset(
    """
    ask asking carry concerned concerning curious exist figure hand happen happens help kindly look looking
    luck name names put question quick quickly regard regarding regards respect say speaking think wonder
    wondering wish
    """.split()
)
_OR: Final = re.compile(r"\b(?:n?or|either)\b", re.IGNORECASE)


def trusted(proposal: Proposal, question: str, records: Records) -> bool:
    """Whether the proposed query can stand for the question."""
    text = " ".join(question.split())
    if any(pattern.search(text) for _, pattern in UNRECORDED):
        return False
    draft = Draft(text=text)
    read_values(draft, records)
    given = {signed for _, each in draft.conditions for signed in _signed(each)}
    asked = {signed for each in proposal.filters for signed in _signed(each.condition)}
    if {each for each in asked if isinstance(each[0], _VALUES)} != given:
        return False
    names = [each for each in proposal.filters if not isinstance(next(iter(leaves(each.condition))), _VALUES)]
    if not all(_exists(leaf, records) for each in names for leaf in leaves(each.condition)):
        return False
    person = proposal.query.person
    if person is not None and not records.person(person).spellings:
        return False
    if not _stand_in_order(names, draft.text):
        return False
    texts = [value for each in names for value in each.values] + ([person] if person else [])
    return all(_is_said(each, text) for each in texts) and not _left_over(draft.text, proposal, texts)


def _signed(condition: Condition, negative: bool = False) -> set[tuple[Condition, bool]]:
    """The leaves, and whether each is turned round."""
    if isinstance(condition, Not):
        return _signed(condition.of, not negative)
    inner = getattr(condition, "of", None)
    if inner is None:
        return {(condition, negative)}
    return {signed for each in inner for signed in _signed(each, negative)}


def _exists(leaf: Condition, records: Records) -> bool:
    """Whether the library holds what is named."""
    match leaf:
        case ByAuthor():
            return bool(records.person(leaf.name).spellings)
        case InCategory():
            held = {name_key(name) for name in records.vocabulary().categories}
            return bool(category_keys(leaf.name) & held)
        case InVenue():
            key = f" {name_key(leaf.text)} "
            venues = records.vocabulary().venues
            return bool(key.strip()) and any(key in f" {name_key(venue)} " for venue in venues)
    return True


def _is_said(value: str, question: str) -> bool:
    """Whether every word of the value stands in the question; of a category its code or its name will do."""
    said, name = stems_of(question), category_name(value)
    return bool(stems_of(value)) and (
        stems_of(value) <= said or (name is not None and stems_of(name) <= said)
    )


def _stand_in_order(filters: list[Filter], text: str) -> bool:
    """Whether a negation, and an 'or', stand before just those names that have one in the query."""
    spots: list[tuple[int, int, Filter, bool]] = []
    for each in filters:
        for number, value in enumerate(each.values):
            word = re.escape(value.split()[0])
            found = re.search(rf"(?<!\w){word}", text, re.IGNORECASE)
            if found is None and each.key != "category":
                return False
            start = found.start() if found else len(text)
            spots.append((start, start + len(value), each, number > 0))
    spots.sort(key=lambda spot: spot[:2])
    last = 0
    for start, end, each, is_alternative in spots:
        before = text[last:start]
        offered = _OR.search(before) is not None
        if offered != is_alternative and not (offered and each.negative):
            return False
        if not is_alternative and each.negative != (_NEGATIVE.search(before) is not None):
            return False
        last = max(last, end)
    return _NEGATIVE.search(text[last:]) is None and _OR.search(text[last:]) is None


def _left_over(text: str, proposal: Proposal, texts: list[str]) -> bool:
    """Whether a content word or a number of what the grammar left is nowhere in the query."""
    covered = {stem for each in texts for stem in (*stems_of(each), *stems_of(category_name(each) or ""))}
    for word in words(text):
        if word.stem in covered:
            continue
        says = FORMS.get(word.folded)
        if says is not None:
            if not says(proposal.query):
                return True
        elif word.folded not in FRAME | _ASIDE and not is_stop(word) and not _NEGATIVE.fullmatch(word.text):
            return True
    return False
