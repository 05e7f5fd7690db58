"""From a question that stands alone to its reading; None when it is not about the records, or not wholly read.

Every word must be read by some rule or be frame. What is left means that the question asks for more than the
records know, and it goes to retrieval.
"""

import re
from collections.abc import Sequence
from typing import Final

from assistant.catalogue.aggregates import AVERAGE, CO_AUTHORS, SHARE, read_groups
from assistant.catalogue.dates import NUMBERS, read_dates
from assistant.catalogue.draft import READ, Draft
from assistant.catalogue.lexicon import (
    COUNT,
    EXTREME,
    FIRST_AUTHOR,
    FRAME,
    NO_CODE,
    NOUN,
    SORTED,
    UNRECORDED,
    WITH_CODE,
    words,
)
from assistant.catalogue.lookup import look_up, papers_named
from assistant.catalogue.names import Chunk, Records, chunks, read_categories, read_name
from assistant.catalogue.reading import Asked, Reading, Refused
from vectorstore.query import (
    About,
    AllOf,
    AnyOf,
    ByAuthor,
    Condition,
    HasCode,
    Not,
    Query,
    TitleHas,
)

LONGEST: Final = 300
"""Characters; a longer question asks for more than a record holds."""

_HEAD: Final = words(
    rf"{NOUN}|published|publish|wrote|written|write|authored|came out|come out|appeared|co-?author(?:ed|s)?|"
    r"how many|oldest|newest|latest|earliest|titles?|anything|everything|something|work|research|done on|authors?"
)
_TITLE: Final = re.compile(
    r"(?:(?:that |which |whose )?(?:have |has |with |contain |containing )*(?:the )?(?:words? )?[“\"'‘](?P<a>[^”\"'’]+)[”\"'’] "
    r"in (?:the|their|its) titles?|(?:have |has |with )?(?:the )?(?:words? )?(?P<b>[\w-]+) in (?:the|their|its) titles?"
    r"|titles? (?:that |which )?(?:contain(?:s|ing)?|with|has|have|having|mention(?:s|ing)?|include[s]?|including|hold)"
    r" (?:the )?(?:words? )?[“\"'‘]?(?P<c>[^”\"'’?.!·]+)[”\"'’]?)",
    re.IGNORECASE,
)
_TOPIC: Final = re.compile(
    rf"(?:(?<![\w-])(?:{NOUN}|anything|something|everything|research|work|done|written|published|much|is there|are there|one|ones|those|some|·)"
    r"(?:\s+(?:that|which|is|are|do|does|you have|there|have|has|been|done|here|published|written|·))*\s*"
    r"(?:on|about|regarding|concerning|concerns?|deal(?:s|ing)? with|related to|relating to|on the topic of|on the subject of|around)"
    r"|^\W*(?:and |only |just )*(?:about|on|regarding))\s+(?!how |which |what )(?P<topic>[^·?!]*[^\s·?!.,])",
    re.IGNORECASE,
)
_WEAK_TOPIC: Final = re.compile(
    rf"(?<![\w-]){NOUN}\s+(?:that |which )?(?:study|studies|address(?:es)?|investigate|treat|cover|explore|focus on|discuss|tackle)\s+"
    r"(?P<topic>[^·?!]*[^\s·?!.,])",
    re.IGNORECASE,
)
_EDGE: Final = re.compile(
    r"\A(?:the (?:topic|subject|area|field) of |the |topics? |·|\s)+|(?:\s|·|,|\b(?:that|which|and|from|in|with|published|written|are|is|were|there|"
    r"here|please|also|do you have|exist|exists)\b)+\Z",
    re.IGNORECASE,
)
_BY: Final = re.compile(r"\s+(?:by|from|written by|authored by|of)\s+(?P<name>[^·]+)\Z", re.IGNORECASE)
_ONLY_UNRECORDED: Final = FRAME | frozenset(
    """most least belong belongs won win wins received receive got longest shortest short long under impact highest
    lowest code github old more than less fewer least at paper's journals journal conference order ranked by per does
    from authors who's""".split()
)
_UNKNOWN: Final = re.compile(
    r"(?<![\w-])(?P<how>by|from|author|authors|in|at|did|does|has|category|venue|journal|of|with)(?: the)?\s+\Z",
    re.IGNORECASE,
)
_NEGATION: Final = re.compile(
    r"\b(?:not|\w+n't|\w+n’t|outside(?: of)?|excluding|except(?: for)?|other than|without)"
    r"(?:\s+(?:list|name|include|involve|have|by|in|from|of|the|category|author|about|on|papers?|anything|"
    r"published|written|co-author(?:ed)?|as|an))*\s*$",
    re.IGNORECASE,
)
_NEGATIVE: Final = re.compile(
    r"\b(?:not|\w+n't|\w+n’t|outside|excluding|except|other than|without|no)\b", re.IGNORECASE
)
_OR: Final = re.compile(r"\bor\b", re.IGNORECASE)
_FAR_YEAR: Final = "The records know no year {year}: years here have four digits."


