"""Where a title ends and its authors begin, when a web page glued them: '…of TidesAda Lovelace, …'."""

from collections.abc import Iterator

from vectorstore.importers.author_names import AuthorList, parse_author_list

_CLOSING = frozenset(".!?)]}\"'”’»*%…+$#")
_MAX_LINE = 5_000


def split_title_and_authors(line: str) -> tuple[str, AuthorList] | None:
    """The title and its authors, None when no place in the line can be the seam.

    A seam is where a capital directly follows a small letter, a digit or closing punctuation, or is the
    last of a run of capitals (`DNAAda`, `DNAJ. Smith`), and everything after it reads as an author
    list. The seam that gives the most authors wins, the leftmost of equals.
    """
    best: tuple[str, AuthorList] | None = None
    if len(line) > _MAX_LINE:
        return None
    for seam in _seams(line):
        title = line[:seam].strip()
        authors = parse_author_list(line[seam:])
        if authors is None or not any(char.isalnum() for char in title):
            continue
        if best is None or len(authors.names) > len(best[1].names):
            best = title, authors
    return best


def _seams(line: str) -> Iterator[int]:
    for index in range(1, len(line)):
        if line[index].isupper() and _is_seam(line, index):
            yield index


def _is_seam(line: str, index: int) -> bool:
    before, after = line[index - 1], line[index + 1 : index + 2]
    if before.isupper():
        return after.islower() or after in {".", "'", "’"}
    if before == "." and line[index - 2 : index - 1].isupper():
        return after != "."  # within U.S. or J.P. there is no seam
    return before.isalnum() or before in _CLOSING
