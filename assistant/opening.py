"""Opening the library that the settings name, with the embedding model that they name."""

from pathlib import Path

from assistant.settings import Settings
from vectorstore import Library, embedder_for
from vectorstore.chroma_server import ChromaServer
from vectorstore.embeddings import EMBEDDED_MODEL
from vectorstore.errors import SettingsError


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
        server = ChromaServer(url=settings.vectorstore_url, token=_token(settings))
    return Library.open(path or settings.library_path, embedder=embedder, server=server)


def _token(settings: Settings) -> str | None:
    """The Chroma server's token as set, or read from the file that `@` names."""
    token = settings.vectorstore_token.get_secret_value().strip() if settings.vectorstore_token else ""
    if not token.startswith("@"):
        return token or None
    file = Path(token[1:]).expanduser()
    try:
        return file.read_text("utf-8").strip() or None
    except (OSError, UnicodeDecodeError) as exc:
        raise SettingsError(
            f"{file}: the token of the Chroma server cannot be read. Correct the path in "
            "ASSISTANT_VECTORSTORE_TOKEN, or the file's rights."
        ) from exc
