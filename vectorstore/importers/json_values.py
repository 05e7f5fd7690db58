"""JSON answers of any size, one record at a time; and how to reach into a record of unknown shape."""

import json
import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import TextIO

_CHUNK = 1 << 18
_MAX_RECORD = 16_000_000
_SPACE = re.compile(r"[\s,\ufeff\x1e]*")
# Where APIs keep their records: OpenAlex, Zenodo, Semantic Scholar, DataCite, Crossref, Better BibTeX, ORCID.
_LISTS = frozenset(
    {
        "results",
        "data",
        "items",
        "hits",
        "papers",
        "works",
        "message",
        "records",
        "references",
        "group",
        "bulk",
    }
)
_MARK = re.compile(r"[\"{}\[\],]")
_IN_STRING = re.compile(r"(?:[^\"\\]++|\\.)*+", re.DOTALL)
_DECODER = json.JSONDecoder()


@dataclass(frozen=True, kw_only=True, slots=True)
class JsonRecord:
    """A JSON value, the line it begins on, and its source."""

    line: int
    value: object
    raw: str


@dataclass(frozen=True, kw_only=True, slots=True)
class JsonBreak:
    """Where the JSON ends before it should, or is none."""

    line: int
    reason: str


class _CannotReadError(ValueError):
    """The text at this place is no JSON value."""


class _Text:
    """A window on the stream that is filled as values need it and dropped behind them."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._window = ""
        self._place = 0
        self._line = 1
        self._ended = False

    @property
    def line(self) -> int:
        return self._line + self._window.count("\n", 0, self._place)

    def peek(self) -> str:
        """The next character that is no white space or comma; empty at the end."""
        while True:
            match = _SPACE.match(self._window, self._place)
            self._place = match.end() if match else self._place
            if self._place < len(self._window):
                return self._window[self._place]
            if not self._fill():
                return ""

    def skip(self) -> None:
        self._place += 1

    def value(self) -> tuple[object, str]:
        """The JSON value here and its source."""
        self._drop()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._window, self._place)
            except RecursionError as exc:
                raise _CannotReadError("the JSON is nested too deeply") from exc
            except ValueError as exc:
                if len(self._window) - self._place > _MAX_RECORD:
                    raise _CannotReadError(
                        f"expected records of at most {_MAX_RECORD // 1_000_000} million characters"
                    ) from exc
                if not isinstance(exc, json.JSONDecodeError) or not self._fill(len(self._window)):
                    raise _CannotReadError(_reason(exc, ended=self._ended)) from exc
                continue
            if end == len(self._window) and isinstance(value, int | float) and self._fill():
                continue
            source = self._window[self._place : end]
            self._place = end
            return value, source

    def skip_value(self) -> bool:
        """Go on behind the value here, sound or not, by its brackets; False where the text ends before."""
        depth = 0
        while True:
            mark = _MARK.search(self._window, self._place)
            if mark is None:
                self._place = len(self._window)
                if not self._refill():
                    return False
                continue
            sign = mark.group()
            if depth == 0 and sign in ",]}":  # what parts it from the next, or closes the list around it
                self._place = mark.start()
                return True
            self._place = mark.end()
            if sign == '"':
                if not self._skip_string():
                    return False
                continue
            depth += (sign in "{[") - (sign in "}]")
            if depth == 0 and sign in "}]":
                return True

    def _skip_string(self) -> bool:
        while True:
            rest = _IN_STRING.match(self._window, self._place)
            assert rest is not None  # it matches nothing, too
            self._place = rest.end()
            if self._window[self._place : self._place + 1] == '"':
                self._place += 1
                return True
            if not self._refill():
                return False

    def _refill(self) -> bool:
        self._drop()
        return self._fill()

    def next_line(self) -> bool:
        """Go on behind the end of this line; False when there is none."""
        while True:
            end = self._window.find("\n", self._place)
            if end >= 0:
                self._place = end + 1
                return True
            self._place = len(self._window)
            self._drop()
            if not self._fill():
                return False

    def _fill(self, wanted: int = 0) -> bool:
        if self._ended:
            return False
        chunk = self._stream.read(max(_CHUNK, wanted))
        self._ended = not chunk
        self._window += chunk
        return bool(chunk)

    def _drop(self) -> None:
        if self._place > _CHUNK or self._place == len(self._window):
            self._line += self._window.count("\n", 0, self._place)
            self._window = self._window[self._place :]
            self._place = 0


def json_records(stream: TextIO) -> Iterator[JsonRecord | JsonBreak]:
    """The records of a JSON array, of an API's answer that wraps one, of JSON Lines, or a single object."""
    text = _Text(stream)
    while char := text.peek():
        if char == "[":
            text.skip()
            if not (yield from _elements(text)):
                return
        elif char == "{":
            broken = False
            for record in _object(text, depth=0):
                broken = broken or isinstance(record, JsonBreak)
                yield record
            if broken and not text.next_line():
                return
        elif char in "]}":
            text.skip()
        else:
            yield JsonBreak(line=text.line, reason="expected a JSON object or list")
            if not text.next_line():
                return


