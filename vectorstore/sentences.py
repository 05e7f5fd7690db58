"""Where sentences begin and end in the prose of abstracts."""

import re
from collections import deque

_CANDIDATE = re.compile(
    r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s)|[。！？]+[”’」』）]*|\n\s*\n|(?<=[a-z)\]%])\.(?=[A-Z][a-z]*[ ,])"
)
_WORD_BEFORE = re.compile(r"[^\s(\[{\"'“‘«/–—]*\Z")
_WORD_AFTER = re.compile(r"[\"'“‘«(\[]*(\w[\w'’-]*)")
_DOTTED_LETTERS = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]\Z")
_LIST_NUMBER = re.compile(r"(?:\d{1,2}|[ivx]{1,4}|[a-z])\Z")
# Pandoc's rule for math: no space inside the dollars, no digit after them; so "$5 and $6" is money.
_MATH = re.compile(r"(?<!\\)\$(?![\s$])[^$\n]{0,300}?(?<![\s\\])\$(?!\d)")

_NEVER_LAST = frozenset(
    "e.g i.e eg ie vs cf fig figs eq eqs sec secs ref refs tab tabs thm def prop alg approx ca esp incl viz "
    "w.r.t s.t dr prof mr mrs ms dept univ i.i.d a.k.a".split()
)
_BEFORE_NUMBER = frozenset("no nos vol p pp ch chap art app v ver".split())
_RARELY_LAST = frozenset("al inc ltd co corp jr sr st".split())
# Words that begin sentences and hardly ever a name: after "et al." or an initial they tell the two apart.
_STARTERS = frozenset(
    "We The This These That Those In Our It Its However Moreover Furthermore To A An For As By Here "
    "Such They Their There With When While Although Thus Therefore Hence Finally Additionally "
    "Experiments Results On Using Based Recent Recently Then If From At Both But And After Unlike "
    "Existing First Second Third Also Most Many Since Despite Because Instead Extensive Empirically "
    "Theoretically Specifically Consequently Nevertheless Meanwhile Given Under Compared Prior Previous "
    "Code Codes Yet Still Notably Overall".split()
)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """The sentences of `text` as `(start, end)` character offsets, in order, without surrounding space.

    Every character that is no white space lies in exactly one span. Any text is accepted. A boundary
    needs a full stop, question or exclamation mark, or an empty line; abbreviations ("et al.", "Fig. 3",
    "w.r.t."), initials, decimals, addresses of web pages, list numbers and `$…$` do not make one.
    """
    math = deque(match.span() for match in _MATH.finditer(text))
    spans: list[tuple[int, int]] = []
    start = 0
    for candidate in _CANDIDATE.finditer(text):
        if candidate.start() < start:
            continue
        while math and math[0][1] <= candidate.start():
            math.popleft()
        if math and math[0][0] <= candidate.start() and candidate.end() < math[0][1]:
            continue
        if _is_boundary(text, start, candidate):
            _append(spans, text, start, candidate.end())
            start = candidate.end()
    _append(spans, text, start, len(text))
    return spans


def sentences(text: str) -> list[str]:
    """The words of each span of `sentence_spans`."""
    return [text[start:end] for start, end in sentence_spans(text)]


def _append(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    """Add `text[start:end]` without the white space around it, unless nothing is left."""
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        begin = start + len(piece) - len(piece.lstrip())
        spans.append((begin, begin + len(stripped)))


def _is_boundary(text: str, start: int, candidate: re.Match[str]) -> bool:
    mark = candidate.group()
    if mark[0] in "。！？\n":
        return True
    following = _WORD_AFTER.match(text, _skip_space(text, candidate.end()))
    word = following.group(1) if following else ""
    starts = word in _STARTERS and text[following.end() : following.end() + 1] != "." if following else False
    if not text[candidate.end() : candidate.end() + 1].isspace():
        last = _last_word(text, start, candidate.start()).lower()
        return starts and not last.startswith(("http", "www")) and last not in _NEVER_LAST
    if word and word[0].islower() and not any(c.isupper() or c.isdigit() for c in word[1:]):
        return False
    if mark[0] != "." or mark.startswith(".."):
        return True
    return not _abbreviates(text, start, candidate.start(), word, starts)


def _abbreviates(text: str, start: int, stop: int, next_word: str, starts: bool) -> bool:
    """Whether the full stop at `stop` belongs to the word before it; `starts`: the next begins a sentence."""
    last = _last_word(text, start, stop)
    folded = last.lower()
    if folded in _NEVER_LAST:
        return True
    if folded in _BEFORE_NUMBER:
        return next_word[:1].isdigit()
    if _LIST_NUMBER.match(last) and _skip_space(text, start) == stop - len(last):
        return True
    if folded in _RARELY_LAST or _DOTTED_LETTERS.match(last) or (len(last) == 1 and last.isupper()):
        return not starts
    return False


def _last_word(text: str, start: int, stop: int) -> str:
    match = _WORD_BEFORE.search(text, max(start, stop - 60), stop)
    return match.group() if match else ""


def _skip_space(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position
