"""Opening the library that the settings name, with the embedding model that they name."""

from pathlib import Path

from assistant.settings import Settings
from vectorstore import Library, embedder_for
from vectorstore.chroma_server import ChromaServer
from vectorstore.embeddings import EMBEDDED_MODEL


def open_library(settings: Settings, path: Path | None = None) -> Library:
    """The library at `path`, else where the settings say. The embedded model is loaded only when needed.

    Raises the errors of `Library.open` and `embedder_for`.
    """
    embedder = None
    if settings.embedding_base_url or settings.embedding_model != EMBEDDED_MODEL:
        key = settings.openai_api_key
        embedder = embedder_for(
            settings.embedding_model,
            base_url=settings.embedding_base_url,
            api_key=key.get_secret_value() if key else None,
        )
    server = None
    if settings.vectorstore_url:
        token = settings.vectorstore_token
        server = ChromaServer(url=settings.vectorstore_url, token=token.get_secret_value() if token else None)
    return Library.open(path or settings.library_path, embedder=embedder, server=server)
