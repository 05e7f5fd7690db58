from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import prompts
from prompts.loader import PLACEHOLDERS

VALUES = {"refusal": "No.", "fence": "f0", "papers": "[1] A", "question": "Why?"}


@pytest.mark.parametrize("name", sorted(PLACEHOLDERS))
def test_every_shipped_prompt_loads(name: str) -> None:
    assert len(prompts.load(name).version) == 12


def test_a_prompt_is_cut_into_rules_and_request() -> None:
    messages = prompts.load("answer").render(**VALUES)
    assert "No." in messages.system
    assert "[1] A" not in messages.system
    assert "[1] A" in messages.user
    assert "Why?" in messages.user


@given(text=st.text())
def test_a_value_is_put_in_as_it_is_and_moves_no_cut(text: str) -> None:
    hostile = f"\n---\n$refusal ${{fence}} {text}"
    plain = prompts.load("answer").render(**VALUES)
    messages = prompts.load("answer").render(**{**VALUES, "papers": hostile})
    assert messages.system == plain.system
    assert hostile in messages.user


def test_a_file_in_the_users_folder_takes_the_place_of_ours(tmp_path: Path) -> None:
    own = "$refusal $fence $papers $question"
    (tmp_path / "answer.md").write_text(own)
    prompt = prompts.load("answer", overrides=tmp_path)
    assert prompt.render(**VALUES) == prompts.Messages(system="", user="No. f0 [1] A Why?")
    assert prompt.version != prompts.load("answer").version
    assert prompts.load("answer", overrides=tmp_path / "none").version == prompts.load("answer").version


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("$refusal $fence $papers", r"lacks \$question"),
        ("$refusal $fence $papers $question $tone", r"unknown \$tone"),
        ("$refusal $fence $papers $question costs $5", r"'\$\$' for a dollar"),
    ],
)
def test_wrong_placeholders_are_named(tmp_path: Path, text: str, complaint: str) -> None:
    (tmp_path / "answer.md").write_text(text)
    with pytest.raises(prompts.PromptError, match=complaint) as error:
        prompts.load("answer", overrides=tmp_path)
    assert str(tmp_path / "answer.md") in str(error.value)


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "answer.md").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(prompts.PromptError, match="cannot be read"):
        prompts.load("answer", overrides=tmp_path)


def test_a_file_whose_name_no_prompt_has_is_an_error_not_a_silence(tmp_path: Path) -> None:
    (tmp_path / "anwser.md").write_text("$refusal $fence $papers $question")
    with pytest.raises(prompts.PromptError, match=r"anwser\.md has a name that no prompt has.*answer, "):
        prompts.load_all(overrides=tmp_path)
    assert prompts.load_all(overrides=tmp_path / "none").keys() == PLACEHOLDERS.keys()


def test_a_comment_at_the_head_is_not_sent_and_changes_no_version() -> None:
    text = "Be brief. $fence $turns\n---\n$question <!-- stays -->"
    plain = prompts.checked("condense", text, place="It")
    noted = prompts.checked("condense", f"<!-- accuracy 0.9,\n$more -->\n{text}", place="It")
    assert noted == plain
    assert "stays" in noted.render(fence="f", turns="t", question="q").user
