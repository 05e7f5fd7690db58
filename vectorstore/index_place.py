"""Where a library's vectors are: in its own folder or on a Chroma server, never in both."""

import json
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from vectorstore.chroma_server import ChromaServer
from vectorstore.errors import VectorsElsewhere
from vectorstore.storage import storage_errors

if TYPE_CHECKING:
    from vectorstore.index import VectorIndex

NOTE_NAME: Final = "vectors-on-server.json"


class IndexPlace:
    """The place that the settings name, for the library in `library`.

    A library whose vectors are on a server has a note of the address and of the collection's name, which
    is its alone; what stands in the catalogue about vectors is about those in that place. Moving them is
    the work of `reindex`.
    """

    def __init__(self, library: Path, server: ChromaServer | None) -> None:
        self.folder = library / "index"
        self.server = server
        self._library = library
        self._note = library / NOTE_NAME

    def is_used(self) -> bool:
        """Whether there is something here. VectorsElsewhere when it is in another place."""
        self.check()
        return self._note.exists() if self.server else self.folder.exists()

    def check(self) -> None:
        """VectorsElsewhere when this library's vectors are in another place than the settings name."""
        noted = self._noted()
        if noted is not None and (self.server is None or noted[0] != self.server.url):
            raise VectorsElsewhere(
                f"The vectors of the library {self._library} are on the Chroma server {noted[0]}: set that "
                "with ASSISTANT_VECTORSTORE_URL, or run `assistant reindex` to bring them here."
                if self.server is None
                else f"The vectors of the library {self._library} are on the Chroma server {noted[0]}: set "
                f"that, or run `assistant reindex` to bring them to {self.server.url}."
            )
        if noted is None and self.server is not None and self.folder.exists():
            raise VectorsElsewhere(
                f"The vectors of the library {self._library} are in its folder: leave the server away, or "
                f"run `assistant reindex` with it to bring them to {self.server.url}."
            )

    def collection(self) -> str:
        """The name of the collection on the server; noted before it is first used."""
        if (noted := self._noted()) is None:
            self._write_note(replace=False)
            noted = self._noted()
        assert noted is not None
        return noted[1]

    def open(self, *, afresh: bool = False) -> "VectorIndex":
        """The index here; `afresh` without anything that was in it, damaged or not."""
        from vectorstore.chroma_stores import FolderStore, ServerStore  # local: chromadb takes half a second
        from vectorstore.index import VectorIndex  # local: for the same reason

        store = ServerStore(self.server, self.collection()) if self.server else FolderStore(self.folder)
        if afresh:
            store.wipe()
        return VectorIndex(store)

    def settle(self) -> None:
        """Give up every other place, once this one answers. What is on a server is kept there."""
        if self.server is not None:
            from vectorstore.chroma_stores import ServerStore  # local: chromadb takes half a second

            ServerStore(self.server, "").connect().close()
        with storage_errors(self._library):
            if self.server is None:
                self._note.unlink(missing_ok=True)
                return
            noted = self._noted()
            if noted is None or noted[0] != self.server.url:
                self._write_note(replace=True)
            shutil.rmtree(self.folder, ignore_errors=True)

    def _noted(self) -> tuple[str, str] | None:
        try:
            note = json.loads(self._note.read_text("utf-8"))
            return str(note["server"]), str(note["collection"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _write_note(self, *, replace: bool) -> None:
        """Whole or not at all; without `replace`, the first one holds where two processes come at once."""
        assert self.server is not None
        note = {"server": self.server.url, "collection": f"passages-{uuid4().hex}"}
        fresh = self._library / f"{NOTE_NAME}.{os.getpid()}"
        with storage_errors(self._library):
            fresh.write_text(json.dumps(note), "utf-8")
            if replace:
                fresh.replace(self._note)
                return
            with suppress(FileExistsError):
                os.link(fresh, self._note)
            fresh.unlink()
