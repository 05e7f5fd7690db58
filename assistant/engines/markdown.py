"""Markdown in a model's reply: which lines are prose, and their words without the marks."""

import re

_ITEM = re.compile(r"\A\s*(?:[-*+•–]|\d{1,2}[.)])\s+")
_QUOTE = re.compile(r"\A\s*(?:>\s*)+")
_HEADING = re.compile(r"\A\s*#{1,6}\s+")
_BOLD_LINE = re.compile(r"\A\s*(\*\*|__)[^*_]+\1:?\s*\Z")
_RULE = re.compile(r"\A\s*(?:[-*_=|:]\s*){3,}\Z")
_EMPHASIS = re.compile(r"\*\*|(?<!\w)__|__(?!\w)|(?<![\w*])\*(?=[^\s*])|(?<=[^\s*])\*(?![\w*])|`+")
_LINK = re.compile(r"\[([^\[\]]*[^\W\d][^\[\]]*)\]\([^()\s]*\)")
_SOURCES = re.compile(r"(?:references?|sources?|citations?|bibliography|papers cited)\s*:?\Z", re.IGNORECASE)


def is_fence(line: str) -> bool:
    """Whether the line begins or ends a block of code."""
    return line.lstrip().startswith(("```", "~~~"))


def is_rule(line: str) -> bool:
    """Whether the line is a horizontal rule, an underline, or the line below a table's head."""
    return _RULE.match(line) is not None


def is_heading(line: str) -> bool:
    """Whether the line is a heading, or in bold as a whole."""
    return bool(_HEADING.match(line) or _BOLD_LINE.match(line))


def begins_sources(line: str) -> bool:
    """Whether the line heads a list of sources, so that what follows is no part of the answer."""
    return _SOURCES.match(without_emphasis(without_prefix(line)).strip()) is not None


def may_be_marks(start: str) -> bool:
    """Whether the beginning of a line is not yet prose: a bullet, a fence, a heading or a bold line."""
    words = _ITEM.sub("", _QUOTE.sub("", start)).strip()
    return not words or start.lstrip().startswith(("```", "~~~", "#", "**", "__"))


def without_prefix(line: str) -> str:
    """The line without its bullet, list number, quotation and heading marks."""
    return _HEADING.sub("", _ITEM.sub("", _QUOTE.sub("", line)))


def without_emphasis(text: str) -> str:
    """The text without bold, italic and code marks, and links without their targets."""
    return _EMPHASIS.sub("", _LINK.sub(r"\1", text))
