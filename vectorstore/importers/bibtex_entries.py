"""Entries of a BibTeX stream with their strings resolved, one after the other.

The stream is cut where a line begins a block: there bibtexparser begins anew, whatever stood before.
"""

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TextIO

from vectorstore.importers.bibtex_regular import regular_entry
from vectorstore.importers.plain_text import MAX_FIELD

_PIECE = 262_144
_MAX_ENTRY = 4_000_000
_BLOCK = re.compile(r"\s*@\s*[A-Za-z]\w*\s*[{(]")
# bibtexparser reads @string{…} and a type that directly follows the @; both are looser in BibTeX itself.
_STRING_IN_ROUND = re.compile(r"(@\s*string\s*)\(((?:[^()\"{]|\"[^\"]*\"|\{[^{}]*\})*)\)", re.IGNORECASE)
_LOOSE = re.compile(r"^\s*@\s+([A-Za-z]+)\s*(?=\{)", re.MULTILINE)
_PART = re.compile(
    r"\s*(?:(?P<word>[^\s#\"{}]+)|\"(?P<quoted>(?:[^\"{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\")\s*(?:#|$)"
)
_OPENING = re.compile(r"\s*\{")
_JOINT = re.compile(r"\s*#\s*")
_MAX_PARTS = 1_000
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One entry: names of fields in small letters, values without their outer braces or quotes."""

    line: int
    kind: str
    key: str
    fields: Mapping[str, str]
    raw: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Broken:
    """A place that is no entry, and what was expected there."""

    line: int
    reason: str


def entries_of(stream: TextIO) -> Iterator[Entry | Broken]:
    """The entries from where the stream stands; comments and preambles are left out."""
    strings = {month: month for month in _MONTHS}
    piece: list[str] = []
    first, size = 1, 0
    for number, line in enumerate(stream, start=1):
        if "@" in line and _BLOCK.match(line):
            yield from _entries(piece, first, strings)
            piece, first, size = [], number, 0
        size += len(line)
        if size > _MAX_ENTRY + _PIECE and len(line) > _PIECE:
            yield from _entries(piece, first, strings)
            yield Broken(line=number, reason="expected an entry of at most a few hundred thousand characters")
            piece, first, size = [], number + 1, 0
            continue
        if size <= _MAX_ENTRY + _PIECE:
            piece.append(line)
    yield from _entries(piece, first, strings)


def _entries(piece: list[str], first: int, strings: dict[str, str]) -> Iterator[Entry | Broken]:
    text = "".join(piece).replace("\ufeff", "")
    regular = regular_entry(text, strings)
    if regular is not None:
        yield Entry(
            line=first + text.count("\n", 0, regular.start),
            kind=regular.kind,
            key=regular.key,
            fields=regular.fields,
            raw=regular.raw[:MAX_FIELD],
        )
    elif "@" in text:
        yield from _parsed(text, first, strings)


def _parsed(text: str, first: int, strings: dict[str, str]) -> Iterator[Entry | Broken]:
    from bibtexparser import model  # local: regular entries do without
    from bibtexparser.entrypoint import parse_string

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # what it warns of is in our report
    text = _LOOSE.sub(r"@\1", _STRING_IN_ROUND.sub(r"\1{\2}", text))
    library = parse_string(text, parse_stack=[])
    for parsed in library.blocks:
        line = first + (parsed.start_line or 0)
        block: model.Block | None = parsed
        if isinstance(parsed, model.ParsingFailedBlock) and parsed.ignore_error_block is not None:
            block = parsed.ignore_error_block  # a key or a field that occurs twice
        if isinstance(block, model.String):
            strings[block.key.lower()] = _value(block.value, strings)
        elif isinstance(block, model.Entry):
            fields: dict[str, str] = {}
            for field in block.fields:
                fields.setdefault(field.key.lower(), _value(str(field.value), strings))
            yield Entry(
                line=line,
                kind=block.entry_type.lower(),
                key=block.key,
                fields=fields,
                raw=(block.raw or "")[:MAX_FIELD],
            )
        elif isinstance(block, model.ParsingFailedBlock):
            start = " ".join((block.raw or "").split())[:60]
            yield Broken(
                line=line, reason=f"expected a whole entry with balanced braces and commas, found {start!r}"
            )


def _value(source: str, strings: Mapping[str, str]) -> str:
    """A value as BibTeX evaluates it: braces, quotes, numbers, names of strings, joined by #."""
    source = source.strip()
    if source.startswith("{") and source.endswith("}") and _closes_at_end(source):
        return source[1:-1]
    parts: list[str] = []
    place = size = 0
    while place < len(source) and size <= MAX_FIELD and len(parts) < _MAX_PARTS:
        opening = _OPENING.match(source, place)
        if opening is not None:
            end = _group_end(source, opening.end() - 1)
            part = source[opening.end() : end]
            joint = _JOINT.match(source, end + 1)
            place = len(source) if joint is None else joint.end()  # where no # follows, a comma is missing
        else:
            match = _PART.match(source, place)
            if match is None or match.end() == place:
                return "".join(parts) + source[place:].strip('"')
            word = match["word"]
            part = match["quoted"] if word is None else strings.get(word.lower(), word)
            place = match.end()
        size += len(part)
        parts.append(part)
    return "".join(parts)[: MAX_FIELD + 1]


def _closes_at_end(source: str) -> bool:
    return "{" not in source[1:] or _group_end(source, 0) == len(source) - 1


def _group_end(source: str, start: int) -> int:
    depth = 0
    for match in re.compile(r"\\.|[{}]", re.DOTALL).finditer(source, start):
        depth += {"{": 1, "}": -1}.get(match.group(), 0)
        if depth == 0:
            return match.start()
    return len(source)
