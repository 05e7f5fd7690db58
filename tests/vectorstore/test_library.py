import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.vectorstore.fakes import (
    BARE,
    BEES,
    DIMENSION,
    GLACIERS,
    LOOMS,
    PAPERS,
    WordEmbedder,
    numbered_papers,
)
from vectorstore import Filters, Library, Paper
from vectorstore.reports import IngestReport

COLD = "Penguins prefer the cold side of the ice."


def titles(library: Library, query: str) -> list[str]:
    return [hit.paper.title for hit in library.search(query)]


def test_every_field_of_a_paper_comes_back_as_it_was_given(library: Library) -> None:
    full = Paper(
        title="All fields",
        abstract="One.",
        abstract_kind="summary",
        authors=("A", "B"),
        authors_complete=False,
        date=GLACIERS.date,
        categories=("X", "Y"),
        venue="v",
        kind="k",
        language="en",
        has_code=True,
        code_url="c",
        url="u",
        doi="10.1/x",
        arxiv_id="1",
        pubmed_id="2",
        raw="the line",
    )
    library.ingest([full])
    found = library.paper(full.paper_id)
    assert found == full
    assert found.raw == full.raw


def test_papers_are_listed_in_the_order_of_ingest_and_updates_keep_their_place(library: Library) -> None:
    assert library.papers() == PAPERS
    library.ingest([replace(BEES, abstract=COLD), replace(LOOMS, venue="Here")])
    assert [paper.paper_id for paper in library.papers()] == [paper.paper_id for paper in PAPERS]


def test_the_same_papers_twice_change_nothing_and_embed_nothing(
    library: Library, embedder: WordEmbedder
) -> None:
    embedder.embedded.clear()
    before = library.stats()
    assert library.ingest(PAPERS) == IngestReport(unchanged=4)
    assert embedder.embedded == []
    assert library.stats() == before


def test_a_changed_abstract_replaces_its_passages(library: Library, embedder: WordEmbedder) -> None:
    embedder.embedded.clear()
    assert library.ingest([*PAPERS[1:], replace(BEES, abstract=COLD)]) == IngestReport(unchanged=3, updated=1)
    assert embedder.embedded == [f"{BEES.title}. {COLD}"]
    (hit, *_) = library.search("penguins ice")
    assert [passage.text for passage in hit.passages] == [COLD]
    assert library.document_frequencies(["nectar", "penguin"]) == {"nectar": 0, "penguin": 1}
    assert library.stats().passages == 4


def test_a_change_that_is_not_embedded_embeds_nothing(library: Library, embedder: WordEmbedder) -> None:
    embedder.embedded.clear()
    assert library.ingest([replace(LOOMS, venue="A venue")]).updated == 1
    assert embedder.embedded == []


def test_duplicates_within_one_ingest_are_merged_to_the_fullest(
    tmp_path: Path, embedder: WordEmbedder
) -> None:
    cut = Paper(title=BEES.title, doi=BEES.doi, pubmed_id="77")
    with Library.open(tmp_path / "l", embedder=embedder) as library:
        assert library.ingest(iter([cut, GLACIERS, BEES, cut])) == IngestReport(new=2, merged=2)
        assert library.paper(BEES.paper_id) == replace(BEES, pubmed_id="77")
        assert library.ingest([BEES, cut, GLACIERS]) == IngestReport(unchanged=2, merged=1)


def test_a_preview_reports_what_ingest_would_and_writes_nothing(library: Library) -> None:
    given_now = [
        *PAPERS,
        BEES,
        replace(BEES, title="Another", doi=None),
        replace(GLACIERS, abstract=COLD * 9),
    ]
    before = library.stats()
    preview = library.preview(given_now)
    assert library.stats() == before
    assert library.ingest(given_now) == preview == IngestReport(new=1, unchanged=3, updated=1, merged=2)


def test_a_removed_paper_is_gone_from_records_words_and_vectors(library: Library) -> None:
    assert library.remove([BEES.paper_id, "p000000000000", BEES.paper_id]) == (BEES.paper_id,)
    assert library.paper(BEES.paper_id) is None
    assert BEES.title not in titles(library, "honeybees dance nectar meadows")
    assert library.document_frequencies(["honeybees"]) == {"honeybees": 0}
    assert library.stats().passages == 3
    assert library.remove([BEES.paper_id]) == ()


def test_the_words_of_a_removed_paper_leave_the_catalogue_file(library: Library) -> None:
    library.search("honeybees")
    library.remove([BEES.paper_id])
    for file in library.path.glob("catalogue.sqlite3*"):
        assert b"oneybee" not in file.read_bytes()


def test_a_reindex_takes_the_words_of_removed_papers_out_of_both_databases(library: Library) -> None:
    library.remove([BEES.paper_id])
    library.reindex()
    library.close()
    for file in library.path.rglob("*.sqlite3*"):
        assert b"oneybee" not in file.read_bytes()


def test_a_copy_of_the_catalogue_file_holds_everything_that_was_written(
    library: Library, tmp_path: Path
) -> None:
    (tmp_path / "copy").mkdir()
    shutil.copy(library.path / "catalogue.sqlite3", tmp_path / "copy")
    with Library.open(tmp_path / "copy", embedder=WordEmbedder()) as copy:
        assert copy.papers() == PAPERS
        assert copy.search("honeybees")[0].vector_rank == 1