def _elements(text: _Text) -> Generator[JsonRecord | JsonBreak, None, bool]:
    """The elements of a list, those behind a broken or too long one too; False when it breaks off."""
    while (char := text.peek()) != "]":
        line = text.line
        if not char or char == "}":
            yield JsonBreak(
                line=line, reason="the JSON list ends before its closing bracket; the file may be cut here"
            )
            return False
        try:
            value, raw = text.value()
        except _CannotReadError as exc:
            yield JsonBreak(line=line, reason=str(exc))
            if not text.skip_value():
                return False
            continue
        yield JsonRecord(line=line, value=value, raw=raw)
    text.skip()
    return True


def _object(text: _Text, depth: int) -> Iterator[JsonRecord | JsonBreak]:
    """A wrapper's list of records, or the object itself as one record."""
    line = text.line
    text.skip()
    members: dict[str, object] = {}
    sources: list[str] = []
    listed = False
    while (char := text.peek()) != "}":
        if not char:
            yield JsonBreak(
                line=line, reason="the JSON object ends before its closing brace; the file may be cut here"
            )
            return
        try:
            key, key_source = text.value()
            if text.peek() != ":":
                raise _CannotReadError("expected a colon after a JSON key")
            text.skip()
            opening = text.peek()
            if key in _LISTS and opening == "[" and not _is_record(members):
                text.skip()
                listed = True
                if not (yield from _elements(text)):
                    return
                continue
            if key in {"message", "hits"} and opening == "{" and not (depth or _is_record(members)):
                listed = True
                yield from _object(text, depth + 1)
                continue
            value, source = text.value()
        except _CannotReadError as exc:
            yield JsonBreak(line=text.line, reason=str(exc))
            return
        members[str(key)] = value
        sources.append(f"{key_source}: {source}")
    text.skip()
    if not listed and isinstance(members.get("data"), dict):
        members = {**members["data"]} if isinstance(members["data"], dict) else members
    if not listed:
        yield JsonRecord(line=line, value=members, raw="{" + ", ".join(sources) + "}")


def _is_record(members: dict[str, object]) -> bool:
    return any(
        name in members for name in ("title", "titles", "display_name", "DOI", "paperId", "attributes")
    )


def _reason(error: ValueError, *, ended: bool) -> str:
    if ended and isinstance(error, json.JSONDecodeError):
        return f"expected JSON ({error.msg}); the file may be cut or damaged here"
    return f"expected JSON ({str(error)[:80]})"


def member(value: object, *path: str) -> object:
    """What stands under these keys, None where a key or an object is missing."""
    for key in path:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value


def text_at(value: object, *path: str) -> str | None:
    """The text or number under these keys as text; the first of a list."""
    found = member(value, *path)
    if isinstance(found, list):
        found = next((item for item in found if isinstance(item, str)), None)
    if isinstance(found, bool) or not isinstance(found, str | int | float):
        return None
    return str(found) if str(found).strip() else None


def items_at(value: object, *path: str) -> list[object]:
    """The list under these keys; empty when there is none."""
    found = member(value, *path)
    return found if isinstance(found, list) else []


def texts_at(value: object, *path: str) -> list[str]:
    """The texts of the list under these keys."""
    return [item for item in items_at(value, *path) if isinstance(item, str)]
