"""Invented papers for tests."""

from vectorstore.records import Hit, Paper, PartialDate


def paper(title: str, abstract: str, *authors: str, date: str | None = "2024-05-01") -> Paper:
    return Paper(
        title=title,
        abstract=abstract,
        authors=authors or ("Ada Example", "Ben Sample"),
        date=None if date is None else PartialDate.parse(date),
        categories=("LG",),
    )


def hit(found: Paper, *, score: float = 1.0) -> Hit:
    return Hit(paper=found, passages=(), score=score, word_rank=1, vector_rank=1, similarity=0.5)