def understand(question: str, records: Records, *, fragment: bool = False) -> Reading | None:
    """The reading of a question that stands alone. `fragment`: a follow-up, which need not speak of papers."""
    if len(question) > LONGEST:
        return None
    text = " ".join(question.split()).rstrip(" ?!.")
    found = look_up(text, records)
    if found is not None:
        return found
    return _general(text, records, fragment=fragment)


def _general(text: str, records: Records, *, fragment: bool) -> Reading | None:
    vocabulary = records.vocabulary()
    draft = Draft(text=text)
    unrecorded = next((name for name, pattern in UNRECORDED if draft.drop(pattern)), None)
    if unrecorded is not None:
        return _refused_unrecorded(draft, unrecorded, records)
    if not fragment and _HEAD.search(text) is None and CO_AUTHORS.search(text) is None:
        return None
    draft.take(_TITLE, lambda match: TitleHas(text=(match["a"] or match["b"] or match["c"]).strip(" '\"")))
    person = _co_authors(draft, records)
    if person is not None:
        odd = read_dates(draft, vocabulary.years[1] if vocabulary.years else None)
        rest = _rest(draft, records, first=False)
        where = None if isinstance(rest, Refused) or rest is None else _where(rest, draft.original)
        if rest is None or isinstance(rest, Refused) or odd:
            return rest if isinstance(rest, Refused) else None
        limit = (
            None
            if re.search(r"\ball\b|\bco-?authors\b|\bcollaborators\b", text) and "most" not in text
            else 1
        )
        return _asked(draft, Query(where=where, aggregate="co-authors", person=person, limit=limit))
    average = draft.drop(AVERAGE)
    groups = None if average else read_groups(draft)
    odd = read_dates(draft, vocabulary.years[1] if vocabulary.years else None)
    draft.take(NO_CODE, lambda _: Not(of=HasCode()))
    draft.take(WITH_CODE, lambda _: HasCode())
    first = draft.drop(FIRST_AUTHOR)
    share = (
        SHARE.search(draft.text)
        if re.search(r"share|percent|proportion|fraction|ratio", draft.text)
        else None
    )
    if share is not None:
        draft.drop(SHARE)
    counted = COUNT.search(draft.text) is not None
    topics = _topics(draft, records, first=first)
    topics = [(at, _negated(each, draft, at)) for at, each in topics]
    read_categories(draft, vocabulary)
    _order(draft)
    draft.drop(COUNT)
    rest = _rest(draft, records, first=first)
    if rest is None or isinstance(rest, Refused):
        return rest
    if odd is not None:
        return Refused(
            text=_FAR_YEAR.format(year=odd[:12]) if len(odd) != 4 else f"No paper here is from {odd}."
        )
    conditions = [*rest, *topics]
    if first and not any(isinstance(each, ByAuthor) for _, each in conditions):
        return None
    if share is not None:
        return _share(draft, conditions, text)
    where = _where(conditions, draft.original)
    if where is None and not _speaks_of_papers(text) and groups is None and not fragment:
        return None
    if average:
        return _asked(draft, Query(where=where, aggregate="average"))
    if groups is not None:
        by, limit = groups
        return _asked(draft, Query(where=where, aggregate="groups", by=by, limit=limit))
    if draft.limit is not None or not counted:
        return _asked(draft, Query(where=where, order=draft.order, limit=draft.limit))
    return _asked(draft, Query(where=where, aggregate="count"))


def _asked(draft: Draft, query: Query) -> Asked:
    return Asked(query=query, notes=tuple(draft.notes))


def _speaks_of_papers(text: str) -> bool:
    return words(rf"{NOUN}|titles?|one|ones").search(text) is not None or "publi" in text


def _order(draft: Draft) -> None:
    """'the three newest': an order and a limit; 'newest first': an order."""

    def sort(match: re.Match[str]) -> bool:
        newest = re.search(r"newest|descending|latest", match.group(), re.IGNORECASE)
        draft.order = "newest" if newest else "oldest"
        return True

    def extreme(match: re.Match[str]) -> bool:
        number = (match["before"] or match["after"] or "").lower()
        draft.order = "oldest" if match["oldest"] else "newest"
        following = re.match(
            rf"\s*(?:·\s*)*(?P<noun>{NOUN}|ones?)\b", draft.text[match.end() :], re.IGNORECASE
        )
        plural = following is not None and following["noun"].lower().endswith("s")
        draft.limit = (
            (int(number) if number.isdigit() else NUMBERS[number]) if number else (5 if plural else 1)
        )
        draft.limit = max(1, draft.limit)
        return True

    draft.take(SORTED, sort)
    draft.take(EXTREME, extreme)


