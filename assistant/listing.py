"""The library of one publication list, kept in the user's cache folder and equal to the list."""

import hashlib
from pathlib import Path

from platformdirs import user_cache_path

from assistant.opening import open_library
from assistant.settings import Settings
from vectorstore.importers import Parsed, read_sources


def library_of_list(source: Path, settings: Settings) -> Path:
    """The folder of a library that holds just the papers of `source`.

    Its name comes from the list's absolute path, so two lists never share one. Raises the errors of
    `read_sources` and `Library.open`.
    """
    source = source.expanduser().resolve()
    papers = [record.paper for record in read_sources([source]) if isinstance(record, Parsed)]
    name = hashlib.sha256(str(source).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    folder = user_cache_path("assistant") / "lists" / name
    with open_library(settings, folder) as library:
        library.sync(papers)
    return folder
