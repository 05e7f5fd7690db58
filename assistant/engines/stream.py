"""From a model's token stream to sentences, each as soon as it is complete."""

import re
from collections.abc import Iterator

from assistant.engines import markdown
from assistant.engines.draft import DraftSentence
from assistant.engines.markers import BRACKETED, PARENTHESISED, take_markers
from vectorstore.sentences import sentence_spans, sentences

LONGEST_SENTENCE = 1000
"""Characters. What goes on for longer is no sentence but a model in a loop, and is given as it is."""

_MARKERS_ONLY = re.compile(rf"\s*(?:(?:{BRACKETED}|{PARENTHESISED})[\s,;.]*)+\Z")
_AFTER_STOP = re.compile(
    rf"([.!?…][\"'”’)]*)((?:\s*(?:{BRACKETED}|{PARENTHESISED}(?=\s|\Z))\.?)+)(?=\s*\Z|\s+[^\sa-z\[【［(])"
)
_OPEN_BRACKET = re.compile(r"[\[【［(][^\]】］)]{0,40}\Z")
_TERMINATED = re.compile(r"[.!?…。！？][\"'”’)\]】]*\s*\Z")
_THOUGHT_BEGINS = re.compile(r"\s*<think(?:ing)?>", re.IGNORECASE)
_THOUGHT_ENDS = re.compile(r"</think(?:ing)?>\Z", re.IGNORECASE)


class SentenceStream:
    """Feed it text in pieces of any size; it gives back whole sentences, the same ones however it was cut.

    A sentence is given once the first word after it has arrived, because a marker after the full stop still
    belongs to it. A list item is a sentence; Markdown marks are stripped; headings without a marker, code
    blocks, thoughts (`<think>`) and a closing list of sources are left out.
    """

    def __init__(self) -> None:
        self._line = ""  # what has arrived of the line and has not been given
        self._line_begun = False  # the line's beginning has been read: what is left of it is plain
        self._held = ""  # the last sentence of the lines before: markers or its end may follow
        self._state = "start"  # start, thought, prose, code, sources
        self._brackets_seen = False

    def feed(self, piece: str) -> Iterator[DraftSentence]:
        """The sentences that `piece` completes."""
        for character in piece:
            if character != "\n" or self._state in ("start", "thought"):
                self._line += character
            if self._state == "start":
                self._begin()
            if self._state == "thought":
                if _THOUGHT_ENDS.search(self._line[-12:]):
                    self._line, self._state = "", "prose"
            elif character == "\n":
                yield from self._end_line()
            elif character.isspace():
                yield from self._end_word()

    def finish(self, *, cut: bool = False) -> Iterator[DraftSentence]:
        """The rest. When the text was `cut`, an unfinished last sentence is left out."""
        if self._state == "thought":
            return
        if cut and not _TERMINATED.search(self._line):
            spans = sentence_spans(self._line)
            self._line = self._line[: spans[-2][1]] if len(spans) > 1 else ""
        yield from self._end_line()
        yield from self._give_held()

    def _begin(self) -> None:
        """Decide, once enough has arrived, whether the reply begins with a thought."""
        if _THOUGHT_BEGINS.match(self._line):
            self._state = "thought"
        elif not "<thinking>".startswith(self._line.strip().lower()):
            self._state = "prose"

    def _end_word(self) -> Iterator[DraftSentence]:
        """A word of the line is complete: give the sentences that now have a word after them."""
        if self._state != "prose":
            return
        if len(self._line) > LONGEST_SENTENCE:
            yield from self._give_held()
            yield from self._give(self._line)
            self._line, self._line_begun = "", True
            return
        if self._line_is_open():
            return
        self._begin_prose()
        yield from self._give_held()
        self._line = markdown.without_emphasis(self._line)
        found = sentence_spans(self._line)
        words = [span for span in found if not _MARKERS_ONLY.match(self._line[slice(*span)])]
        if len(words) > 1 and words[-1] == found[-1] and not _OPEN_BRACKET.search(self._line.rstrip()):
            text = _markers_before_stop(self._line)
            *complete, last = sentence_spans(text)
            for span in complete:
                yield from self._give(text[slice(*span)])
            self._line = text[last[0] :]

    def _line_is_open(self) -> bool:
        """Whether it cannot be said yet how the line begins."""
        return not self._line_begun and (
            markdown.may_be_marks(self._line)
            or _OPEN_BRACKET.search(self._line.rstrip()) is not None
            or _MARKERS_ONLY.match(self._line) is not None
        )

    def _begin_prose(self) -> None:
        """Strip the marks of the line, and join it to the held sentence if it goes on with that."""
        if self._line_begun:
            return
        goes_on = re.match(r"\s*[a-z]", self._line) and self._held and not _TERMINATED.search(self._held)
        self._line = markdown.without_prefix(self._line)
        if goes_on:
            self._line, self._held = f"{self._held} {self._line.lstrip()}", ""
        self._line_begun = True

    def _end_line(self) -> Iterator[DraftSentence]:
        begun = self._line_begun
        if not begun and markdown.is_fence(self._line) and self._state in ("start", "prose", "code"):
            self._state = "prose" if self._state == "code" else "code"
        elif self._state in ("start", "prose") and self._line.strip():
            yield from self._end_prose_line()
        elif not _TERMINATED.search(self._held):
            yield from self._give_held()
        self._line, self._line_begun = "", False

    def _end_prose_line(self) -> Iterator[DraftSentence]:
        marked = re.search(BRACKETED, self._line) is not None
        if not self._line_begun:
            if _MARKERS_ONLY.match(self._line) and self._held:
                self._held = _join_markers(self._held, self._line)
                return
            if markdown.begins_sources(self._line):
                self._state = "sources"
                return
            if markdown.is_rule(self._line) or (markdown.is_heading(self._line) and not marked):
                return
        self._begin_prose()
        yield from self._give_held()
        line = markdown.without_emphasis(self._line)
        *complete, self._held = sentences(_markers_before_stop(line)) or [""]
        for sentence in complete:
            yield from self._give(sentence)

    def _give_held(self) -> Iterator[DraftSentence]:
        held, self._held = self._held, ""
        yield from self._give(held)

    def _give(self, sentence: str) -> Iterator[DraftSentence]:
        marked = take_markers(sentence, parentheses=not self._brackets_seen)
        self._brackets_seen = self._brackets_seen or marked.bracketed
        if re.search(r"\w", marked.text):
            yield DraftSentence(text=marked.text, numbers=marked.numbers)


def _markers_before_stop(text: str) -> str:
    """'A. [1] B.' as 'A [1]. B.': a marker after the full stop belongs to the sentence before it."""
    return _AFTER_STOP.sub(lambda found: f" {found[2].strip().rstrip('.')}{found[1]}", text)


def _join_markers(sentence: str, markers: str) -> str:
    """`markers` put before the full stop of `sentence`."""
    ending = _TERMINATED.search(sentence)
    stop = ending.group() if ending else ""
    return f"{sentence.removesuffix(stop)} {markers.strip(' ,;.')}{stop.strip()}"
