import time

import pytest

from tests.vectorstore.importers.reading import paper_of, papers_of, records_of, unreadable_of
from vectorstore.importers import Parsed
from vectorstore.records import PartialDate

ENTRY = r"""---
---
@string{jot = "Journal of " # tides}
@string(tides = {Tides})

@article{love2022,
  title        = {{On} {T}ides of $10^{-3}$~m: {\em Spring} and Neap --- {H$_2$O}},
  author       = {Love, Ada and van der Ray, Bob and {The {TIDE} Group} and M{\"u}ller, Jr., Cem and Us, D. E. and others},
  journal      = "Journal of " # tides,
  year         = 2022,
  month        = mar,
  day          = {18},
  abstract     = {<p>Tides turn at 39{\%} \&amp; more. We use {\textless}i{\textgreater}C. elegans{\textless}/i{\textgreater}.</p>},
  keywords     = {tides, moon},
  doi          = {https://doi.org/10.1000/ABC.1},
  url          = {<a href="https://tides.example.org/1">https://tides.example.org/1</a>},
  eprint       = {2203.00001v2}, archivePrefix = {arXiv}, primaryClass = {cs.LG},
  code         = {https://github.com/love/tides},
  pmid         = {123456},
  language     = {english},
}
"""  # noqa: E501


def test_every_field_of_an_entry_is_read() -> None:
    paper = paper_of(ENTRY)

    assert paper.title == "On Tides of 10⁻³ m: Spring and Neap — H₂O"
    assert paper.authors == ("Ada Love", "Bob van der Ray", "The TIDE Group", "Cem Müller, Jr.", "D. E. Us")
    assert not paper.authors_complete
    assert paper.venue == "Journal of Tides"
    assert paper.date == PartialDate(year=2022, month=3, day=18)
    assert paper.abstract == "Tides turn at 39% & more. We use C. elegans."
    assert paper.categories == ("cs.LG", "tides", "moon")
    assert paper.doi == "10.1000/abc.1"
    assert paper.url == "https://tides.example.org/1"
    assert paper.arxiv_id == "2203.00001"
    assert paper.code_url == "https://github.com/love/tides"
    assert paper.has_code
    assert paper.pubmed_id == "123456"
    assert paper.kind == "article"
    assert paper.language == "english"
    assert paper.raw.startswith("@article{love2022")


def test_biblatex_dates_and_subtitles_are_read() -> None:
    paper = paper_of(
        "@online{a, title={Tides}, subtitle={A Tale}, date={2021-05/2022-01}, author={Ada Love}}"
    )

    assert paper.title == "Tides: A Tale"
    assert paper.date == PartialDate(year=2021, month=5)


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ("year=2020", PartialDate(year=2020)),
        ("year={2020}, month={May}", PartialDate(year=2020, month=5)),
        ("year={2020}, month=10 # {~} # oct", PartialDate(year=2020, month=10, day=10)),
        ("year={in press}", None),
        ("year={2020}, month=may, day={31}", PartialDate(year=2020, month=5, day=31)),
        ("year={2021}, month=feb, day={30}", PartialDate(year=2021, month=2)),
        ("title={x}", None),
    ],
)
def test_dates_are_read_as_far_as_given(fields: str, date: PartialDate | None) -> None:
    assert paper_of(f"@misc{{a, title={{On Tides}}, {fields}}}").date == date


def test_a_child_inherits_venue_and_year_but_not_the_title() -> None:
    child, parent = papers_of(
        "@inproceedings{c, title={On Tides}, author={Love, Ada}, crossref={P}}\n"
        "@proceedings{p, title={Proceedings of Tides}, year=2006, editor={Ray, Bob}}"
    )

    assert (child.title, child.venue, child.year) == ("On Tides", "Proceedings of Tides", 2006)
    assert parent.authors == ()


def test_a_cycle_of_crossrefs_ends() -> None:
    text = "@book{a, title={A B}, crossref={b}}\n@book{b, title={B C}, crossref={a}}"

    assert [paper.title for paper in papers_of(text)] == ["A B", "B C"]


def test_many_crossrefs_in_a_circle_are_read_in_a_moment() -> None:
    began = time.process_time()
    entries = (
        f"@inproceedings{{k{number}, title={{On Tides {number}}}, crossref={{k{(number + 1) % 5_000}}}}}\n"
        for number in range(5_000)
    )

    assert len(papers_of("".join(entries))) == 5_000
    assert time.process_time() - began < 10


def test_entries_with_the_same_key_or_a_doubled_field_are_all_kept() -> None:
    text = "@misc{a, title={One Tide}}\n@misc{a, title={Two Tides}}\n@misc{b, title={Three}, year=1, year=2}"

    assert [paper.title for paper in papers_of(text)] == ["One Tide", "Two Tides", "Three"]


def test_a_broken_entry_is_reported_with_its_line_and_the_rest_read() -> None:
    text = "@misc{a, title={One Tide}}\n\n@article{b, title={Two Tides,\n  year=2020\n\n"
    text += "@misc{c, title={Three Tides}}\n"

    assert [paper.title for paper in papers_of(text)] == ["One Tide", "Three Tides"]
    (broken,) = unreadable_of(text)
    assert broken.line == 3
    assert "Two Tides" in broken.reason


def test_lines_are_those_of_the_file() -> None:
    text = "% a comment\n\n@misc{a, title={One Tide}}\n@comment{x}\n@misc{b,\n title={Two Tides}}\n"

    assert [record.line for record in records_of(text) if isinstance(record, Parsed)] == [3, 5]


def test_a_long_file_is_read_in_pieces_with_strings_and_lines_intact() -> None:
    entry = "@article{{k{0}, title={{Tide {0}}}, journal=jot, abstract={{{1}}}}}\n"
    text = "@string{jot={Tides}}\n" + "".join(entry.format(number, "x y " * 300) for number in range(1000))
    papers = papers_of(text)

    assert len(papers) == 1000
    assert {paper.venue for paper in papers} == {"Tides"}
    assert [record.line for record in records_of(text) if isinstance(record, Parsed)] == list(range(2, 1002))


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("Love, Ada", "Ada Love"),
        ("Ada Love", "Ada Love"),
        ("de la Vega, Ana", "Ana de la Vega"),
        (r"{\O}stby, {\AA}se", "Åse Østby"),
        (r"Erd{\H o}s, P{\'a}l", "Pál Erdős"),
        ("{World Tide Organization}", "World Tide Organization"),
        ("O'Hara, Séan", "Séan O'Hara"),
        ("Ng, A.", "A. Ng"),
    ],
)
def test_names_are_written_given_name_first(field: str, name: str) -> None:
    assert paper_of(f"@misc{{a, title={{On Tides}}, author={{{field}}}}}").authors == (name,)


def test_entries_before_one_that_is_too_long_are_kept() -> None:
    long = "@misc{b, title={" + "x" * 5_000_000 + "}}\n"
    records = records_of("@misc{a, title={On Tides}}\n" + long + "@misc{c, title={On Sands}}\n")

    assert [type(record).__name__ for record in records] == ["Parsed", "Unreadable", "Parsed"]


def test_damage_is_told_in_the_report_and_nowhere_else(caplog: pytest.LogCaptureFixture) -> None:
    assert len(unreadable_of("@article{a, title={On Tides}}\n@article{b, title={On Ti")) == 1
    assert caplog.records == []
