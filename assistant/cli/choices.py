"""Closed sets of the command line."""

from enum import StrEnum


class EngineOption(StrEnum):
    """Who writes the draft; auto takes the LLM as soon as a key or a server is set."""

    AUTO = "auto"
    EXTRACTIVE = "extractive"
    LLM = "llm"
