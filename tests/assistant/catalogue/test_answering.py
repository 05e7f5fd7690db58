"""Answers from the records: exact, cited, and clear when there is nothing."""

from pathlib import Path

import pytest

from assistant.answer import MARKER, Answer
from assistant.catalogue.answering import answer_from_records
from tests.assistant.catalogue.libraries import GARDEN, LOST, MOON, PAPERS, RIVERS, ROBOT, TEA
from tests.vectorstore.fakes import WordEmbedder
from vectorstore import Filters, Library, Paper, PartialDate
from vectorstore.record_line import record_line


def answered(question: str, library: Library, filters: Filters | None = None) -> Answer:
    answer = answer_from_records(question, (), library, filters=filters)
    assert answer is not None, question
    return answer


def cited(answer: Answer) -> set[str]:
    return {citation.title for citation in answer.citations}


def titles(*papers: Paper) -> set[str]:
    return {paper.title for paper in papers}


@pytest.mark.parametrize(
    ("question", "papers"),
    [
        ("How many papers are there?", PAPERS),
        ("which papers are from 2021", (GARDEN, RIVERS)),
        ("papers since 2023", (TEA, MOON, ROBOT)),
        ("Which papers came out before 2023?", (GARDEN, RIVERS)),
        ("papers from June 2023", (TEA, MOON)),
        ("papers with code", (GARDEN, TEA)),
        ("2021 papers without code", (RIVERS,)),
        ("papers in robotics", (GARDEN, ROBOT)),
        ("robotics papers from 2021", (GARDEN,)),
        ("papers in RO or CV", (GARDEN, RIVERS, ROBOT)),
        ("papers not in RO", (RIVERS, TEA, MOON, LOST)),
        ("papers by Ada Bell", (GARDEN, RIVERS, MOON)),
        ("papers by ada bell with code", (GARDEN,)),
        ("Ada Bell and Bo Cruz, joint papers", (RIVERS,)),
        ("papers by Gabriel Perez", (GARDEN, TEA)),
        ('papers by "Gabriel J. Perez"', (GARDEN,)),
        ("papers with Ada Bell as first author", (GARDEN,)),
        ("Which papers have no year?", (LOST,)),
        ("the two oldest papers", (GARDEN, RIVERS)),
        ("What is the newest paper?", (ROBOT,)),
        ("papers with 'kernels' in the title", (TEA,)),
        ("papers on gardening robots", (GARDEN, ROBOT)),
        ("papers on gardening robots with code", (GARDEN,)),
        ("papers with more than one author from 2021", (GARDEN, RIVERS)),
        ("single-author papers", (TEA,)),
        ("papers without a DOI by Bo Cruz", (RIVERS, ROBOT)),
        ("Which papers have an abstract?", (GARDEN, ROBOT)),
        ("papers of the 2020s in RO", (GARDEN, ROBOT)),
        ("papers from 2021, 2022 and 2024", (GARDEN, RIVERS, ROBOT)),
        ("papers neither in RO nor in LG", (RIVERS, LOST)),
        ("papers not by Ada Bell or Bo Cruz", (TEA, LOST)),
        ("papers in which Ada Bell is not the first author, in CV", (RIVERS,)),
        ("papers by Bell, Ada in RO", (GARDEN,)),
        ("Who wrote the oldest paper?", (GARDEN,)),
        ("Hao Wang", (ROBOT,)),
    ],
)
def test_every_record_that_was_counted_is_cited_and_no_other(
    question: str, papers: tuple[Paper, ...], library: Library
) -> None:
    answer = answered(question, library)
    assert (answer.kind, answer.engine, answer.status) == ("catalogue", "catalogue", "answered")
    assert cited(answer) == titles(*papers)
    assert {claim.verdict for claim in answer.claims} == {"computed"}


def test_a_record_is_quoted_whole(library: Library) -> None:
    answer = answered("papers by Bo Cruz", library)
    records = [citation for citation in answer.citations if citation.field == "record"]
    by_id = {paper.paper_id: paper for paper in PAPERS}
    assert len(records) == 2
    for citation in records:
        line = record_line(by_id[citation.paper_id])
        assert citation.quote == line
        assert (citation.start, citation.end) == (0, len(line))
    assert "et al." in next(each.quote for each in records if each.title == RIVERS.title)


