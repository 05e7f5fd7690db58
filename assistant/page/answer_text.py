"""An answer's text as HTML: paragraphs, lists, and markers that link to their source and its quote."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.answer import MARKER, Citation
from assistant.page.escaping import escape

_BULLET = re.compile(r"\s*(?:[-*•]|\d{1,3}[.)])\s+")
_RUN = re.compile(r"(?:\[\d{1,4}\]\s?){7,}")
_SHOWN_OF_RUN = 4
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Anchors:
    """Where the sources of one turn stand in the page.

    `prefix` is unique to the turn; a source is `<prefix>-<number>`, its quotes `<prefix>-<number>-<at>`.
    """

    prefix: str

    def source(self, number: int) -> str:
        return f"{self.prefix}-{number}"

    def quote(self, number: int, at: int) -> str:
        return f"{self.prefix}-{number}-{at}"


def by_number(citations: Sequence[Citation]) -> dict[int, list[Citation]]:
    """Citations grouped by their paper's number, numbers in order."""
    grouped: dict[int, list[Citation]] = {}
    for citation in sorted(citations, key=lambda each: each.number):
        grouped.setdefault(citation.number, []).append(citation)
    return grouped


def answer_html(text: str, citations: Sequence[Citation], anchors: Anchors) -> str:
    """`text` with its `[n]` markers as links. Blank lines part paragraphs; lines that begin with a
    bullet or a number are a list. Everything else is shown as the characters it is.
    """
    grouped = by_number(citations)
    blocks: list[str] = []
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        items: list[str] = []
        lines: list[str] = []
        for line in paragraph.splitlines():
            if bullet := _BULLET.match(line):
                items.append(f"<li>{_line(line[bullet.end() :], grouped, anchors)}</li>")
            elif items:
                items[-1] = items[-1].removesuffix("</li>") + f"<br>{_line(line, grouped, anchors)}</li>"
            else:
                lines.append(_line(line, grouped, anchors))
        if lines:
            blocks.append(f"<p>{'<br>'.join(lines)}</p>")
        if items:
            blocks.append(f"<ul>{''.join(items)}</ul>")
    return "".join(blocks)


def _line(line: str, grouped: Mapping[int, Sequence[Citation]], anchors: Anchors) -> str:
    """The line; of a long run of markers the first few are shown and the others can be opened."""
    parts: list[str] = []
    at = 0
    for run in _RUN.finditer(line):
        cut = [match.end() for match in MARKER.finditer(line, run.start(), run.end())]
        fold = cut[_SHOWN_OF_RUN - 1]
        parts += [
            _marked(line[at:fold], grouped, anchors),
            f'<button type="button" class="run" data-more aria-expanded="false"'
            f' aria-label="{len(cut) - _SHOWN_OF_RUN} more sources">+{len(cut) - _SHOWN_OF_RUN}</button>'
            f"<span hidden>{_marked(line[fold : cut[-1]], grouped, anchors)}</span>",
        ]
        at = cut[-1]
    return "".join([*parts, _marked(line[at:], grouped, anchors)])


def _marked(line: str, grouped: Mapping[int, Sequence[Citation]], anchors: Anchors) -> str:
    parts: list[str] = []
    at = sentence = 0
    for match in MARKER.finditer(line):
        number = int(match[1])
        if number not in grouped:
            continue
        if line[at : match.start()].strip():
            sentence = at
        parts += [
            escape(line[at : match.start()]),
            _marker(number, grouped[number], line[sentence : match.start()], anchors),
        ]
        at = match.end()
    parts.append(escape(line[at:]))
    return "".join(parts)


def _marker(number: int, citations: Sequence[Citation], sentence: str, anchors: Anchors) -> str:
    at = _nearest(sentence, citations)
    title = escape(citations[at].title)
    return (
        f'<a class="cite" href="#{anchors.source(number)}" data-source="{anchors.source(number)}"'
        f' data-quote="{anchors.quote(number, at)}" aria-label="Source {number}: {title}">{number}</a>'
    )


def _nearest(sentence: str, citations: Sequence[Citation]) -> int:
    """The place of the citation whose quote shares most words with the sentence: the one to show for it."""
    words = {word.casefold() for word in _WORD.findall(sentence)}
    shared = [
        len(words & {word.casefold() for word in _WORD.findall(each.quote)}) / (1 + len(each.quote)) ** 0.5
        for each in citations
    ]
    return shared.index(max(shared))
