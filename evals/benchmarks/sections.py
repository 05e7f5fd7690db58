"""Figures in a document: a benchmark replaces its own section and leaves the rest as people wrote it."""

from collections.abc import Iterable, Sequence
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def write_section(document: str, name: str, text: str) -> None:
    """Replace what stands between `<!-- NAME -->` and `<!-- /NAME -->` in a file of `docs/`.

    Raises ValueError where the document has no such section.
    """
    path = DOCS / document
    opening, closing = f"<!-- {name} -->", f"<!-- /{name} -->"
    before, found, rest = path.read_text("utf-8").partition(opening)
    _, ended, after = rest.partition(closing)
    if not (found and ended):
        raise ValueError(f"{path} has no section {opening} … {closing}")
    path.write_text(f"{before}{opening}\n{text.strip()}\n{closing}{after}", encoding="utf-8")


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
