"""The regular entries that programs write, taken apart by patterns: most of a long list, and quickly.

An entry is regular when its values are numbers, names of strings, quoted text, or groups of braces of bounded
depth without escaped braces, and nothing but space stands behind it. For these bibtexparser gives the same (a
test compares them); every other text is left to it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_TEXT = r"(?:[^{}\\]++|\\(?![{}\\]))*+"
_GROUP = r"\{" + _TEXT + r"(?:\{" + _TEXT + r"(?:\{" + _TEXT + r"(?:\{" + _TEXT + r"\}" + _TEXT + r")*+\}"
_GROUP += _TEXT + r")*+\}" + _TEXT + r")*+\}"
_START = re.compile(r"\s*+(?P<raw>@(?P<kind>[A-Za-z]++)[ \t]*+\{\s*+(?P<key>[^\s,{}()\"=@#%\\]++)\s*+,)")
_FIELD = re.compile(
    r"\s*+(?P<name>[^\s,{}()\"=@#%\\]++)\s*+=\s*+"
    r"(?:\{(?P<inner>" + _GROUP[2:-2] + r")\}|\"(?P<quoted>[^\"{}\\@#]*+)\"|(?P<word>\w++))"
    r"\s*+(?P<comma>,?)"
)
_END = re.compile(r"\s*+\}")
_NO_ENTRIES = frozenset({"comment", "preamble", "string"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Regular:
    """As bibtexparser gives an entry; `start` is where its @ stands, `raw` runs to its last brace."""

    start: int
    kind: str
    key: str
    fields: Mapping[str, str]
    raw: str


def regular_entry(text: str, strings: Mapping[str, str]) -> Regular | None:
    """The entry that is all of the text; None where it is not regular. `strings` are those of the file."""
    start = _START.match(text)
    if start is None or start["kind"].lower() in _NO_ENTRIES:
        return None
    fields: dict[str, str] = {}
    place = start.end()
    while (field := _FIELD.match(text, place)) is not None:
        name, inner, quoted, word = field.group("name", "inner", "quoted", "word")
        value = strings.get(word.lower(), word) if word is not None else quoted if inner is None else inner
        fields.setdefault(name.lower(), value)
        place = field.end()
        if not field["comma"]:
            break
    end = _END.match(text, place)
    if end is None or text[end.end() :].strip():
        return None
    return Regular(
        start=start.start("raw"),
        kind=start["kind"].lower(),
        key=start["key"],
        fields=fields,
        raw=text[start.start("raw") : end.end()],
    )
