"""`assistant eval --detector DATA`: measures the claim check and writes a table and a reliability plot."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from html import escape
from pathlib import Path

from assistant.cli.output import people
from evals.case import CaseError
from evals.detector.detectors import ClaimCheck, Detector, NoSkill, WordOverlap
from evals.detector.measures import Measures, measure
from evals.detector.pairs import SETS, Pair
from evals.report.plots import STYLE, reliability_plot

Results = dict[str, dict[str, Measures]]


def measure_detector(data: Path, output: Path) -> Results:
    """Measures by set and detector, written to `detector.json` and `detector.html` in `output`.

    A set whose file is not in the folder is named and left out. Raises CaseError when there is none.
    """
    results: Results = {}
    for name, read in SETS.items():
        try:
            pairs = list(read(data))
        except FileNotFoundError as exc:
            people.print(f"{name}: left out, {exc.filename} is not there", markup=False)
            continue
        except (KeyError, TypeError, ValueError) as exc:
            raise CaseError(f"{data}: the file of {name} has not the expected fields ({exc}).") from exc
        results[name] = of_pairs(pairs)
    if not results:
        raise CaseError(f"{data}: none of {', '.join(SETS)} is here. Name the folder of the labelled data.")
    output.mkdir(parents=True, exist_ok=True)
    table = {name: {key: asdict(each) for key, each in found.items()} for name, found in results.items()}
    (output / "detector.json").write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    (output / "detector.html").write_text(_page(results), encoding="utf-8")
    for name, found in results.items():
        for key, each in found.items():
            people.print(f"{name:11} {key:13} {_line(each)}", markup=False, soft_wrap=True)
    people.print(f"Reports: {output}", markup=False)
    return results


def of_pairs(pairs: Sequence[Pair]) -> dict[str, Measures]:
    """The measures of the claim check and of the baselines on one set."""
    detectors: tuple[Detector, ...] = (ClaimCheck(), WordOverlap(), NoSkill(pairs))
    found = {}
    for detector in detectors:
        readings = [detector.read(pair) for pair in pairs]
        found[detector.name] = measure(
            [each.support for each in readings],
            [each.supported for each in readings],
            [pair.supported for pair in pairs],
            [pair.document for pair in pairs],
        )
    return found


def _line(found: Measures) -> str:
    sure = found.sure_balanced_accuracy
    return (
        f"balanced accuracy {found.balanced_accuracy:.3f} [{found.low:.3f}, {found.high:.3f}]  "
        f"AUC {found.auc:.3f}  F1 {found.f1:.3f}  ECE {found.ece:.3f}  Brier {found.brier:.3f}  "
        f"sure on {found.sure_share:.0%}: {'-' if sure is None else f'{sure:.3f}'}  n={found.pairs}"
    )


def _page(results: Results) -> str:
    rows = "".join(
        f"<tr><td>{escape(name)}</td><td>{escape(key)}</td><td>{escape(_line(each))}</td></tr>"
        for name, found in results.items()
        for key, each in found.items()
    )
    plots = "".join(reliability_plot(found["claim check"].bins, name) for name, found in results.items())
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Claim check</title>'
        f"<style>{STYLE}</style></head><body><main><h1>Claim check on labelled data</h1>"
        f"<table>{rows}</table><h2>Reliability</h2>{plots}</main></body></html>\n"
    )
