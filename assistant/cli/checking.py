"""`assistant check`: the support check on claims of a file."""

import json
from pathlib import Path

from assistant.cli.output import people, print_line
from assistant.grounding.support import check
from vectorstore.errors import InputError


def run(file: Path, *, as_json: bool) -> None:
    """One JSON line a claim on stdout, in the file's order."""
    try:
        lines = file.read_text("utf-8").splitlines()
    except OSError as exc:
        raise InputError(f"{file}: cannot be read ({exc.strerror}). Name a file that exists.") from exc
    except UnicodeDecodeError as exc:
        raise InputError(f"{file}: is not UTF-8 text. Save it as UTF-8 JSONL.") from exc
    cases = [_case(file, number, line) for number, line in enumerate(lines, 1) if line.strip()]
    for case_id, claim, evidence in cases:
        found = check(claim, evidence)
        if as_json:
            record = {"id": case_id, "verdict": found.verdict, "support": round(found.support, 4)}
            print_line(json.dumps(record, ensure_ascii=False))
        else:
            print_line(f"{found.verdict:12} {found.support:.2f}  {case_id}")
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
