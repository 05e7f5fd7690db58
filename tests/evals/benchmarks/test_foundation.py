"""`make bench` measures both sides on the same papers and prints a table."""

import pytest

from evals.benchmarks import foundation
from tests.papers import LIBRARY


def test_both_sides_are_measured_and_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(foundation, "RUNS", 1)
    monkeypatch.setattr(foundation, "sample_papers", lambda: LIBRARY)
    foundation.main()
    lines = capsys.readouterr().out.splitlines()
    rows = [line for line in lines if line.startswith(("| ingest", "| retrieval"))]
    assert len(rows) == 3
    for row in rows:
        ours, peer, ratio = (float(cell) for cell in row.strip("| ").split(" | ")[1:])
        assert ours > 0
        assert peer > 0
        assert ratio == pytest.approx(ours / peer, rel=0.1, abs=0.02)
    assert any("checked answer" in line for line in lines)


def test_a_quantile_lies_between_its_neighbours() -> None:
    assert foundation.quantile([1.0, 2.0, 3.0], 0.5) == 2.0
    assert 2.0 < foundation.quantile([1.0, 2.0, 3.0], 0.95) <= 3.0
