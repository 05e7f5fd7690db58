"""The words of questions about records: nouns for papers, verbs of publishing, what records do not hold."""

import re
from typing import Final

from assistant.catalogue.dates import NUMBER


def words(text: str) -> re.Pattern[str]:
    """A pattern of whole words in any case."""
    return re.compile(rf"(?<![\w-])(?:{text})(?![\w-])", re.IGNORECASE)


NOUN: Final = r"(?:papers?|publications?|works|articles?|pubs|preprints?|manuscripts?|records?|entries|entry|documents?)"
_ONE: Final = rf"(?:{NOUN}|one|ones|work)"

COUNT: Final = words(
    rf"(?:for |in |on )?how many (?:of )?(?:the |these |those |all )?(?:{NOUN}|titles|of them|of those|of these|them)?"
    rf"|(?:what is |what's |give me |tell me )?(?:the )?(?:total |overall )?(?:number|count|amount) of (?:all )?(?:the )?"
    rf"|count(?= (?:all|the|of|{NOUN}|cs\.))(?: of)?|(?<=[\w,·] )(?:how many|count|in total|number of papers)|the total"
)
COUNTED: Final = words(rf"how many {NOUN}|how many titles|number of {NOUN}|count(?: (?:of|all|the))* {NOUN}")
OLDEST: Final = "oldest|earliest|very first|first ever|first(?= (?:paper|publication|article|one)s?)"
NEWEST: Final = (
    "newest|latest|most recent(?:ly published)?|youngest|last(?= (?:paper|publication|article|one)s?)"
)
EXTREME: Final = words(
    rf"(?:the )?(?:(?P<before>{NUMBER}) )?(?:(?P<oldest>{OLDEST})|(?P<newest>{NEWEST}))(?: dated)?(?: (?P<after>{NUMBER}))?"
)
SORTED: Final = words(
    r"(?:sorted|ordered|sort|order)(?: them)?(?: by (?:date|year|time))?,? ?(?:(?P<oldest>oldest|ascending)|(?P<newest>newest|"
    r"descending|latest))?(?: first)?|chronologically|in chronological order|(?P<newest2>newest|latest) first|oldest first"
)
CODE: Final = r"(?:(?:public(?:ly)?|open|released|available|official|its|their|the|a|any|source|open-source) )*(?:source )?code(?:base)?"
NO_CODE: Final = words(
    rf"(?:that |which )?(?:come[s]? |are |is )?without (?:any )?{CODE}(?: available| released)?"
    rf"|(?:that |which )?(?:have|has|with|having|offer|provide)? ?no {CODE}(?: available| released| online)?"
    rf"|(?:that |which )?(?:do|does|did)(?: not|n't|n’t) (?:have|come with|provide|release|offer|include|share) {CODE}"
    rf"|lack(?:s|ing)? {CODE}"
)
WITH_CODE: Final = words(
    rf"(?:that |which )?(?:and )?(?:have|has|having|come[s]? with|came with|with|release[sd]?|provide[sd]?|offer[s]?|share[sd]?|"
    rf"include[sd]?|publish(?:ed)?|make|made) {CODE}(?: (?:is |are )?(?:publicly )?(?:available|released|online|published|public))?"
    rf"|(?:and )?(?:is |has |have )?(?:the )?(?:whose )?{CODE} (?:is |are |was |been )*(?:publicly )?(?:available|released|online|published|"
    rf"public|open)|(?:is|are) (?:there )?{CODE}(?: available)?|open[- ]sourced?"
)
FIRST_AUTHOR: Final = words(
    r"(?:as |is |are |listed as |and |with |was |being )*(?:the |a )?(?:first|lead|leading)[ -]?(?:author(?:ed|s)?)(?: of| is| are| by)?"
)
FRAME: Final = frozenset(
    """not outside excluding except without don't doesn't isn't aren't wasn't a all also altogether among an and any anything apart are article articles as at author authored authors
    available be been being both bring brought by called came can catalog catalogue categories category co-author
    co-authored co-authors coauthor coauthored coauthors collection come comes complete contain contained containing
    contains could count did display do documents does down entire every everything exist existing far find for found from get give
    got had has have having here hold how i in include included includes is it its just know known library list listed
    lists me many much my name number of off on only or our out overall over paper papers part please preprint preprints
    print produce produced pub publication publications publish published publishes pubs put record records released
    same see share show shown so some tell that the their them then there these they thing things this those to together
    total up us was we were what whats what's which while who whole whose will with within work works would write
    writes written wrote yet you your about appear appeared appears came jointly joint either collaboration research field area
    subject archive arxiv articles each other's named manuscript manuscripts dated tagged labelled labeled filed
    under classified stored present alone ever now one ones titles entries entry""".split()
)
"""Words that may be left over without changing what is asked."""

ASKS: Final = words(
    rf"which|what|list|show|give|display|print|all|every|any|find|tell me|do you|{NOUN}|anything|everything"
)

_UNRECORDED: Final[tuple[tuple[str, str], ...]] = (
    (
        "how often they are cited",
        r"(?:most|least|highly|often|times)[ -]cited|citations?|cited (?:most|least|often)|been cited|citation count",
    ),
    ("numbers of pages", r"(?:how many|number of) pages|page counts?|in pages"),
    ("awards", r"(?:best|outstanding)[ -]paper|awards?|prizes?"),
    ("affiliations", r"affiliations?|affiliated|universit(?:y|ies)|institut(?:e|es|ions?)|employers?"),
    ("countries", r"(?:which|what|from) countr(?:y|ies)"),
    ("funding", r"funded|funders?|funding|grants?|sponsor(?:ed|s)?"),
    ("downloads", r"download(?:s|ed)?"),
    ("stars", r"(?:github )?stars"),
    (
        "reviews and decisions",
        r"review(?:ed|ers?) (?:by|of)|who reviewed|acceptance rates?|rejected|rebuttals?",
    ),
    ("impact factors", r"impact factors?"),
    (
        "anything about authors but their names",
        r"h-?index|(?:e-?mail|mail) address(?:es)?|women|female|male|gender|how old is|nationalit(?:y|ies)|phone number",
    ),
    ("licences", r"licen[sc]es?"),
    ("lists of references", r"(?:how many|number of) references"),
    ("figures and tables", r"(?:how many|number of) (?:figures|tables|equations)"),
    ("sales and prices", r"(?:how much|what) (?:does|do|did) .{0,60} cost to (?:buy|read|access)"),
)
UNRECORDED: Final = tuple((name, words(pattern)) for name, pattern in _UNRECORDED)
