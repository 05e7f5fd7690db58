import pytest

from tests.vectorstore.fakes import BARE, BEES, GLACIERS, LOOMS, PAPERS, WordEmbedder, numbered_papers
from vectorstore import Filters, Library, Paper

CASES = [
    (Filters(), PAPERS),
    (Filters(year_from=2020), (BEES, BARE)),
    (Filters(year_to=2019), (GLACIERS,)),
    (Filters(year_from=2019, year_to=2021), (BEES, GLACIERS, BARE)),
    (Filters(year_from=2021, year_to=2019), ()),
    (Filters(categories=("bio", "ART")), (BEES, LOOMS)),
    (Filters(categories=()), ()),
    (Filters(authors=("Mira Holt",)), (BEES, GLACIERS)),
    (Filters(authors=("nunez",)), (BEES,)),
    (Filters(authors=("Holt, Mira",)), (BEES, GLACIERS)),
    (Filters(authors=("Mira Quill",)), ()),
    (Filters(authors=("ira",)), ()),
    (Filters(authors=("Ben Ash", "Quill")), (GLACIERS, LOOMS, BARE)),
    (Filters(authors=("",)), ()),
    (Filters(authors=()), ()),
    (Filters(has_code=True), (BEES, LOOMS)),
    (Filters(has_code=False), (GLACIERS, BARE)),
    (Filters(paper_ids=(LOOMS.paper_id, "p0")), (LOOMS,)),
    (Filters(paper_ids=()), ()),
    (Filters(authors=("Holt",), year_from=2020, has_code=True), (BEES,)),
    (Filters(categories=("GEO",), has_code=True), ()),
    (Filters(authors=("' OR 1=1 --",), categories=("'; DROP TABLE papers",)), ()),
]


@pytest.mark.parametrize(("filters", "expected"), CASES)
def test_lists_and_searches_hold_exactly_what_the_filters_let_through(
    library: Library, filters: Filters, expected: tuple[Paper, ...]
) -> None:
    assert library.papers(filters) == expected
    everything = "honeybees glaciers weaving tidal"
    hits = library.search(everything, filters=filters)
    assert {hit.paper.paper_id for hit in hits} == {paper.paper_id for paper in expected}


def test_a_filter_through_which_most_of_a_large_library_passes_still_binds(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    papers = numbered_papers(1_300, sentences=1)
    allowed = tuple(paper.paper_id for paper in papers[:1_100])
    with Library.open(tmp_path_factory.mktemp("large") / "l", embedder=WordEmbedder()) as library:
        library.ingest(papers)
        inside = library.search("object o7 on scale s0", filters=Filters(paper_ids=allowed), top_k=200)
        outside = library.search("object o1250 lamp l1250", filters=Filters(paper_ids=allowed), top_k=200)
    assert inside[0].paper == papers[7]
    assert {hit.paper.paper_id for hit in (*inside, *outside)} <= set(allowed)
    assert len(inside) >= 100
