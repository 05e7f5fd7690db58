"""Errors as the page tells them: one line, without the places of files on this machine."""

from pathlib import Path

from vectorstore.errors import ResearchError


def message_for(error: ResearchError, library: Path) -> str:
    """The error's line without the library's folder, which is nobody's business who asks through a page."""
    text = str(error)
    for place in {str(library), str(library.resolve())}:
        text = text.replace(f" {place}", "").replace(place, "the library")
    return text
