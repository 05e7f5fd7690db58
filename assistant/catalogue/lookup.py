"""Questions about one record: when, by whom, in which category, with which code, where."""

import re
from typing import Final

from assistant.catalogue.lexicon import FRAME, NOUN
from assistant.catalogue.names import Records
from assistant.catalogue.reading import Attribute, LookUp
from vectorstore.query import AllOf, Query, TitleHas

_PUBLISHED: Final = r"(?:published|released|written|out|appear|come out|from|dated|submitted|posted)"
_X: Final = r"(?P<x>.+?)"


def _forms(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(
        re.compile(rf"\W*(?:and |please |tell me |so )*{each}\W*\Z", re.IGNORECASE) for each in patterns
    )


_NAMED: Final = r"(?:(?! (?:write|author|wrote) ).)+?"
_FORMS: Final[tuple[tuple[Attribute, tuple[re.Pattern[str], ...]], ...]] = (
    (
        "last author",
        _forms(
            rf"(?:who (?:is|was) )?(?:the )?(?:last|senior) author of {_X}",
            rf"{_X}(?:'s|’s)? (?:last|senior) author",
        ),
    ),
    (
        "author count",
        _forms(
            rf"how many (?:co-?)?authors (?:does|do|did) {_X} have",
            rf"(?:how many|number of) (?:co-?)?authors (?:of|on|are on|are there on|are listed on) {_X}",
            rf"how many (?:people|authors|persons) (?:wrote|authored|co-?authored) {_X}",
            rf"by how many (?:people|authors) was {_X} written",
        ),
    ),
    (
        "first author",
        _forms(
            rf"(?:who (?:is|was) )?(?:the )?(?:first|lead) author of {_X}",
            rf"{_X}(?:'s|’s)? (?:first|lead) author",
            rf"who first[- ]authored {_X}",
        ),
    ),
    (
        "year",
        _forms(
            rf"(?:in )?(?:which|what) year (?:was|is|were|did|are) {_X} {_PUBLISHED}(?: in)?",
            rf"(?:what is |what's )?(?:the )?(?:publication )?year of (?:the publication of )?{_X}",
            rf"{_X}(?:'s|’s)? (?:publication )?year",
        ),
    ),
    (
        "date",
        _forms(
            rf"when (?:was|were|did|is|are) {_X} (?:first )?{_PUBLISHED}",
            rf"(?:what is |what's |what was )?(?:the )?(?:publication "
            rf"|release )?date of (?:the publication of )?{_X}",
            rf"{_X}(?:'s|’s)? (?:publication |release )?date",
        ),
    ),
    (
        "authors",
        _forms(
            rf"who (?:wrote|authored|published|has written|has authored) {_X}",
            rf"(?:who (?:is|are|was|were) |list |name |show )?(?:the |all )*authors? of {_X}",
            rf"{_X}(?:'s|’s)?:? authors?(?: list)?",
            rf"by whom (?:was|were|is) {_X} written",
            rf"(?:did|has|have) {_NAMED} (?:write|author|co-?author|written|authored|co-?authored) {_X}",
            rf"(?:is|was) {_NAMED} (?:an?|the|one of the) (?:co-?)?authors? (?:of|on) {_X}",
        ),
    ),
    (
        "category",
        _forms(
            rf"(?:in |under |to )?(?:which|what) (?:arxiv )?categor(?:y|ies) (?:is|does|are"
            rf"|was) {_X}(?: (?:in|listed|under|belong to|"
            r"filed under|listed under|listed in|belong))?",
            rf"(?:what is |what's )?(?:the )?(?:arxiv )?category of {_X}",
            rf"{_X}(?:'s|’s)? (?:arxiv )?category",
        ),
    ),
    (
        "code",
        _forms(
            rf"(?:does|do|did) {_X} (?:have|come with|provide|release|offer|share|publish) (?:any |the "
            rf"|its |public |open )*(?:source )?code(?: available)?",
            rf"where (?:is|can i find) (?:the )?(?:source )?code (?:of|for|to) {_X}",
            rf"is (?:there )?(?:the )?(?:any )?code (?:available )?(?:of|for) {_X}(?: available| public"
            rf"| online)?",
            rf"(?:link to |url of )?(?:the )?(?:source )?code (?:link |url |repository )?(?:of|for) {_X}",
            rf"{_X}(?:'s|’s)? (?:source )?code(?: link| url| repository| repo)?",
            rf"has {_X} (?:released |published )?(?:any |its )?code",
        ),
    ),
    (
        "venue",
        _forms(
            rf"where (?:was|were) {_X} (?:published|presented)",
            rf"(?:in |at )?(?:which|what) (?:venue|journal|conference) (?:was|is|did) {_X} (?:published"
            rf"|presented|appear|in)(?: (?:in|at))?",
            rf"(?:what is )?(?:the )?(?:venue|journal|conference) of {_X}",
            rf"(?:which|what) (?:venue|journal|conference) (?:published|printed) {_X}",
            rf"where (?:did|does) {_X} (?:appear|come out)",
        ),
    ),
    (
        "link",
        _forms(
            rf"(?:what(?:'s|’s| is) |give me |show (?:me )?|find )?(?:the )?(?:doi|url|link|web address"
            rf"|arxiv id)"
            rf" (?:of|to|for) {_X}",
            rf"where can i (?:find|read|get|download) {_X}",
            rf"does {_X} have a doi",
            rf"{_X}(?:'s|’s)? (?:doi|url|arxiv id)",
        ),
    ),
)
_ORNAMENT: Final = re.compile(
    rf"\A(?:(?:the|this|that|a|our|your|called|titled|entitled|paper|article|publication|study|preprint)\s+)+"
    rf"|\s+(?:{NOUN}|study)(?: (?:first|originally))?\Z",
    re.IGNORECASE,
)
_QUOTES: Final = "“”\"'‘’ .?!:,"
_SMALL: Final = frozenset(
    "a an and by for from in into is it its of on or the to via with under over what which who".split()
)
_MOST_PAPERS: Final = 5


def look_up_form(question: str) -> tuple[Attribute, str] | None:
    """What is asked of a record, and the words that say of which."""
    for attribute, forms in _FORMS:
        for form in forms:
            if (match := form.match(question)) is not None:
                return attribute, match["x"]
    return None


def look_up(question: str, records: Records) -> LookUp | None:
    """A look-up in the papers that the question names by their title, or by words of it."""
    form = look_up_form(question)
    if form is None:
        return None
    found = papers_named(form[1], records)
    return LookUp(attribute=form[0], paper_ids=found) if found else None


def papers_named(text: str, records: Records) -> tuple[str, ...]:
    """The papers whose title holds this phrase, else all of its words; none when they are too many."""
    bare = _ORNAMENT.sub("", _ORNAMENT.sub("", text.strip(_QUOTES))).strip(_QUOTES)
    words = [word for word in re.findall(r"[^\W_]+(?:[-'’][^\W_]+)*", bare) if word.lower() not in _SMALL]
    if all(word.lower() in FRAME for word in words):
        return ()
    found = records.query(Query(where=TitleHas(text=bare))).paper_ids
    if not found and len(words) > 1:
        each = tuple(TitleHas(text=word) for word in words)
        found = records.query(Query(where=AllOf(of=each))).paper_ids
    return found if len(found) <= _MOST_PAPERS else ()
