from pathlib import Path

from assistant.page.messages import message_for
from vectorstore.errors import StorageError


def test_an_error_is_told_without_the_librarys_folder() -> None:
    error = StorageError("The library /data/ann/papers: the disk is full; free some space and try again.")
    told = message_for(error, Path("/data/ann/papers"))
    assert told == "The library: the disk is full; free some space and try again."
