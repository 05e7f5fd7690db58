"""RIS, nbib, Web of Science, RefWorks, refer."""

import pytest

from tests.vectorstore.importers.reading import paper_of, papers_of, unreadable_of
from vectorstore.records import PartialDate

SCOPUS = """TY  - JOUR
TI  - On Tides
AU  - Love, A.
AU  - van der Ray, Bob
PY  - 2020
DA  - 2020/03/18/
AB  - Tides turn
twice a day.
KW  - tides; moon
KW  - sea
T2  - Journal of Tides
DO  - 10.1000/ABC
UR  - https://www.scopus.com/x?a=1
LA  - English
AN  - 12345678
DB  - PubMed
ER  -
"""
OVID = """1.
TY  - JOUR
T1  - On Tides.
A1  - Love, Ada
Y1  - 2019//
N2  - Tides turn.
JF  - Journal of Tides
DO  - http://dx.doi.org/10.1000/abc
ER  -
NL  - J Tides

Link to the full text: https://example.org
2.
TY  - CHAP
T1  - On the Moon
A1  - Ray, Bob
A2  - Editor, An
T2  - A Book
Y1  - 2018/05//
ER  -
"""


def test_ris_of_scopus() -> None:
    paper = paper_of(SCOPUS)

    assert paper.title == "On Tides"
    assert paper.authors == ("A. Love", "Bob van der Ray")
    assert paper.date == PartialDate(year=2020, month=3, day=18)
    assert paper.abstract == "Tides turn\ntwice a day."
    assert paper.categories == ("tides", "moon", "sea")
    assert (paper.venue, paper.kind, paper.language) == ("Journal of Tides", "article", "English")
    assert paper.doi == "10.1000/abc"
    assert paper.url == "https://www.scopus.com/x?a=1"
    assert paper.pubmed_id == "12345678"


def test_ris_of_ovid_with_numbers_and_notes_between_records() -> None:
    first, second = papers_of(OVID)

    assert (first.title, first.year, first.abstract, first.doi) == (
        "On Tides.",
        2019,
        "Tides turn.",
        "10.1000/abc",
    )
    assert second.authors == ("Bob Ray",)
    assert (second.kind, second.venue, second.date) == ("chapter", "A Book", PartialDate(year=2018, month=5))


def test_a_cut_ris_file_gives_its_whole_records_and_names_the_cut() -> None:
    text = SCOPUS + "TY  - JOUR\nTI  - Cut short\nAB  - This ends in the mid"

    assert [paper.title for paper in papers_of(text)] == ["On Tides"]
    (broken,) = unreadable_of(text)
    assert broken.line == 18
    assert "cut" in broken.reason


def test_ris_without_a_title_is_reported() -> None:
    (broken,) = unreadable_of("TY  - JOUR\nAU  - Love, Ada\nER  - \n" + SCOPUS)

    assert broken.line == 1
    assert "title" in broken.reason


def test_nbib_of_pubmed() -> None:
    paper = paper_of(
        """
PMID- 123456
OWN - NLM
TI  - On tides and
      the moon.
LID - S1080-6032(22)00139-9 [pii]
LID - 10.1000/abc [doi]
AB  - Tides turn
      twice a day.
FAU - Love, Ada B
AU  - Love AB
FAU - Ray, Bob
AU  - Ray B
AU  - et al.
LA  - eng
PT  - Journal Article
DP  - 2022 Oct 7
JT  - Journal of tides
MH  - *Oceans
OT  - moon
"""
    )

    assert paper.title == "On tides and the moon."
    assert paper.abstract == "Tides turn twice a day."
    assert paper.authors == ("Ada B. Love", "Bob Ray")
    assert not paper.authors_complete
    assert paper.date == PartialDate(year=2022, month=10, day=7)
    assert (paper.doi, paper.pubmed_id, paper.kind) == ("10.1000/abc", "123456", "article")
    assert paper.categories == ("Oceans", "moon")


def test_records_of_nbib_are_told_apart() -> None:
    assert [
        paper.title for paper in papers_of("PMID- 1\nTI  - One\n\nPMID- 2\nTI  - Two\nPMID- 3\nTI  - Three\n")
    ] == [
        "One",
        "Two",
        "Three",
    ]


def test_web_of_science() -> None:
    paper = paper_of(
        """FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Love, AB
   Ray, B
AF Love, Ada B
   Ray, Bob
TI On Tides and
   the Moon
SO JOURNAL OF TIDES
DT Article
DE tides; moon
AB Tides turn
   twice a day.
PD FEB
PY 2011
DI 10.1000/abc
PM 123456
ER

EF
"""
    )

    assert paper.title == "On Tides and the Moon"
    assert paper.authors == ("Ada B. Love", "Bob Ray")
    assert paper.date == PartialDate(year=2011, month=2)
    assert paper.abstract == "Tides turn twice a day."
    assert paper.categories == ("tides", "moon")
    assert (paper.doi, paper.pubmed_id, paper.kind) == ("10.1000/abc", "123456", "article")


def test_refworks() -> None:
    paper = paper_of(
        "RT Journal Article\nSR Electronic(1)\nID 1\nA1 Love,Ada\nA1 Ray,Bob\n"
        "T1 On Tides\nJF Tides\nYR 2002\nFD Feb\n"
        "AB Tides turn.\nK1 moon\n"
    )

    assert (paper.title, paper.authors, paper.venue) == ("On Tides", ("Ada Love", "Bob Ray"), "Tides")
    assert (paper.date, paper.abstract, paper.kind) == (
        PartialDate(year=2002, month=2),
        "Tides turn.",
        "article",
    )


def test_refer() -> None:
    first, second = papers_of(
        "%0 Journal Article\n%A Love, Ada\n%A 余敏\n%T On Tides\n%J Tides\n%D 2009\n"
        "%X Tides turn.\n%R 10.1000/abc\n\n"
        "%0 Book\n%T The Moon\n%D 1891\n"
    )

    assert (first.title, first.authors, first.doi) == ("On Tides", ("Ada Love", "余敏"), "10.1000/abc")
    assert (second.title, second.kind, second.year) == ("The Moon", "book", 1891)


@pytest.mark.parametrize("date", ["2020///", "2020", "2020//", "[2020]", "c2020", "Spring 2020"])
def test_odd_years_of_ris_are_read(date: str) -> None:
    assert paper_of(f"TY  - JOUR\nTI  - On Tides\nPY  - {date}\nER  - \n").date == PartialDate(year=2020)
