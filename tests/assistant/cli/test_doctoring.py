"""What the doctor says about the language model: its prompts and what it has used."""

import json
from pathlib import Path

import pytest

from assistant.answer import Usage
from assistant.cli import doctoring
from assistant.cli.place import Place
from assistant.engines.ledger import user_ledger
from assistant.engines.prompt_files import prompts_folder


@pytest.fixture(autouse=True)
def _folders_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))


def printed(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_what_models_have_used_is_summed_with_its_cost(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_TOKENS_PER_DAY", "5000")
    for model in ("owl", "bat"):
        user_ledger().add(model, Usage(prompt_tokens=1200, completion_tokens=30, calls=1, cost_usd=0.0125))
    doctoring.usage(as_json=False)
    said = capsys.readouterr().out
    assert "owl: 1 request, 1,200 prompt and 30 completion tokens, 0.0125 US dollars" in said
    assert "total       2 requests, 2,400 prompt and 60 completion tokens, 0.0250 US dollars" in said
    assert "limit 5,000 tokens" in said
    doctoring.usage(as_json=True)
    found = printed(capsys)
    assert [day["model"] for day in found["days"]] == ["bat", "owl"]  # type: ignore[attr-defined]  # JSON
    assert found["total"] == {
        "prompt_tokens": 2400,
        "completion_tokens": 60,
        "calls": 2,
        "cost_usd": 0.025,
    }
    assert found["limits"]["tokens for one day"] == 5000  # type: ignore[index]  # JSON


def test_before_anything_was_used_the_sum_is_zero(capsys: pytest.CaptureFixture[str]) -> None:
    doctoring.usage(as_json=False)
    assert "total       0 requests, 0 prompt and 0 completion tokens\n" in capsys.readouterr().out


def test_prompts_of_the_persons_own_are_named_and_broken_ones_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    prompts_folder().mkdir(parents=True)
    (prompts_folder() / "condense.md").write_text("$fence $turns $question")
    doctoring.run(place=Place(library=tmp_path / "none"), as_json=True)
    found = printed(capsys)["prompts"]
    assert isinstance(found, dict)
    assert found["condense"].endswith(" (your own)")
    assert len(found["answer"]) == 12
    (prompts_folder() / "anwser.md").write_text("")
    doctoring.run(place=Place(library=tmp_path / "none"), as_json=True)
    problem = printed(capsys)["prompts"]
    assert "anwser.md has a name that no prompt has" in str(problem)
