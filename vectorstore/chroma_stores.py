"""The two places where a library's vectors can be: its own folder, and a Chroma server."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Final, Protocol, cast
from uuid import uuid4

import chromadb
import httpx
from chromadb.api.client import Client
from chromadb.api.shared_system_client import SharedSystemClient
from chromadb.config import DEFAULT_DATABASE, DEFAULT_TENANT, Settings
from chromadb.errors import ChromaError, NotFoundError

from vectorstore.chroma_server import ChromaServer
from vectorstore.errors import DamagedIndex, ServerError, StorageError
from vectorstore.turns import Turns

COLLECTION: Final = "passages"
_TIMEOUT: Final = httpx.Timeout(120.0, connect=10.0)
_TRANSIENT: Final = frozenset({408, 429, 500, 502, 503, 504})
_REFUSALS: Final = frozenset({401, 403})

# How Chroma names damage, as against a full disk or a missing permission.
_DAMAGE: Final = (
    "malformed", "not a database", "hnsw segment reader", "Error finding id", "Error getting embedding",
    "tenant", "no such table",
)  # fmt: skip

_connecting = threading.Lock()


class Store(Protocol):
    """Where one collection is kept."""

    @property
    def collection(self) -> str:
        """The collection's name."""

    def connect(self) -> Client:
        """A client of its own, which no other library of this process shares."""

    def errors(self) -> AbstractContextManager[None]:
        """What Chroma raises, as our errors."""

    def damaged(self, reason: object) -> DamagedIndex:
        """The error for vectors that cannot be read."""

    def connecting(self) -> AbstractContextManager[int | None]:
        """A turn to connect in."""

    def together(self) -> AbstractContextManager[int | None]:
        """A reader's turn, with a count of writes; None where a client never goes out of date."""

    def alone(self) -> AbstractContextManager[int | None]:
        """A writer's turn; the same count, with this write."""

    def wipe(self) -> None:
        """Delete the collection and its files, damaged or not."""


class FolderStore:
    """A folder of this machine. Chroma keeps parts of it in memory, so processes take turns."""

    collection = COLLECTION

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        turns = Turns(self._folder)
        self.together, self.alone = turns.together, turns.alone

    def connecting(self) -> AbstractContextManager[int | None]:
        return self.together() if (self._folder / "chroma.sqlite3").exists() else self.alone()

    def connect(self) -> Client:
        try:
            return _own_client(str(self._folder))
        except ValueError as exc:  # what Chroma makes of a database that it can open but not read
            raise self.damaged(exc) from exc

    @contextmanager
    def errors(self) -> Iterator[None]:
        try:
            yield
        except ChromaError as exc:
            if any(sign in str(exc) for sign in _DAMAGE):
                raise self.damaged(exc) from exc
            raise StorageError(self._message(exc)) from exc

    def damaged(self, reason: object) -> DamagedIndex:
        return DamagedIndex(self._message(reason))

    def wipe(self) -> None:
        with self.alone():
            shutil.rmtree(self._folder, ignore_errors=True)

    def _message(self, reason: object) -> str:
        return (
            f"The vector index {self._folder} could not be read or written ({reason}): check the disk and "
            "the folder's permissions; `assistant reindex` builds it again."
        )


class ServerStore:
    """One collection of a Chroma server, which any number of processes may use at once."""

    def __init__(self, server: ChromaServer, collection: str) -> None:
        self._server = server
        self.collection = collection

    def connect(self) -> Client:
        server = self._server
        self._probe()
        try:
            client = cast(
                "Client",
                chromadb.HttpClient(
                    host=server.host,
                    port=server.port,
                    ssl=server.uses_tls,
                    headers=server.headers,
                    tenant=server.tenant or DEFAULT_TENANT,
                    database=server.database or DEFAULT_DATABASE,
                    settings=Settings(anonymized_telemetry=False),
                ),
            )
        except ValueError as exc:  # what Chroma makes of a server that is down or answers otherwise
            raise self._unreachable(exc) from exc
        session: httpx.Client = client._server._session  # type: ignore[attr-defined]  # Chroma has no setting for either
        session.timeout = _TIMEOUT
        session.event_hooks["response"].append(self._refuse)
        return client

    def _probe(self) -> None:
        """ServerError unless the server answers in time and takes the token: Chroma's client would wait."""
        server = self._server
        address = f"http{'s' if server.uses_tls else ''}://{server.host}:{server.port}/api/v2/heartbeat"
        hooks = {"response": [self._refuse]}
        with self.errors(), httpx.Client(timeout=_TIMEOUT, event_hooks=hooks) as client:
            client.get(address, headers=server.headers)

    @contextmanager
    def errors(self) -> Iterator[None]:
        try:
            yield
        except httpx.HTTPError as exc:
            raise self._unreachable(exc) from exc
        except ChromaError as exc:
            raise ServerError(
                f"The Chroma server {self._server.url} failed ({exc}): look into its log; "
                "`assistant reindex` fills it again.",
                retryable=True,
            ) from exc

    def damaged(self, reason: object) -> DamagedIndex:
        return DamagedIndex(
            f"Vectors on the Chroma server {self._server.url} cannot be read ({reason}): "
            "`assistant reindex` fills it again."
        )

    def connecting(self) -> AbstractContextManager[None]:
        return nullcontext()

    together = alone = connecting

    def wipe(self) -> None:
        with self.errors():
            try:
                self.connect().delete_collection(self.collection)
            except NotFoundError:
                return

    def _refuse(self, response: httpx.Response) -> None:
        """Statuses that Chroma's client would pass on as a bare exception with the server's text."""
        status = response.status_code
        if status in _REFUSALS:
            raise ServerError(
                f"The Chroma server {self._server.url} refuses access ({status}): set "
                "ASSISTANT_VECTORSTORE_TOKEN to a token that it accepts."
            )
        if status >= 400 and not _says_what_failed(response):
            raise ServerError(
                f"The Chroma server {self._server.url} answered with status {status}: check that the address "
                "is that of a Chroma server, and try again.",
                retryable=status in _TRANSIENT,
            )

    def _unreachable(self, reason: object) -> ServerError:
        return ServerError(
            f"The Chroma server {self._server.url} does not answer ({reason}): check that it runs and that "
            "the address is right, and try again.",
            retryable=True,
        )


def _says_what_failed(response: httpx.Response) -> bool:
    """Whether the reply is one of Chroma's own errors, which its client understands."""
    response.read()
    try:
        reply = response.json()
    except ValueError:
        return False
    return isinstance(reply, dict) and isinstance(reply.get("error"), str) and "message" in reply


def _own_client(folder: str) -> Client:
    """A client that no other shares.

    Chroma hands out by path what it has opened, even if that failed. A library must be able to leave a
    client that another process has made out of date, and to close its own.
    """
    systems = SharedSystemClient._identifier_to_system
    counts = SharedSystemClient._identifier_to_refcount
    with _connecting:
        others, their_count = systems.pop(folder, None), counts.pop(folder, None)
        try:
            settings = Settings(anonymized_telemetry=False)
            client = cast("Client", chromadb.PersistentClient(path=folder, settings=settings))
            own = f"{folder}#{uuid4().hex}"
            systems[own], counts[own] = systems[folder], counts[folder]
            client._identifier = client._admin_client._identifier = own  # type: ignore[attr-defined]  # its class has it, its type does not say so
            return client
        finally:
            systems.pop(folder, None)
            counts.pop(folder, None)
            if others is not None and their_count is not None:
                systems[folder], counts[folder] = others, their_count
