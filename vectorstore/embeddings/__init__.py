"""Embedding models: texts in, unit vectors out."""

from vectorstore.embeddings.embedder import Embedder
from vectorstore.embeddings.factory import EMBEDDED_MODEL, embedder_for

__all__ = ["EMBEDDED_MODEL", "Embedder", "embedder_for"]
