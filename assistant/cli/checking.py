"""`assistant check`: the support check on claims of a file."""

import json
from pathlib import Path

from assistant.cli.output import people, plain, print_line
from assistant.grounding.claim_model import missing_model
from assistant.grounding.support import check
from vectorstore.errors import InputError
from vectorstore.sentences import sentences as sentences_in


def run(file: Path, *, as_json: bool, explain: bool = False) -> None:
    """A line a claim on stdout, in the file's order; with `explain` also which layer decided, on which
    sentences of the evidence, and what speaks against the claim."""
    try:
        lines = file.read_text("utf-8").splitlines()
    except OSError as exc:
        raise InputError(f"{file}: cannot be read ({exc.strerror}). Name a file that exists.") from exc
    except UnicodeDecodeError as exc:
        raise InputError(f"{file}: is not UTF-8 text. Save it as UTF-8 JSONL.") from exc
    cases = [_case(file, number, line) for number, line in enumerate(lines, 1) if line.strip()]
    for case_id, claim, evidence in cases:
        found = check(claim, evidence)
        read = [sentences_in(evidence)[at] for at in found.read]
        if as_json:
            record = {"id": case_id, "verdict": found.verdict, "support": round(found.support, 4)}
            why = {"layer": found.layer, "evidence": read, "reasons": list(found.reasons)} if explain else {}
            print_line(json.dumps(record | why, ensure_ascii=False))
            continue
        print_line(f"{found.verdict:12} {found.support:.2f}  {case_id}")
        if explain:
            print_line(f"    decided by the {found.layer} layer")
            for line in (*(f"reads: {plain(each)}" for each in read), *map(plain, found.reasons)):
                print_line(f"    {line}")
    if problem := missing_model():
        people.print(problem, markup=False)
    people.print(f"{len(cases)} claims checked.")


def _case(file: Path, number: int, line: str) -> tuple[str, str, str]:
    expected = f'{file}, line {number}: expected {{"id", "claim", "evidence"}}, each a text'
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError) as exc:
        raise InputError(f"{expected}; this is no JSON.") from exc
    if not isinstance(entry, dict):
        raise InputError(f"{expected}.")
    case_id, claim, evidence = (entry.get(key) for key in ("id", "claim", "evidence"))
    if not (isinstance(case_id, str | int) and isinstance(claim, str) and isinstance(evidence, str)):
        raise InputError(f"{expected}.")
    return str(case_id), claim, evidence
