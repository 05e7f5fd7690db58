"""Training pairs made from real abstracts: true statements of them, and the same with one thing changed."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from evals.training.edits import BREAKING, reword


@dataclass(frozen=True, kw_only=True, slots=True)
class Abstract:
    document: str
    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    """`label`: 'supported', 'contradicted', 'unsupported', or 'not supported' where these are not told apart.

    `sentences` is the whole text that the claim is held to; `keep` are places that the reader must see.
    `human` is false for a pair that an edit made.
    """

    claim: str
    sentences: tuple[str, ...]
    label: str
    document: str
    source: str
    keep: tuple[int, ...] = ()
    human: bool = True


STRANGERS = 0.4
"""Share of the statements that are also held to a like paper which does not make them."""

_NUMBERED = re.compile(r"\d")


def neighbours(abstracts: Sequence[Abstract], count: int = 4) -> list[tuple[int, ...]]:
    """For each abstract the places of the `count` most alike others, by TF-IDF cosine."""
    matrix = TfidfVectorizer(stop_words="english", min_df=2, sublinear_tf=True).fit_transform(
        f"{each.title} {' '.join(each.sentences)}" for each in abstracts
    )
    found: list[tuple[int, ...]] = []
    for start in range(0, matrix.shape[0], 512):
        near = (matrix[start : start + 512] @ matrix.T).toarray()
        for row, scores in enumerate(near):
            scores[start + row] = -1
            top = np.argpartition(-scores, count)[:count]
            found.append(tuple(int(at) for at in top[np.argsort(-scores[top])]))
    return found


def examples(abstracts: Sequence[Abstract], seed: int, per_abstract: int = 8) -> Iterator[Example]:
    """At most `per_abstract` pairs of each abstract, about two in five of them supported.

    A statement is the title, a closing sentence (then left out of its text, so that it has to be
    understood from the rest) or any sentence. Half of the edits are made to the text and not to the
    statement, so that an edited statement alone tells nothing.
    """
    near = neighbours(abstracts)
    for at, abstract in enumerate(abstracts):
        chance = random.Random(f"{seed}:{abstract.document}")
        others = [" ".join(abstracts[other].sentences) for other in near[at]]
        made: list[Example] = []
        for statement, sentences, kind in _statements(abstract, chance):
            made.extend(_around(statement, sentences, kind, abstract, others, chance))
            if chance.random() > STRANGERS:
                continue
            stranger = abstracts[chance.choice(near[at])]
            made.append(
                Example(
                    claim=reword(statement, chance),
                    sentences=(stranger.title, *stranger.sentences),
                    label="unsupported",
                    document=abstract.document,
                    source="paper",
                    human=False,
                )
            )
        chance.shuffle(made)
        yield from made[:per_abstract]


def _statements(abstract: Abstract, chance: random.Random) -> Iterator[tuple[str, tuple[str, ...], str]]:
    whole = (abstract.title, *abstract.sentences)
    if len(abstract.title.split()) > 5:
        yield abstract.title.rstrip("."), abstract.sentences, "title"
    if len(abstract.sentences) > 4 and not _NUMBERED.search(abstract.sentences[-1]):
        yield abstract.sentences[-1], whole[:-1], "closing"
    usable = [each for each in abstract.sentences if 6 <= len(each.split()) <= 45]
    for sentence in chance.sample(usable, min(3, len(usable))):
        yield sentence, whole, "sentence"


def _around(
    statement: str,
    sentences: tuple[str, ...],
    kind: str,
    abstract: Abstract,
    others: Sequence[str],
    chance: random.Random,
) -> Iterator[Example]:
    def example(claim: str, text: tuple[str, ...], label: str, source: str) -> Example:
        return Example(
            claim=claim,
            sentences=text,
            label=label,
            document=abstract.document,
            source=source,
            human=False,
        )

    yield example(reword(statement, chance), sentences, "supported", kind)
    names = list(BREAKING)
    weights = [BREAKING[name][2] for name in names]
    rivals = [*sentences, *others[:2]]
    for name in dict.fromkeys(chance.choices(names, weights, k=6)):
        edit, label, _ = BREAKING[name]
        changed = edit(statement, chance, rivals)
        if changed is None or changed == statement:
            continue
        if kind == "sentence" and chance.random() < 0.5 and name != "strengthen":
            edited = tuple(changed if each == statement else each for each in sentences)
            yield example(reword(statement, chance), edited, label, f"text {name}")
            if chance.random() < 0.5:
                yield example(reword(changed, chance), edited, "supported", f"both {name}")
        else:
            yield example(reword(changed, chance), sentences, label, name)
        return
