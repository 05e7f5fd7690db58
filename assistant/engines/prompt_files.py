"""The prompts that are sent: those that ship, and in their place the person's own."""

from pathlib import Path

import prompts
from vectorstore.errors import SettingsError


def prompts_folder() -> Path:
    """Where a person puts prompts of their own, each under the name of the one it is to replace."""
    from platformdirs import user_config_path  # only with an LLM

    return user_config_path("assistant") / "prompts"


def load_prompts() -> dict[str, prompts.Prompt]:
    """Every prompt by name, the person's own where their folder has one.

    Raises SettingsError for a file there that cannot be used.
    """
    try:
        return prompts.load_all(overrides=prompts_folder())
    except prompts.PromptError as exc:
        raise SettingsError(str(exc)) from exc


def own_prompts() -> frozenset[str]:
    """Names of the prompts that the person has replaced."""
    return frozenset(path.stem for path in prompts_folder().glob("*.md"))
