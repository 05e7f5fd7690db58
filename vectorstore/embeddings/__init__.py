"""Embedding models: texts in, unit vectors out."""

import os

from vectorstore.embeddings.embedder import Embedder
from vectorstore.embeddings.factory import EMBEDDED_MODEL, embedder_for

__all__ = ["EMBEDDED_MODEL", "Embedder", "embedder_for"]

# onnxruntime for Linux makes up a device id and reports to its vendor from the moment it is imported (1.32).
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
