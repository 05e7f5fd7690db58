"""What a drafted sentence claims: nothing, one thing, or several that can be checked apart."""

import re

from assistant.language.words import content_words, is_frame, words

MIN_WORDS = 4
"""Words that a clause needs to be checked by itself."""

MAX_CLAUSES = 6
"""More clauses than this are left in one piece, so that time stays bounded."""

_SUBJECT = "(?=(?:it|they|he|she|this|these|those|the|a|an|its|their|there|both|each|no|all|some)\\b)"
_JOINT = re.compile(
    rf";\s+|,?\s+(?:and|but|while|whereas)\s+{_SUBJECT}|,\s+(?:but|while|whereas)\s+(?=[A-Z])"
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|does|do|did|can|cannot|could|may|might|will|would|should|must|"
    r"\w{3,}(?:ed|es)|(?!this|its|across|various|less|thus|plus|versus|analysis|basis|process|loss|bias)"
    r"\w{4,}[^s\W]s|shows?|outperforms?|found|gave|gives?|took|takes?|made|makes?|led|leads?)\b"
)
_HEDGE = re.compile(
    r"^\W*(?:here (?:is|are)|below (?:is|are)|based on|according to|in (?:summary|short|conclusion)|sure|"
    r"certainly|of course|i (?:hope|can|cannot|could not|found|will|would)|let me|"
    r"as (?:an ai|a language model)|hope (?:this|that)|yes|no|please)\b",
    re.IGNORECASE,
)


def states_something(text: str) -> bool:
    """Whether a sentence makes a claim: it does not end in a colon and has a word that carries content."""
    return not text.endswith(":") and any(not is_frame(word) for word in content_words(_unframed(text)))


def clauses(sentence: str) -> tuple[str, ...]:
    """The parts of a sentence that each state something, in order; the sentence itself where it is one.

    Parts are joined by ';', or by 'and', 'but', 'while', 'whereas' before a new subject. Each part has at
    least MIN_WORDS words and a finite verb by its form; else nothing is split.
    """
    parts = [part.strip(" ,") for part in _JOINT.split(sentence)]
    if not 1 < len(parts) <= MAX_CLAUSES:
        return (sentence,)
    if all(
        len(words(part)) >= MIN_WORDS and _FINITE.search(part) and part.count("(") == part.count(")")
        for part in parts
    ):
        return tuple(parts)
    return (sentence,)


def _unframed(text: str) -> str:
    """The text without an opening that only frames it ('Here is …', 'I hope this helps')."""
    found = _HEDGE.match(text)
    return text[found.end() :] if found else text
