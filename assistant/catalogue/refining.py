"""Follow-ups: 'which of those have code?', 'and in 2024?', 'the second one'. The history is read anew."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Turn
from assistant.catalogue.follow_ups import (
    ADDS,
    ALONE,
    ALSO,
    CONTINUES,
    DEEPEST,
    GOES_ON,
    HOW_MANY,
    LEANS,
    NAMES_PAPERS,
    NOT_FIRST,
    OF_THOSE,
    ONE_OF,
    ORDINALS,
    POINTS,
    SHORT,
    SHOW,
    SORT,
    THOSE,
    WHICH,
)
from assistant.catalogue.lookup import look_up_form
from assistant.catalogue.names import Records
from assistant.catalogue.paging import more_of
from assistant.catalogue.reading import Asked, LookUp, Reading, Refused
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


def read_in_context(question: str, history: Sequence[Turn], records: Records) -> Reading | None:
    """The reading of a question, of one that only makes sense after its history too."""
    text = " ".join(question.split())
    turns = history[-DEEPEST:]
    leans = any(pattern.search(text) for pattern in LEANS)
    alone = None if OF_THOSE.search(text) else understand(text, records)
    if not turns or (alone is not None and not leans):
        return alone
    asks_which = alone is None and WHICH.match(text) is not None
    previous = _previous(turns, records) if leans or asks_which or len(text.split()) <= SHORT else None
    goes_on = CONTINUES.search(text) is not None and not NAMES_PAPERS.search(text)
    if previous is None:
        return None if goes_on else alone
    if isinstance(previous, Refused) and goes_on:
        return previous
    return (
        more_of(text, previous, records)
        or _pointed(text, previous, records)
        or _also(text, previous)
        or _refined(text, previous, records)
        or (None if isinstance(previous, LookUp) and goes_on else alone)
    )


def _also(text: str, previous: Reading) -> LookUp | None:
    """'And when?' after a question about one record."""
    if not isinstance(previous, LookUp):
        return None
    bare = re.sub(r"^\W*(?:(?:and|but|so|also|what about|how about) )*", "", text, flags=re.IGNORECASE).strip(
        " ?!."
    )
    for attribute, pattern in ALSO:
        if re.fullmatch(pattern, bare, re.IGNORECASE):
            return LookUp(attribute=attribute, paper_ids=previous.paper_ids)
    return None


def paper_meant(
    question: str, history: Sequence[Turn], records: Records
) -> tuple[tuple[int, int], str] | None:
    """Where a question points at a paper of the last answer about records, and that paper's id."""
    pointer = POINTS.search(question)
    previous = _previous(history[-DEEPEST:], records) if pointer and history else None
    if pointer is None or previous is None:
        return None
    paper_id = _target(pointer, previous, records)
    return None if paper_id is None else (pointer.span(), paper_id)


def _previous(turns: Sequence[Turn], records: Records) -> Reading | None:
    """The reading of the last turn."""
    return read_in_context(turns[-1].question, turns[:-1], records) if turns else None


def _sorted(text: str, last: Query, records: Records) -> Query | None:
    """The last list in another order."""
    match = SORT.match(text)
    if match is None or last.aggregate not in ("list", "count"):
        return None
    found = understand(f"papers sorted {match['how']}", records)
    if not isinstance(found, Asked) or found.query.where is not None or found.query.aggregate != "list":
        return None
    return replace(last, aggregate="list", order=found.query.order)


def _pointed(text: str, previous: Reading, records: Records) -> LookUp | None:
    form = look_up_form(text)
    if form is None:
        return None
    pointer = POINTS.fullmatch(form[1].strip())
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
    start = previous.start if isinstance(previous, Asked) else 0
    word = (pointer["ordinal"] or "").lower()
    if word == "last":
        return ids[-1] if ids else None
    digits = pointer["number"] or pointer["mark"] or re.sub(r"\D", "", word)
    counted = pointer["number"] or pointer["mark"]
    place = int(digits) if digits else ORDINALS.index(word) + 1
    place += 0 if counted else start
    return ids[place - 1] if 0 < place <= len(ids) else None


def _refined(text: str, previous: Reading, records: Records) -> Asked | None:
    """The last query with what the follow-up adds, replaces or asks instead."""
    if not isinstance(previous, Asked):
        return None
    last = previous.query
    if (in_order := _sorted(text, last, records)) is not None:
        return Asked(query=in_order, notes=previous.notes)
    if ALONE.match(text) and last.limit is None and last.aggregate in ("list", "count"):
        noun = "papers" if re.search(r"\bones\b|\d", text) else "paper"
        found = understand(f"{NOT_FIRST.sub('', text).strip(' ?!.')} {noun}", records)
        return _joined(_within(last, records), found, previous) if isinstance(found, Asked) else None
    if (which := WHICH.match(text)) is not None and NAMES_PAPERS.search(text) is None:
        found = understand(f"papers that {which['rest']}", records)
        return _joined(_within(last, records), found, previous) if isinstance(found, Asked) else None
    if SHOW.match(text):
        return Asked(query=Query(where=last.where, order=last.order, limit=last.limit), notes=previous.notes)
    if HOW_MANY.match(text):
        return Asked(query=Query(where=last.where, aggregate="count"), notes=previous.notes)
    if THOSE.search(text):
        rest = THOSE.sub("papers", ONE_OF.sub(r"\1 paper", text), count=1)
        found = understand(rest, records)
        if not isinstance(found, Asked):
            return None
        return _joined(_within(last, records), found, previous)
    adds = ADDS.search(text) is not None
    bare = (
        GOES_ON.sub("", text)
        if re.match(
            r"^\W*(?:any|and|but|or|now|also|what about|how about|what's with|(?:the )?same for)\b",
            text,
            re.IGNORECASE,
        )
        else text
    )
    bare = re.sub(r"^\W*(?:those|the ones|ones|papers|them)\b\s*", "", ADDS.sub("", bare))
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
    if not adds and not GOES_ON.search(text) and len(text.split()) > 4:
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
