"""From a question that stands alone to its reading; None when it is no question about records.

Every word must be read by some rule or be frame. What is left means that the question asks for more than the
records know, and it goes to retrieval.
"""

import re
from collections.abc import Sequence
from typing import Final

from assistant.catalogue.aggregates import AVERAGE, CO_AUTHORS, SHARE, read_groups
from assistant.catalogue.dates import has_finer_date, read_dates
from assistant.catalogue.draft import Draft
from assistant.catalogue.given import read_given
from assistant.catalogue.joining import joined, negated, spread
from assistant.catalogue.lexicon import (
    COUNT,
    FIRST_AUTHOR,
    NO_CODE,
    NOUN,
    PLAIN,
    UNRECORDED,
    WITH_CODE,
    words,
)
from assistant.catalogue.lookup import look_up, look_up_form
from assistant.catalogue.named import read_named
from assistant.catalogue.names import Chunk, Records, chunks, read_categories, read_name
from assistant.catalogue.parts import read_order, read_person, read_topics
from assistant.catalogue.reading import Asked, LookUp, Reading, Refused
from assistant.catalogue.refusals import refused_unknown, refused_unrecorded
from vectorstore.query import (
    About,
    ByAuthor,
    Condition,
    GroupKey,
    HasCode,
    InVenue,
    Not,
    Query,
    leaves,
)

LONGEST: Final = 300
"""Characters; a longer question asks for more than a record holds."""

_FEW: Final = 5
_HEAD: Final = words(
    rf"{NOUN}|published|publish|wrote|written|write|authored|came out|come out|appeared|co-?author(?:ed|s)?|"
    r"how many|oldest|newest|latest|earliest|titles?|anything|everything|something|work|research|done on"
    r"|authors?|"
    r"list|show|count|there (?:is|are)|(?:is|are) there|most|code|doi|abstracts?|venues?|journals?"
    r"|categories|subjects|areas|years?|how often|together|collaborated|time ?span|(?:we|you) have|when|who"
)
_NEGATIVE: Final = re.compile(
    r"\b(?:not|\w+n't|\w+n’t|neither|nor|outside|exclud(?:e|es|ing)|except|other than|apart from|without"
    r"|no)\b",
    re.IGNORECASE,
)
_WHERE: Final = re.compile(r"(?<=\w )(?:where|in which|on which)(?= )", re.IGNORECASE)
_OTHERS: Final = words(
    r"\w+['’]s? (?:co-?authors?|collaborators?|colleagues?|teams?|groups?|labs?|students?|supervisors?"
    r"|friends?)"
)
_FULL_NAME: Final = re.compile(r"[^\W\d_a-z][\w.'’-]*(?: [^\W\d_a-z][\w.'’-]*){1,3}")
_ONLY_ONE: Final = re.compile(r"\b(?:with|by|in|from) only\b", re.IGNORECASE)
_SORT_OF: Final = re.compile(r"\bpreprints?\b", re.IGNORECASE)
_ASIDE: Final = re.compile(r"\((co-?)\)(?=\w)", re.IGNORECASE)
_DANGLING: Final = re.compile(r"\b(?:by|from|about|on|since|before|after|in|with|of)[^\w·]*\Z", re.IGNORECASE)
_PRAISE: Final = frozenset(
    "best better big famous fewer good great important influential interesting key long main major more new "
    "notable old popular recent related relevant seminal short significant similar single such top".split()
)
_EVERY: Final = re.compile(r"\b(?:all|co-?authors|collaborators)\b", re.IGNORECASE)
_FAR_YEAR: Final = "The records know no year {year}: years here have four digits."


def understand(question: str, records: Records, *, fragment: bool = False) -> Reading | None:
    """The reading of a question that stands alone. `fragment`: it need not speak of papers."""
    if len(question) > LONGEST:
        return None
    text = " ".join(_ASIDE.sub(r"\1", question).split()).rstrip(" ?!.")
    return (
        look_up(text, records) or _look_up_found(text, records) or _general(text, records, fragment=fragment)
    )


