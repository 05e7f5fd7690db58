"""The words of questions about records: nouns for papers, verbs of publishing, what records do not hold."""

import re
from typing import Final

from assistant.catalogue.dates import NUMBER


def words(text: str) -> re.Pattern[str]:
    """A pattern of whole words in any case."""
    return re.compile(rf"(?<![\w-])(?:{text})(?![\w-])", re.IGNORECASE)


NOUN: Final = (
    r"(?:papers?|publications?|works|articles?|pubs|studies|preprints?|manuscripts?|records?|entries|entry|"
    r"documents?)"
)
_ONE: Final = rf"(?:{NOUN}|one|ones|work)"

COUNT: Final = words(
    rf"(?:for |in |on )?how many (?:of )?(?:the |these |those |all )?(?:{NOUN}|titles|of them|of those"
    rf"|of these|them)?"
    rf"|(?:what is |what's |give me |tell me )?(?:the )?(?:total |overall )?(?:number|count"
    rf"|amount) of (?:all )?(?:the )?"
    r"|how often(?= (?:has|have|did|do|does)\b)"
    rf"|count(?= (?:all|the|of|{NOUN}|cs\.))(?: of)?|(?<=[\w,·] )(?:how many|count|in total"
    rf"|number of papers)|the total"
)
COUNTED: Final = words(rf"how many {NOUN}|how many titles|number of {NOUN}|count(?: (?:of|all|the))* {NOUN}")
OLDEST: Final = (
    rf"oldest|earliest|very first|first ever|first(?= (?:{NUMBER} )?(?:paper|publication|article|one)s?)"
    "|(?:came out|appeared|published) first"
)
NEWEST: Final = (
    rf"newest|latest|most recent(?:ly published|ly)?|youngest"
    rf"|last(?= (?:{NUMBER} )?(?:paper|publication|article|one)s?)|(?:came out|appeared|published) last"
)
EXTREME: Final = words(
    rf"(?:the )?(?:(?P<before>{NUMBER}) )?(?:(?P<oldest>{OLDEST})"
    rf"|(?P<newest>{NEWEST}))(?: dated)?(?: (?P<after>{NUMBER}))?"
)
SORTED: Final = words(
    rf"(?:sort|order|arrange|rank)(?: the| all| these| those)* (?:{NOUN}|them) by"
    rf" (?:(?P<by_title>titles?|name)|(?:publication )?(?:date|year|time))"
    r"|(?:(?:sorted|ordered|sort|order|list)(?: them)? )?(?:from )?(?:the )?(?:newest|latest|most recent|new)"
    r" (?:to|down to) (?:the )?(?P<old_last>oldest|earliest|old)"
    r"|(?:(?:sorted|ordered|sort|order|list)(?: them)? )?(?:from )?(?:the )?(?:oldest|earliest|old)"
    r" (?:to|up to) (?:the )?(?P<new_last>newest|latest|most recent|new)"
    r"|(?:(?:sorted|ordered|sort|order)(?: them| all)? )?(?:in )?(?P<title>alphabetical(?:ly)?"
    r"(?: (?:order|by title|sorted|ordered))?|by (?:their )?titles?(?: alphabetically)?)"
    r"|(?:sorted|ordered|sort|order)(?: them)?(?: by (?:date|year|time))?,? ?(?:(?P<oldest>oldest"
    r"|ascending)|(?P<newest>newest|"
    r"descending|latest))?(?: first)?|chronologically|in chronological order|(?P<newest2>newest"
    r"|latest) first|oldest first"
)
CODE: Final = (
    r"(?:(?:public(?:ly)?|open|released|available|official"
    r"|its|their|the|a|any|source|open-source) )*(?:source )?code(?:base)?"
)
NO_CODE: Final = words(
    rf"(?:that |which )?(?:come[s]? |are |is )?without (?:any )?{CODE}(?: available| released)?"
    rf"|(?:that |which )?(?:have|has|with|having|offer|provide)? ?no {CODE}(?: available| released| online)?"
    rf"|(?:that |which )?(?:do|does|did)(?: not|n't|n’t) (?:have|come with|provide|release|offer|include"
    rf"|share) {CODE}"
    rf"|lack(?:s|ing)? {CODE}"
)
WITH_CODE: Final = words(
    rf"(?:that |which )?(?:and )?(?:have|has|having|come[s]? with|came with|with|ship(?:s|ped)? with"
    rf"|accompanied by|release[sd]?|provide[sd]?|offer[s]?|share[sd]?|"
    rf"include[sd]?|publish(?:ed)?|make|made) {CODE}(?: (?:is |are )?(?:publicly )?(?:available|released"
    rf"|online|published|public))?"
    rf"|(?:and )?(?:is |has |have )?(?:the )?(?:whose )?{CODE} (?:is |are |was "
    rf"|been )*(?:publicly )?(?:available|released|online|published|"
    rf"public|open)|(?:is|are) (?:there )?{CODE}(?: available)?|open[- ]sourced?"
)
FIRST_AUTHOR: Final = words(
    r"(?:as |is |are |listed as |and |with |was |being )*(?:the |a )?(?:first|lead"
    r"|leading)[ -]?(?:author(?:ed|s)?)(?: of| is| are| by)?"
)
FRAME: Final = frozenset(
    """
    a about actual actually again all already also altogether among an and any anything apart appear
    appeared appears archive are area aren't article articles as assigned at author authored authors
    available be been being belong belongs both break breakdown bring brought but by called came can
    catalog catalogue categories category chart classified co-author co-authored co-authors coauthor
    coauthored coauthors collaborate collaborated collaboration collection come comes complete
    contain contained containing contains could count currently dated did display distributed do
    documents does doesn't don't done down draw each either entire entries entry ever every
    everything exactly except excluding exist existing far field filed find first-authored for found
    from get give got graph had has have having hello here hi hold how i i'd in include included
    includes inclusive interested is isn't it its joint jointly just know known labeled labelled
    lead leading led library like list listed lists load loaded manuscript manuscripts many maybe me
    much my name named need neither nor not now number of ok okay on one ones only or other's our
    out outside overall paper papers please plot present print produce produced pub publication
    publications publish published publishes pubs put record records released research researcher
    see shall share ship shipped show shown so some something split stored studies study subject
    such tagged tell thanks that the their them then there these they thing things this those times
    titles to today together total up us various want was wasn't we were what what's whats which
    while who whole whom whose will with within without work works would write writes written wrote
    yet you your
    """.split()
)
"""Words that may be left over without changing what is asked."""

