"""The prompts: one Markdown file each, and the loader that checks their placeholders."""

from prompts.loader import Messages, Prompt, PromptError, load

__all__ = ["Messages", "Prompt", "PromptError", "load"]