def test_progress_counts_the_passages_that_are_embedded(tmp_path: Path, embedder: WordEmbedder) -> None:
    seen: list[tuple[int, int]] = []
    with Library.open(tmp_path / "l", embedder=embedder) as library:
        library.ingest(numbered_papers(150), progress=lambda done, total: seen.append((done, total)))
        total = library.stats().passages
    assert seen[-1] == (total, total)
    assert [done for done, _ in seen] == sorted({done for done, _ in seen})
    assert len(seen) > 1
    assert {of for _, of in seen} == {total}


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("How do honeybees tell where nectar is?", BEES),
        ("melting glaciers", GLACIERS),
        ("What is Loom-Net?", LOOMS),
        ("loomnet", LOOMS),
        ("weaver", LOOMS),
        ("José Nunez", BEES),
        ("tidal pools clock", BARE),
    ],
)
def test_the_paper_that_a_question_is_about_comes_first(library: Library, query: str, first: Paper) -> None:
    hits = library.search(query)
    assert hits[0].paper == first
    assert hits[0].word_rank == 1
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_paper_is_found_by_its_vector_alone(library: Library) -> None:
    hits = library.search("the of and is where", filters=Filters(paper_ids=(BEES.paper_id,)))
    assert [(hit.paper, hit.word_rank, hit.vector_rank) for hit in hits] == [(BEES, None, 1)]
    assert hits[0].similarity is not None
    assert -1.0 <= hits[0].similarity <= 1.0


def test_a_paper_without_abstract_has_vectors_but_no_passages(library: Library) -> None:
    (hit,) = library.search("tidal pools", filters=Filters(paper_ids=(BARE.paper_id,)))
    assert hit.passages == ()
    assert hit.vector_rank == 1


def test_a_hit_carries_all_passages_the_nearest_first(tmp_path: Path, embedder: WordEmbedder) -> None:
    with Library.open(tmp_path / "l", embedder=embedder) as library:
        library.ingest(numbered_papers(3, sentences=40))
        (hit, *_) = library.search("Sentence 39 scale s39 object o1", filters=Filters(authors=("Author 1",)))
    assert len(hit.passages) > 2
    assert "s39" in hit.passages[0].text
    assert sorted(p.ordinal for p in hit.passages) == list(range(len(hit.passages)))


def test_the_number_of_hits_is_bounded_by_top_k_and_by_the_library(library: Library) -> None:
    assert len(library.search("honeybees", top_k=1)) == 1
    assert len(library.search("honeybees", top_k=50)) == 4
    assert library.search("honeybees", top_k=0) == ()


@pytest.mark.parametrize(
    "query", ["", "  \n", "\x00", "\ud800", "???", '"', "NEAR(", "* OR :", "a" * 100_000]
)
def test_any_query_is_answered(library: Library, query: str) -> None:
    assert len(library.search(query)) <= 4


@given(query=st.text(st.characters(exclude_categories=()), max_size=40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_no_text_is_taken_for_query_syntax(library: Library, query: str) -> None:
    library.search(query)
    library.document_frequencies([query])
    assert library.papers(Filters(authors=(query,), categories=(query,))) == ()


@given(text=st.text(st.characters(exclude_categories=()), min_size=1, max_size=80))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_any_text_is_stored_with_exact_offsets(library: Library, text: str) -> None:
    paper = Paper(title=f"T {text}", abstract=text * 3, authors=(text,), venue=text)
    library.ingest([paper])
    hits = library.search("T", filters=Filters(paper_ids=(paper.paper_id,)))
    assert len(hits) == 1
    stored = hits[0].paper
    assert len(stored.abstract) == len(paper.abstract)
    assert all(stored.abstract[p.start : p.end] == p.text for p in hits[0].passages)
    assert library.ingest([paper]).unchanged == 1


def test_document_frequencies_count_papers_by_any_form_of_the_word(library: Library) -> None:
    words = ["dances", "dancing", "glacier", "Loom-Net", "absent", "", "the"]
    assert library.document_frequencies(words) == {
        "dances": 1,
        "dancing": 1,
        "glacier": 1,
        "Loom-Net": 1,
        "absent": 0,
        "": 0,
        "the": 1,
    }


def test_repeated_questions_are_embedded_once(library: Library, embedder: WordEmbedder) -> None:
    embedder.embedded.clear()
    first = library.embed(["a question", "another", "a question"])
    again = library.embed(["another"])
    assert embedder.embedded == ["a question", "another"]
    assert first.shape == (3, DIMENSION)
    assert first.dtype == np.float32
    assert np.array_equal(first[0], first[2])
    assert np.array_equal(first[1], again[0])
    assert library.embed([]).shape == (0, DIMENSION)


def test_an_empty_library_is_true_and_finds_nothing(tmp_path: Path, embedder: WordEmbedder) -> None:
    with Library.open(tmp_path / "none", embedder=embedder) as library:
        assert library
        assert len(library) == 0
        assert library.search("anything") == ()
        assert library.papers() == ()
        assert library.paper("p0") is None
        assert library.remove(["p0"]) == ()
        assert library.reindex() == 0
        assert library.document_frequencies(["a"]) == {"a": 0}
        assert library.preview([BEES]).new == 1
        stats = library.stats()
    assert (stats.papers, stats.passages, stats.embedding_model, stats.bytes_on_disk) == (0, 0, None, 0)
    assert not (tmp_path / "none").exists()


def test_a_library_seen_before_it_existed_shows_what_another_wrote(
    tmp_path: Path, embedder: WordEmbedder
) -> None:
    with Library.open(tmp_path / "l", embedder=embedder) as early:
        assert early.papers() == ()
        with Library.open(tmp_path / "l", embedder=embedder) as writer:
            writer.ingest(PAPERS)
        assert early.papers() == PAPERS
        assert titles(early, "honeybees")[0] == BEES.title
