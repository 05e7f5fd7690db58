"""`assistant chat` answers, follows up, survives a bad question, and ends with an empty line."""

from pathlib import Path

import pytest
from rich.console import Console

from assistant.cli import chatting
from assistant.cli.choices import EngineOption
from assistant.cli.place import Place
from tests.papers import LIBRARY
from vectorstore import Library


def talk(
    questions: list[str], folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[str, str]:
    """What is printed on stdout and stderr when these lines are typed, and then the end of input."""
    lines = iter(questions)

    def typed(_prompt: str) -> str:
        try:
            return next(lines)
        except StopIteration:
            raise EOFError from None

    people = Console(stderr=True, highlight=False, width=200)
    monkeypatch.setattr(people, "input", typed)
    monkeypatch.setattr(chatting, "people", people)
    chatting.run(place=Place(library=folder), engine=EngineOption.EXTRACTIVE)
    printed = capsys.readouterr()
    return printed.out, printed.err


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Library.open(tmp_path / "library") as library:
        library.ingest(LIBRARY)
    return tmp_path / "library"


def test_a_conversation_follows_up(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["What is WhaleNet?", "How long does it run on a battery?", "", "never read"]
    out, err = talk(asked, folder, monkeypatch, capsys)
    assert "4 papers" in err
    assert "a small neural network" in out
    assert "40 days. [1]" in out
    assert "[1] WhaleNet" in out


def test_a_question_that_cannot_be_read_does_not_end_the_conversation(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out, err = talk(["why " * 2000, "What is HiveCam?"], folder, monkeypatch, capsys)
    assert "Shorten it" in err
    assert "a camera system" in out
