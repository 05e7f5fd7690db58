"""One failing case of the HTML page: what was asked and expected, what came, opened at its quotes."""

from html import escape

from assistant.answer import Citation
from evals.scoring import Scored


def case_html(scored: Scored) -> str:
    """The case as an article. Everything that came from papers, cases or answers is escaped."""
    case, answer = scored.trial.case, scored.trial.answer
    parts = [
        f'<article id="{escape(case.case_id)}"><h3>{escape(case.case_id)} <small>{case.kind}</small></h3>',
        *(f"<p><b>Asked</b> {escape(turn)}</p>" for turn in case.turns),
        '<ul class="reasons">'
        + "".join(f"<li>{escape(reason)}</li>" for reason in scored.verdict.reasons)
        + "</ul>",
        f"<p><b>Expected</b> {escape(_expected(scored))}</p>",
    ]
    if answer is not None:
        parts.append(f'<p class="answer"><b>{answer.status.capitalize()}</b> {escape(answer.text)}</p>')
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


def _expected(scored: Scored) -> str:
    """The gold in words."""
    case = scored.trial.case
    parts = [] if case.answerable else [f"no answer: {case.why}"]
    parts += [" or ".join(fact.alternatives) for fact in case.facts]
    if case.exact is not None and case.exact.count is not None:
        parts.append(f"{case.exact.count} papers")
    if case.exact is not None and case.exact.papers:
        parts.append(f"exactly {'; '.join(case.exact.papers)}")
    if case.papers:
        parts.append(f"from {'; '.join(case.papers)}")
    parts += [f"never {fact.alternatives[0]}" for fact in case.forbidden]
    if case.plant is not None:
        parts.append(f"not what is planted in {case.plant.paper}: {case.plant.text or case.plant.source_id}")
    return " · ".join(parts)


def _quote(scored: Scored, citation: Citation) -> str:
    gold = set(scored.trial.ids(scored.trial.case.papers))
    other = '<span class="other">not a gold paper</span> ' if gold and citation.paper_id not in gold else ""
    place = f"{escape(citation.title)}, {citation.field} {citation.start}–{citation.end}"
    return (
        f"<blockquote>[{citation.number}] {other}<mark>{escape(citation.quote)}</mark>"
        f"<br><small>{place}</small></blockquote>"
    )
