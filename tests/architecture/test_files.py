"""Files stay small, and name no machine and no registry."""

import re
from pathlib import Path

import pytest

from tests.architecture.tree import files, python_files, read

LONGEST = 300

# Written in parts, so that this file passes its own test.
NOT_OURS = re.compile(
    "|".join(
        (
            r"(?<![\w.])/(?:wor" + r"k|roo" + r"t|hom" + r"e/\w+|opt/(?:py" + r"pi|wheels)|tmp/\w+)/",
            r"(?:pypi|pytho" + r"nhosted|test\.pypi)\." + r"org",
            r"registry\.(?:npm" + r"js|yarn" + r"pkg)",
            r"(?:deb|security)\.debi" + r"an\.org",
            r"(?:--|_)(?:extra-)?index-" + r"url\s*=?\s*http",
        )
    )
)
NO_TEXT = {".ico", ".onnx", ".png", ".woff2"}


def problems(text: str, path: Path) -> list[str]:
    """Each line of a file that names somebody's machine or a package registry."""
    return [
        f"{path}:{number}: {line.strip()[:100]}"
        for number, line in enumerate(text.splitlines(), 1)
        if NOT_OURS.search(line)
    ]


@pytest.mark.parametrize("path", python_files(), ids=str)
def test_a_file_has_one_job(path: Path) -> None:
    lines = len(read(path).splitlines())
    assert lines <= LONGEST


def test_no_file_names_a_machine_or_a_registry() -> None:
    found = [
        problem
        for path in files()
        if path.suffix not in NO_TEXT and path.name != "LICENSE"
        for problem in problems(read(path), path)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "line",
    [
        "data = Path('/wor" + "k/shared/list.txt')",
        "see /roo" + "t/.config",
        "/hom" + "e/somebody/notes",
        "pip install -i https://py" + "pi.org/simple",
        "https://files.pytho" + "nhosted.org/packages/",
        "wheel from /opt/py" + "pi/files",
    ],
)
def test_such_a_line_is_found(line: str) -> None:
    assert problems(f"fine\n{line}\n", Path("a.py"))[0].startswith("a.py:2:")


@pytest.mark.parametrize(
    "line", ["shared/work/x", "https://arxiv.org/abs/1706.03762", "the roots / home of it"]
)
def test_other_lines_pass(line: str) -> None:
    assert problems(line, Path("a.py")) == []
