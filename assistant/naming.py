"""The name of a paper before a sentence that speaks of it by a pronoun only."""

import re

from assistant.evidence import Candidate
from assistant.language.words import looks_like_name, stems_of, words

MAX_HEAD = 5
"""Words that the head of a title ('Short Name' in 'Short Name: what it is about') may have as a name."""

SHORTENED = 60
"""Characters of a title without a short name."""

_POINTS_BACK = re.compile(
    r"^(?:it|its|they|their|this|these|those|such|our|here|there|(?:the|both) (?:proposed |new |resulting )?"
    r"(?:methods?|approach(?:es)?|models?|frameworks?|systems?|algorithms?|techniques?|benchmarks?|datasets?|results|"
    r"authors?|paper|study|experiments))\b",
    re.IGNORECASE,
)
_HEAD = re.compile(r"^(.+?)(?::|\s[-–—]\s)")


def bracketed(candidate: Candidate, before: Candidate | None) -> str:
    """'[Name] ' for a sentence that opens with a pronoun, else ''.

    Nothing is needed after the paper's previous sentence, nor where the sentence has the name itself.
    """
    if not _POINTS_BACK.match(candidate.text):
        return ""
    follows = before is not None and before.rank == candidate.rank
    between = candidate.paper.abstract[before.end : candidate.start] if before and follows else "gap"
    name = short_name(candidate.paper.title)
    if not between.strip() or stems_of(name) <= stems_of(candidate.text):
        return ""
    return f"[{name}] "


def title_head(title: str) -> str:
    """'Short Name' of 'Short Name: what it is about'; '' where the title has no head that may be a name."""
    match = _HEAD.match(title)
    return match[1].strip() if match and len(words(match[1])) <= MAX_HEAD else ""


def short_name(title: str) -> str:
    """The head of a title, else its first word that is written like a name, else its beginning."""
    if head := title_head(title):
        return head.replace("[", "(").replace("]", ")")
    named = next((word.text for word in words(title) if looks_like_name(word.text)), "")
    if named:
        return named
    cut = title if len(title) <= SHORTENED else f"{title[:SHORTENED].rsplit(' ', 1)[0]} …"
    return cut.replace("[", "(").replace("]", ")")
