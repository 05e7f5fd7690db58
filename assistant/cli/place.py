"""Which library a command is about."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """As the command line names it; what it leaves out is as the settings say."""

    library: Path | None = None
    vectorstore: str | None = None
