"""The gate: bounds, what may be unscored, losses against the baseline, and wrong thresholds files."""

from pathlib import Path

import pytest

from evals.baseline import read_baseline, write_baseline
from evals.case import Case, CaseError
from evals.gate import THRESHOLDS, checks, read_thresholds
from evals.judges import WordJudge
from evals.metrics.all import METRICS
from evals.scoring import Scored, score
from evals.summary import summarise
from tests.evals.honest import abstention
from tests.evals.small import case, right_answer, trial

MANY: tuple[Case, ...] = tuple(case(f"a-{at}", group=f"g{at}") for at in range(20))


def scored(*, right: bool) -> list[Scored]:
    given = right_answer() if right else abstention("q")
    return [score(trial(each, given), METRICS, WordJudge()) for each in MANY]


def gate(path: Path, text: str, found: list[Scored], engine: str = "extractive") -> dict[str, bool]:
    path.write_text(text, encoding="utf-8")
    checked = checks(summarise(found, METRICS), read_thresholds(path, engine), found)
    return {check.name: check.passed for check in checked}


def test_a_metric_beyond_its_bound_fails(tmp_path: Path) -> None:
    text = "[metrics]\ncorrect = { min = 0.9 }\nerrors = { max = 0.0 }"
    assert gate(tmp_path / "t.toml", text, scored(right=True)) == {
        "cases": True,
        "correct": True,
        "errors": True,
    }
    assert gate(tmp_path / "t.toml", text, scored(right=False))["correct"] is False


def test_an_engine_has_bounds_and_limits_of_its_own(tmp_path: Path) -> None:
    text = "[metrics]\ncorrect = { min = 0.9 }\n[engine.slow.metrics]\ncorrect = { min = 0.0 }"
    assert gate(tmp_path / "t.toml", text, scored(right=False), "slow")["correct"] is True
    (tmp_path / "l.toml").write_text("[engine.slow.limits]\nmax_unscored = 0.4", encoding="utf-8")
    assert read_thresholds(tmp_path / "l.toml", "slow").max_unscored == 0.4
    assert read_thresholds(tmp_path / "l.toml", "other").max_unscored == 0.05


def test_too_many_unscored_cases_fail(tmp_path: Path) -> None:
    lost = [score(trial(case(papers=("none",)), right_answer()), METRICS, WordJudge())]
    assert gate(tmp_path / "t.toml", "", lost)["correct scored"] is False


def test_a_run_without_cases_fails(tmp_path: Path) -> None:
    assert gate(tmp_path / "t.toml", "", [])["cases"] is False


def test_a_significant_loss_against_the_baseline_fails_and_names_the_cases(tmp_path: Path) -> None:
    path = tmp_path / "baseline.jsonl"
    write_baseline(path, scored(right=True))
    baseline, now = read_baseline(path), scored(right=False)
    compared = baseline.compared(now)
    summaries = summarise(now, METRICS, baseline.for_cases(compared), compared)
    found = {each.name: each for each in checks(summaries, read_thresholds(THRESHOLDS, "extractive"), now)}
    assert found["correct against baseline"].passed is False
    assert "p = 0.000" in found["correct against baseline"].detail
    assert baseline.worse(now) == tuple(each.case_id for each in MANY)


def test_a_case_that_was_rewritten_is_not_compared(tmp_path: Path) -> None:
    path = tmp_path / "baseline.jsonl"
    write_baseline(path, scored(right=True))
    other = [score(trial(case("a-0", turns=("new words",)), abstention("q")), METRICS, WordJudge())]
    baseline = read_baseline(path)
    assert baseline.compared(other) == frozenset()
    assert baseline.worse(other) == ()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[metrics]\nnone = { min = 1 }", "metrics.none"),
        ("[metrics]\ncorrect = 1", "metrics.correct"),
        ("[metrics]\ncorrect = { least = 1 }", "metrics.correct"),
        ("[metrics]\ncorrect = { min = true }", "metrics.correct.min"),
        ("[limits]\nmost = 1", "limits.most"),
        ("[engines]", "engines"),
        ("metrics = 1", "metrics"),
        ("[", "not TOML"),
    ],
)
def test_a_wrong_thresholds_file_names_the_key(tmp_path: Path, text: str, named: str) -> None:
    path = tmp_path / "t.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CaseError) as caught:
        read_thresholds(path, "extractive")
    assert str(path) in str(caught.value)
    assert named in str(caught.value)


@pytest.mark.parametrize("text", ["{}", "no json", '{"id": "a"}'])
def test_a_file_that_is_no_baseline_is_an_error(tmp_path: Path, text: str) -> None:
    path = tmp_path / "b.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CaseError, match="not a baseline"):
        read_baseline(path)


def test_the_shipped_thresholds_can_be_read() -> None:
    for engine in ("extractive", "llm", "replay"):
        assert read_thresholds(THRESHOLDS, engine).bounds["quote_exactness"].min == 1.0
