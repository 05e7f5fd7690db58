"""Words that mean nearly the same: how far a paper's words stand for the words of a question."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.language.words import content_words, stem
from assistant.question import Term

STRANGER, SYNONYM = 0.45, 0.7
"""Cosines of two single words under the embedded model at or below which they have nothing to do with each
other, and from which one stands for the other ('costly' and 'expensive' 0.88, 'framework' and 'platform'
0.51). In between the strength grows evenly."""

Resemblance = Mapping[str, Mapping[str, float]]
"""Stem of a question's word → stems of other words → how far (0…1) they stand for it."""


class TextEmbedder(Protocol):
    """Unit vectors for texts, shape (len(texts), dimension)."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]: ...


def single_words(text: str) -> tuple[str, ...]:
    """The words of a text that may stand for others, one of each stem."""
    return tuple({word.stem: word.folded for word in reversed(content_words(text))}.values())


def resemblance(terms: Sequence[Term], texts: Iterable[str], embedder: TextEmbedder) -> Resemblance:
    """What the words of `texts` can stand for. A name has no likeness: it must be met."""
    sought = [term for term in terms if not term.is_name]
    held = {stem(word): word for text in texts for word in single_words(text)}
    if not sought or not held:
        return {}
    vectors = embedder.embed([*(term.folded for term in sought), *held.values()])
    cosines = vectors[: len(sought)] @ vectors[len(sought) :].T
    strengths = np.clip((cosines - STRANGER) / (SYNONYM - STRANGER), 0.0, 1.0)
    stems = list(held)
    return {
        term.stem: {stems[at]: float(strengths[row, at]) for at in np.flatnonzero(strengths[row])}
        for row, term in enumerate(sought)
    }


def strength(stem: str, held: frozenset[str], like: Resemblance) -> float:
    """How far (0…1) the words held give a word: 1 when it is among them, else what stands for it best."""
    if stem in held:
        return 1.0
    near = like.get(stem)
    return max((near[each] for each in near.keys() & held), default=0.0) if near else 0.0


def coverage(terms: Sequence[Term], held: frozenset[str], like: Resemblance) -> float:
    """Share of the terms, by weight, that the words held give: 0…1, and 0 where there are no terms."""
    total = sum(term.weight for term in terms)
    return sum(term.weight * strength(term.stem, held, like) for term in terms) / total if total else 0.0
