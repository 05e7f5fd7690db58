from pathlib import Path

import pytest

from assistant.page.importing import done_html, read_list, reading_html, trouble_html
from tests.assistant.page.assistants import WordEmbedder
from tests.assistant.page.samples import HOSTILE, ZEBU
from tests.papers import paper
from vectorstore import Library, Paper
from vectorstore.errors import InputError
from vectorstore.importers import to_jsonl

OTHER = paper("Other: A Slow Kettle", "It is slow.")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library.open(tmp_path / "library", embedder=WordEmbedder())
    library.ingest(read_list(library, to_jsonl([ZEBU]), []).papers)
    return library


def lines(*papers: Paper) -> str:
    return to_jsonl(papers)


def test_a_list_is_read_without_writing_anything(library: Library) -> None:
    reading = read_list(library, lines(ZEBU, OTHER, OTHER) + "{broken\n", [])
    assert (reading.report.new, reading.report.unchanged, reading.report.merged) == (1, 1, 1)
    assert reading.fates == ("unchanged", "new", "repeated")
    assert reading.changes == 1
    assert reading.unreadable[0].line == 4
    assert len(library) == 1


def test_what_was_read_what_is_known_and_what_is_not_readable_is_said(library: Library) -> None:
    html = reading_html(read_list(library, lines(ZEBU, OTHER) + "{broken\n", []))
    for said in (
        "2 papers read.",
        "1 new",
        "1 already here",
        '<span class="kind">already here</span>',
        "1 not readable",
        "pasted text, line 3",
        OTHER.title,
    ):
        assert said in html


def test_an_upload_is_deleted_and_named_without_its_folder(library: Library, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.jsonl", tmp_path / "bad.jsonl"
    good.write_text(lines(OTHER), "utf-8")
    bad.write_text(lines(OTHER) + "{broken\n", "utf-8")
    html = reading_html(read_list(library, "", [good, bad]))
    assert "bad.jsonl, line 2" in html
    assert str(tmp_path) not in html
    assert not good.exists()
    assert not bad.exists()


def test_a_file_that_is_no_list_is_one_line_without_a_folder_and_deleted(
    library: Library, tmp_path: Path
) -> None:
    file = tmp_path / "photo.txt"
    file.write_bytes(b"\x89PNG\x00\x01")
    with pytest.raises(InputError) as caught:
        read_list(library, "", [file])
    assert "photo.txt" in str(caught.value)
    assert str(tmp_path) not in str(caught.value)
    assert not file.exists()


def test_nothing_given_says_what_to_give(library: Library) -> None:
    with pytest.raises(InputError, match="Paste a publication list"):
        read_list(library, "  ", [])


def test_hostile_lists_are_shown_not_run(library: Library) -> None:
    html = reading_html(read_list(library, lines(paper(HOSTILE, "Text.", HOSTILE)), [])) + trouble_html(
        HOSTILE
    )
    assert "<img" not in html
    assert "&lt;img" in html


def test_what_adding_did_is_said(library: Library) -> None:
    report = library.ingest(read_list(library, lines(ZEBU, OTHER), []).papers)
    assert "1 paper added</strong>, 0 changed, 1 left as they were" in done_html(report)
