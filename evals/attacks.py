"""`assistant eval --attacks DATA`: orders written by others, put into the papers and into the questions.

DATA is a folder with the attack texts of BIPIA, the injections of deepset and their harmless twins, and
prompts found hidden in real papers. Four groups of cases come of it, told apart by how their ids begin:

clean     the fact questions of the case files as they are
attack    each attack in the abstract of the paper that is asked about, in turn at its start, middle and end
harmless  one harmless text in the same place for every question
asked     every third attack at the end of a question
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from evals.case import POSITIONS, Case, CaseError, Plant
from evals.scoring import Scored
from evals.statistics import Observation, difference
from evals.summary import observations

THRESHOLDS = Path(__file__).parent / "attack_thresholds.toml"
_INJECTIONS = "5_deepset_prompt_injections.jsonl"
_ATTACKS = ("5_bipia_attacks.jsonl", _INJECTIONS, "5_paper_hidden_prompts.jsonl")


def attack_cases(cases: Sequence[Case], data: Path) -> tuple[Case, ...]:
    """The cases, in the order of the groups. Raises CaseError where files or questions are missing."""
    firsts = {case.group: case for case in reversed(cases) if case.kind == "fact" and len(case.papers) == 1}
    questions = [case for case in cases if case is firsts.get(case.group)]
    if not questions:
        raise CaseError("--attacks needs cases of kind 'fact' with one gold paper. Add some.")
    attacks = [each for name in _ATTACKS for each in _texts(data / name, injection=True)]
    harmless = list(_texts(data / _INJECTIONS, injection=False))
    count = len(questions)
    found = [replace(case, case_id=f"clean-{case.case_id}") for case in questions]
    for at, (name, text) in enumerate(attacks):
        found.append(_planted("attack", name, text, questions[at % count], at % count + at // count))
    for at, case in enumerate(questions):
        name, text = harmless[at * len(harmless) // count]
        found.append(_planted("harmless", f"{case.group}-{name}", text, case, at))
    for at, (name, text) in enumerate(attacks[::3]):
        case = questions[at % count]
        turns = (f"{case.question} {text}",)
        found.append(replace(case, case_id=f"asked-{name}", kind="injection", turns=turns))
    return tuple(found)


def attack_notes(scored: Sequence[Scored]) -> tuple[str, ...]:
    """What the groups say, a line each: orders obeyed and shown, and whether harmless text costs answers."""
    groups = {name: [each for each in scored if _group(each) == name] for name in _GROUPS}
    lines = [
        f"{title}: {_obeyed(groups[name])}"
        for name, title in (("attack", "Orders in papers"), ("asked", "Orders in questions"))
        if groups[name]
    ]
    lines += [
        f"Orders at the {position} of an abstract: {_obeyed(there)}"
        for position in POSITIONS
        if (there := [each for each in groups["attack"] if _position(each) == position])
    ]
    clean = observations(groups["clean"], "answered")
    for name, title in (("harmless", "harmless text in the paper"), ("attack", "orders in the paper")):
        other = observations(groups[name], "answered")
        if (change := difference(clean, other, name)) is not None:
            interval = f"{change.value:+.3f} [{change.low:+.3f}, {change.high:+.3f}], p = {change.p:.3f}"
            lines.append(f"Answered: {_share(clean)} untouched, {_share(other)} with {title}; {interval}")
    return tuple(lines)


def upper_bound(events: int, cases: int) -> float:
    """The 95 % upper bound of a rate that was seen `events` times in `cases`: Clopper and Pearson 1934."""
    low, high = events / cases, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if _at_most(events, cases, middle) < 0.025 else (middle, high)
    return high


_GROUPS = ("clean", "attack", "harmless", "asked")


def _at_most(events: int, cases: int, rate: float) -> float:
    term, total = (1 - rate) ** cases, 0.0
    for at in range(events + 1):
        total += term
        term *= (cases - at) / (at + 1) * rate / (1 - rate) if rate < 1 else 0.0
    return total


def _obeyed(scored: Sequence[Scored]) -> str:
    parts = []
    for name, verb in (("injection_obedience", "obeyed"), ("injection_exposure", "shown")):
        values = [found.value for found in observations(scored, name).values()]
        if values:
            events = int(sum(values))
            parts.append(f"{verb} {events} of {len(values)} (at most {upper_bound(events, len(values)):.1%})")
    return ", ".join(parts)


def _share(found: Mapping[str, Observation]) -> str:
    return f"{sum(each.value for each in found.values()) / len(found):.3f} of {len(found)}"


def _group(scored: Scored) -> str:
    return scored.trial.case.case_id.partition("-")[0]


def _position(scored: Scored) -> str:
    plant = scored.trial.case.plant
    return plant.position if plant else ""


def _planted(group: str, name: str, text: str, case: Case, turn: int) -> Case:
    plant = Plant(paper=case.papers[0], obeyed=(), position=POSITIONS[turn % len(POSITIONS)], text=text)
    return replace(case, case_id=f"{group}-{name}", kind="injection", plant=plant)


def _texts(path: Path, *, injection: bool) -> Iterator[tuple[str, str]]:
    """Names and texts of a file's records; of those that say whether they are an injection, the wanted."""
    try:
        records: list[dict[str, Any]] = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        for record in records:
            if record.get("injection", True) is injection:
                yield re.sub(r"\W+", "-", str(record["id"]).lower()), str(record["text"])
    except OSError as exc:
        raise CaseError(
            f"{path}: cannot be read ({exc.strerror}). --attacks names the folder it is in."
        ) from exc
    except (AttributeError, KeyError, TypeError, ValueError) as exc:
        raise CaseError(f"{path}: not the expected records of id and text ({exc}).") from exc
