"""Answers questions about a body of papers; every sentence shown is checked against the words it cites.

    from assistant import Assistant
    assistant = Assistant.open("my-library")
    answer = assistant.ask("…")

`check(claim, evidence)` is the check alone. Importing this package loads nothing heavy; `Assistant` and
`check` are loaded when they are first named.
"""

from typing import TYPE_CHECKING

from assistant.answer import Answer, Citation, Claim, Turn, WithheldClaim

if TYPE_CHECKING:
    from assistant.chain import Assistant
    from assistant.grounding.support import check

__all__ = ["Answer", "Assistant", "Citation", "Claim", "Turn", "WithheldClaim", "check"]


def __getattr__(name: str) -> object:
    if name == "Assistant":
        from assistant.chain import Assistant  # pulls in the store

        return Assistant
    if name == "check":
        from assistant.grounding.support import check  # pulls in the model's runtime

        return check
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
