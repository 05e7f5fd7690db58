import csv
import io
import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from assistant.page.citation_formats import bibtex, cited_papers, csv_table, escape_markdown, markdown
from tests.assistant.page.samples import HOSTILE, ZEBU, cited
from tests.papers import paper


def test_a_bibtex_entry_holds_what_is_known_and_nothing_else() -> None:
    entry = bibtex([replace(ZEBU, authors_complete=False, url="https://example.org/z")])
    assert entry.startswith("@misc{example2024zebu,\n")
    assert "author = {Ada Example and Ben Sample and others}" in entry
    assert "url = {https://example.org/z}" in entry
    assert "doi" not in entry
    assert "year" not in bibtex([replace(ZEBU, date=None)])


def test_a_summary_is_not_passed_off_as_the_abstract() -> None:
    assert "abstract" in bibtex([ZEBU])
    assert "abstract" not in bibtex([replace(ZEBU, abstract_kind="summary")])


def test_bibtex_keys_are_different_for_papers_that_would_share_one() -> None:
    keys = re.findall(r"@misc\{([^,]+),", bibtex([ZEBU, replace(ZEBU, title="Zebu again"), ZEBU]))
    assert len(set(keys)) == 3


@given(st.text(min_size=1, max_size=60).filter(str.strip))
def test_braces_of_any_bibtex_entry_balance(title: str) -> None:
    entry = re.sub(r"\\[{}]", "", bibtex([paper(title, title, title)]))
    depth = 0
    for character in entry:
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth >= 0
    assert depth == 0


def test_csv_reads_back_and_no_cell_is_a_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(csv_table([paper('=HYPERLINK("x")', "a,\nb")]))))
    assert rows[0]["title"] == '\'=HYPERLINK("x")'
    assert rows[0]["abstract"] == "a,\nb"


def test_markdown_shows_a_hostile_title_as_its_characters() -> None:
    text = markdown([paper(HOSTILE, "x", HOSTILE)])
    assert text.count("\n") == 1
    assert r"\[link\]\(javascript:alert\(1\)\)" in text
    assert r"\<img" in text


@given(st.text())
def test_escaped_markdown_has_no_bare_markup(text: str) -> None:
    assert not re.search(r"(?<!\\)[*_`\[\]<]", re.sub(r"\\\\", "", escape_markdown(text)))


def test_the_sources_of_an_answer_are_its_papers_by_number_gone_ones_too() -> None:
    other = paper("Other: A Kettle", "It boils.")
    citations = [cited(other, "It boils.", 2), cited(ZEBU, "12 litres"), cited(ZEBU, "It is quiet.")]
    assert cited_papers(citations, {ZEBU.paper_id: ZEBU, other.paper_id: other}.get) == (ZEBU, other)
    gone = cited_papers(citations, {other.paper_id: other}.get)
    assert gone[0].title == ZEBU.title
    assert gone[0].year == ZEBU.year
