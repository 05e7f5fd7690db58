"""A file of DOIs, one a line."""

from dataclasses import dataclass
from pathlib import Path

from vectorstore.errors import InputError, StorageError, UnreadableSource
from vectorstore.importers.archives import sources_in
from vectorstore.importers.contract import Unreadable
from vectorstore.importers.decoding import opened
from vectorstore.importers.plain_text import doi_in, one_line

_MOST = 50_000


@dataclass(frozen=True, kw_only=True, slots=True)
class DoiList:
    """DOIs in their order, each once, with the line on which it stood first; and lines that hold none."""

    file: str
    lines: dict[str, int]
    unreadable: tuple[Unreadable, ...] = ()


def read_dois(path: Path) -> DoiList:
    """The DOIs of a file, in any form (`10.1000/x`, `doi:…`, `https://doi.org/…`); `#` begins a comment.

    InputError when it holds none.
    """
    lines: dict[str, int] = {}
    unreadable: list[Unreadable] = []
    if not path.is_file():
        raise UnreadableSource(f"{path}: no such file; name a file with a DOI a line")
    try:
        for source in sources_in(path):
            with opened(source) as stream:
                for number, line in enumerate(stream, start=1):
                    text = one_line(line[:1_000].lstrip("\ufeff"))
                    if not text or text.startswith("#"):
                        continue
                    if doi := doi_in(text):
                        lines.setdefault(doi, number)
                    else:
                        reason = f"expected a DOI (10.…/…), found {text[:60]!r}"
                        unreadable.append(Unreadable(file=source.name, line=number, reason=reason))
    except OSError as exc:
        raise StorageError(f"{path}: cannot be read ({exc.strerror or exc}); check its rights") from exc
    if not lines:
        raise InputError(f"{path}: holds no DOI; write one a line, as in 10.1000/182.")
    if len(lines) > _MOST:
        raise InputError(f"{path}: holds more than {_MOST:,} DOIs; fetch them in parts.")
    return DoiList(file=str(path), lines=lines, unreadable=tuple(unreadable))
