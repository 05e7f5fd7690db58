"""The report as one HTML page: plots, tables, every failing case opened at its quotes. It loads nothing."""

from collections import Counter
from collections.abc import Sequence
from html import escape

from evals.gate import Check
from evals.report.as_markdown import FAMILIES
from evals.report.case_html import case_html
from evals.report.plots import STYLE, interval_plot, kind_plot
from evals.report.record import Report

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def html(report: Report) -> str:
    """The page. Everything that came from papers, cases or answers is escaped."""
    made = report.provenance
    verdict = "passed" if report.passed else "failed"
    families = "".join(
        f"<h2>{title}</h2>{interval_plot([each for each in report.metrics if each.metric.family == family])}"
        for family, title in FAMILIES.items()
        if any(each.metric.family == family and each.scored + each.unscored for each in report.metrics)
    )
    worse = ", ".join(f'<a href="#{escape(each)}">{escape(each)}</a>' for each in report.worse)
    notes = "".join(f"<p>{escape(note)}</p>" for note in report.notes)
    rows = "".join(
        f"<tr><td>{escape(name)}</td><td>{escape(str(value))}</td></tr>"
        for name, value in (
            ("engine", made.engine),
            ("model", made.model or "none"),
            ("judge", made.judge),
            ("library", f"{made.library}, {made.papers} papers"),
            ("cases", made.cases),
            ("prompts", made.prompts),
            ("settings", ", ".join(f"{key} = {value}" for key, value in made.settings.items())),
            ("package", f"{made.package}, code {made.code}"),
        )
    )
    return (
        "<!doctype html>\n"
        '<html lang="en"><head><meta charset="utf-8"><title>Grounding report</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f"<style>{STYLE}</style></head><body><main>"
        f'<h1>Grounding report</h1><p class="{verdict} headline">{escape(report.headline)}</p>'
        f"<p>{_counts(report)}</p>{notes}"
        f"{families}<h2>By kind</h2>{kind_plot(report.kinds)}"
        f"<h2>Gate</h2>{_gate(report.checks)}"
        + (f"<h2>Got worse since the baseline ({len(report.worse)})</h2><p>{worse}</p>" if worse else "")
        + f"<h2>Failing cases ({len(report.failing)})</h2>{_by_kind(report)}"
        f"{''.join(map(case_html, report.failing))}"
        f"<h2>Made with</h2><table>{rows}</table></main></body></html>\n"
    )


def _counts(report: Report) -> str:
    """How many cases came to what, and what was asked."""
    states = Counter(each.verdict.state for each in report.scored)
    asked = f"{report.provenance.engine}{f', {report.provenance.model}' if report.provenance.model else ''}"
    counts = ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
    return escape(f"{len(report.scored)} cases: {counts}. Engine: {asked}.")


def _gate(checks: Sequence[Check]) -> str:
    """What failed in sight, what passed folded away."""
    failed = [check for check in checks if not check.passed]
    passed = [check for check in checks if check.passed]
    shown = f"<table>{''.join(map(_check, failed))}</table>" if failed else ""
    folded = f"<summary>{len(passed)} checks passed</summary><table>{''.join(map(_check, passed))}</table>"
    return f"{shown}<details>{folded}</details>"


def _check(check: Check) -> str:
    state = "passed" if check.passed else "failed"
    cells = (check.name, state, check.detail)
    return f'<tr class="{state}">{"".join(f"<td>{escape(cell)}</td>" for cell in cells)}</tr>'


def _by_kind(report: Report) -> str:
    """The first failing case of each kind, to jump to."""
    counts = Counter(each.trial.case.kind for each in report.failing)
    firsts = {each.trial.case.kind: each.trial.case.case_id for each in reversed(report.failing)}
    links = (f'<a href="#{escape(firsts[kind])}">{kind} ({count})</a>' for kind, count in counts.items())
    return f"<nav>{' '.join(links)}</nav>"