def test_a_member_of_a_topic_carries_the_sentence_that_made_it_one(library: Library) -> None:
    answer = answered("papers about gardening robots", library)
    quoted = [citation for citation in answer.citations if citation.field == "abstract"]
    by_id = {paper.paper_id: paper for paper in PAPERS}
    assert {citation.title for citation in quoted} == titles(GARDEN, ROBOT)
    for citation in quoted:
        assert by_id[citation.paper_id].abstract[citation.start : citation.end] == citation.quote
        assert citation.quote in answer.text
    assert any("judgement" in note for note in answer.notes)


def test_a_title_that_looks_like_a_marker_does_not_become_one(library: Library) -> None:
    answer = answered("papers by Cleo Dunn", library)
    assert set(MARKER.findall(answer.text)) == {"1"}
    assert "Moon Soil (7)" in answer.text


def test_papers_without_a_year_are_counted_apart(library: Library) -> None:
    answer = answered("How many papers since 2021?", library)
    assert answer.text.startswith("There are 5 papers since 2021")
    assert any("1 paper without a year" in note for note in answer.notes)


def test_lists_cut_by_et_al_are_named_where_they_could_matter(library: Library) -> None:
    assert any("et al." in note for note in answered("papers by Cleo Dunn", library).notes)
    assert not any("et al." in note for note in answered("papers from 2021", library).notes)


def test_one_person_in_two_spellings_is_said(library: Library) -> None:
    notes = answered("papers by Gabriel J. Perez", library).notes
    assert any("Gabriel J. Perez" in note and "Gabriel Jacob Perez" in note for note in notes)


def test_a_name_that_fits_several_people_says_so(library: Library) -> None:
    answer = answered("papers by Wang", library)
    assert cited(answer) == titles(ROBOT, LOST)
    assert any("several authors" in note for note in answer.notes)


@pytest.mark.parametrize(
    ("question", "statement"),
    [
        ("What share of the papers has code?", "Of the 6 papers in this library, 2 are with code: 33.3%."),
        ("Which year has the most papers?", "2021 and 2023 have the most papers: 2 each."),
        ("Who is Ada Bell's most frequent co-author?", "1 paper together each."),
        ("How many papers per year on average?", "1.2 a year on average"),
        ("When was GARDEN published?", "March 2, 2021"),
        ("Who wrote Maps of Rivers?", "Bo Cruz, Ada Bell et al."),
        ("In which year was An Undated Note published?", "gives no year, only May 25"),
        ("Does Maps of Rivers have code?", "names no code"),
        ("Which category is Maps of Rivers in?", "CV (computer vision"),
    ],
)
def test_what_is_computed_stands_in_one_sentence(question: str, statement: str, library: Library) -> None:
    assert statement in answered(question, library).text


def test_a_timeline_is_data_with_years_of_zero(library: Library) -> None:
    series = answered("How many papers per year?", library).series
    assert [(point.label, point.value) for point in series] == [
        ("2021", 2),
        ("2022", 0),
        ("2023", 2),
        ("2024", 1),
    ]


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("How many papers are from 2022?", "The nearest years here: 2021 (2 papers) and 2023 (2 papers)"),
        ("papers by Marie Curie", "Marie Curie"),
        ("papers by Ada Belle", "Ada Bell"),
        ("papers in category math.AG", "The categories here: "),
        ("2024 papers with code", "from 2024: 1; with code: 2"),
        ("papers before 2020 and after 2024", "There are no papers"),
        ("papers from 20233", "no year 20233"),
        ("Which paper has the most citations?", "do not hold how often they are cited"),
        ("papers on quantum chromodynamics", "There are no papers about quantum chromodynamics"),
    ],
)
def test_what_matches_nothing_says_so_and_what_there_is(question: str, says: str, library: Library) -> None:
    answer = answered(question, library)
    assert (answer.status, answer.reason) == ("abstained", "not_in_library")
    assert not answer.citations
    assert says in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "'; DROP TABLE papers; --",
        "SELECT * FROM papers",
        "papers where 1=1",
        "papers by Robert'); DROP TABLE papers;--",
        "a" * 1999,
        "papers " * 250,
        "how many papers " + "from 2021 or " * 100,
        "((((((",
        "papers by ,",
        "papers from the year",
        "“",
        "\u202epapers from 2021\u202c but which",
        "How many datasets does the survey cover?",
        "How many papers does the survey of gardening robots cover?",
        "Which papers use GPT-4?",
        "Which method reduces wilting?",
        "What is new since 2021 in how robots listen?",
        "Do papers by Ada Bell show that robots listen?",
        "What does the oldest paper propose?",
        "papers that cite Ada Bell",
    ],
)
def test_what_is_not_wholly_read_goes_to_retrieval_or_matches_nothing(
    question: str, library: Library
) -> None:
    answer = answer_from_records(question, (), library)
    assert answer is None or len(answer.citations) < len(PAPERS)


