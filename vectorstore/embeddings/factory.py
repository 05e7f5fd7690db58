"""The one place where an embedding model is chosen by name."""

from typing import Final

from vectorstore.embeddings.embedder import Embedder

EMBEDDED_MODEL: Final = "all-MiniLM-L6-v2-onnx-int8"


def embedder_for(
    name: str = EMBEDDED_MODEL, *, base_url: str | None = None, api_key: str | None = None
) -> Embedder:
    """The model called `name`: the embedded one, a server's when `base_url` is given, else fastembed's.

    `base_url` is that of an OpenAI-compatible server (".../v1"). Raises SettingsError for a name that
    nobody knows, ModelFileError when the model's files are missing.
    """
    if base_url is not None:
        from vectorstore.embeddings.openai_compatible import OpenAICompatibleEmbedder  # local: openai

        return OpenAICompatibleEmbedder(name, base_url=base_url, api_key=api_key)
    if name == EMBEDDED_MODEL:
        from vectorstore.embeddings.minilm import MiniLMEmbedder  # local: onnxruntime

        return MiniLMEmbedder()
    from vectorstore.embeddings.fastembed_model import FastEmbedEmbedder  # local: optional package

    return FastEmbedEmbedder(name)
