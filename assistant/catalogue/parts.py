"""Parts of a question that need more than a pattern: topics, order, the person whose co-authors are asked."""

import re
from typing import Final

from assistant.catalogue.aggregates import CO_AUTHORS
from assistant.catalogue.dates import NUMBERS
from assistant.catalogue.draft import Draft
from assistant.catalogue.lexicon import EXTREME, NOUN, SORTED
from assistant.catalogue.names import Records
from vectorstore.folding import name_key
from vectorstore.query import About, ByAuthor, Condition, InVenue

_TOPIC: Final = re.compile(
    rf"(?:(?<![\w-])(?:{NOUN}|anything|something|everything|research|work|done|written|published|much"
    rf"|is there|are there|one|ones|those|some|(?:we|you) have|·)"
    r"(?:\s+(?:that|which|is|are|do|does|you have|there|have|has|been|done|here|published|written|·))*\s*"
    r"(?:on|about|regarding|concerning|concerns?|deal(?:s|ing)? with|related to|relating to"
    r"|on the topic of|on the subject of|around)"
    r"|\b(?:is|are|were|works?|worked|writes?|written|wrote|publish(?:ed|es)?) (?:about|on|regarding)"
    r"|^\W*(?:and |only |just )*(?:about|on|regarding))\s+(?!how |which |what )(?P<topic>[^·?!]*[^\s·?!.,])",
    re.IGNORECASE,
)

_WEAK_TOPIC: Final = re.compile(
    rf"(?<![\w-]){NOUN}\s+(?:that |which )?(?:study|studies|address(?:es)?|investigate|treat|cover|explore"
    rf"|focus on|discuss|tackle)\s+"
    r"(?P<topic>[^·?!]*[^\s·?!.,])",
    re.IGNORECASE,
)

_EDGE: Final = re.compile(
    r"\A(?:the (?:topic|subject|area|field) of |the |topics? |·|\s)+|(?:\s|·|,|\b(?:that|which|and|from|in"
    r"|with|published|written|are|is|were|there|"
    r"here|please|also|do you have|exist|exists)\b)+\Z",
    re.IGNORECASE,
)

_SAYS_MORE: Final = re.compile(
    r"\b(?:was|were|is|are|did|does|do|has|have|had|that|which|who|whose|not|than)\b|n['’]t\b", re.IGNORECASE
)
"""A topic is a phrase: with a verb in it, it says more of the papers than what they are about."""

_STUDIES: Final = re.compile(
    r"(?<![\w-])studies of (?P<topic>[^·?!]*[^\s·?!.,])|(?<![\w-])by (?P<who>[^·?!,]+?) (?:on|about|regarding"
    r"|concerning) (?P<about>[^·?!]*[^\s·?!.,])",
    re.IGNORECASE,
)
_BY: Final = re.compile(r"\s+(?:by|from|written by|authored by|of)\s+(?P<name>[^·]+)\Z", re.IGNORECASE)


def read_order(draft: Draft) -> None:
    """'the three newest': an order and a limit; 'newest first': an order."""

    def sort(match: re.Match[str]) -> bool:
        if match["title"] or match["by_title"] or match["old_last"] or match["new_last"]:
            draft.order = (
                "title"
                if match["title"] or match["by_title"]
                else "newest"
                if match["old_last"]
                else "oldest"
            )
            return True
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


def read_topics(draft: Draft, records: Records, *, first: bool) -> list[tuple[int, Condition]]:
    found: list[tuple[int, Condition]] = []

    def read(match: re.Match[str]) -> bool:
        topic = _EDGE.sub("", match["topic"]).strip(" ,'\"“”‘’")
        by = _BY.search(topic)
        if by is not None and records.person(by["name"]).spellings:
            found.append((match.start() + 1, ByAuthor(name=by["name"], first=first)))
            topic = topic[: by.start()]
        if not topic or len(topic.split()) > 10 or _SAYS_MORE.search(topic):
            return False
        venues = {name_key(venue) for venue in records.vocabulary().venues}
        is_venue = name_key(topic) in venues  # 'preprints on bioRxiv'
        found.append((match.start(), InVenue(text=topic) if is_venue else About(topic=topic)))
        return True

    def weak(match: re.Match[str]) -> bool:
        return len(match["topic"].split()) <= 3 and read(match)

    def study(match: re.Match[str]) -> bool:
        topic, who = match["topic"] or match["about"], match["who"]
        if (records.person(who or topic).spellings != ()) != (who is not None):
            return False
        if len(topic.split()) > 10 or _SAYS_MORE.search(topic):
            return False
        if who is not None:
            found.append((match.start() + 3, ByAuthor(name=who, first=first)))
        found.append((match.start(), About(topic=_EDGE.sub("", topic))))
        return True

    draft.take(_STUDIES, study) or draft.take(_TOPIC, read) or draft.take(_WEAK_TOPIC, weak)
    return found


def read_person(draft: Draft, records: Records) -> str | None:
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
