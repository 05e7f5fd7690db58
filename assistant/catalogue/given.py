"""What a record gives or lacks, and how many people wrote a paper, as conditions."""

import re
from typing import Final

from assistant.catalogue.dates import NUMBERS
from assistant.catalogue.draft import Draft
from assistant.catalogue.lexicon import NOUN, words
from vectorstore.query import AuthorCount, Condition, Gives, Not, RecordField

_FIELDS: Final[dict[str, RecordField]] = {
    "doi": "doi",
    "link": "link",
    "url": "link",
    "venue": "venue",
    "journal": "venue",
    "conference": "venue",
    "category": "category",
    "abstract": "abstract",
}
_FIELD: Final = (
    r"(?:a |an |any |known |its |their |the )*(?P<field>dois?|links?|urls?|venues?|journals?|conferences?"
    r"|categor(?:y|ies)|abstracts?)(?: (?:given|listed|recorded|known|assigned|at all))?"
)
_LACKS: Final = words(
    rf"(?:that |which |whose (?:records? )?)?(?:(?:have|has|had|with|give|gives|list|lists) no"
    rf"|without|lack(?:s|ing)?|(?:is |are )?missing|miss"
    rf"|(?:do|does|did)(?: not|n't|n’t) (?:have|give|list|include|mention)"
    rf"|(?:is|are) without) {_FIELD}(?=\W|$)"
)
_HAS: Final = words(
    rf"(?:that |which )?(?:have|has|had|with|give|gives|having|do have|come with) {_FIELD}"
    r"(?= ?(?:·|[?.!,;]|$|and (?:have |with |code|no )|but|in|from|since|before|after|by))"
)
_COUNT_WORDS: Final = {"one": 1, "single": 1, "sole": 1, **NUMBERS}
_N: Final = rf"(?P<number>\d{{1,3}}|{'|'.join(sorted(_COUNT_WORDS, key=len, reverse=True))})"
_WHO: Final = r"(?:co-?)?(?:authors?|writers?)"
_WITH: Final = (
    r"(?:that |which )?(?:(?:have|has|had|with|were written by|was written by|are by|written by|list|lists|by"
    r"|there (?:is|are)) )?"
)
_SINGLE: Final = words(
    rf"(?:single|sole|solo|lone|one)[- ]author(?:ed)?|solo(?= (?:{NOUN}|work|·))"
    rf"|{_WITH}(?:only|just|exactly)? ?(?:a single|one single|one|1|a sole) author(?: only)?"
    r"|(?:by |as )(?:the |a )?(?:only|sole|single) author"
)
_ALONE: Final = re.compile(
    r"\b(?:by|with) only (?=[^\W\d_][^·?!,]{2,60} as (?:an |the )?author)|(?<=\w) (?:alone|on (?:his|her"
    r"|their) own|by (?:him|her|them)sel(?:f|ves))(?=\W|$)"
    r"|(?<=\w) (?:as|is|was) (?:the )?(?:only|sole) author\b",
    re.IGNORECASE,
)
_NUMBERED: Final = words(
    rf"{_WITH}(?:(?P<over>more than|over)|(?P<under>fewer than|less than|under)|(?P<least>at least|no"
    rf" fewer than"
    rf"|minimum of)|(?P<most>at most|no more than|up to|maximum of)|exactly|only|just)? ?{_N}"
    rf"(?: (?P<up>or more|and more|or higher|plus)| (?P<down>or fewer|or less))? {_WHO}"
    rf"(?: (?P<up2>or more)| (?P<down2>or fewer|or less))?"
)
_SEVERAL: Final = words(rf"{_WITH}(?:several|multiple|more than one|many) {_WHO}|multi-?author(?:ed)?")


def read_given(draft: Draft) -> None:
    """Move 'without a DOI', 'with an abstract', 'by more than two authors' to conditions."""
    draft.take(_LACKS, lambda match: Not(of=_field(match)))
    draft.take(_HAS, _field)
    draft.take(_SEVERAL, lambda _: AuthorCount(least=2))
    draft.take(_SINGLE, lambda _: AuthorCount(least=1, most=1))
    draft.take(_ALONE, lambda _: AuthorCount(least=1, most=1))
    draft.take(_NUMBERED, _author_count)


def _field(match: re.Match[str]) -> Condition:
    word = match["field"].lower()
    return Gives(field=next(field for start, field in _FIELDS.items() if word.startswith(start[:5])))


def _author_count(match: re.Match[str]) -> Condition | None:
    word = match["number"].lower()
    number = int(word) if word.isdecimal() else _COUNT_WORDS[word]
    if word in ("few", "couple of"):
        return None
    if match["over"]:
        return AuthorCount(least=number + 1)
    if match["under"]:
        return AuthorCount(least=1, most=number - 1)
    if match["least"] or match["up"] or match["up2"]:
        return AuthorCount(least=number)
    if match["most"] or match["down"] or match["down2"]:
        return AuthorCount(least=1, most=number)
    return AuthorCount(least=number, most=number)
