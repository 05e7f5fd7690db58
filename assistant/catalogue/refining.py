"""Follow-ups: 'which of those have code?', 'and in 2024?', 'the second one'. The history is read anew."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from assistant.answer import Turn
from assistant.catalogue.lookup import look_up_form
from assistant.catalogue.names import Records
from assistant.catalogue.reading import Asked, LookUp, Reading
from assistant.catalogue.understanding import understand
from vectorstore.query import (
    AllOf,
    Among,
    Condition,
    Months,
    NoYear,
    Query,
    Years,
    leaves,
)

_DEEPEST: Final = 8  # turns that a follow-up may reach back
_SHORT: Final = 5  # words; a longer question that goes on says so
_THOSE: Final = re.compile(
    r"\b(?:of |among |from )?(?:(?:all )?(?:of )?(?:those|these|them|they)|the (?:above|listed|previous"
    r"|last) (?:papers|ones)|the ones above)"
    r"(?: (?:papers|ones|publications|works))?\b",
    re.IGNORECASE,
)
_OF_THOSE: Final = re.compile(
    r"\b(?:of|among|from) (?:those|these|them)\b(?! (?:that|which|with|from|by))|\b(?:they"
    r"|the ones)\b",
    re.IGNORECASE,
)
_ONE_OF: Final = re.compile(
    r"\b(newest|latest|oldest|earliest|most recent|first|last)(?: one)? (?:of|among) (?:them|those|these)\b",
    re.IGNORECASE,
)
_ADDS: Final = re.compile(
    r"^\W*(?:(?:and|but|now|please|then) )*(?:only|just|restrict(?: it| them| that)? to|limit(?: it"
    r"| them)? to|narrow(?: it)? down to|"
    r"keep(?: only)?)\b\s*|,? only\W*$|\bonly\W*$",
    re.IGNORECASE,
)
_GOES_ON: Final = re.compile(
    r"^\W*(?:and|but|or|now|also|what about|how about|what's with|same for|the same for|without|with|in"
    r"|from|since|before|after|by|for|"
    r"how many per|per)\b\s*",
    re.IGNORECASE,
)
_SHOW: Final = re.compile(
    r"^\W*(?:and |ok |please |can you )*(?:which (?:ones?|papers)(?: (?:are (?:they|those|these)"
    r"|exactly))?|what are they(?: called)?|list (?:them|those|these|all)"
    r"(?: all)?|show (?:me )?(?:them|those|these)(?: all)?|name (?:them|those)"
    r"|(?:and )?which(?: are they)?|give me the list|titles)"
    r"(?: please)?\W*$",
    re.IGNORECASE,
)
_HOW_MANY: Final = re.compile(
    r"^\W*(?:and |so )*how many(?: (?:are (?:there|they|those|these)|is that|in total|papers))?\W*$",
    re.IGNORECASE,
)
_ORDINALS: Final = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_POINTS: Final = re.compile(
    rf"\b(?:the (?P<ordinal>{'|'.join(_ORDINALS)}|last|\d{{1,3}}(?:st|nd|rd|th))(?: (?:one|paper"
    rf"|publication|of (?:them|those|these)))?"
    r"|(?:paper |number |no\. ?|#)(?P<number>\d{1,3})|\[(?P<mark>\d{1,3})\]"
    r"|(?P<it>it|this one|that one|this paper|that paper|the paper))(?!\w| author)",
    re.IGNORECASE,
)


def read_in_context(question: str, history: Sequence[Turn], records: Records) -> Reading | None:
    """The reading of a question, of one that only makes sense after its history too."""
    text = " ".join(question.split())
    turns = history[-_DEEPEST:]
    leans = any(pattern.search(text) for pattern in (_THOSE, _ADDS, _GOES_ON, _SHOW, _HOW_MANY, _POINTS))
    alone = None if _OF_THOSE.search(text) else understand(text, records)
    if not turns or (alone is not None and not leans):
        return alone
    previous = _previous(turns, records) if leans or len(text.split()) <= _SHORT else None
    if previous is None:
        return alone
    return _pointed(text, previous, records) or _refined(text, previous, records) or alone


def paper_meant(
    question: str, history: Sequence[Turn], records: Records
) -> tuple[tuple[int, int], str] | None:
    """Where a question points at a paper of the last answer about records, and that paper's id."""
    pointer = _POINTS.search(question)
    previous = _previous(history[-_DEEPEST:], records) if pointer and history else None
    if pointer is None or previous is None:
        return None
    paper_id = _target(pointer, previous, records)
    return None if paper_id is None else (pointer.span(), paper_id)


def _previous(turns: Sequence[Turn], records: Records) -> Reading | None:
    """The reading of the last turn."""
    return read_in_context(turns[-1].question, turns[:-1], records) if turns else None


