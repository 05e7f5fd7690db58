import json
from pathlib import Path
from typing import Any

import pytest

from assistant.page.eval_report import FOLDER, last_report
from assistant.page.quality import MOST_CASES, NO_REPORT, quality_html
from assistant.page.quality_tab import QualityTab
from evals.report.write import write_reports
from tests.assistant.page.assistants import assistant_of
from tests.assistant.page.samples import HOSTILE, ZEBU
from tests.evals.test_reports import mixed
from vectorstore.errors import InputError


def a_report(**changes: object) -> dict[str, Any]:
    metric = {
        "name": "correct",
        "family": "accuracy",
        "better": "higher",
        "title": "Correct answers",
        "estimate": {"value": 0.5, "low": 0.25, "high": 0.75},
        "scored": 2,
        "unscored": 1,
        "difference": None,
    }
    case: dict[str, Any] = {
        "id": "a-case",
        "digest": "0",
        "kind": "fact",
        "group": "a",
        "turns": ["Earlier?", f"How fast is {HOSTILE}?"],
        "state": "failed",
        "reasons": [f"not stated: {HOSTILE}"],
        "scores": {},
        "found": None,
        "answers": [
            {
                "status": "answered",
                "text": f"It is {HOSTILE}. [1]",
                "citations": [{"number": 1, "title": HOSTILE, "quote": HOSTILE, "year": 2024}],
            }
        ],
    }
    report: dict[str, Any] = {
        "passed": False,
        "partial": False,
        "headline": "Gate failed: 1 of 2 checks.",
        "notes": [],
        "provenance": {"papers": 1, "engine": "llm", "model": "m", "judge": "words", "library": "x"},
        "metrics": [metric],
        "kinds": [{"kind": "fact", "cases": 3, "passed": 1, "failed": 1, "unscored": 1, "skipped": 0}],
        "checks": [{"name": "correct", "passed": False, "detail": "0.5, at least 0.8"}],
        "worse": [],
        "cases": [case],
    }
    return report | changes


def write(library: Path, document: object) -> Path:
    folder = library / FOLDER
    folder.mkdir(parents=True)
    (folder / "report.json").write_text(json.dumps(document), "utf-8")
    return library


def shown(library: Path, papers_now: int = 1) -> str:
    found = last_report(library)
    assert found is not None
    return quality_html(*found, papers_now)


def test_a_report_shows_values_with_intervals_and_what_was_unscored(tmp_path: Path) -> None:
    html = shown(write(tmp_path, a_report()))
    for part in (
        "Correct answers",
        "0.500",
        "0.250 – 0.750",
        "2, 1 unscored",
        "0.5, at least 0.8",
        "engine llm",
    ):
        assert part in html
    assert "changed since" not in html


def test_a_failing_case_can_be_read_and_nothing_of_it_runs(tmp_path: Path) -> None:
    html = shown(write(tmp_path, a_report()))
    assert "<img" not in html
    assert html.count("&lt;img src=x onerror=alert(1)&gt;") == 5
    assert "Before: Earlier?" in html
    assert "Failing cases (1)" in html


def test_a_metric_without_a_judged_case_is_unscored_and_not_zero(tmp_path: Path) -> None:
    report = a_report()
    report["metrics"][0] |= {"estimate": None, "scored": 0}
    assert "unscored" in shown(write(tmp_path, report))
    assert "0.000" not in shown(tmp_path)


def test_a_library_that_changed_since_is_said_so(tmp_path: Path) -> None:
    assert "1 paper then, 7 now" in shown(write(tmp_path, a_report()), papers_now=7)


def test_many_failing_cases_are_cut_and_counted(tmp_path: Path) -> None:
    report = a_report(cases=a_report()["cases"] * (MOST_CASES + 5))
    html = shown(write(tmp_path, report))
    assert html.count('<details class="case"') == MOST_CASES
    assert "5 more" in html


def test_without_a_report_the_tab_says_how_to_make_one(tmp_path: Path) -> None:
    with assistant_of(tmp_path / "library", ZEBU) as assistant:
        assert QualityTab(assistant.library).shown() == NO_REPORT
    assert "assistant eval my-cases.jsonl --library LIBRARY --output LIBRARY/eval-report" in NO_REPORT


@pytest.mark.parametrize(
    "document", [[], {}, a_report(passed="yes"), a_report(metrics=[{}]), a_report(cases=None)], ids=str
)
def test_a_file_that_is_no_report_is_one_line_that_says_what_to_do(tmp_path: Path, document: object) -> None:
    with pytest.raises(InputError, match="Measure again") as caught:
        last_report(write(tmp_path, document))
    assert "\n" not in str(caught.value)
    assert str(tmp_path) not in str(caught.value)


def test_what_the_suite_writes_is_what_the_page_reads(tmp_path: Path) -> None:
    write_reports(mixed(), tmp_path / FOLDER)
    found = last_report(tmp_path)
    assert found is not None
    assert {case.state for case in found[0].cases} >= {"passed", "failed", "error", "unscored", "skipped"}
    assert "<script" not in shown(tmp_path)
