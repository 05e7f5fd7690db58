"""An embedder without a model, and invented papers."""

import re
import zlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from vectorstore.records import Paper, PartialDate

DIMENSION = 64


class WordEmbedder:
    """Each word is a random direction, a text the sum of its words: what shares words is near."""

    dimension = DIMENSION

    def __init__(self, name: str = "words-64") -> None:
        self.name = name
        self.embedded: list[str] = []

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.embedded.extend(texts)
        return np.stack([_vector(text) for text in texts]) if texts else np.empty((0, DIMENSION), np.float32)


def _vector(text: str) -> NDArray[np.float32]:
    total = np.full(DIMENSION, 1e-3, dtype=np.float32)
    for word in re.findall(r"\w+", text.lower()):
        total += _direction(word)
    unit: NDArray[np.float32] = total / np.linalg.norm(total)
    return unit


@lru_cache(maxsize=20_000)
def _direction(word: str) -> NDArray[np.float32]:
    seed = zlib.crc32(word.encode("utf-8", "replace"))
    return np.random.default_rng(seed).standard_normal(DIMENSION, dtype=np.float32)


BEES = Paper(
    title="Waggle dances guide honeybees to distant meadows",
    abstract=(
        "Honeybees tell each other where nectar is. We filmed 312 dances in three hives. "
        "Dancers pointed at meadows up to 4.2 km away. Foragers that followed a dance arrived 38% sooner."
    ),
    authors=("Mira Holt", "José Núñez", "T. K. Rao"),
    date=PartialDate(year=2021, month=6, day=3),
    categories=("BIO", "ETH"),
    has_code=True,
    doi="10.1234/bees",
    url="https://example.org/bees",
    venue="Journal of Invented Apiology",
)
GLACIERS = Paper(
    title="Glacier melt measured from tide gauges",
    abstract=(
        "Tide gauges record how glaciers shrink. A model with two parameters explains 91% of the variance. "
        "Melt doubled between 1990 and 2010."
    ),
    authors=("Ada Quill", "Mira Holt"),
    authors_complete=False,
    date=PartialDate(year=2019),
    categories=("GEO",),
)
LOOMS = Paper(
    title="Loom-Net: weaving patterns with recurrent networks",
    abstract="Loom-Net draws weaving patterns. Weavers preferred them in 7 of 10 pairs.",
    authors=("Ben Ash",),
    date=PartialDate(month=5, day=25),
    categories=("ART",),
    has_code=True,
)
BARE = Paper(title="Tidal pools as clocks", authors=("Ada Quill",), date=PartialDate(year=2021))

PAPERS = (BEES, GLACIERS, LOOMS, BARE)


def numbered_papers(count: int, *, sentences: int = 12) -> tuple[Paper, ...]:
    """Papers long enough for two passages each."""
    return tuple(
        Paper(
            title=f"Study number {n} of object o{n}",
            abstract=" ".join(
                f"Sentence {s} of study {n} says that object o{n} weighs {n * s + 1} grams on scale s{s} "
                f"when the lamp l{n} burns and nobody of the crew moves or speaks a word."
                for s in range(sentences)
            ),
            authors=(f"Author {n}",),
        )
        for n in range(count)
    )
