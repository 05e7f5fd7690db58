"""What is to be computed: shares, averages, counts by year or category, who writes with whom."""

import re
from typing import Final

from assistant.catalogue.draft import Draft
from assistant.catalogue.lexicon import NOUN, words
from vectorstore.query import GroupKey

_KEYS: Final = (
    r"(?P<key>years?|months?|categor(?:y|ies)|fields?|subjects?|(?:research |subject )?areas?|disciplines?"
    r"|first authors?|authors?|venues?|journals?|conferences?)"
)
_KEYS_AGAIN: Final = _KEYS.replace("<key>", "<key2>")
_GROUP_KEYS: Final[dict[str, GroupKey]] = {
    "year": "year",
    "month": "month",
    "categor": "category",
    "field": "category",
    "subject": "category",
    "area": "category",
    "research area": "category",
    "discipline": "category",
    "first author": "first author",
    "author": "author",
    "venue": "venue",
    "journal": "venue",
    "conference": "venue",
}
_DO: Final = (
    r"(?:(?:were|was|are|is|do|does|did|have|has|been|there|we|you|published|written|appeared|appear|come|"
    r"came|out) )*"
)

AVERAGE: Final = words(
    rf"(?:what (?:is|was) )?(?:the )?(?:average|mean)(?: number of)?(?: {NOUN})? (?:published )?(?:per|a"
    rf"|each|every|by) year(?: on average)?"
    rf"|(?:how many )?(?:{NOUN} )?{_DO}(?:per|a|each|every) year {_DO}on average"
    rf"|on average,? (?:how many )?(?:{NOUN} )?{_DO}(?:per|a|each|every) year"
)
_PER: Final = words(
    rf"(?:how many )?(?:(?:what is |show )?(?:the )?number of )?(?:{NOUN} )?{_DO}(?:per|in each|for each"
    rf"|each|every|by|over the|across the) {_KEYS}"
    rf"(?:,? counts?)?|(?:break(?:down)?|split|group(?:ed)?|distribution|distributed|count(?:ed)?"
    rf"|sorted into groups)(?: (?:down|up))?(?: of)?"
    rf"(?: the| these| those| all)?(?: {NOUN}| them)? (?:down )?(?:by|per|over|across"
    rf"|into) (?:the )?{_KEYS_AGAIN}"
    rf"|(?P<yearly>yearly|annual|annually|year by year)(?: (?:numbers?|counts?|distribution|output))?(?: of)?"
    rf"|(?:a |the )?(?:histogram|chart|graph|plot|bar chart)(?: of)?(?: the| all)*(?: number of)?(?:"
    rf" {NOUN})? (?:by"
    rf"|per|over|across) (?:the )?{_KEYS_AGAIN.replace('<key2>', '<key5>')}"
    rf"|how (?:has|did|have) the (?:number|amount|count) of {NOUN}"
    rf" (?:changed?|developed?|evolved?|grown?|vary|varied|grow)(?: over time| over the years)?"
)
_PLURAL: Final = (
    r"(?P<key>years|months|categories|fields|subjects|(?:research |subject )?areas|disciplines|first"
    r" authors|authors"
    r"|venues|journals|conferences)"
)
_SORTS: Final = r"(?:(?:all|the|of|different|distinct|unique|various) )*"
_HERE: Final = (
    rf"(?:there(?: are)?(?: (?:here|in (?:the|this|your) \w+))?|represented|covered|included|listed"
    rf"|present|here"
    rf"|do(?:es)? (?:the|this|your) (?:library|collection|list) (?:cover|contain|have|hold|include|span)"
    rf"|do you (?:have|cover|know)|(?:do|are|were|have) (?:the|these|all|those)? ?{NOUN} (?:from|belong"
    rf" to|cover|come"
    rf" from|fall into|in|been published in|published in|appear in|appeared in)"
    rf"|(?:in|of) (?:the|this|your) (?:library|collection|list|catalogue|{NOUN}))"
)
_EACH: Final = words(
    rf"(?:(?:which|what|who) (?:are |is )?{_SORTS}{_PLURAL} (?:(?:are|is|do|does) )?{_HERE}(?: {_HERE})?"
    rf"|(?:list|show|name|give)(?: me)? {_SORTS}{_PLURAL.replace('<key>', '<key2>')}(?: {_HERE})?(?=[ .!?]*$)"
    rf"|(?:in |from |on )?how many {_SORTS}{_PLURAL.replace('<key>', '<key3>')}(?= (?:do|does|did|has"
    rf"|have|is|are"
    rf"|in|on|by|of|wrote|published|from|were|was)\b|[ .!?]*$)(?: {_HERE}| are there| are represented)*"
    rf"|(?:in |at |for )?(?:which|what) {_SORTS}{_PLURAL.replace('<key>', '<key4>')}"
    rf"(?= (?:do|does|did|has|have|are|were|is|was) .+ (?:publish(?:ed|es)?|appear(?:ed|s)?)(?: in)?[ .!?]*$)"
    rf"|(?P<where>where)(?= (?:do|does|did|has|have|are|were|is|was) .+ (?:publish(?:ed|es)?|appear(?:ed"
    rf"|s)?)[ .!?]*$)"
    rf"|who are (?P<people>the authors)(?= of (?:papers|publications|articles|works))"
    rf"|(?P<writers>who (?:has |have |had )?(?:published|wrote|written)|which authors (?:have |has"
    rf" )?(?:published"
    rf"|written|wrote|appeared))(?= (?:in|on|about|{NOUN}|from|since|between|before|after)\b)"
    rf"|(?:what|which) (?:time ?span|period|years|time range)(?: of time)?(?: (?:is|are|does|do))?"
    rf" (?:(?:the|this|these|your) (?:library|collection|list|{NOUN}) )?(?P<span>covered?|span(?:ned)?"
    rf"|cover(?:s|ed)?|from)"
    rf"(?: by (?:the|this|these) (?:library|collection|list|{NOUN}))?)"
)
_LINE: Final = words(
    r"(?:a |the )?(?:time ?line|chronology|history|development over time)(?: of)?|over time|over the years"
)
_MOST: Final = words(
    rf"(?:who|which author) (?:has|had|wrote|have) (?P<firsts>(?:the )?most (?:first|lead)[- ]author"
    rf"(?:ships?|(?:ed)? {NOUN}))"
    rf"|(?:which|what|in (?:which|what)) {_KEYS} (?:(?:has|have) published|has|have|had|with|saw|holds"
    rf"|contains|is|are|were|was)?(?: by)? ?(?:there )?(?:the )?"
    rf"(?:most (?:common|frequent|productive|popular)|most|largest number of|highest number of|biggest"
    rf"|largest)(?: {NOUN})?(?: published| written)?"
    rf"|(?:which|what) (?:is|was|are|were) the (?:most|largest) (?:common|frequent|productive|prolific"
    rf"|popular)?(?: [·])? ?(?P<key2>year|category|field|author|venue|journal)"
    rf"|(?:what (?:is|was) )?the (?:most )(?:common|frequent|productive|prolific|popular) (?P<key3>year"
    rf"|category|field|author|venue|journal)"
    rf"|most (?:common|frequent|productive|prolific|popular) (?P<key4>year|category|field|author|venue"
    rf"|journal)"
    rf"|in (?:which|what) (?P<key5>year|month) were the most {NOUN}(?: published| written)?"
    rf"|(?:who|which author) (?:has |have )?(?P<person>written|wrote|published|publishes|writes|authored"
    rf"|is on|appears? on|has)(?: the)? most(?: of the)?(?: {NOUN})?(?: here)?"
    rf"|who is (?:the )?(?P<person2>most (?:frequent|prolific|productive)) (?:author|writer)"
    rf"|(?:(?:who|which|what) are (?:the |your )?)?top (?:(?P<number>\d\d?) )?(?P<key6>authors"
    rf"|categories|years|venues|journals|fields)"
    rf"(?: by (?:number of|count of) {NOUN})?"
    rf"|(?:who are |which are |what are |list |show )?(?:the )?(?:(?P<number2>\d\d?) )?most (?:common"
    rf"|frequent|productive"
    rf"|prolific|popular|active) (?P<key7>authors|categories|years|venues|journals|fields)"
    rf"|(?:which|what) (?P<key8>year|month|venue|journal|category|field|author) (?:was|is|were) (?:the"
    rf" )?(?:busiest"
    rf"|most (?:productive|active|popular|common|frequent))"
    rf"|in (?:which|what) (?P<key9>year|month) (?:did (?:we|they|you) publish|(?:were|was) [·\w"
    rf" ]{{0,12}}?published)"
    rf" (?:the )?most(?: {NOUN})?"
    rf"|(?:which|what) (?P<key10>year|venue|journal|category|field|author|conference) (?:appears?"
    rf"|occurs?|comes? up)"
    rf" (?:the )?most(?: often| frequently)?"
)
_WITH: Final = (
    r"co-?(?:author(?:s|ed)?|write[sr]?|writes|wrote)|collaborat(?:e|es|ed|or|ors)|work(?:s|ed)|"
    r"publish(?:es|ed)?|write(?:s)?|written|wrote|appears?|done"
)
_MUCH: Final = r"(?:(?:the )?(?:most|most often|most frequently|mostly|more often|usually|papers?) ?)*"
CO_AUTHORS: Final = words(
    rf"who (?:(?:has|have|does|did|most|often|frequently) )*(?:{_WITH}) {_MUCH}(?:together )?with"
    rf" (?P<a>[^?·]+?)(?: {_MUCH})?(?=[?.!]|$)"
    rf"|with whom (?:(?:has|does|did|have) )?(?P<b>[^?·]+?) (?:{_WITH})(?: {_MUCH})?(?=[?.!]|$)"
    rf"|who (?:has|does|did|have) (?P<c>[^?·]+?) (?:{_WITH}) {_MUCH}with(?: {_MUCH})?(?=[?.!]|$)"
    rf"|(?:who (?:is|are|was|were) |list |show |name |what are )?(?P<d>[^?·]+?)(?:'s|’s"
    rf"|s') (?:most (?:frequent|common) |main |top |usual )?"
    rf"(?:co-?authors?|collaborators?)(?=[?.!]|$)"
    rf"|(?:who (?:is|are|was|were) |list |show |name )?(?:the |all )*(?:most (?:frequent|common) |main "
    rf"|top )?(?:co-?authors?|collaborators?) of "
    rf"(?P<e>[^?·]+?)(?=[?.!]|$)"
    rf"|who is the (?:person|author|researcher|colleague) (?:that |whom "
    rf"|who )?(?P<f>[^?·]+?) (?:{_WITH}) {_MUCH}with(?: {_MUCH})?(?=[?.!]|$)"
)
SHARE: Final = words(
    rf"how much of (?:the |our |all |this )*(?:work|research|literature|collection|library|list|{NOUN})"
    r"|(?:what |which |the )?(?:is (?:the )?)?(?:share|percentages?|percent|proportion|fraction"
    r"|ratio)(?: of(?: all| the)*)?"
)


