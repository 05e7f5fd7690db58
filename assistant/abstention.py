"""What is said when nothing is answered. Each text names no paper and states nothing about one."""

from collections.abc import Sequence

from assistant.answer import Reason
from assistant.engines.refusal import REFUSAL
from vectorstore.records import Hit

FULL_TEXT = "Only titles, records and abstracts are known here; the full text may say."

_TEXTS: dict[Reason, str] = {
    "empty_library": "There are no papers in this library yet. Add some with `assistant ingest FILE`.",
    "not_in_library": f"{REFUSAL} {FULL_TEXT}",
    "out_of_scope": "This question is outside what the papers in this library are about.",
    "false_premise": f"{REFUSAL} The question takes something for granted that they do not state.",
    "unsupported": f"{REFUSAL} A draft was written, but the cited words did not support it.",
}


def abstention_text(reason: Reason) -> str:
    return _TEXTS[reason]


def closest_papers(hits: Sequence[Hit], most: int = 3) -> str:
    """A note that names the closest papers as just that."""
    titles = "; ".join(f"“{hit.paper.title}”" for hit in hits[:most])
    return f"Closest papers here, which do not answer the question: {titles}."
