"""One case with everything shown, for a terminal."""

from evals.scoring import Scored


def lines(scored: Scored, *, verbose: bool) -> list[str]:
    """The case, its verdict, its answer; with `verbose` also gold, quotes, what was withheld, and scores."""
    case, trial = scored.trial.case, scored.trial
    out = [f"{scored.verdict.state.upper():8} {case.case_id} ({case.kind}, group {case.group})"]
    out += [f"  - {reason}" for reason in scored.verdict.reasons]
    for turn, answer in zip(case.turns, trial.outcome.answers, strict=False):
        out += [f"  Q {turn}", f"  A [{answer.status}] {answer.text}"]
    if not verbose:
        return out
    out += [f"  gold paper: {name}" for name in case.papers]
    out += [f"  gold fact: {' | '.join(fact.alternatives)}" for fact in case.facts]
    out += [f"  forbidden: {' | '.join(fact.alternatives)}" for fact in case.forbidden]
    if case.exact is not None:
        out.append(f"  exact: count {case.exact.count}, papers {case.exact.papers}")
    if not case.answerable:
        out.append(f"  no answer: {case.why}")
    if trial.answer is not None:
        for citation in trial.answer.citations:
            place = f"{citation.field} {citation.start}-{citation.end}"
            out += [f"  [{citation.number}] {citation.title} ({place})", f"      “{citation.quote}”"]
        out += [f"  withheld ({claim.verdict}): {claim.text}" for claim in trial.answer.withheld]
        out += [f"  note: {note}" for note in trial.answer.notes]
    if trial.outcome.found is not None:
        titles = [trial.papers[each].title for each in trial.outcome.found[:5] if each in trial.papers]
        out += [f"  found {rank}. {title}" for rank, title in enumerate(titles, 1)]
    for name, score in scored.scores.items():
        value = "unscored" if score.value is None else f"{score.value:.3f}"
        out.append(f"  {name} {value}" + (f"  ({score.reason})" if score.reason else ""))
    return out