def _look_up_found(text: str, records: Records) -> Reading | None:
    """'Who wrote the oldest paper?': a field of the few papers that a query finds."""
    form = look_up_form(text)
    if form is None or text.startswith(form[1]):
        return None
    inner = _general(form[1], records, fragment=False)
    if not isinstance(inner, Asked) or inner.query.limit is None:
        return None
    if inner.query.aggregate != "list" or inner.query.limit > _FEW:
        return None
    found = records.query(inner.query).paper_ids
    return LookUp(attribute=form[0], paper_ids=found) if 0 < len(found) <= _FEW else None


def _general(text: str, records: Records, *, fragment: bool) -> Reading | None:
    draft = Draft(text=text)
    unrecorded = next((name for name, pattern in UNRECORDED if draft.drop(pattern)), None)
    if unrecorded is not None:
        return refused_unrecorded(draft, unrecorded, records)
    speaks = _HEAD.search(text) is not None or CO_AUTHORS.search(text) is not None
    if not (fragment or speaks or _is_bare_name(text, records)):
        return None
    if has_finer_date(text):
        return None
    read_named(draft, records)
    draft.drop(_WHERE)
    person = read_person(draft, records)
    if person is not None:
        return _co_authors(draft, person, records)
    if _OTHERS.search(draft.text):
        return None
    vocabulary = records.vocabulary()
    average = draft.drop(AVERAGE)
    groups = None if average else read_groups(draft)
    odd = read_dates(draft, vocabulary.years[1] if vocabulary.years else None)
    read_given(draft)
    draft.take(NO_CODE, lambda _: Not(of=HasCode()))
    draft.take(WITH_CODE, lambda _: HasCode())
    first = draft.drop(FIRST_AUTHOR)
    share = draft.drop(SHARE)
    counted = COUNT.search(draft.text) is not None
    topics = [(at, negated(each, draft, at)) for at, each in read_topics(draft, records, first=first)]
    read_categories(draft, vocabulary)
    read_order(draft)
    draft.drop(COUNT)
    rest = _rest(draft, records, first=first)
    if rest is None or isinstance(rest, Refused):
        return rest
    if odd is not None:
        far = _FAR_YEAR.format(year=odd[:12])
        return Refused(text=far if len(odd) != 4 else f"There are no papers from {odd} in this library.")
    conditions = spread([*rest, *topics], draft.original)
    if _ONLY_ONE.search(draft.text):
        return None
    if first and not any(isinstance(each, ByAuthor) for _, each in conditions):
        return None
    if share:
        return _share(draft, conditions, text)
    where = joined(conditions, draft.original)
    if _SORT_OF.search(text) and not any(isinstance(each, InVenue) for each in leaves(where)):
        return None
    if where is None and not fragment and not _is_plain_question(draft):
        return None
    if where is None and _DANGLING.search(draft.text):
        return None
    if where is None and groups is None and not fragment and not _speaks_of_papers(text):
        return None
    return _asked(draft, _query(draft, where, average=average, groups=groups, counted=counted))


def _query(
    draft: Draft,
    where: Condition | None,
    *,
    average: bool,
    groups: tuple[GroupKey, int | None] | None,
    counted: bool,
) -> Query:
    if average:
        return Query(where=where, aggregate="average")
    if groups is not None:
        return Query(where=where, aggregate="groups", by=groups[0], limit=groups[1])
    if draft.limit is not None or not counted:
        return Query(where=where, order=draft.order, limit=draft.limit)
    return Query(where=where, aggregate="count")


def _co_authors(draft: Draft, person: str, records: Records) -> Reading | None:
    """All co-authors, or the most frequent one."""
    years = records.vocabulary().years
    odd = read_dates(draft, years[1] if years else None)
    rest = _rest(draft, records, first=False)
    if rest is None or isinstance(rest, Refused) or odd is not None:
        return rest if isinstance(rest, Refused) else None
    every = _EVERY.search(draft.original) is not None and "most" not in draft.original
    where = joined(rest, draft.original)
    return _asked(
        draft, Query(where=where, aggregate="co-authors", person=person, limit=None if every else 1)
    )


