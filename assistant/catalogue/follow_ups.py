"""The wordings of follow-ups: what points back, adds, goes on, sorts or counts again."""

import re
from typing import Final

from assistant.catalogue.dates import NUMBER
from assistant.catalogue.lexicon import NOUN, words
from assistant.catalogue.reading import Attribute

DEEPEST: Final = 8  # turns that a follow-up may reach back
SHORT: Final = 5  # words; a longer question that goes on says so
THOSE: Final = re.compile(
    r"\b(?:of |among |from )?(?:(?:all )?(?:of )?(?:those|these|them|they)|the (?:above|listed|previous"
    r"|last) (?:papers|ones)|the ones above)"
    r"(?: (?:papers|ones|publications|works))?\b",
    re.IGNORECASE,
)
OF_THOSE: Final = re.compile(
    r"\b(?:of|among|from) (?:those|these|them)\b(?! (?:that|which|with|from|by))|\b(?:they"
    r"|the ones)\b",
    re.IGNORECASE,
)
ONE_OF: Final = re.compile(
    r"\b(newest|latest|oldest|earliest|most recent|first|last)(?: one)? (?:of|among) (?:them|those|these)\b",
    re.IGNORECASE,
)
ADDS: Final = re.compile(
    r"^\W*(?:(?:and|but|now|please|then) )*(?:only|just|restrict(?: it| them| that)? to|limit(?: it"
    r"| them)? to|narrow(?: it)? down to|"
    r"keep(?: only)?)\b\s*|,? only\W*$|\bonly\W*$",
    re.IGNORECASE,
)
GOES_ON: Final = re.compile(
    r"^\W*(?:any|and|but|or|now|also|what about|how about|what's with|same for|the same for|without|with|in"
    r"|from|since|before|after|by|for|"
    r"how many per|per)\b\s*",
    re.IGNORECASE,
)
SHOW: Final = re.compile(
    r"^\W*(?:and |ok |please |can you )*(?:which (?:ones?|papers)(?: (?:are (?:they|those|these)"
    r"|exactly))?|what are they(?: called)?|list (?:them|those|these|all)"
    r"(?: all)?|show (?:me )?(?:them|those|these)(?: all)?|name (?:them|those)"
    r"|(?:and )?which(?: are they)?|give me the list|titles)"
    r"(?: please)?\W*$",
    re.IGNORECASE,
)
HOW_MANY: Final = re.compile(
    r"^\W*(?:and |so )*how many(?: (?:are (?:there|they|those|these)|is that|in total|papers))?\W*$",
    re.IGNORECASE,
)
NOT_FIRST: Final = re.compile(
    r"^\W*(?:(?:and|but|ok|please|now|so) )*(?:(?:which|what)(?: (?:one|ones))?(?: is|'s|’s| are)? )?"
    r"|\bones?\b|(?<=\w)\W*$",
    re.IGNORECASE,
)
NAMES_PAPERS: Final = words(NOUN)
ORDINALS: Final = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
POINTS: Final = re.compile(
    rf"\b(?:the (?P<ordinal>{'|'.join(ORDINALS)}|last|\d{{1,3}}(?:st|nd|rd|th))(?: (?:one|paper"
    rf"|publication|of (?:them|those|these)))?"
    r"|(?:paper |number |no\. ?|#)(?P<number>\d{1,3})|\[(?P<mark>\d{1,3})\]"
    r"|(?P<it>it|this one|that one|this paper|that paper|the paper))(?!\w| author)",
    re.IGNORECASE,
)


NEW: Final = r"newest|latest|oldest|earliest|most recent|youngest|first|last"
ALONE: Final = re.compile(
    rf"^\W*(?:(?:and|but|ok|please|now|so) )*(?:(?:which|what)(?: (?:one|ones))?(?: is|'s|’s| are)?"
    rf" )?(?:the )?"
    rf"(?:{NUMBER} )?(?:{NEW})(?: {NUMBER})?(?: ones?)?\W*$",
    re.IGNORECASE,
)
SORT: Final = re.compile(
    r"^\W*(?:(?:and|but|ok|please|now|can you) )*(?:(?:sort|order|arrange|list)(?:ed)?(?: them| those|"
    r" these| it)? ?)?"
    r"(?P<how>(?:by|in|from) .+|alphabetically|chronologically|(?:newest|oldest|latest|earliest)(?:"
    r" ones?)? first)\W*$",
    re.IGNORECASE,
)
WHICH: Final = re.compile(
    r"^\W*(?:and |but |so )*(?:which|who|what) (?:ones? )?(?P<rest>(?:are|were|have|has|come|is)\b.+)",
    re.IGNORECASE,
)
CONTINUES: Final = re.compile(
    r"^\W*(?:any (?=with|without|from|by|in)|(?:and|but|only|just|with|without|what about|how about)\b)",
    re.IGNORECASE,
)
ALSO: Final[tuple[tuple[Attribute, str], ...]] = (
    ("year", r"(?:in )?(?:which|what) year"),
    ("date", r"when|(?:on )?(?:which|what) date"),
    ("venue", r"where|(?:in |at )?(?:which|what) (?:journal|venue|conference)|(?:the )?(?:journal|venue)"),
    ("first author", r"who is (?:the )?first author|(?:the )?first author"),
    ("authors", r"who|by whom|(?:the )?authors|who (?:wrote|are the authors)"),
    ("category", r"(?:in )?(?:which|what) categor(?:y|ies)|(?:the )?categor(?:y|ies)"),
    ("code", r"code|is there (?:any )?code|with code|(?:does it have )?(?:any )?code"),
    ("link", r"(?:the )?(?:doi|link|url)"),
)

LEANS: Final = (THOSE, ADDS, GOES_ON, SHOW, HOW_MANY, POINTS, ALONE, SORT)
