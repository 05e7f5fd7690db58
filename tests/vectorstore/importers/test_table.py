import pytest

from tests.vectorstore.importers.reading import paper_of, papers_of, unreadable_of
from vectorstore.records import PartialDate


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_columns_are_found_by_name_whatever_the_delimiter(delimiter: str) -> None:
    rows = [
        ["Authors", "Title", "Year", "Abstract", "DOI"],
        ['"Love, A.; Ray, B."', "On Tides", "2021", "Turn.", "10.1000/a"],
    ]
    paper = paper_of("\n".join(delimiter.join(row) for row in rows))

    assert (paper.title, paper.authors, paper.year) == ("On Tides", ("A. Love", "B. Ray"), 2021)
    assert (paper.abstract, paper.doi) == ("Turn.", "10.1000/a")


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Love, Ada; Ray, Bob", ("Ada Love", "Bob Ray")),
        ("Ada Love, Bob Ray", ("Ada Love", "Bob Ray")),
        ("Love A.B., Ray C.", ("A.B. Love", "C. Ray")),
        ("['Love, Ada', 'Ray, Bob']", ("Ada Love", "Bob Ray")),
        ("Love, Ada and Ray, Bob", ("Ada Love", "Bob Ray")),
        ("Ada Love, Bob Ray and Cem Us", ("Ada Love", "Bob Ray", "Cem Us")),
        ("Love, Ada", ("Ada Love",)),
        ("Love, A. (57200000000); Ray, B. (57200000001)", ("A. Love", "B. Ray")),
        ("", ()),
    ],
)
def test_authors_of_a_cell_are_told_apart(cell: str, names: tuple[str, ...]) -> None:
    assert paper_of(f'title,authors\nOn Tides,"{cell}"\n').authors == names


def test_cells_may_hold_quotes_and_line_breaks() -> None:
    first, second = papers_of('title,abstract\n"On ""Tides""","Turn,\nthen turn"\nThe Moon,x\n')

    assert (first.title, first.abstract) == ('On "Tides"', "Turn,\nthen turn")
    assert second.title == "The Moon"


def test_a_row_without_a_title_is_reported_with_its_line() -> None:
    text = 'title,abstract\nOn Tides,x\n"",An abstract\n,\nThe Moon,\n'

    assert [paper.title for paper in papers_of(text)] == ["On Tides", "The Moon"]
    (broken,) = unreadable_of(text)
    assert broken.line == 3


def test_dates_and_venues_of_embase() -> None:
    paper = paper_of(
        "Title,Author Names,Source\n"
        'On Tides,"Love A., Ray B.",Tides (2014) 3:3 (152-160). Date of Publication: 2014\n'
    )

    assert paper.date == PartialDate(year=2014)
    assert paper.authors == ("A. Love", "B. Ray")


def test_lines_may_end_in_any_way() -> None:
    assert [
        paper.title
        for paper in papers_of("title,authors,year\rOn Tides,Ada Love,2020\r\nOn Bays,Bob Ray,2021")
    ] == [
        "On Tides",
        "On Bays",
    ]


def test_a_header_without_end_is_reported() -> None:
    [unreadable] = unreadable_of('title,authors,"' + "x" * 200_000)
    assert "names the columns" in unreadable.reason
