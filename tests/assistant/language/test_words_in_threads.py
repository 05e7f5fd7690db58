"""Stems do not depend on what other threads ask at the same time."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import product

import pytest

from assistant.language.words import stem


@pytest.fixture
def hurried_threads() -> Iterator[None]:
    """Threads take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("hurried_threads")
def test_stems_are_the_same_from_many_threads() -> None:
    ends = ("ization", "fulness", "ities", "ously", "ational", "ement")
    words = ["".join(parts) for parts in product("bcdfg", "aeio", "lmnr", "st", ends)]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(stem, words))
    stem.cache_clear()
    assert together == [stem(word) for word in words]
