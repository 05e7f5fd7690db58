"""Papers are written and read back as they are, and a large ingest writes words in large pieces."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace

import pytest

from vectorstore.catalogue.rows import content_hash, read_papers, storable, write_paper
from vectorstore.catalogue.schema import migrate
from vectorstore.records import Paper, PartialDate

PAPER = Paper(
    title="Sands that sing",
    abstract="Sands sing when they slide.",
    authors=("Ada Love", "Bob Ray"),
    date=PartialDate(year=2019),
    categories=("acoustics",),
    raw="as given",
)


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    opened = sqlite3.connect(":memory:", isolation_level=None)
    opened.execute("PRAGMA foreign_keys = ON")
    migrate(opened)
    yield opened
    opened.close()


def test_a_paper_that_is_written_again_replaces_itself(connection: sqlite3.Connection) -> None:
    row = write_paper(connection, PAPER)
    changed = replace(PAPER, abstract="They hum.", authors=("Ada Love",), categories=("dunes", "sound"))

    assert write_paper(connection, changed) == row
    assert read_papers(connection) == {row: changed}
    words = connection.execute("SELECT count(*) FROM words WHERE words MATCH 'slide'").fetchone()
    assert words == (0,)


def test_words_are_not_written_out_after_every_paper(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN")
    for number in range(200):
        write_paper(connection, replace(PAPER, doi=f"10.1000/{number}"))

    # The row, two authors, a category; the text and the lengths of the word index. Eight more when each
    # paper's words become a segment of their own.
    assert connection.total_changes / 200 < 8


def test_the_hash_tells_what_papers_compare_without() -> None:
    assert content_hash(PAPER) == content_hash(replace(PAPER, known_id="p000000000000"))
    assert content_hash(PAPER) != content_hash(replace(PAPER, raw="given otherwise"))


def test_what_utf8_cannot_hold_is_replaced_wherever_it_stands() -> None:
    broken = replace(PAPER, title="Sands \ud800", authors=("Ada \udfff",), categories=("x\ud912",))

    stored = storable(broken)
    assert (stored.title, stored.authors, stored.categories) == (
        "Sands \ufffd",
        ("Ada \ufffd",),
        ("x\ufffd",),
    )
    assert storable(PAPER) is PAPER
