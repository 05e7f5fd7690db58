"""The report as Markdown, short enough for a pull request."""

from evals.report.record import Report
from evals.summary import MetricSummary

MOST_CASES = 20

FAMILIES = {
    "accuracy": "Accuracy",
    "consistency": "Consistency",
    "fidelity": "Fidelity to the papers",
    "safety": "Safety",
    "retrieval": "Retrieval",
    "cost": "Cost",
}
"""Accuracy, consistency and fidelity are never mixed into one number."""


def markdown(report: Report) -> str:
    made = report.provenance
    lines = [f"## {'✅' if report.passed else '❌'} {_cell(report.headline)}", ""]
    lines += [f"> {_cell(note)}" for note in report.notes] + [""] * bool(report.notes)
    for family, title in FAMILIES.items():
        rows = [each for each in report.metrics if each.metric.family == family and _applies(each)]
        if rows:
            lines += [
                f"### {title}",
                "",
                "| metric | value | 95 % interval | cases | unscored | change |",
                "|---|--:|:-:|--:|--:|:--|",
            ]
            lines += [_row(each) for each in rows] + [""]
    lines += [
        "### By kind",
        "",
        "| kind | cases | passed | failed | unscored | skipped |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    lines += [
        f"| {kind.kind} | {kind.cases} | {kind.passed} | {kind.failed} | {kind.unscored} | {kind.skipped} |"
        for kind in report.kinds
    ]
    failed = [check for check in report.checks if not check.passed]
    if failed:
        lines += ["", "### Checks that failed", ""]
        lines += [f"- **{_cell(check.name)}**: {_cell(check.detail)}" for check in failed]
    if report.worse:
        lines += ["", f"### Got worse since the baseline ({len(report.worse)})", ""]
        lines += [f"- `{case_id}`" for case_id in report.worse]
    failing = report.failing
    if failing:
        lines += ["", f"<details><summary>Failing cases ({len(failing)})</summary>", ""]
        for each in failing[:MOST_CASES]:
            reasons = _cell("; ".join(each.verdict.reasons))
            lines.append(f"- `{each.trial.case.case_id}` {_cell(each.trial.case.question)}: {reasons}")
        if len(failing) > MOST_CASES:
            lines.append(f"- and {len(failing) - MOST_CASES} more, in the HTML report")
        lines += ["", "</details>"]
    lines += [
        "",
        f"<sub>engine {made.engine}, model {_cell(made.model or 'none')}, judge {_cell(made.judge)}, "
        f"library {made.library} ({made.papers} papers), cases {made.cases}, prompts {made.prompts}</sub>",
        "",
    ]
    return "\n".join(lines)


def _applies(summary: MetricSummary) -> bool:
    return summary.scored + summary.unscored > 0


def _row(summary: MetricSummary) -> str:
    arrow = "↑" if summary.metric.better == "higher" else "↓"
    if summary.estimate is None:
        value, interval = "unscored", ""
    else:
        value = f"{summary.estimate.value:.3f}"
        interval = f"{summary.estimate.low:.3f} to {summary.estimate.high:.3f}"
    change = summary.difference
    shown = "" if change is None else f"{change.value:+.3f} (p = {change.p:.4f})"
    title = f"{summary.metric.title} {arrow}"
    return f"| {title} | {value} | {interval} | {summary.scored} | {summary.unscored} | {shown} |"


def _cell(text: str) -> str:
    """One line that cannot leave its cell or become markup."""
    line = " ".join(text.split())
    for mark in "\\`|<>[]*_":
        line = line.replace(mark, f"\\{mark}" if mark not in "<>" else {"<": "&lt;", ">": "&gt;"}[mark])
    return line.replace("://", "&#58;//")
