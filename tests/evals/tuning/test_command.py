"""`assistant tune-prompt` from the cases to the prompt file, with a model that improves when told to."""

import json
from pathlib import Path

import pytest

import prompts
from evals.tuning.command import main
from tests.evals.small import ALPHA, BETA, GAMMA
from tests.fake_openai import FakeOpenAI, Reply, Request, stream
from vectorstore import Library

HINT = "Name the number."


def improving(request: Request) -> Reply:
    """Answers rightly once its instructions hold HINT, and knows that they should."""
    schema = request.body.get("response_format", {}).get("json_schema", {}).get("schema", {})
    if "critique" in schema.get("required", ()):
        return stream(json.dumps({"critique": "Numbers are missing."}))
    if "instructions" in schema.get("required", ()):
        assert "Numbers are missing." in request.prompt
        return stream(
            json.dumps({"instructions": prompts.load("answer").text.replace("Rules:", f"{HINT}\nRules:")})
        )
    if HINT in request.prompt:
        return stream("Alpha reaches 81% accuracy on Zeta [1].")
    return stream("Alpha is a method [1]. It was made in 1999 [1].")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "Run":
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    with Library.open(tmp_path / "library") as library:
        library.ingest((ALPHA, BETA, GAMMA))
    lines = [
        {
            "id": f"a-{at}",
            "kind": "fact",
            "group": f"g{at}",
            "question": f"What accuracy does Alpha reach on Zeta ({at})?",
            "papers": [ALPHA.title],
            "facts": ["81%"],
        }
        for at in range(24)
    ]
    (tmp_path / "cases.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    return Run(tmp_path, monkeypatch)


class Run:
    """Runs the command against a server and gives its exit code."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder, self._patch = folder, patch

    def __call__(self, server: FakeOpenAI, *more: str) -> int:
        self._patch.setenv("OPENAI_BASE_URL", server.base_url)
        self._patch.setenv("ASSISTANT_MODEL", "fake")
        arguments = [
            str(self.folder / "cases.jsonl"),
            *("--library", str(self.folder / "library"), "--output", str(self.folder / "out")),
            *("--steps", "2", "--batch", "3", "--candidates", "1"),
            *more,
        ]
        with pytest.raises(SystemExit) as exit_:
            main(arguments)
        return int(str(exit_.value.code))


def test_the_winner_is_written_with_its_scores_and_can_be_used(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    with FakeOpenAI(answering=improving) as server:
        assert run(server) == 0
    text = (run.folder / "out" / "answer.md").read_text("utf-8")
    assert text.startswith("<!--\nMade by assistant tune-prompt from version")
    assert "on 12 held-back cases." in text
    used = prompts.load("answer", overrides=run.folder / "out")
    assert HINT in used.text
    assert "<!--" not in used.text
    said = capsys.readouterr()
    assert "kept" in said.out
    assert "Use it: copy" in said.err


def test_a_run_whose_tokens_are_used_up_goes_on_where_it_was(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    with FakeOpenAI(answering=improving) as server:
        assert run(server, "--tokens", "1000") == 0
        assert "Go on with --resume" in capsys.readouterr().err
        assert not (run.folder / "out" / "answer.md").exists()
        paid = len(server.requests)
        assert run(server, "--resume") == 0
        whole = len(server.requests)
        assert (run.folder / "out" / "answer.md").exists()
        assert run(server, "--resume") == 0
        assert len(server.requests) == whole
        assert run(server) == 0
        assert len(server.requests) - whole == whole
    assert 0 < paid < whole


def test_without_a_model_or_with_one_case_it_says_what_is_needed(
    run: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with FakeOpenAI() as server:
        one = run.folder / "cases.jsonl"
        one.write_text(one.read_text("utf-8").splitlines()[0], "utf-8")
        assert run(server) == 2
        assert "at least two questions" in capsys.readouterr().err
    monkeypatch.delenv("OPENAI_BASE_URL")
    with pytest.raises(SystemExit) as exit_:
        main([])
    assert exit_.value.code == 2
    assert "OPENAI_BASE_URL" in capsys.readouterr().err
