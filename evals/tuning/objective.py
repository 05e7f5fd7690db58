"""How good one answer is for tuning a prompt, and what is wrong with it in words."""

from evals.trial import Trial

QUOTED = 0.5
"""Of an answer that had to be quoted because the model's own draft did not stand: the prompt did not work."""
_LONGEST = 600


def value(trial: Trial) -> float:
    """0 to 1. Answerable: the gold facts stated, times the part of the drafted sentences that the papers
    support; nothing when a forbidden fact is told. Else: 1 for declining or correcting without a sentence
    that had to be withheld, half with one."""
    answer = trial.answer
    if answer is None or any(map(trial.told, trial.case.forbidden)):
        return 0.0
    if not trial.case.answerable:
        declined = trial.abstained or trial.corrected
        return (QUOTED if answer.withheld else 1.0) if declined else 0.0
    if trial.abstained:
        return 0.0
    facts = trial.case.facts
    recall = sum(map(trial.stated, facts)) / len(facts) if facts else 1.0
    stands = len(answer.claims) / (len(answer.claims) + len(answer.withheld)) if answer.claims else 1.0
    return recall * stands * (QUOTED if answer.engine == "extractive" else 1.0)


def described(trial: Trial) -> str:
    """What was asked, expected, shown and withheld, a line each. The text is a model's and the papers'."""
    case, answer = trial.case, trial.answer
    lines = [f"Question: {' / '.join(case.turns)}"]
    if case.answerable:
        lines.append(f"Expected: {'; '.join(fact.alternatives[0] for fact in case.facts) or 'an answer'}")
    else:
        lines.append(f"Expected: that the papers do not say, because {case.why}")
    if answer is None:
        return "\n".join([*lines, "Shown: nothing, the question failed"])
    by = " (quoted, the model's own draft did not stand)" if answer.engine == "extractive" else ""
    lines.append(f"Shown{by}: {answer.text}")
    lines += [f"Withheld, {each.verdict}: {each.text}" for each in answer.withheld[:4]]
    return "\n".join(" ".join(line.split())[:_LONGEST] for line in lines)