def _asked(draft: Draft, query: Query) -> Asked:
    return Asked(query=query, notes=tuple(draft.notes))


def _speaks_of_papers(text: str) -> bool:
    return words(rf"{NOUN}|titles?|one|ones").search(text) is not None or "publi" in text


def _is_bare_name(text: str, records: Records) -> bool:
    """Whether the text is the full name of somebody here and nothing else: it asks for their papers."""
    return _FULL_NAME.fullmatch(text) is not None and bool(records.person(text).spellings)


def _is_plain_question(draft: Draft) -> bool:
    """Whether nothing that is left may be a filter that was not understood."""
    left = re.findall(r"[^\s·?!,;:()\[\]“”\"]+", draft.text)
    return all(word.lower().rstrip(".'’") in PLAIN for word in left if any(map(str.isalnum, word)))


def _rest(draft: Draft, records: Records, *, first: bool) -> list[tuple[int, Condition]] | Refused | None:
    """Every condition, the words that are left looked up as names; None when some of them are no name."""
    vocabulary = records.vocabulary()
    found = list(draft.conditions)
    for chunk in chunks(draft):
        for part in _parts(chunk, records):
            condition = read_name(part, records, vocabulary, first=first)
            if condition is None:
                condition = _before_noun(part, draft, records)
            if condition is None:
                return refused_unknown(part, draft, records)
            found.append((part.start, condition))
    read = [(at, negated(each, draft, at)) for at, each in sorted(found, key=lambda one: one[0])]
    if _NEGATIVE.search(draft.text) and not any(
        isinstance(each, Not) and not isinstance(each.of, HasCode) for _, each in read
    ):
        return None
    return read


def _parts(chunk: Chunk, records: Records) -> Sequence[Chunk]:
    """A run of words that is no name as a whole, cut where two names meet."""
    tokens = chunk.text.split()
    if chunk.quoted or len(tokens) < 4 or records.person(chunk.text).spellings:
        return [chunk]
    for at in range(2, len(tokens) - 1):
        left, right = " ".join(tokens[:at]), " ".join(tokens[at:])
        if records.person(left).spellings and records.person(right).spellings:
            middle = chunk.start + len(left) + 1
            return [
                Chunk(text=left, start=chunk.start, end=middle - 1),
                Chunk(text=right, start=middle, end=chunk.end),
            ]
    return [chunk]


def _before_noun(chunk: Chunk, draft: Draft, records: Records) -> Condition | None:
    """'watermarking papers': up to three plain words before the noun are a topic that some paper is about."""
    after = re.match(rf"\s*{NOUN}\b", draft.text[chunk.end :], re.IGNORECASE)
    words_of = chunk.text.split()
    if after is None or len(words_of) > 3 or not all(map(_is_plain, words_of)):
        return None
    topic = About(topic=chunk.text)
    return topic if records.query(Query(where=topic, aggregate="count")).count else None


def _is_plain(word: str) -> bool:
    return word == word.lower() and word not in _PRAISE and not any(map(str.isdigit, word))


def _share(draft: Draft, found: Sequence[tuple[int, Condition]], text: str) -> Reading | None:
    """The share of what is named before the verb that meets what is named after it."""
    if not found:
        return None
    verb = re.search(
        rf"{NOUN}.*?\b(?P<verb>have|has|is|are|was|were|come|comes|do|does|by|release)\b", text, re.IGNORECASE
    )
    at = verb.start("verb") if verb else -1
    ordered = sorted(found, key=lambda each: each[0])
    base = [each for each in ordered if each[0] < at] if verb else ordered[:-1]
    part = [each for each in ordered if each not in base]
    if not part:
        base, part = ordered[:-1], ordered[-1:]
    of = joined(part, text)
    return None if of is None else _asked(draft, Query(where=joined(base, text), aggregate="share", of=of))
