"""The sentence by which a model says that the papers do not answer: one for prompt, code and tests."""

import re

REFUSAL = "The papers do not say."


def is_refusal(sentence: str) -> bool:
    """Whether a sentence, its markers taken out, only refuses: the refusal, or the refusal and of what."""
    words = re.sub(r"[^a-z ]", "", sentence.lower()).strip()
    return words.startswith(re.sub(r"[^a-z ]", "", REFUSAL.lower()))