def test_filters_of_the_page_narrow_the_count(library: Library) -> None:
    answer = answered("How many papers have code?", library, Filters(year_from=2023))
    assert cited(answer) == titles(TEA)
    assert any("filters" in note for note in answer.notes)


def test_the_last_years_are_counted_from_the_newest_paper_and_that_is_said(library: Library) -> None:
    answer = answered("papers from the last two years", library)
    assert cited(answer) == titles(TEA, MOON, ROBOT)
    assert any("2023–2024" in note for note in answer.notes)


def test_an_empty_library_has_no_papers(tmp_path: Path) -> None:
    with Library.open(tmp_path / "nothing", embedder=WordEmbedder()) as library:
        for question in (
            "How many papers are there?",
            "papers on tea",
            "the oldest paper",
            "papers per year",
        ):
            answer = answered(question, library)
            assert answer.status == "abstained"
            assert answer.text.startswith("There are no papers")


def test_a_long_list_is_whole_in_the_citations_and_pages_in_the_text(tmp_path: Path) -> None:
    papers = [
        Paper(title=f"Report {number}", authors=("Ada Bell",), date=PartialDate(year=2020))
        for number in range(60)
    ]
    with Library.open(tmp_path / "long", embedder=WordEmbedder()) as library:
        library.ingest(papers)
        answer = answered("papers from 2020", library)
    assert len(answer.citations) == 60
    assert len(answer.claims[0].citations) == 60
    assert answer.text.count("\n") < 30
    assert any("60" in note for note in answer.notes)


def test_the_top_authors_are_as_many_as_asked_for(library: Library) -> None:
    text = answered("top 2 authors", library).text
    assert [line.split(" [")[0] for line in text.splitlines()[1:]] == [
        "- Ada Bell: 3",
        "- Bo Cruz: 2",
        "- Gabriel Jacob Perez: 2",
    ]


@pytest.mark.parametrize(
    "question", ["compare papers from 2021", "important papers", "single-minded papers", "top robots"]
)
def test_words_before_papers_that_no_paper_is_about_go_to_retrieval(question: str, library: Library) -> None:
    assert answer_from_records(question, (), library) is None


def test_a_venue_after_on_is_no_topic(tmp_path: Path) -> None:
    server = Paper(title="Moss on Walls", venue="mossRxiv")
    with Library.open(tmp_path / "library", embedder=WordEmbedder()) as library:
        library.ingest([server, Paper(title="Reports on Ferns", venue="Fern Letters")])
        assert cited(answered("How many papers are preprints on mossRxiv?", library)) == {server.title}
        assert len(answered("Which journals are in the list?", library).series) == 2


def test_with_whom_somebody_publishes_is_no_list_of_papers(library: Library) -> None:
    answer = answered("Who does Cleo Dunn publish with?", library)
    assert "Ada Bell is the most frequent co-author of Cleo Dunn" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "papers by the same author",
        "papers by other authors",
        "papers by Ada Bell's co-authors",
        "papers with different authors",
        "Which authors work together?",
        "papers on the same day",
        "preprints",
        "papers published on 2 March 2021",
        "papers from early 2021",
        "Where do the authors work?",
        "papers about robots were about plants",
        "papers with only Ada Bell",
    ],
)
def test_what_may_be_a_filter_is_never_left_out(question: str, library: Library) -> None:
    answer = answer_from_records(question, (), library)
    assert answer is None or answer.status == "abstained"
