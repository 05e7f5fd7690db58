"""A word of the question counts as given when the paper has it, or a word that means nearly the same."""

from assistant.question import Term
from assistant.resemblance import coverage, resemblance, strength
from vectorstore import Library

COSTLY = Term(text="costly", folded="costly", stem="cost", weight=3.0, is_name=False)
MODEL = Term(text="model", folded="model", stem="model", weight=1.0, is_name=False)
NAME = Term(text="BeeNet", folded="beenet", stem="beenet", weight=1.0, is_name=True)


def test_a_synonym_stands_for_a_word_and_a_stranger_does_not(library: Library) -> None:
    like = resemblance((COSTLY,), ["The hives are expensive."], library)
    assert strength("cost", frozenset({"expens"}), like) == 1.0
    assert strength("cost", frozenset({"hive"}), like) < 0.3


def test_a_name_is_met_or_missing(library: Library) -> None:
    like = resemblance((NAME,), ["WaspNet is a network for bees."], library)
    assert strength("beenet", frozenset({"waspnet", "bee", "network"}), like) == 0.0


def test_coverage_is_weighed() -> None:
    assert coverage((COSTLY, MODEL), frozenset({"cost"}), {}) == 0.75
    assert coverage((COSTLY, MODEL), frozenset({"expens"}), {"cost": {"expens": 0.5}}) == 0.375
    assert coverage((), frozenset({"cost"}), {}) == 0


def test_nothing_is_like_nothing(library: Library) -> None:
    assert resemblance((COSTLY,), [], library) == {}
    assert resemblance((), ["The hives are expensive."], library) == {}