PLAIN: Final = frozenset(
    """
    a all altogether an and any anything are article articles available been by can catalog
    catalogue chart collection come comes contain contained containing contains could count
    currently display do documents does draw entire entries entry ever every everything exist
    existing find for get give got graph had has have having hello here hi hold how i i'd in include
    included includes is its just know known library like list listed lists load loaded manuscript
    manuscripts many me my need now number of ok okay on one ones our overall paper papers please
    plot present print pub publication publications publish published pubs put range record records
    see shall show shown so some stored studies study tell thanks that the their them then there
    these they thing things this those titles to today total us various want was we were what what's
    whats which whole will with work works would write written yet you your
    """.split()
)
"""Those of them that may be left over where nothing says which papers: a word beyond them may be a filter
that was not understood, and 'all papers' would be wrong."""

ASKS: Final = words(
    rf"which|what|list|show|give|display|print|all|every|any|find|tell me|do you|{NOUN}|anything|everything"
)

_UNRECORDED: Final[tuple[tuple[str, str], ...]] = (
    (
        "how often they are cited",
        r"(?:most|least|highly|often|times)[ -]cited|citations?|cited (?:most|least|often)|been cited"
        r"|citation count",
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
        r"h-?index|(?:e-?mail|mail) address(?:es)?|women|female|male|gender|how old is|nationalit(?:y"
        r"|ies)|phone number",
    ),
    ("licences", r"licen[sc]es?"),
    ("lists of references", r"(?:how many|number of) references"),
    ("figures and tables", r"(?:how many|number of) (?:figures|tables|equations)"),
    ("sales and prices", r"(?:how much|what) (?:does|do|did) .{0,60} cost to (?:buy|read|access)"),
)
UNRECORDED: Final = tuple((name, words(pattern)) for name, pattern in _UNRECORDED)
