"""Whether a text states a fact: the fact's words and numbers in order, within one sentence."""

from collections.abc import Sequence

from assistant.answer import MARKER
from evals.case import Fact
from evals.tokens import Gap, Quantity, Token, sentences, tokens


def states(text: str, fact: Fact) -> bool:
    """Whether some sentence of `text` holds an alternative of `fact`.

    Words match without case and plural, numbers by value and unit ('60%' = '60 percent', '1.4k' =
    '1,400'); they stand side by side and in order, except where the fact writes … for 'anything'.
    """
    return any(
        phrase(sentence, option) for sentence in sentences(plain(text)) for option in fact.alternatives
    )


def phrase(sentence: str, wanted: str) -> bool:
    """Whether one sentence holds one alternative."""
    parts: list[list[Token]] = [[]]
    for token in tokens(wanted):
        if isinstance(token, Gap):
            parts.append([])
        else:
            parts[-1].append(token)
    held, start = tokens(sentence), 0
    for part in parts:
        at = _find(held, part, start)
        if at is None:
            return False
        start = at + len(part)
    return any(parts)


def plain(text: str) -> str:
    """The text without its [n] markers."""
    return MARKER.sub("", text)


def _find(held: Sequence[Token], part: Sequence[Token], start: int) -> int | None:
    for at in range(start, len(held) - len(part) + 1):
        if all(_same(held[at + offset], token) for offset, token in enumerate(part)):
            return at
    return None


def _same(held: Token, wanted: Token) -> bool:
    if isinstance(held, Quantity) and isinstance(wanted, Quantity):
        return held.equals(wanted)
    return held == wanted
