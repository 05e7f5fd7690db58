"""Which sentences of a text bear on a claim."""

import math
from collections import Counter
from collections.abc import Sequence

from assistant.language.words import content_stems, stems_of

SENTENCES = 3
"""Sentences read for one claim. On SciFact three hold a whole rationale for 85 % of the claims, four 91 %."""

_REPEATED = 0.3
"""What a word counts that a sentence chosen before already covers."""


def select(claim: str, sentences: Sequence[str], limit: int = SENTENCES) -> tuple[int, ...]:
    """Places of at most `limit` sentences that cover the claim's words best, in reading order.

    Greedy: each next sentence adds the most of the claim's stems, rare ones counting more (log(1 + n/df)
    over the sentences), stems already covered little. Of equal sentences the later one wins, since
    abstracts state their results last.
    """
    if len(sentences) <= limit:
        return tuple(range(len(sentences)))
    wanted = content_stems(claim)
    held = [wanted & stems_of(sentence) for sentence in sentences]
    frequency = Counter(stem for each in held for stem in each)
    weight = {stem: math.log1p(len(sentences) / count) for stem, count in frequency.items()}
    chosen: set[int] = set()
    covered: set[str] = set()
    for _ in range(limit):
        rest = (at for at in range(len(sentences)) if at not in chosen)
        best = max(
            rest,
            key=lambda at: (
                sum(weight[stem] * (_REPEATED if stem in covered else 1.0) for stem in sorted(held[at])),
                at,
            ),
        )
        chosen.add(best)
        covered |= held[best]
    return tuple(sorted(chosen))
