"""The tests of the store once more, with the vectors on a Chroma server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.vectorstore.fakes import PAPERS, WordEmbedder
from tests.vectorstore.test_library import (  # noqa: F401 - collected here with the fixture below
    test_a_change_that_is_not_embedded_embeds_nothing,
    test_a_changed_abstract_replaces_its_passages,
    test_a_paper_is_found_by_its_vector_alone,
    test_a_paper_without_abstract_has_vectors_but_no_passages,
    test_a_preview_reports_what_ingest_would_and_writes_nothing,
    test_a_removed_paper_is_gone_from_records_words_and_vectors,
    test_every_field_of_a_paper_comes_back_as_it_was_given,
    test_papers_are_listed_in_the_order_of_ingest_and_updates_keep_their_place,
    test_repeated_questions_are_embedded_once,
    test_the_number_of_hits_is_bounded_by_top_k_and_by_the_library,
    test_the_paper_that_a_question_is_about_comes_first,
    test_the_same_papers_twice_change_nothing_and_embed_nothing,
)
from tests.vectorstore.test_many_at_once import (  # noqa: F401 - for the same reason
    test_a_writer_waits_for_another_and_is_told_when_it_takes_too_long,
    test_eight_threads_search_while_one_writes,
)
from vectorstore import Library
from vectorstore.chroma_server import ChromaServer


@pytest.fixture
def library(tmp_path: Path, embedder: WordEmbedder, server: ChromaServer) -> Iterator[Library]:
    with Library.open(tmp_path / "library", embedder=embedder, server=server) as opened:
        opened.ingest(PAPERS)
        yield opened
        assert not (opened.path / "index").exists()
