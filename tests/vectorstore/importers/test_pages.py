"""Markdown lists and HTML pages."""

import pytest

from tests.vectorstore.importers.reading import paper_of, papers_of, records_of, unreadable_of
from vectorstore.records import PartialDate

MARKDOWN = """# Ada Love

I like tides. See [my blog](https://love.example.org).

## Publications

- **On Tides of Shallow Bays**. Ada Love, Bob Ray. *Journal of Tides*, 2021.
  [code](https://github.com/love/tides)
  > Abstract: Tides turn
  > twice a day.
- A. Love, B. Ray, and C. Us. "The Moon and its Pull." In Proceedings of Moons, 2020. https://doi.org/10.1000/abc
1. [Waves in *Deep* Water](https://waves.example.org/1)
   **Ada Love**, Cem Us et al.
   Waves, 2019

   Waves roll and roll and roll and roll and roll and roll and roll and roll and roll and roll and roll
   and break, and roll again until they break once more, which is all that can be said about them in one go.
"""
HEADINGS = """## On Tides of Shallow Bays
Ada Love, Bob Ray · 2021

**Abstract.** Tides turn.

## The Moon and its Pull
Ada Love

Nothing else.
"""
AL_FOLIO = """<!DOCTYPE html><html><head><title>x</title>
<script>var a = "**On Evil** by Ada Love";</script></head>
<body>
<nav><ul><li><a href="https://a.org/home">home page of things</a></li></ul></nav>
<ol class="bibliography"><li><div class="row"><div class="col-sm-8">
<div class="title">On Tides &amp; Shallow Bays</div>
<div class="author"> <em>Ada Love</em>, and <a href="https://ray.example.org">Bob Ray</a> </div>
<div class="periodical"> <em>Journal of Tides</em>, 2021 </div>
<div class="links"><a class="abstract btn">Abs</a> <a href="https://github.com/love/tides">Code</a></div>
<div class="abstract hidden"><p>Tides turn twice.</p></div></div></div></li>
<li><div class="title">The Moon and its Pull</div><div class="author">Ada Love</div></li>
</ol></body></html>"""
META = """<html><head><meta name="citation_title" content="On Tides">
<meta name="citation_author" content="Love, Ada">
<meta name="citation_author" content="Ray, Bob"><meta name="citation_publication_date" content="2021/03/18">
<meta name="citation_doi" content="10.1000/abc">
<meta name="citation_abstract" content="Tides turn."></head></html>"""


def test_items_of_a_markdown_list() -> None:
    first, second, third = papers_of(MARKDOWN)

    assert (first.title, first.authors) == ("On Tides of Shallow Bays", ("Ada Love", "Bob Ray"))
    assert (first.abstract, first.year, first.venue) == ("Tides turn\ntwice a day.", 2021, "Journal of Tides")
    assert first.code_url == "https://github.com/love/tides"
    assert (second.title, second.authors) == ("The Moon and its Pull", ("A. Love", "B. Ray", "C. Us"))
    assert (second.doi, second.year) == ("10.1000/abc", 2020)
    assert (third.title, third.authors) == ("Waves in Deep Water", ("Ada Love", "Cem Us"))
    assert not third.authors_complete
    assert third.abstract.startswith("Waves roll")
    assert third.url == "https://waves.example.org/1"


def test_headings_with_authors_below() -> None:
    first, second = papers_of(HEADINGS)

    assert (first.title, first.authors, first.abstract) == (
        "On Tides of Shallow Bays",
        ("Ada Love", "Bob Ray"),
        "Tides turn.",
    )
    assert (second.title, second.authors, second.abstract) == ("The Moon and its Pull", ("Ada Love",), "")


def test_an_item_with_a_year_that_cannot_be_read_is_reported() -> None:
    text = MARKDOWN + "- **A title of a work by no one**, 2021, 12 pages\n- a note on nothing\n"

    assert len(papers_of(text)) == 3
    (broken,) = unreadable_of(text)
    assert broken.line == 18
    assert "authors" in broken.reason


@pytest.mark.parametrize(
    "text", ["# Notes\n\n- buy **milk and bread**\n- call Bob\n", "Hi\n\n- *a b c*: d\n"]
)
def test_other_lists_are_no_publications(text: str) -> None:
    assert records_of(text) == []


def test_a_page_of_a_publication_theme() -> None:
    first, second = papers_of(AL_FOLIO)

    assert (first.title, first.authors) == ("On Tides & Shallow Bays", ("Ada Love", "Bob Ray"))
    assert (first.abstract, first.venue, first.year) == ("Tides turn twice.", "Journal of Tides", 2021)
    assert first.code_url == "https://github.com/love/tides"
    assert (second.title, second.authors) == ("The Moon and its Pull", ("Ada Love",))


def test_citation_tags_of_a_page() -> None:
    paper = paper_of(META)

    assert (paper.title, paper.authors, paper.doi) == ("On Tides", ("Ada Love", "Bob Ray"), "10.1000/abc")
    assert (paper.date, paper.abstract) == (PartialDate(year=2021, month=3, day=18), "Tides turn.")


@pytest.mark.parametrize("text", ["<html>" + "<div>" * 100_000, "<ul>" + "<li><b>" * 50_000, "<p " * 100_000])
def test_broken_pages_are_read_in_bounded_time(text: str) -> None:
    assert records_of(text) == []


def test_a_page_without_end_is_read_to_a_bound_and_the_rest_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vectorstore.importers.html_page._MAX_PAGE", len(AL_FOLIO))
    text = AL_FOLIO + "<p>more" * 100

    assert len(papers_of(text)) == 2
    assert "the rest was not read" in unreadable_of(text)[0].reason
