"""What is left of a question, as names: authors, categories, venues. Looked up in the library itself."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Protocol

from assistant.catalogue.draft import Draft
from assistant.catalogue.lexicon import FRAME, NOUN
from vectorstore.fields import category_keys, field_names, is_code
from vectorstore.folding import name_key
from vectorstore.query import (
    ByAuthor,
    Condition,
    InCategory,
    InVenue,
    PersonMatch,
    Query,
    QueryResult,
    Vocabulary,
)


class Records(Protocol):
    """The library, as far as questions about its records need it."""

    def query(self, query: Query) -> QueryResult: ...

    def vocabulary(self) -> Vocabulary: ...

    def person(self, name: str) -> PersonMatch: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Chunk:
    """Words that no rule has read, at `start` of the question; `quoted` when in quotation marks."""

    text: str
    start: int
    end: int
    quoted: bool = False


_TOKEN: Final = re.compile(r"“[^”]+”|\"[^\"]+\"|[^\s·?!,;:()\[\]“”\"]+|[,;:()]|·")
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.-?)+")
_KINDS: Final = frozenset(
    "advances annals annual archive archives conference international journal journals letters meeting"
    " national "
    "proceedings review reviews symposium transactions workshop workshops".split()
)
"""Words of many venues' names, which alone name none."""
_PREFIX: Final = (
    r"(?:(?:in|of|from|under|for|the|is|are|category|categories|field|area|cs|arxiv|either|both|or|list|all|"
    r"about the field of)\s+|(?<=·)\s*(?:or|and)\s+)"
)


def chunks(draft: Draft, frame: frozenset[str] = FRAME) -> list[Chunk]:
    """Runs of words that are no frame, in order."""
    found: list[Chunk] = []
    open_ = False
    for match in _TOKEN.finditer(draft.text):
        found_word = match.group()
        if found_word[0] in '“"':
            found.append(Chunk(text=found_word[1:-1], start=match.start(), end=match.end(), quoted=True))
            open_ = False
            continue
        word = found_word if _INITIALS.fullmatch(found_word) else found_word.rstrip(".'’")
        bare = re.sub(r"['’]s$", "", word)
        if found_word in ",;:()·" or word.lower() in frame or not any(map(str.isalnum, word)):
            open_ = False
            continue
        if open_:
            last = found[-1]
            found[-1] = Chunk(text=f"{last.text} {bare}", start=last.start, end=match.end())
        else:
            found.append(Chunk(text=bare, start=match.start(), end=match.end()))
        open_ = bare == word
    return found


def read_categories(draft: Draft, vocabulary: Vocabulary) -> None:
    """Move categories that stand where categories do ('in robotics', 'LG papers', 'cs.CL') to conditions."""
    pattern = _category_pattern(vocabulary.categories)

    def read(match: re.Match[str]) -> Condition:
        name = match["a"] or match["b"] or match["c"]
        return InCategory(name=name)

    draft.take(pattern, read)


@lru_cache(maxsize=32)
def _category_pattern(categories: Sequence[str]) -> re.Pattern[str]:
    held = {name_key(name) for name in categories}
    names = {name for name in field_names() if category_keys(name) & held}
    names |= {name for name in categories if len(name) > 2 and not name.isupper()}
    named = "|".join(re.escape(name) for name in sorted(names, key=lambda one: (-len(one), one))) or r"(?!)"
    codes = [*categories] + [code.partition(".")[2] for code in categories if "." in code]
    short = (
        "|".join(re.escape(code) for code in sorted({code for code in codes if code.isupper()})) or r"(?!)"
    )
    return re.compile(
        rf"(?<!\w)(?:{_PREFIX})*(?:(?P<a>(?:cs|math|stat|eess|physics|q-bio|q-fin"
        rf"|econ)\.[A-Za-z-]{{2,8}})(?![\w.])"
        rf"|(?<![\w-])(?P<b>(?-i:{short}))(?![\w-])"
        rf"|(?:(?<=in )|(?<=in the )|(?<=of )|(?<=or )|(?<=category )|(?<=either )|(?<=and )"
        rf"|(?={named}\s+{NOUN}))(?<![\w-])(?P<c>{named})(?![\w-]))"
        r"(?: (?:categor(?:y|ies)|field|area))?",
        re.IGNORECASE,
    )


def read_name(chunk: Chunk, records: Records, vocabulary: Vocabulary, *, first: bool) -> Condition | None:
    """The chunk as an author, a category or a venue of the library; None when it is none of them."""
    text = chunk.text
    if is_code(text) or any(name_key(text) == name_key(name) for name in vocabulary.categories):
        return InCategory(name=text)
    match = records.person(text)
    if match.spellings or match.doubtful:
        return ByAuthor(name=text, first=first, exact=chunk.quoted)
    key = name_key(text)
    if key in _KINDS and not any(key == name_key(venue) for venue in vocabulary.venues):
        return None
    if key and any(f" {key} " in f" {name_key(venue)} " for venue in vocabulary.venues):
        return InVenue(text=text)
    if category_keys(text) & {name_key(name) for name in vocabulary.categories}:
        return InCategory(name=text)
    return None
