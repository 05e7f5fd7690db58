"""Words that say which way something goes, by stem, as claims and questions both use them."""

from typing import Final

from assistant.language.words import stem

_RISING: Final = """
increase rise raise grow higher greater more gain boost enhance amplify elevate exceed larger improve
better strengthen promote accelerate faster longer stronger
"""
_FALLING: Final = """
decrease fall lower reduce drop decline less fewer diminish shrink cut smaller worse worsen degrade
weaken impair deteriorate suppress slow slower shorter weaker lose loss mitigate
"""

RISING: Final = frozenset(stem(word) for word in _RISING.split())
FALLING: Final = frozenset(stem(word) for word in _FALLING.split())
