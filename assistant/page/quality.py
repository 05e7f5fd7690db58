"""The eval report as HTML: what was measured, with intervals, and the failing cases to read."""

from datetime import date

from assistant.page.escaping import counted, escape
from assistant.page.eval_report import CaseResult, EvalReport, KindResult, MetricResult

MOST_CASES = 100
_FAMILIES = {
    "accuracy": "Is it right?",
    "consistency": "Is it the same for another wording?",
    "fidelity": "Do the cited words say it?",
    "safety": "Is it safe?",
    "retrieval": "Are the right papers found?",
    "cost": "What does it cost?",
}
_STATES = {"failed": "Failed", "error": "Error"}

NO_REPORT = (
    '<section class="opening quality"><h2>Not measured yet</h2>'
    "<p>A list of questions whose right answers are known shows how far the answers can be trusted. "
    "Write one (a question a line, as <code>docs/evals.md</code> describes), then, in a terminal, with "
    "the folder of this library for LIBRARY:</p>"
    "<pre><code>assistant eval my-cases.jsonl --library LIBRARY --output LIBRARY/eval-report</code></pre>"
    "<p>Ratings given on this page can be made into cases:</p>"
    "<pre><code>assistant eval my-cases.jsonl --from-feedback LIBRARY/feedback.jsonl</code></pre>"
    "<p>The report then stands here.</p></section>"
)


def quality_html(report: EvalReport, written: date, papers_now: int) -> str:
    """The whole tab. Everything that came from papers, cases and answers is escaped."""
    state = "passed" if report.passed else "failed"
    made = report.provenance
    facts = [
        f"{written.isoformat()}",
        counted(len(report.cases), "case"),
        counted(made.papers, "paper"),
        f"engine {made.engine}" + (f" ({made.model})" if made.model else ""),
        f"judge {made.judge}",
    ]
    changed = (
        f'<p class="note">The library has changed since: {counted(made.papers, "paper")} then, '
        f"{papers_now:,} now.</p>"
        if made.papers != papers_now
        else ""
    )
    families = "".join(
        _family(title, [each for each in report.metrics if each.family == family])
        for family, title in _FAMILIES.items()
    )
    return (
        f'<div class="quality"><h2 class="verdict {state}">{escape(report.headline)}</h2>'
        f'<p class="note">{" · ".join(escape(fact) for fact in facts)}</p>{changed}'
        + "".join(f'<p class="note">{escape(note)}</p>' for note in report.notes)
        + _failed_checks(report)
        + families
        + _kinds(report.kinds)
        + _failing(report)
        + "</div>"
    )


def _family(title: str, metrics: list[MetricResult]) -> str:
    rows = [_metric(each) for each in metrics if each.scored + each.unscored]
    if not rows:
        return ""
    return (
        f'<section><h3>{title}</h3><div class="scroll"><table><thead><tr><th scope="col">Measured</th>'
        '<th scope="col" class="number-cell">Value</th><th scope="col">95 % interval</th>'
        f'<th scope="col" class="number-cell">Cases</th></tr></thead><tbody>{"".join(rows)}</tbody></table>'
        "</div></section>"
    )


def _metric(metric: MetricResult) -> str:
    found = metric.estimate
    cases = f"{metric.scored:,}" + (f", {metric.unscored:,} unscored" if metric.unscored else "")
    if found is None:
        value, interval = "unscored", ""
    else:
        value = f"{found.value:,.3f}"
        interval = f"{found.low:,.3f} – {found.high:,.3f}"
        if 0 <= found.low <= found.value <= found.high <= 1:
            interval += (
                f'<span class="interval" aria-hidden="true" style="--low:{found.low:.4f};'
                f'--high:{found.high:.4f};--value:{found.value:.4f}"><i></i><b></b></span>'
            )
    return (
        f'<tr><th scope="row">{escape(metric.title)}<span class="facts">{escape(metric.better)} is better'
        f'</span></th><td class="number-cell">{value}</td><td>{interval}</td>'
        f'<td class="number-cell">{cases}</td></tr>'
    )


def _failed_checks(report: EvalReport) -> str:
    failed = [check for check in report.checks if not check.passed]
    items = "".join(f"<li>{escape(check.name)}: {escape(check.detail)}</li>" for check in failed)
    return f'<ul class="failed-checks">{items}</ul>' if items else ""


def _kinds(kinds: tuple[KindResult, ...]) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(each.kind.replace("_", " "))}</th>'
        + "".join(
            f'<td class="number-cell">{count:,}</td>'
            for count in (each.cases, each.passed, each.failed, each.unscored, each.skipped)
        )
        + "</tr>"
        for each in kinds
    )
    heads = "".join(
        f'<th scope="col" class="number-cell">{name}</th>'
        for name in ("Cases", "Passed", "Failed", "Unscored", "Skipped")
    )
    return (
        '<section><h3>Cases by kind</h3><div class="scroll"><table><thead><tr><th scope="col">Kind</th>'
        f"{heads}</tr></thead><tbody>{rows}</tbody></table></div></section>"
        if rows
        else ""
    )


def _failing(report: EvalReport) -> str:
    failing = report.failing
    if not failing:
        return "<section><h3>Failing cases</h3><p>None.</p></section>"
    more = len(failing) - MOST_CASES
    rest = f'<p class="note">and {more:,} more in report.html</p>' if more > 0 else ""
    return (
        f"<section><h3>Failing cases ({len(failing):,})</h3>"
        f"{''.join(_case(case) for case in failing[:MOST_CASES])}{rest}</section>"
    )


def _case(case: CaseResult) -> str:
    *earlier, question = case.turns or ("",)
    before = "".join(f'<p class="note">Before: {escape(turn)}</p>' for turn in earlier)
    reasons = "".join(f"<li>{escape(reason)}</li>" for reason in case.reasons)
    answer = ""
    if case.answers:
        given = case.answers[-1]
        quotes = "".join(
            f'<blockquote class="excerpt">[{quote.number}] {escape(quote.quote)}'
            f'<span class="facts">{escape(quote.title)}</span></blockquote>'
            for quote in given.citations
        )
        answer = f'<p class="label">It said ({escape(given.status)})</p><p>{escape(given.text)}</p>{quotes}'
    return (
        f'<details class="case"><summary><span class="state">{_STATES[case.state]}</span> '
        f'{escape(question)}</summary><p class="note">{escape(case.id)} · {escape(case.kind)}</p>{before}'
        f'<ul class="reasons">{reasons}</ul>{answer}</details>'
    )