def _topics(draft: Draft, records: Records, *, first: bool) -> list[tuple[int, Condition]]:
    found: list[tuple[int, Condition]] = []

    def read(match: re.Match[str]) -> bool:
        topic = _EDGE.sub("", match["topic"]).strip(" ,'\"“”‘’")
        by = _BY.search(topic)
        if by is not None and records.person(by["name"]).spellings:
            found.append((match.start() + 1, ByAuthor(name=by["name"], first=first)))
            topic = topic[: by.start()]
        if not topic or len(topic.split()) > 10:
            return False
        found.append((match.start(), About(topic=topic)))
        return True

    def weak(match: re.Match[str]) -> bool:
        return len(match["topic"].split()) <= 3 and read(match)

    draft.take(_TOPIC, read) or draft.take(_WEAK_TOPIC, weak)
    return found


def _co_authors(draft: Draft, records: Records) -> str | None:
    """The person whose co-authors are asked for."""
    names: list[str] = []

    def read(match: re.Match[str]) -> bool:
        name = next(group for group in match.groups() if group)
        name = re.sub(r"^(?:the|all|most often|often|most)\s+", "", name.strip(), flags=re.IGNORECASE)
        if not records.person(name).spellings:
            return False
        names.append(name)
        return True

    return names[0] if draft.take(CO_AUTHORS, read) and names else None


def _rest(draft: Draft, records: Records, *, first: bool) -> list[tuple[int, Condition]] | Refused | None:
    """Every condition, the words that are left looked up as names; None when some of them are no name."""
    vocabulary = records.vocabulary()
    found = list(draft.conditions)
    for chunk in chunks(draft):
        for part in _parts(chunk, records):
            condition = read_name(part, records, vocabulary, first=first)
            if condition is None:
                condition = _before_noun(part, draft)
            if condition is None:
                return _refused_unknown(part, draft, records)
            found.append((part.start, condition))
    read = [(at, _negated(each, draft, at)) for at, each in sorted(found, key=lambda one: one[0])]
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


def _before_noun(chunk: Chunk, draft: Draft) -> Condition | None:
    """'watermarking papers': up to three plain words before the noun are a topic."""
    after = re.match(rf"\s*{NOUN}\b", draft.text[chunk.end :], re.IGNORECASE)
    if after is None or chunk.text != chunk.text.lower() or len(chunk.text.split()) > 3:
        return None
    return About(topic=chunk.text)


def _negated(condition: Condition, draft: Draft, at: int) -> Condition:
    """The condition, or its opposite where a negation stands directly before it."""
    return Not(of=condition) if _NEGATION.search(draft.original[:at]) else condition


def _where(found: Sequence[tuple[int, Condition]], text: str) -> Condition | None:
    """All of them hold; neighbours of one kind with 'or' between them are alternatives."""
    parts: list[Condition] = []
    last = 0
    for at, each in sorted(found, key=lambda one: one[0]):
        before = parts[-1] if parts else None
        kind = before.of[0] if isinstance(before, AnyOf) else before
        if before is not None and type(kind) is type(each) and _OR.search(text[last : at + 3]):
            alternatives = before.of if isinstance(before, AnyOf) else (before,)
            parts[-1] = AnyOf(of=(*alternatives, each))
        else:
            parts.append(each)
        last = at
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else AllOf(of=tuple(parts))


def _refused_unrecorded(draft: Draft, name: str, records: Records) -> Refused | None:
    """Why, if nothing else is asked; a question that asks for more goes to retrieval."""
    read_dates(draft, None)
    for chunk in chunks(draft, _ONLY_UNRECORDED):
        known = records.person(chunk.text).spellings or papers_named(chunk.text, records)
        if not known and not chunk.text[:1].isupper():
            return None
    return Refused(
        text=f"The records here do not hold {name}. They hold title, authors, date, categories, venue and code."
    )


def _refused_unknown(chunk: Chunk, draft: Draft, records: Records) -> Refused | None:
    """An unknown name where only a name can stand; otherwise the question is no question about records."""
    before = _UNKNOWN.search(draft.text[: chunk.start].replace(READ, " "))
    others = [each for each in chunks(draft) if each.start != chunk.start]
    if before is None or others or not chunk.text[:1].isupper() or len(chunk.text.split()) > 5:
        return None
    match = records.person(chunk.text)
    near = f" Names here that look alike: {', '.join(match.nearest)}." if match.nearest else ""
    return Refused(
        text=f"There are no papers for “{chunk.text[:80]}” in this library: no author, category or venue here has "
        f"that name.{near}"
    )


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
    of = _where(part, text)
    return None if of is None else _asked(draft, Query(where=_where(base, text), aggregate="share", of=of))
