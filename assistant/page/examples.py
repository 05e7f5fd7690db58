"""Questions to begin with, made from the library's own papers. Templates only; nothing is named here."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from vectorstore.records import Paper

_WORD = re.compile(r"[^\W_][\w'’-]*")
_PLAIN = frozenset(
    "a an and are as at based be by can do does for from how in into is it its less more new not of on or "
    "out over should so than that the their these this those through to toward towards under using via we "
    "what when where which while why will with without you your".split()
)
_NAME_CHARACTERS = 32


def example_questions(papers: Sequence[Paper], count: int = 4) -> tuple[str, ...]:
    """Up to `count` questions that this library can be asked, always the same for the same papers.

    Recurring topics of the titles, and the names that titles give ("NAME: what it is"), newest first.
    Papers without an abstract give none.
    """
    told = [paper for paper in papers if paper.abstract]
    newest = sorted(told, key=lambda paper: (-(paper.year or 0), paper.title))
    names = [f"What is {name}?" for name in _names(newest)]
    topics = [f"What do the papers say about {topic}?" for topic in _topics(told)]
    mixed = [*names[:2], *topics[:2], *names[2:], *topics[2:], *(_about(paper) for paper in newest)]
    return tuple(dict.fromkeys(mixed))[:count]


def _names(papers: Iterable[Paper]) -> list[str]:
    """What stands before a title's colon, when it is short and written like a name."""
    names = []
    for paper in papers:
        name, colon, _ = paper.title.partition(":")
        name = name.strip()
        written_as_name = sum(character.isupper() for character in name) >= 2 and "?" not in name
        is_short = len(name.split()) <= 2 and len(name) <= _NAME_CHARACTERS
        if colon and written_as_name and is_short:
            names.append(name)
    return names


def _topics(papers: Sequence[Paper]) -> list[str]:
    """Runs of two or three words that several titles share, singular or plural, the most telling first."""
    counts: Counter[tuple[str, ...]] = Counter()
    written: dict[tuple[str, ...], Counter[str]] = {}
    for paper in papers:
        words = _WORD.findall(paper.title)
        runs: dict[tuple[str, ...], str] = {}
        for size in (2, 3):
            for at in range(len(words) - size + 1):
                run = words[at : at + size]
                if not any(word.casefold() in _PLAIN for word in run):
                    runs[tuple(word.casefold().rstrip("s") for word in run)] = " ".join(map(_small, run))
        for key, spelling in runs.items():
            counts[key] += 1
            written.setdefault(key, Counter())[spelling] += 1
    ranked = sorted(
        (key for key in counts if counts[key] >= 2), key=lambda key: (-counts[key] * len(key), key)
    )
    kept: list[tuple[str, ...]] = []
    for key in ranked:
        if not any(set(key) & set(other) for other in kept):
            kept.append(key)
    return [written[key].most_common(1)[0][0] for key in kept]


def _small(word: str) -> str:
    """A word of a title in small letters, unless it is written like a name."""
    return word if sum(letter.isupper() for letter in word) >= 2 else word.casefold()


def _about(paper: Paper) -> str:
    title = paper.title if len(paper.title) <= 90 else paper.title[:89].rsplit(" ", 1)[0] + "…"
    return f"What is “{title}” about?"
