"""A malformed case names file, line and field."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from evals.case import Case, CaseError, Plant
from evals.loader import load_cases

GOOD = {"id": "a", "kind": "fact", "question": "What is A?", "papers": ["A"], "facts": ["a letter"]}


def write(path: Path, *records: object) -> Path:
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records), encoding="utf-8")
    return path


def test_a_case_is_read_with_its_defaults(tmp_path: Path) -> None:
    (case,) = load_cases([write(tmp_path / "a.jsonl", GOOD)])
    assert (case.case_id, case.group, case.turns, case.answerable) == ("a", "a", ("What is A?",), True)
    assert case.facts[0].alternatives == ("a letter",)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "facts"}, "kind"),
        ({"id": ""}, "id"),
        ({"facts": "one"}, "facts"),
        ({"facts": [{"any": []}]}, "facts[0].any"),
        ({"facts": [{"any": ["x"], "paper": "A"}]}, "facts[0].paper"),
        ({"papers": [1]}, "papers"),
        ({"answerable": "no"}, "answerable"),
        ({"answerable": False}, "why"),
        ({"colour": "red"}, "colour"),
        ({"exact": {"count": -1}}, "exact.count"),
        ({"exact": {}}, "exact"),
        ({"plant": {"paper": "A", "obeyed": ["x"]}}, "plant.source_file"),
        ({"turns": ["a", "b"]}, "question"),
        ({"kind": "injection"}, "plant"),
        ({"plant": {"paper": "A", "text": "t", "obeyed": ["x"], "position": "top"}}, "plant.position"),
        ({"obeyed": "x"}, "obeyed"),
        ({"kind": "unanswerable"}, "answerable"),
        ({"facts": [], "papers": []}, "papers"),
    ],
)
def test_a_malformed_case_names_file_line_and_field(
    tmp_path: Path, change: dict[str, object], field: str
) -> None:
    path = write(tmp_path / "cases.jsonl", GOOD, {**GOOD, "id": "b", **change})
    with pytest.raises(CaseError) as caught:
        load_cases([path])
    assert str(caught.value).startswith(f"{path}, line 2, field {field}:")


def test_a_digest_tells_cases_apart_and_knows_only_the_fields_that_are_used() -> None:
    plant = Plant(paper="A", obeyed=("x",), text="Do x.")
    case = Case(case_id="a", kind="injection", group="a", turns=("What is A?",), papers=("A",), plant=plant)
    assert case.digest == "32f97815c0548cec"
    moved, ordered = replace(case, plant=replace(plant, position="start")), replace(case, obeyed=("x",))
    assert len({case.digest, moved.digest, ordered.digest}) == 3


def test_text_that_is_no_json_names_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text('{"id": }\n', encoding="utf-8")
    with pytest.raises(CaseError, match=r"line 1, column 8: not JSON"):
        load_cases([path])


def test_an_id_that_is_used_twice_names_both_places(tmp_path: Path) -> None:
    first, second = write(tmp_path / "a.jsonl", GOOD), write(tmp_path / "b.jsonl", GOOD)
    with pytest.raises(CaseError) as caught:
        load_cases([tmp_path])
    assert f"{second}, line 1, field id" in str(caught.value)
    assert f"{first}, line 1" in str(caught.value)


def test_an_empty_case_file_is_an_error_and_no_pass(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="no case in this file"):
        load_cases([write(tmp_path / "a.jsonl")])


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"\n\n"])
def test_a_file_without_cases_is_an_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(content)
    with pytest.raises(CaseError):
        load_cases([path])


def test_a_folder_without_case_files_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match=r"no \*\.jsonl file"):
        load_cases([tmp_path])


def test_a_path_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="no such file"):
        load_cases([tmp_path / "none.jsonl"])
