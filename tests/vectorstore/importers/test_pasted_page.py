import io
import os
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorstore.importers import Parsed, Unreadable, read_sources, read_text
from vectorstore.importers.pasted_page import PastedPage
from vectorstore.records import Paper, PartialDate
from vectorstore.sample import sample_papers

PAGE = """\
33.7ROMay 25
On Walking RobotsAda Love, Bob Ray et al. · somewhere
Robots walk. They reach \\emph{up to} $90\\%$.

A second paragraph, see github.com/love/walk.
LGMar 18, 2022Code
Sparse Maps for FreeMcKay Smith, Cem Us
Maps are sparse; see https://maps.example.org.
"""


def papers(text: str) -> list[Paper]:
    return [
        record.paper for record in PastedPage().read(io.StringIO(text), "page") if isinstance(record, Parsed)
    ]


def unreadable(text: str) -> list[Unreadable]:
    return [
        record for record in PastedPage().read(io.StringIO(text), "page") if isinstance(record, Unreadable)
    ]


def test_every_part_of_a_record_is_read() -> None:
    first, second = papers(PAGE)

    assert first.title == "On Walking Robots"
    assert first.authors == ("Ada Love", "Bob Ray")
    assert not first.authors_complete
    assert first.date == PartialDate(month=5, day=25)
    assert first.year is None
    assert first.categories == ("RO",)
    assert first.abstract == (
        "Robots walk. They reach up to 90%.\nA second paragraph, see github.com/love/walk."
    )
    assert first.code_url == "https://github.com/love/walk"
    assert first.has_code
    assert "\\emph{up to}" in first.raw
    assert second.authors_complete
    assert second.date == PartialDate(year=2022, month=3, day=18)
    assert second.has_code
    assert second.code_url is None
    assert second.url == "https://maps.example.org"


@pytest.mark.parametrize(
    ("header", "category"),
    [
        ("stat.MLMay 2, 2020", "stat.ML"),
        ("hep-thMay 2, 2020Code", "hep-th"),
        ("quant-phMay 2, 2020", "quant-ph"),
        ("math.APMay 2, 2020", "math.AP"),
        ("physics.opticsMay 2, 2020", "physics.optics"),
        ("cond-mat.mes-hallMay 2, 2020", "cond-mat.mes-hall"),
        ("astro-ph.GAMay 2, 2020", "astro-ph.GA"),
        ("7LGMay 2, 2020", "LG"),
        ("LG May 2, 2020 Code", "LG"),
    ],
)
def test_categories_of_all_archives_are_read(header: str, category: str) -> None:
    (paper,) = papers(f"{header}\nOn TidesAda Love, Bob Ray\nTides turn.")

    assert paper.categories == (category,)
    assert paper.date == PartialDate(year=2020, month=5, day=2)


def test_authors_on_a_line_of_their_own_are_read() -> None:
    (paper,) = papers("LGMay 2, 2020\nFedAvg Nets\nAda Love, Bob Ray\nTides turn.")

    assert paper.title == "FedAvg Nets"
    assert paper.authors == ("Ada Love", "Bob Ray")
    assert paper.abstract == "Tides turn."


def test_a_paper_without_an_abstract_is_kept() -> None:
    (paper,) = papers("LGMay 2, 2020\nOn TidesAda Love, Bob Ray")

    assert paper.abstract == ""


@pytest.mark.parametrize(
    ("broken", "line", "expected"),
    [
        ("LGMay 32, 2020\nOn TidesAda Love, Bob Ray\nTides turn.\n", 1, "LGMar 18, 2022Code"),
        ("LGFeb 30, 2020\nOn TidesAda Love, Bob Ray\nTides turn.\n", 1, "LGMar 18, 2022Code"),
        ("LGMzy 3, 2020\nOn TidesAda Love, Bob Ray\nTides turn.\n", 1, "LGMar 18, 2022Code"),
        ("LGMay 3, 202\nOn TidesAda Love, Bob Ray\nTides turn.\n", 1, "LGMar 18, 2022Code"),
        ("LGMay 3, 2020\nNo authors here\nTides turn.\n", 2, "directly followed by its authors"),
        ("LGMay 3, 2020\n", 1, "directly followed by its authors"),
        ("Publications of Ada Love\n", 1, "LGMar 18, 2022Code"),
    ],
)
def test_a_line_that_cannot_be_read_is_reported_and_the_rest_imported(
    broken: str, line: int, expected: str
) -> None:
    assert len(papers(broken + PAGE)) == 2
    (place,) = unreadable(broken + PAGE)
    assert place.line == line
    assert expected in place.reason
    shift = broken.count("\n")
    assert [record.line for record in read_text(broken + PAGE, file="x") if isinstance(record, Parsed)] == [
        1 + shift,
        6 + shift,
    ]


@given(st.text(alphabet=st.sampled_from("LGROMay 25,2020Code\n.Aab$\\{}"), max_size=400))
def test_any_page_is_read_without_a_crash(text: str) -> None:
    papers("LGMay 2, 2020\n" + text)


def test_the_real_list_is_read_whole() -> None:
    where = os.environ.get("ASSISTANT_PUBLICATIONS")
    if not where:
        pytest.skip("ASSISTANT_PUBLICATIONS names no list")
    records = list(read_sources([Path(where)]))
    found = [record.paper for record in records if isinstance(record, Parsed)]

    assert len(found) == len(records) == 35
    assert Counter(paper.year for paper in found) == {
        2018: 1, 2021: 3, 2022: 4, 2023: 7, 2024: 7, 2025: 10, None: 3
    }  # fmt: skip
    assert sum(paper.has_code for paper in found) == 12
    assert Counter(paper.categories[0] for paper in found) == {
        "LG": 19, "CL": 9, "CR": 2, "AI": 2, "RO": 1, "CV": 1, "CY": 1
    }  # fmt: skip
    assert all(paper.abstract and paper.authors for paper in found)
    assert [_facts(paper) for paper in found] == [_facts(paper) for paper in sample_papers()]


def _facts(paper: Paper) -> tuple[object, ...]:
    return (
        paper.title, paper.authors, paper.authors_complete, paper.date, paper.categories,
        paper.has_code, paper.code_url, paper.url,
    )  # fmt: skip
