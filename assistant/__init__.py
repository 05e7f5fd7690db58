"""Answers questions about a body of papers; every sentence shown is checked against the words it cites.

    from assistant import Assistant
    assistant = Assistant.open("my-library")
    answer = assistant.ask("…")

Importing this package loads nothing heavy; `Assistant` is loaded when it is first named.
"""

from typing import TYPE_CHECKING

from assistant.answer import Answer, Citation, Claim, Turn, WithheldClaim

if TYPE_CHECKING:
    from assistant.chain import Assistant

__all__ = ["Answer", "Assistant", "Citation", "Claim", "Turn", "WithheldClaim"]


def __getattr__(name: str) -> object:
    if name == "Assistant":
        from assistant.chain import Assistant  # pulls in the store

        return Assistant
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