def read_groups(draft: Draft) -> tuple[GroupKey, int | None] | None:
    """What to count by, and how many groups are asked for: 'per year' asks for all, 'most common' for one."""
    found: list[tuple[GroupKey, int | None]] = []

    def key_of(match: re.Match[str]) -> str:
        groups = match.groupdict()
        return next((value for name, value in groups.items() if name.startswith("key") and value), "")

    def most(match: re.Match[str]) -> bool:
        several = match["key6"] or match["key7"]
        limit = int(match["number"] or match["number2"] or 5) if several else 1
        key: GroupKey = "first author" if match["firsts"] else "author"
        found.append((_key(key_of(match)) if key_of(match) else key, max(1, limit)))
        return True

    def each(match: re.Match[str]) -> bool:
        key: GroupKey = (
            "venue" if match["where"] else "author" if match["people"] or match["writers"] else "year"
        )
        found.append((_key(key_of(match)) if key_of(match) else key, None))
        return True

    def per(match: re.Match[str]) -> bool:
        found.append((_key(key_of(match)) if key_of(match) else "year", None))
        return True

    def line(_: re.Match[str]) -> bool:
        found.append(("year", None))
        return True

    draft.take(_MOST, most) or draft.take(_PER, per) or draft.take(_EACH, each) or draft.take(_LINE, line)
    return found[0] if found else None


def _key(word: str) -> GroupKey:
    return next(key for start, key in _GROUP_KEYS.items() if word.lower().startswith(start))
