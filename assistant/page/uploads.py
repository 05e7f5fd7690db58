"""Where uploaded lists lie until they are read: a folder of the owner alone, which the page never serves."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path

LARGEST_UPLOAD = "20mb"
"""Of one file."""
MOST_BYTES = 200_000_000
"""Of all uploads that lie there; one more is refused until they are read, or too old."""
OLDEST_SECONDS = 1_800
"""An upload that nobody asked to read is deleted then."""


@cache
def uploads_folder() -> Path:
    """This process's folder; Gradio is told to put uploads there. It goes when the process ends."""
    folder = Path(tempfile.mkdtemp(prefix="assistant-uploads-"))
    os.environ["GRADIO_TEMP_DIR"] = str(folder)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def is_full(folder: Path) -> bool:
    """Whether no further upload fits. A file that goes meanwhile counts nothing."""
    held = 0
    for file in folder.rglob("*"):
        with suppress(OSError):
            held += file.lstat().st_size
    return held >= MOST_BYTES


def discard(uploads: Iterable[Path]) -> None:
    """Delete uploads, and the folder that Gradio made for each."""
    for upload in uploads:
        upload.unlink(missing_ok=True)
        with suppress(OSError):
            upload.parent.rmdir()
