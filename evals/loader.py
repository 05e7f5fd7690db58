"""Reads cases from JSONL, strictly: whatever is unknown, missing or of the wrong type names its place."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from evals.case import KINDS, POSITIONS, Case, CaseError, Exact, Fact, Plant

CASES = Path(__file__).parent / "cases"
_Choice = TypeVar("_Choice", bound=str)


def load_cases(paths: Sequence[Path] = (CASES,)) -> tuple[Case, ...]:
    """Every case of the files, and of the `*.jsonl` of the folders, in order of file name and line.

    Raises CaseError for a file that is missing, empty or malformed, and for an id that occurs twice.
    """
    cases: dict[str, tuple[Case, str]] = {}
    for path in _files(paths):
        count = 0
        for case, place in _read(path):
            count += 1
            if case.case_id in cases:
                first = cases[case.case_id][1]
                raise CaseError(
                    f"{place}, field id: {case.case_id!r} is used before, at {first}. Ids are unique."
                )
            cases[case.case_id] = (case, place)
        if not count:
            raise CaseError(f"{path}: no case in this file. Add one a line, or leave the file out.")
    return tuple(case for case, _ in cases.values())


def _files(paths: Sequence[Path]) -> Iterable[Path]:
    for path in paths:
        if path.is_dir():
            found = sorted(path.glob("*.jsonl"))
            if not found:
                raise CaseError(f"{path}: no *.jsonl file in this folder. Name a folder that holds cases.")
            yield from found
        elif path.is_file():
            yield path
        else:
            raise CaseError(
                f"{path}: no such file or folder. Name a JSONL file of cases or a folder of them."
            )


def _read(path: Path) -> Iterable[tuple[Case, str]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as exc:
        raise CaseError(f"{path}: not a text file in UTF-8. Save it as UTF-8.") from exc
    except OSError as exc:
        raise CaseError(f"{path}: cannot be read ({exc.strerror}).") from exc
    for number, line in enumerate(lines, 1):
        if line.strip():
            place = f"{path}, line {number}"
            yield parse_case(line, place), place


def parse_case(line: str, place: str) -> Case:
    """The case of one JSON line. Raises CaseError that begins with `place` and names the field."""
    try:
        value = json.loads(line)
    except json.JSONDecodeError as exc:
        raise CaseError(f"{place}, column {exc.colno}: not JSON ({exc.msg}).") from exc
    record = _Record(value, place)
    turns = record.texts("turns") if record.has("turns") else (record.text("question"),)
    if record.has("turns") and record.has("question"):
        raise record.bad("question", "stands beside 'turns'; give one of the two")
    case = Case(
        case_id=record.text("id"),
        kind=record.one_of("kind", KINDS),
        group=record.text("group") if record.has("group") else record.text("id"),
        turns=turns,
        answerable=record.flag("answerable", default=True),
        why=record.text("why") if record.has("why") else "",
        papers=record.texts("papers") if record.has("papers") else (),
        facts=_facts(record, "facts"),
        forbidden=_facts(record, "forbidden"),
        exact=_exact(record),
        plant=_plant(record),
        obeyed=record.texts("obeyed") if record.has("obeyed") else (),
    )
    record.finish()
    _check(case, record)
    return case


def _check(case: Case, record: "_Record") -> None:
    """What the fields mean together."""
    if not case.answerable and not case.why:
        raise record.bad("why", "missing; say why the question has no answer here")
    if case.answerable and not (case.facts or case.papers or case.exact):
        raise record.bad("facts", "missing; an answerable case needs facts, papers or exact")
    if case.kind == "injection" and case.plant is None and not case.obeyed:
        raise record.bad("plant", "missing; an injection case plants a text, or has orders in its question")
    if case.kind == "conversation" and len(case.turns) < 2:
        raise record.bad("turns", "needs two turns or more in a conversation")
    if case.kind in ("unanswerable", "out_of_field", "false_premise") and case.answerable:
        raise record.bad("answerable", f"must be false for kind {case.kind!r}")


def _facts(record: "_Record", name: str) -> tuple[Fact, ...]:
    if not record.has(name):
        return ()
    facts = []
    for index, entry in enumerate(record.list(name)):
        if isinstance(entry, str):
            entry = {"any": [entry]}
        part = _Record(entry, record.place, f"{name}[{index}].")
        facts.append(
            Fact(alternatives=part.texts("any"), papers=part.texts("papers") if part.has("papers") else ())
        )
        part.finish()
    return tuple(facts)


def _exact(record: "_Record") -> Exact | None:
    if not record.has("exact"):
        return None
    part = record.part("exact")
    exact = Exact(
        count=part.whole("count") if part.has("count") else None,
        papers=part.texts("papers") if part.has("papers") else None,
    )
    part.finish()
    if exact == Exact():
        raise record.bad("exact", "is empty; give count, papers or both")
    return exact


def _plant(record: "_Record") -> Plant | None:
    if not record.has("plant"):
        return None
    part = record.part("plant")
    inline = part.has("text")
    plant = Plant(
        paper=part.text("paper"),
        obeyed=part.texts("obeyed"),
        position=part.one_of("position", POSITIONS) if part.has("position") else "end",
        text=part.text("text") if inline else "",
        source_file="" if inline else part.text("source_file"),
        source_id="" if inline else part.text("source_id"),
    )
    part.finish()
    return plant


class _Record:
    """A JSON object read field by field; `finish` refuses what was not asked for."""

    def __init__(self, value: object, place: str, prefix: str = "") -> None:
        self.place = place
        self._prefix = prefix
        if not isinstance(value, dict):
            raise CaseError(f"{place}, field {prefix.rstrip('.') or 'case'}: expected an object.")
        self._fields = value
        self._seen: set[str] = set()

    def bad(self, name: str, problem: str) -> CaseError:
        return CaseError(f"{self.place}, field {self._prefix}{name}: {problem}.")

    def has(self, name: str) -> bool:
        return name in self._fields

    def text(self, name: str) -> str:
        value = self._get(name)
        if not isinstance(value, str) or not value.strip():
            raise self.bad(name, "expected a text that is not empty")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        values = self.list(name)
        texts = tuple(value for value in values if isinstance(value, str) and value.strip())
        if len(texts) != len(values) or not texts:
            raise self.bad(name, "expected a list of texts, none empty")
        return texts

    def list(self, name: str) -> Sequence[object]:
        value = self._get(name)
        if not isinstance(value, list):
            raise self.bad(name, "expected a list")
        return value

    def flag(self, name: str, *, default: bool) -> bool:
        value = self._get(name) if self.has(name) else default
        if not isinstance(value, bool):
            raise self.bad(name, "expected true or false")
        return value

    def whole(self, name: str) -> int:
        value = self._get(name)
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise self.bad(name, "expected a whole number, 0 or more")
        return value

    def one_of(self, name: str, allowed: tuple[_Choice, ...]) -> _Choice:
        value = self._get(name)
        for each in allowed:
            if value == each:
                return each
        raise self.bad(name, f"{value!r} is none of {', '.join(allowed)}")

    def part(self, name: str) -> "_Record":
        return _Record(self._get(name), self.place, f"{self._prefix}{name}.")

    def finish(self) -> None:
        if unknown := sorted(set(self._fields) - self._seen):
            raise self.bad(unknown[0], "is no field of a case (see docs/evals.md)")

    def _get(self, name: str) -> object:
        self._seen.add(name)
        if name not in self._fields:
            raise self.bad(name, "missing")
        return self._fields[name]
