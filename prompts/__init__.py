"""The prompts: one Markdown file each, and the loader that checks their placeholders."""

from prompts.loader import Messages, Prompt, PromptError, checked, load, load_all

__all__ = ["Messages", "Prompt", "PromptError", "checked", "load", "load_all"]
