"""What failed the check and what passed it, as a model reads them when it is asked to correct a draft."""

from collections.abc import Sequence

from assistant.answer import MARKER, WithheldClaim
from assistant.engines.numbered_papers import defuse
from assistant.language.words import content_stems

MOST_FAILED = 8
"""Sentences: a draft that fails in more has little to correct."""
_LONGEST = 500
"""Characters of one sentence."""
_WHY = {
    "contradicted": "the paper says otherwise",
    "unsupported": "no paper says this",
    "uncited": "it names no paper that says this",
}


def listed_failed(claims: Sequence[WithheldClaim], *, fence: str) -> str:
    """A line for each failed sentence, with the reason."""
    return "\n".join(
        f"- {defuse(claim.text[:_LONGEST], fence=fence)} ({_WHY[claim.verdict]})"
        for claim in claims[:MOST_FAILED]
    )


def listed_passed(sentences: Sequence[str], *, fence: str) -> str:
    """A line for each sentence that passed, without its markers."""
    lines = [f"- {defuse(MARKER.sub('', text)[:_LONGEST], fence=fence)}" for text in sentences]
    return "\n".join(lines) or "(none)"


def says_again(sentence: str, said: Sequence[str]) -> bool:
    """Whether a sentence has no content word that one of those said before lacks."""
    content = content_stems(sentence)
    return any(content <= content_stems(each) for each in said)
