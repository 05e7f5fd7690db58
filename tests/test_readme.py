"""What the README shows works: its examples run in order, and the commands and settings it names exist."""

import contextlib
import io
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.settings import Settings
from tests.architecture.tree import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
ASSISTANT = [sys.executable, "-c", "from assistant.cli import main; main()"]
PAGE = """\
33.7LGMay 25, 2024
A Made-Up Study of Quiet GardensAda Lovelace, Charles Babbage
Quiet gardens lower the resting pulse of visitors by 7% within an hour. The study observed 120 visitors.
"""


def blocks(text: str) -> list[tuple[str, str]]:
    """The fenced blocks, as language and content, in order."""
    return re.findall(r"^```(\w+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def named(program: str, text: str) -> set[str]:
    """The subcommands of a program that a text names, in inline code or in a block of shell lines."""
    code = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL))
    lines = [line for language, block in blocks(text) if language == "sh" for line in block.splitlines()]
    return {
        match[1] for line in [*code, *lines] if (match := re.match(rf"{program} ([a-z][a-z-]*)\b(?!=)", line))
    }


def run_shell_block(block: str) -> str:
    """Runs the lines that call our program; returns what they print on stdout."""
    commands = [shlex.split(line)[1:] for line in block.splitlines() if line.startswith("assistant ")]
    return "".join(
        subprocess.run([*ASSISTANT, *command], stdout=subprocess.PIPE, text=True, check=True).stdout
        for command in commands
    )


def test_the_examples_run_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(ROOT), prepend=":")
    Path("publications.txt").write_text(PAGE, encoding="utf-8")
    names: dict[str, object] = {}
    printed = ""
    for language, block in blocks(README):
        if language == "python":
            with contextlib.redirect_stdout(io.StringIO()) as output:
                exec(compile(block, "README.md", "exec"), names)
            assert output.getvalue().strip(), "an example that prints nothing shows nothing"
        elif language == "sh" and "assistant " in block:
            printed = " ".join(run_shell_block(block).split())
        elif language == "text":
            assert " ".join(block.split()) == printed, "the README shows an answer of the past"


@pytest.mark.parametrize("command", sorted(named("assistant", README)))
def test_a_command_that_the_readme_names_exists(command: str) -> None:
    subprocess.run([*ASSISTANT, command, "--help"], stdout=subprocess.DEVNULL, check=True, cwd=ROOT)


@pytest.mark.parametrize("target", sorted(named("make", README) | named("make", CONTRIBUTING)))
def test_a_target_that_the_documents_name_exists(target: str) -> None:
    assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)


@pytest.mark.parametrize("variable", sorted(set(re.findall(r"\bASSISTANT_[A-Z_]+\b", README))))
def test_a_setting_that_the_readme_names_exists(variable: str) -> None:
    assert variable.removeprefix("ASSISTANT_").lower() in Settings.model_fields


def test_what_the_documents_name_is_found() -> None:
    text = (
        "Run `make chat`, or:\n\n```sh\nassistant ask 'What?'\nmake test\n```\n\nNot `make-up`, `make X=1`."
    )
    assert named("make", text) == {"chat", "test"}
    assert named("assistant", text) == {"ask"}


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^):]+)\)", README + CONTRIBUTING))))
def test_a_linked_file_exists(link: str) -> None:
    assert (ROOT / link).is_file()
