"""The report as one HTML page: plots, tables, every failing case opened at its quotes. It loads nothing."""

from html import escape

from assistant.answer import Citation
from evals.report.as_markdown import FAMILIES
from evals.report.plots import STYLE, interval_plot, kind_plot
from evals.report.record import Report
from evals.scoring import Scored

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
    checks = "".join(
        f'<tr class="{"passed" if check.passed else "failed"}"><td>{escape(check.name)}</td>'
        f"<td>{'passed' if check.passed else 'FAILED'}</td><td>{escape(check.detail)}</td></tr>"
        for check in report.checks
    )
    worse = "".join(f'<li><a href="#{escape(each)}">{escape(each)}</a></li>' for each in report.worse)
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
        f'<h1>Grounding report</h1><p class="{verdict} headline">{escape(report.headline)}</p>{notes}'
        f"{families}<h2>By kind</h2>{kind_plot(report.kinds)}"
        f"<h2>Gate</h2><table>{checks}</table>"
        + (f"<h2>Got worse since the baseline</h2><ul>{worse}</ul>" if worse else "")
        + f"<h2>Failing cases ({len(report.failing)})</h2>{''.join(map(_case, report.failing))}"
        f"<h2>Made with</h2><table>{rows}</table></main></body></html>\n"
    )


def _case(scored: Scored) -> str:
    case, answer = scored.trial.case, scored.trial.answer
    parts = [
        f'<article id="{escape(case.case_id)}"><h3>{escape(case.case_id)} <small>{case.kind}</small></h3>',
        *(f"<p><b>Q</b> {escape(turn)}</p>" for turn in case.turns),
        "<ul>" + "".join(f"<li>{escape(reason)}</li>" for reason in scored.verdict.reasons) + "</ul>",
    ]
    if answer is not None:
        parts.append(f"<p><b>A</b> <em>{answer.status}</em> {escape(answer.text)}</p>")
        parts += [_quote(scored, citation) for citation in answer.citations]
        parts += [
            f'<p class="withheld">withheld, {claim.verdict}: {escape(claim.text)}</p>'
            for claim in answer.withheld
        ]
        parts += [f"<p><small>{escape(note)}</small></p>" for note in answer.notes]
    scores = ", ".join(
        f"{name} {'unscored' if score.value is None else f'{score.value:.2f}'}"
        for name, score in scored.scores.items()
    )
    return "".join([*parts, f"<p><small>{escape(scores)}</small></p></article>"])


def _quote(scored: Scored, citation: Citation) -> str:
    gold = set(scored.trial.ids(scored.trial.case.papers))
    other = '<span class="other">not a gold paper</span> ' if gold and citation.paper_id not in gold else ""
    place = f"{escape(citation.title)}, {citation.field} {citation.start}–{citation.end}"
    return (
        f"<blockquote>[{citation.number}] {other}<mark>{escape(citation.quote)}</mark>"
        f"<br><small>{place}</small></blockquote>"
    )
