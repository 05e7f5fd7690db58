"""Closed sets of the command line."""

from enum import StrEnum


class EngineOption(StrEnum):
    """Who writes the draft; auto takes the LLM as soon as a key or a server is set."""

    AUTO = "auto"
    EXTRACTIVE = "extractive"
    LLM = "llm"


class SortOption(StrEnum):
    """The order of a list of papers; without a year comes last."""

    LISTED = "listed"
    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"