def _pointed(text: str, previous: Reading, records: Records) -> LookUp | None:
    form = look_up_form(text)
    if form is None:
        return None
    pointer = _POINTS.fullmatch(form[1].strip())
    if pointer is None:
        return None
    paper_id = _target(pointer, previous, records)
    return None if paper_id is None else LookUp(attribute=form[0], paper_ids=(paper_id,))


def _target(pointer: re.Match[str], previous: Reading, records: Records) -> str | None:
    """The paper that is pointed at; None when 'it' could be several, or there are not so many."""
    if isinstance(previous, LookUp):
        ids = previous.paper_ids
    elif isinstance(previous, Asked) and previous.query.aggregate in ("list", "count"):
        ids = records.query(previous.query).paper_ids
    else:
        return None
    if pointer["it"]:
        return ids[0] if len(ids) == 1 else None
    word = (pointer["ordinal"] or "").lower()
    if word == "last":
        return ids[-1] if ids else None
    digits = pointer["number"] or pointer["mark"] or re.sub(r"\D", "", word)
    place = int(digits) if digits else _ORDINALS.index(word) + 1
    return ids[place - 1] if 0 < place <= len(ids) else None


def _refined(text: str, previous: Reading, records: Records) -> Asked | None:
    """The last query with what the follow-up adds, replaces or asks instead."""
    if not isinstance(previous, Asked):
        return None
    last = previous.query
    if _SHOW.match(text):
        return Asked(query=Query(where=last.where, order=last.order, limit=last.limit), notes=previous.notes)
    if _HOW_MANY.match(text):
        return Asked(query=Query(where=last.where, aggregate="count"), notes=previous.notes)
    if _THOSE.search(text):
        rest = _THOSE.sub("papers", _ONE_OF.sub(r"\1 paper", text), count=1)
        found = understand(rest, records)
        if not isinstance(found, Asked):
            return None
        return _joined(_within(last, records), found, previous)
    adds = _ADDS.search(text) is not None
    bare = (
        _GOES_ON.sub("", text)
        if re.match(
            r"^\W*(?:and|but|or|now|also|what about|how about|what's with|(?:the )?same for)\b",
            text,
            re.IGNORECASE,
        )
        else text
    )
    bare = re.sub(r"^\W*(?:those|the ones|ones|papers|them)\b\s*", "", _ADDS.sub("", bare))
    found = understand(bare, records, fragment=True)
    if not isinstance(found, Asked):
        return None
    asks_anew = found.query.aggregate != "list" or found.query.limit is not None
    if found.query.where is None and not asks_anew:
        return None
    if asks_anew and not adds and found.query.aggregate == "count":
        return _replaced(last, found, previous, aggregate_of=found.query)
    if asks_anew and last.limit is not None and found.query.limit is not None and not adds:
        return _replaced(last, found, previous, aggregate_of=found.query)
    if asks_anew:
        return _joined(_within(last, records), found, previous)
    if not adds and not _GOES_ON.search(text) and len(text.split()) > 4:
        return None
    if adds:
        query = replace(last, where=_both(last.where, found.query.where))
        return Asked(query=query, notes=(*previous.notes, *found.notes))
    return _replaced(last, found, previous, aggregate_of=last)


def _within(last: Query, records: Records) -> Condition | None:
    """The papers of the last answer as a condition."""
    if last.limit is not None:
        return Among(paper_ids=records.query(last).paper_ids)
    return last.where if last.of is None else _both(last.where, last.of)


def _joined(base: Condition | None, found: Asked, previous: Asked) -> Asked:
    query = replace(found.query, where=_both(base, found.query.where))
    return Asked(query=query, notes=(*previous.notes, *found.notes))


def _replaced(last: Query, found: Asked, previous: Asked, *, aggregate_of: Query) -> Asked:
    """New conditions in the place of those of their kind, the others kept."""
    new = _parts(found.query.where)
    kinds = {_kind(each) for each in new}
    kept = tuple(each for each in _parts(last.where) if _kind(each) not in kinds)
    parts = (*kept, *new)
    where = None if not parts else parts[0] if len(parts) == 1 else AllOf(of=parts)
    notes = found.notes if any(_kind(each) == "date" for each in new) else (*previous.notes, *found.notes)
    return Asked(query=replace(aggregate_of, where=where), notes=notes)


def _parts(where: Condition | None) -> tuple[Condition, ...]:
    if where is None:
        return ()
    if isinstance(where, AllOf) and _kind(where) == "mixed":
        return tuple(part for each in where.of for part in _parts(each))
    return (where,)


def _kind(condition: Condition) -> str:
    """Conditions of one kind replace each other."""
    kinds = {
        "date" if isinstance(leaf, Years | Months | NoYear) else type(leaf).__name__
        for leaf in leaves(condition)
    }
    return kinds.pop() if len(kinds) == 1 else "mixed"


def _both(left: Condition | None, right: Condition | None) -> Condition | None:
    parts = (*_parts(left), *_parts(right))
    return None if not parts else parts[0] if len(parts) == 1 else AllOf(of=parts)
