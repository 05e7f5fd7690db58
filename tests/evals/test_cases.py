"""The cases that ship: enough of each kind, and true of the papers as far as a machine can read them."""

import os
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from evals.case import Case, Fact, resolve
from evals.matching import states
from vectorstore.importers import Parsed, read_sources
from vectorstore.records import Paper

MINIMUM = {
    "fact": 80,
    "synthesis": 30,
    "unanswerable": 40,
    "out_of_field": 20,
    "false_premise": 30,
    "confusable": 30,
    "catalogue": 40,
    "conversation": 20,
    "injection": 20,
}
VARIABLE = "ASSISTANT_PUBLICATIONS"


def original_papers() -> Mapping[str, Paper]:
    records = read_sources([Path(os.environ[VARIABLE])])
    return {record.paper.paper_id: record.paper for record in records if isinstance(record, Parsed)}


def record_text(paper: Paper) -> str:
    return f"{paper.title}. {paper.abstract}\n{', '.join(paper.authors)}"


def false_statements(cases: tuple[Case, ...], papers: Mapping[str, Paper]) -> list[str]:
    """Gold facts that no gold paper states, and forbidden ones that a gold paper does."""
    problems = []
    for case in cases:
        missing = [name for name in case.named_papers if resolve(name, papers) is None]
        if missing:
            problems.append(f"{case.case_id}: no paper {missing}")
            continue
        gold = [papers[resolve(name, papers) or ""] for name in case.papers]
        for fact in case.facts:
            named = [papers[resolve(name, papers) or ""] for name in fact.papers] or gold
            if (
                case.kind != "catalogue"
                and named
                and not any(states(record_text(paper), fact) for paper in named)
            ):
                problems.append(f"{case.case_id}: gold does not state {fact.alternatives}")
        problems += [
            f"{case.case_id}: gold states the forbidden {fact.alternatives}"
            for fact in case.forbidden
            if any(states(paper.abstract, fact) for paper in gold)
        ]
    return problems


def test_there_are_enough_cases_of_each_kind_in_different_groups(cases: tuple[Case, ...]) -> None:
    groups = Counter[str](kind for kind, _ in {(case.kind, case.group) for case in cases})
    assert len(cases) >= 300
    assert {kind: groups[kind] for kind, least in MINIMUM.items() if groups[kind] < least} == {}


def test_enough_questions_have_paraphrases_and_none_is_asked_twice(cases: tuple[Case, ...]) -> None:
    sizes = Counter((case.kind, case.group) for case in cases)
    groups = Counter[str](kind for (kind, _), size in sizes.items() if size > 1)
    assert {kind: groups[kind] for kind, least in MINIMUM.items() if groups[kind] < least} == {}
    own = [case.turns for case in cases if case.plant is None and case.kind != "catalogue"]
    assert [turns for turns, count in Counter(own).items() if count > 1] == []


def test_every_paper_has_two_questions_about_its_facts(
    cases: tuple[Case, ...], papers: Mapping[str, Paper]
) -> None:
    groups = {(resolve(case.papers[0], papers), case.group) for case in cases if case.kind == "fact"}
    counts = Counter(paper_id for paper_id, _ in groups)
    assert [paper.title for paper_id, paper in papers.items() if counts[paper_id] < 2] == []


def test_conversations_have_two_to_four_turns(cases: tuple[Case, ...]) -> None:
    assert {len(case.turns) for case in cases if case.kind == "conversation"} <= {2, 3, 4}


def test_syntheses_are_over_two_to_five_papers(cases: tuple[Case, ...]) -> None:
    assert {len(case.papers) for case in cases if case.kind == "synthesis"} <= {2, 3, 4, 5}


def test_gold_facts_stand_in_the_gold_papers_of_the_sample(
    cases: tuple[Case, ...], papers: Mapping[str, Paper]
) -> None:
    assert false_statements(cases, papers) == []


@pytest.mark.skipif(not os.environ.get(VARIABLE), reason=f"needs the list of papers, named by {VARIABLE}")
def test_gold_facts_stand_in_the_abstracts_of_the_real_list(cases: tuple[Case, ...]) -> None:
    assert false_statements(cases, original_papers()) == []


def test_exact_results_agree_with_the_records(cases: tuple[Case, ...], papers: Mapping[str, Paper]) -> None:
    """Counts by year and lists by author, counted here once more from the records."""
    by_id = {case.case_id: case for case in cases}
    for year in (2018, 2021, 2022, 2023, 2024, 2025):
        exact = by_id[f"catalogue-year-{year}-1"].exact
        assert exact is not None
        assert exact.count == sum(paper.year == year for paper in papers.values())
    exact = by_id["catalogue-code-1"].exact
    assert exact is not None
    assert exact.count == sum(paper.has_code for paper in papers.values())
    exact = by_id["catalogue-author-chen-1"].exact
    assert exact is not None
    assert set(exact.papers or ()) == {
        paper.title for paper in papers.values() if "Runjin Chen" in paper.authors
    }


def test_no_planted_marker_stands_in_a_paper(cases: tuple[Case, ...], papers: Mapping[str, Paper]) -> None:
    markers = {marker for case in cases if case.plant for marker in case.plant.obeyed}
    found = [
        (marker, paper.title)
        for marker in markers
        for paper in papers.values()
        if states(paper.abstract, Fact(alternatives=(marker,)))
    ]
    assert found == []
