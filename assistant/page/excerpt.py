"""A citation's words where they stand: in bold inside their sentence, or marked in the whole text."""

from collections.abc import Sequence

from assistant.page.escaping import escape
from vectorstore.sentences import sentence_spans

Span = tuple[int, int]


def sentence_around(text: str, start: int, end: int) -> Span:
    """The offsets of the whole sentences of `text` that `start:end` touches; always contains it."""
    touched = [span for span in sentence_spans(text) if span[0] < end and start < span[1]]
    if not touched:
        return start, end
    return min(start, touched[0][0]), max(end, touched[-1][1])


def merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans in order, overlapping ones joined."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def marked(text: str, spans: Sequence[Span], *, within: Span | None = None, tag: str = "mark") -> str:
    """`text` (or its part `within`) as HTML, the words at `spans` inside `<tag>`.

    Without the tags the result reads exactly as the text: nothing is added, dropped or moved.
    """
    first, last = within or (0, len(text))
    parts: list[str] = []
    at = first
    for start, end in merged(spans):
        start, end = max(start, first), min(end, last)
        if start >= end:
            continue
        parts += [escape(text[at:start]), f"<{tag}>", escape(text[start:end]), f"</{tag}>"]
        at = end
    parts.append(escape(text[at:last]))
    return "".join(parts)
