"""An invented library for questions about records."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.vectorstore.fakes import WordEmbedder
from vectorstore import Library, Paper, PartialDate


def paper(
    title: str,
    authors: tuple[str, ...],
    date: str | None,
    category: str,
    *,
    abstract: str = "",
    code: bool = False,
    cut: bool = False,
) -> Paper:
    return Paper(
        title=title,
        abstract=abstract,
        authors=authors,
        authors_complete=not cut,
        date=None if date is None else PartialDate.parse(date),
        categories=(category,),
        has_code=code,
    )


GARDEN = paper(
    "GARDEN: Gardening Robots that Listen",
    ("Ada Bell", "Gabriel J. Perez"),
    "2021-03-02",
    "RO",
    abstract="Gardening robots tend plants. GARDEN lets gardening robots listen to wilting leaves.",
    code=True,
)
RIVERS = paper("Maps of Rivers", ("Bo Cruz", "Ada Bell"), "2021-11-20", "CV", cut=True)
TEA = paper("Brewing Tea with Kernels", ("Gabriel Jacob Perez",), "2023-06-01", "LG", code=True)
MOON = paper("Moon Soil [7] and Other Dust", ("Cleo Dunn", "Ada Bell"), "2023-06-30", "LG")
ROBOT = paper(
    "A Survey of Gardening Robots",
    ("Bo Cruz", "Hao Wang"),
    "2024-01",
    "RO",
    abstract="Gardening robots are surveyed. We cover one hundred papers.",
)
LOST = paper("An Undated Note", ("Hui Wang",), "--05-25", "CL", cut=True)
PAPERS = (GARDEN, RIVERS, TEA, MOON, ROBOT, LOST)


@contextmanager
def opened(folder: Path) -> Iterator[Library]:
    with Library.open(folder / "library", embedder=WordEmbedder()) as library:
        library.ingest(PAPERS)
        yield library
