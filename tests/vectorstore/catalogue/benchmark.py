"""How long exact questions take: `python -m tests.vectorstore.catalogue.benchmark [papers]`.

100,000 papers unless told. Generated records with abstracts, no embedding: drawn with a fixed seed. Prints
p50 and p95 in milliseconds of typed queries, of questions read into queries, and of whole answers: on the
clock, and of the processor alone, which other programs on the machine change less.
"""

import random
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from time import perf_counter, thread_time
from typing import Final

from assistant.catalogue.answering import answer_from_records
from assistant.catalogue.understanding import understand
from vectorstore import Library, Paper, PartialDate
from vectorstore.catalogue import Catalogue
from vectorstore.query import (
    AllOf,
    AnyOf,
    ByAuthor,
    HasCode,
    InCategory,
    Months,
    Not,
    NoYear,
    Query,
    TitleHas,
    Years,
)

_WORDS: Final = (
    "adaptive robust sparse latent causal federated graph kernel neural random spectral tensor visual "
    "bayesian contrastive diffusion inverse online private quantum recurrent shallow temporal variational"
).split()
_GIVEN: Final = [f"{a}{b}" for a in ("An", "Be", "Ce", "Di", "El", "Fa", "Go", "Hu") for b in "abcdefghij"]
_FAMILY: Final = [
    f"{a}{b}{c}"
    for a in ("Ma", "Ne", "Or", "Pi", "Qu")
    for b in "aeiou"
    for c in ("ld", "mm", "nt", "rs", "st", "zz")
]
_CATEGORIES: Final = ("LG", "CL", "CV", "CR", "RO", "AI", "IR", "HC", "SE", "DB")
_YEAR: Final = 2015


def generated(count: int) -> list[Paper]:
    """Papers of invented people; the same every time."""
    draw = random.Random(7)
    people = [f"{given} {family}" for given in _GIVEN for family in _FAMILY]
    papers = []
    for number in range(count):
        year = None if draw.random() < 0.03 else draw.randint(_YEAR, 2025)
        papers.append(
            Paper(
                title=f"{' '.join(draw.sample(_WORDS, 4)).capitalize()} number{number}",
                abstract=f"{' '.join(draw.choices(_WORDS, k=120)).capitalize()}.",
                authors=tuple(draw.sample(people, draw.randint(1, 5))),
                authors_complete=draw.random() < 0.7,
                date=None if year is None else PartialDate(year=year, month=draw.randint(1, 12)),
                categories=(draw.choice(_CATEGORIES),),
                venue=draw.choice((None, "Journal of Numbers", "Proceedings of Counting")),
                has_code=draw.random() < 0.3,
            )
        )
    return papers


def queries() -> list[Query]:
    """Typed queries of every kind."""
    person = f"{_GIVEN[0]} {_FAMILY[0]}"
    year = Years(first=2023, last=2023)
    return [
        Query(where=year, aggregate="count"),
        Query(aggregate="count"),
        Query(where=AllOf(of=(year, HasCode())), aggregate="count"),
        Query(where=AllOf(of=(year, InCategory(name="cs.LG"), HasCode()))),
        Query(where=AllOf(of=(Years(first=2020), Not(of=InCategory(name="RO")))), aggregate="count"),
        Query(where=AnyOf(of=(InCategory(name="CV"), InCategory(name="CR"))), aggregate="count"),
        Query(where=ByAuthor(name=person)),
        Query(where=ByAuthor(name=person, first=True), aggregate="count"),
        Query(where=ByAuthor(name=_FAMILY[0]), aggregate="count"),
        Query(where=ByAuthor(name="Nobody Atall")),
        Query(where=AllOf(of=(ByAuthor(name=person), Years(first=2022)))),
        Query(where=NoYear(), aggregate="count"),
        Query(where=AllOf(of=(year, Months(months=(6,))))),
        Query(where=TitleHas(text="federated kernel")),
        Query(order="newest", limit=3),
        Query(order="oldest", limit=1, where=HasCode()),
        Query(aggregate="groups", by="year"),
        Query(aggregate="groups", by="category"),
        Query(aggregate="co-authors", person=person, limit=1),
        Query(aggregate="share", of=HasCode()),
        Query(aggregate="average"),
    ]


def questions() -> list[str]:
    """Questions in words whose answers cite at most some hundred records."""
    person = f"{_GIVEN[0]} {_FAMILY[0]}"
    return [
        f"Which papers did {person} co-author?",
        f"How many papers by {person} have code?",
        f"{person} papers since 2022",
        "What is the oldest paper with code?",
        "What are the three newest papers?",
        f"Who is {person}'s most frequent co-author?",
        "How many papers are from 1999?",
        "papers by Marie Curie",
        "papers with 'federated kernel' in the title from 2023 with code",
        "Which method reduces the error on graphs?",
    ]


def milliseconds(work: Sequence[Callable[[], object]], rounds: int) -> list[tuple[float, float]]:
    """Clock and processor time of every piece of work, `rounds` times, after once to warm up."""
    for each in work:
        each()
    spent = []
    for _ in range(rounds):
        for each in work:
            began, began_here = perf_counter(), thread_time()
            each()
            spent.append(((perf_counter() - began) * 1000, (thread_time() - began_here) * 1000))
    return spent


def measured(name: str, work: Sequence[Callable[[], object]]) -> None:
    spent = milliseconds(work, 5)
    clock, processor = (sorted(times) for times in zip(*spent, strict=True))

    def at(times: Sequence[float], share: float) -> float:
        return times[min(len(times) - 1, int(share * len(times)))]

    sys.stdout.write(
        f"{name}: p50 {at(clock, 0.5):.2f} ms, p95 {at(clock, 0.95):.2f} ms, most {clock[-1]:.2f} ms; "
        f"processor p50 {at(processor, 0.5):.2f} ms, p95 {at(processor, 0.95):.2f} ms ({len(spent)} runs)\n"
    )
    sys.stdout.flush()


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library"
        catalogue = Catalogue(path)
        catalogue.store([(paper, ()) for paper in generated(count)])
        catalogue.close()
        with Library.open(path) as library:
            for query in queries():
                name = f"  {query.aggregate} {query.where or query.by or query.order}"
                measured(name[:90], [partial(library.query, query)])
            measured(
                f"typed queries on {count:,} records", [partial(library.query, query) for query in queries()]
            )
            measured("questions read", [partial(understand, question, library) for question in questions()])
            answers = [partial(answer_from_records, question, (), library) for question in questions()]
            measured("whole answers", answers)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
